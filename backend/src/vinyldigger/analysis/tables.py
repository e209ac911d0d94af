"""The dated tables the engine works with, as frozen values: taxes, shipping, grade values, deal weights.

``services/tables.py`` reads the data files; ``from_dict`` of each type takes the parsed JSON of one file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.analysis.weights import MatchWeights
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import TaxCollector
from vinyldigger.core.domain.want import Tier

Json = Mapping[str, Any]


class Spread(NamedTuple):
    """A figure with its range: low ≤ amount ≤ high."""

    low: Decimal
    amount: Decimal
    high: Decimal

    @classmethod
    def of(cls, value: Json | str | None) -> Spread:
        """From ``{"low", "amount", "high"}`` or one figure; None is zero."""
        if isinstance(value, Mapping):
            return cls(Decimal(value["low"]), Decimal(value["amount"]), Decimal(value["high"]))
        figure = Decimal(value or 0)
        return cls(figure, figure, figure)


@dataclass(frozen=True, slots=True)
class TaxBracket:
    """What is due on a parcel whose goods are worth at most ``up_to`` (None: any), in the regime's currency.

    ``vat``, ``duty_percent`` in per cent; ``duty_flat`` once per tariff heading; ``handling`` the carrier's fee.
    ``collector`` takes VAT and handling, ``duty_collector`` the duty.
    """

    up_to: Decimal | None
    collector: TaxCollector
    duty_collector: TaxCollector
    vat: Spread
    duty_percent: Spread
    duty_flat: Decimal
    handling: Spread


@dataclass(frozen=True, slots=True)
class TaxRegime:
    """Import taxes of one destination country since a day. ``brackets`` ascend; the last has no limit."""

    country: str
    since: date
    currency: str
    brackets: tuple[TaxBracket, ...]


@dataclass(frozen=True, slots=True)
class TaxTable:
    """Import taxes by destination, and the areas within which nothing is due. ``dated``: when it was compiled.

    ``unknown``: the upper guess (from zero) for a destination that the table does not know.
    """

    dated: date
    areas: Mapping[str, str]  # country -> name of its customs and VAT area
    regimes: Mapping[str, tuple[TaxRegime, ...]]  # by country, newest first
    unknown: TaxRegime

    @classmethod
    def from_dict(cls, table: Json) -> TaxTable:
        """From the parsed ``data/taxes.json``."""
        by_country: dict[str, list[TaxRegime]] = {}
        for regime in table["regimes"]:
            for country in regime["countries"]:
                by_country.setdefault(country, []).append(_regime(country, regime))
        areas = {country: name for name, countries in table["areas"].items() for country in countries}
        return cls(
            dated=date.fromisoformat(table["date"]),
            areas=areas,
            regimes={
                country: tuple(sorted(found, key=lambda regime: regime.since, reverse=True))
                for country, found in by_country.items()
            },
            unknown=_unknown_regime(table["unknown_upper"], date.fromisoformat(table["date"])),
        )

    def regime(self, country: str, day: date) -> TaxRegime | None:
        """What holds in a country on a day; None when the table does not know."""
        return next((regime for regime in self.regimes.get(country, ()) if regime.since <= day), None)

    def same_area(self, origin: str, destination: str) -> bool:
        """Whether goods pass without import tax: one country, or one customs and VAT area."""
        area = self.areas.get(origin)
        return origin == destination or (area is not None and area == self.areas.get(destination))


def _regime(country: str, regime: Json) -> TaxRegime:
    standard = regime["vat_percent"][country]
    brackets = tuple(
        TaxBracket(
            up_to=None if bracket["up_to"] is None else Decimal(bracket["up_to"]),
            collector=TaxCollector(bracket["collector"]),
            duty_collector=TaxCollector(bracket.get("duty_collector", bracket["collector"])),
            vat=Spread.of(bracket.get("vat", standard)),
            duty_percent=Spread.of(bracket.get("duty_percent")),
            duty_flat=Decimal(bracket.get("duty_flat", 0)),
            handling=Spread.of(bracket.get("handling")),
        )
        for bracket in regime["brackets"]
    )
    return TaxRegime(country, date.fromisoformat(regime["since"]), regime["currency"], brackets)


def _unknown_regime(upper: Json, dated: date) -> TaxRegime:
    def up_to(figure: str) -> Spread:
        return Spread(Decimal(0), Decimal(0), Decimal(figure))

    bracket = TaxBracket(
        up_to=None,
        collector=TaxCollector.BORDER,
        duty_collector=TaxCollector.BORDER,
        vat=up_to(upper["vat_percent"]),
        duty_percent=up_to(upper["duty_percent"]),
        duty_flat=Decimal(0),
        handling=up_to(upper["handling"]),
    )
    return TaxRegime("", dated, upper["handling_currency"], (bracket,))


@dataclass(frozen=True, slots=True)
class ShippingRow:
    """Usual prices from one origin: by distance (domestic, area, continent, world), (grams, price) ascending."""

    currency: str
    steps: Mapping[str, tuple[tuple[int, Decimal], ...]]


@dataclass(frozen=True, slots=True)
class ShippingTable:
    """Usual shipping by origin, distance and weight; ``low_factor`` and ``high_factor`` give the range."""

    dated: date
    low_factor: Decimal
    high_factor: Decimal
    mailer_grams: Mapping[str, int]  # "lp", "single"
    disc_grams: Mapping[int, int]  # by inches
    origins: Mapping[str, ShippingRow]  # by country, or "*continent"

    @classmethod
    def from_dict(cls, table: Json) -> ShippingTable:
        """From the parsed ``data/shipping.json``."""
        return cls(
            dated=date.fromisoformat(table["date"]),
            low_factor=Decimal(table["low_factor"]),
            high_factor=Decimal(table["high_factor"]),
            mailer_grams=dict(table["mailer_grams"]),
            disc_grams={int(inches): grams for inches, grams in table["disc_grams"].items()},
            origins={origin: _shipping_row(row) for origin, row in table["origins"].items()},
        )


def _shipping_row(row: Json) -> ShippingRow:
    return ShippingRow(
        currency=row["currency"],
        steps={
            distance: tuple((int(grams), Decimal(price)) for grams, price in steps)
            for distance, steps in row.items()
            if distance != "currency"
        },
    )


@dataclass(frozen=True, slots=True)
class ValueTable:
    """What a grade is worth against NM, how a sleeve counts, and where a value is capped."""

    discogs: Mapping[Grade, Fraction]
    goldmine: Mapping[Grade, Fraction]
    sleeve_step: float  # log price per step of sleeve against media
    sleeve_steps_most: int
    half_life_days: int
    floor_cap: int
    floor_cap_for_sale: int
    sibling_cap: int
    least_observations: int
    asked_confidence_most: int

    @classmethod
    def from_dict(cls, table: Json) -> ValueTable:
        """From the parsed ``data/values.json``."""
        return cls(
            discogs={Grade(grade): Fraction(share) for grade, share in table["discogs"].items()},
            goldmine={Grade(grade): Fraction(share) for grade, share in table["goldmine"].items()},
            sleeve_step=float(table["sleeve_step"]),
            sleeve_steps_most=table["sleeve_steps_most"],
            half_life_days=table["half_life_days"],
            floor_cap=table["floor_cap"],
            floor_cap_for_sale=table["floor_cap_for_sale"],
            sibling_cap=table["sibling_cap"],
            least_observations=table["least_observations"],
            asked_confidence_most=table["asked_confidence_most"],
        )


@dataclass(frozen=True, slots=True, eq=False)  # equal to itself alone: what was made by it is found by it
class DealTable:
    """Weights of the deal score, of the seller score and of the advice."""

    points: Mapping[str, Decimal]
    best_ratio: Decimal
    worst_ratio: Decimal
    wanted: Mapping[str, Decimal]
    media_fit: Mapping[Grade, Decimal]
    sleeve_share: Decimal
    risk_points: Mapping[str, Decimal]
    caps: Mapping[str, Decimal]
    suspicious_ratio: Decimal
    sellers: Mapping[str, Decimal]
    confidence: Mapping[str, int]
    recommend: Mapping[str, Decimal]
    penalties: Mapping[Tier, Decimal]  # what an open want counts for in a basket, in euro

    @classmethod
    def from_dict(cls, table: Json) -> DealTable:
        """From the parsed ``data/deals.json``."""
        return cls(
            points=_decimals(table["points"]),
            best_ratio=Decimal(table["price"]["best_ratio"]),
            worst_ratio=Decimal(table["price"]["worst_ratio"]),
            wanted=_decimals(table["wanted"]),
            media_fit={Grade(grade): Decimal(share) for grade, share in table["media_fit"].items()},
            sleeve_share=Decimal(table["sleeve_share"]),
            risk_points=_decimals(table["risk_points"]),
            caps=_decimals(table["caps"]),
            suspicious_ratio=Decimal(table["suspicious_ratio"]),
            sellers=_decimals(table["sellers"]),
            confidence=dict(table["confidence"]),
            recommend=_decimals(table["recommend"]),
            penalties={Tier(tier): Decimal(amount) for tier, amount in table["penalties"].items()},
        )


def _decimals(table: Json) -> dict[str, Decimal]:
    return {name: Decimal(figure) for name, figure in table.items()}


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of the engine."""

    taxes: TaxTable
    shipping: ShippingTable
    values: ValueTable
    deals: DealTable
    vocabulary: Vocabulary
    match_weights: MatchWeights
