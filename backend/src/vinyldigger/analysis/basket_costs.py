"""What a parcel of a basket costs, to the cent: the same rules as the price at the door of a single listing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from vinyldigger.analysis import taxes
from vinyldigger.analysis.basket_types import BasketOffer, BasketSeller, Problem
from vinyldigger.analysis.figures import exact
from vinyldigger.analysis.postage import mailer_grams
from vinyldigger.core.domain.money import currency_digits

_ZERO = Decimal(0)


class ParcelCost(NamedTuple):
    """Amounts in the buyer's currency."""

    goods: Decimal
    shipping: Decimal
    taxes: Decimal
    grams: int

    @property
    def landed(self) -> Decimal:
        """Everything paid for the parcel."""
        return self.goods + self.shipping + self.taxes


def parcel_cost(offers: Sequence[BasketOffer], seller: BasketSeller, problem: Problem) -> ParcelCost | None:
    """Cost of buying these offers of one seller together (not empty); None where the seller's policy forbids it."""
    loads = [offer.load for offer in offers]
    goods = sum((offer.price for offer in offers), _ZERO)
    grams = sum(load.grams for load in loads) + mailer_grams(loads, problem.mailers)
    shipping: Decimal | None
    if seller.postage is None:
        shipping = sum((offer.quoted for offer in offers), _ZERO)
    elif seller.postage.min_order is not None and goods < seller.postage.min_order:
        return None
    else:
        shipping = seller.postage.cost(sum(load.discs for load in loads), grams, goods)
    if shipping is None:
        return None
    charges = sum((offer.charges for offer in offers), _ZERO)
    return ParcelCost(goods, shipping, charges + _taxes(seller, goods, shipping, problem.currency), grams)


def _taxes(seller: BasketSeller, goods: Decimal, shipping: Decimal, currency: str) -> Decimal:
    if seller.regime is None:
        return _ZERO
    due = taxes.import_taxes(seller.regime, goods, exact(shipping), seller.factor)
    step = Decimal(1).scaleb(-currency_digits(currency))
    amounts = [figure.amount for figure in (due.vat, due.duty, due.handling) if figure.amount is not None]
    return sum((amount.quantize(step, rounding=ROUND_HALF_EVEN) for amount in amounts), _ZERO)
