"""Import VAT, duty and handling on one parcel, from the dated tables, by the goods value of the whole parcel."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.costs import Certain
from vinyldigger.analysis.figures import Figure, exact, unknown
from vinyldigger.analysis.tables import Spread, TaxBracket, TaxRegime
from vinyldigger.core.domain.listing import TaxCollector
from vinyldigger.core.domain.words import Reason

_ZERO = Decimal(0)


class Taxes(NamedTuple):
    """The three taxes of a parcel and who collects them (the duty's collector may be another)."""

    vat: Figure
    duty: Figure
    handling: Figure
    collector: TaxCollector | None
    duty_collector: TaxCollector | None


SAME_AREA = Taxes(*(exact(_ZERO, Reason("same_tax_area")),) * 3, None, None)
INCLUDED = Taxes(*(exact(_ZERO, Reason("tax_included")),) * 3, TaxCollector.INCLUDED, TaxCollector.INCLUDED)


def import_taxes(regime: TaxRegime, goods: Decimal, shipping: Figure, factor: Decimal | None) -> Taxes:
    """Taxes on a parcel that crosses into ``regime``'s country, in the buyer's currency.

    ``factor``: buyer's currency per unit of the regime's; None (no rate) leaves them unknown.
    """
    if factor is None:
        return _unknown(Reason("no_rate", {"currency": regime.currency}), None)
    bracket = bracket_of(regime, goods, factor)
    duty = duty_on(bracket, goods, factor)
    vat = _vat(bracket, goods, shipping, duty, regime.country)
    fee = _times(bracket.handling, factor)
    return Taxes(vat, duty, _estimate(fee, Reason("carrier_handling")), bracket.collector, bracket.duty_collector)


def unknown_taxes(regime: TaxRegime, goods: Decimal, shipping: Figure, factor: Decimal | None, reason: Reason) -> Taxes:
    """Taxes that may be due or not: nothing is sure, at most what ``regime`` would take."""
    most = import_taxes(regime, goods, shipping, factor)
    vat, duty, handling = (unknown(reason, figure.high) for figure in most[:3])
    return Taxes(vat, duty, handling, None, None)


def no_goods_value(reason: Reason) -> Taxes:
    """Without a price of the goods nothing can be said."""
    return _unknown(reason, None)


def bracket_of(regime: TaxRegime, goods: Decimal, factor: Decimal) -> TaxBracket:
    """The bracket a parcel falls into; ``factor``: buyer's currency per unit of the regime's."""
    for bracket in regime.brackets:
        if bracket.up_to is None or goods <= bracket.up_to * factor:
            return bracket
    return regime.brackets[-1]


def duty_on(bracket: TaxBracket, goods: Decimal, factor: Decimal) -> Figure:
    """Duty: the flat amount once (records of one parcel share one tariff heading) and the percentage."""
    percent = bracket.duty_percent
    flat = bracket.duty_flat * factor
    spread = Spread(*[flat + goods * share / 100 for share in percent])
    return _estimate(spread, Reason("duty", {"percent": str(percent.amount), "flat": str(bracket.duty_flat)}))


def _vat(bracket: TaxBracket, goods: Decimal, shipping: Figure, duty: Figure, country: str) -> Figure:
    def on(percent: Decimal, sent: Decimal | None, charged: Decimal | None) -> Decimal | None:
        return None if sent is None or charged is None else (goods + sent + charged) * percent / 100

    low = on(bracket.vat.low, shipping.low, duty.low) or _ZERO
    amount = on(bracket.vat.amount, shipping.amount, duty.amount)
    high = on(bracket.vat.high, shipping.high, duty.high)
    certain = Certain.UNKNOWN if amount is None else Certain.ESTIMATED
    return Figure(
        certain, low, amount, high, Reason("import_vat", {"percent": str(bracket.vat.amount), "country": country})
    )


def _times(spread: Spread, factor: Decimal) -> Spread:
    return Spread(*[figure * factor for figure in spread])


def _estimate(spread: Spread, reason: Reason) -> Figure:
    return Figure(Certain.ESTIMATED, spread.low, spread.amount, spread.high, reason)


def _unknown(reason: Reason, high: Decimal | None) -> Taxes:
    figure = unknown(reason, high)
    return Taxes(figure, figure, figure, None, None)
