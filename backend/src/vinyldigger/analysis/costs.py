"""Amounts with their honesty: exact, estimated with a range, or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from vinyldigger.core.domain.listing import TaxCollector
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.words import Reason


class Certain(StrEnum):
    """How an amount is known."""

    EXACT = "exact"
    ESTIMATED = "estimated"
    UNKNOWN = "unknown"


class PartKind(StrEnum):
    """What is paid for."""

    ITEM = "item"
    SHIPPING = "shipping"
    VAT = "vat"
    DUTY = "duty"
    HANDLING = "handling"


@dataclass(frozen=True, slots=True)
class CostPart:
    """One part of the price at the door, in the buyer's currency.

    ``low``/``amount``/``high``: equal when exact; ``amount`` None when unknown (then ``low`` is what is sure, never
    counted as the price, and ``high`` None or an upper guess). ``original``: before conversion.
    """

    kind: PartKind
    certain: Certain
    amount: Money | None
    low: Money
    high: Money | None
    original: Money | None = None
    collector: TaxCollector | None = None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class LandedCost:
    """Price at the buyer's door. ``total`` None when a part is unknown; ``low`` is then only a "from".

    ``is_lower_bound``: the item price itself is a "from" (floor, auction, variation).
    """

    parts: tuple[CostPart, ...]
    total: Money | None
    low: Money
    high: Money | None
    certain: Certain
    currency: str
    rates_day: date | None
    is_lower_bound: bool = False


@dataclass(frozen=True, slots=True)
class FairValue:
    """What a copy in its condition is worth. Abstains: ``value`` None with the reasons why.

    ``confidence`` 0-100. ``basis``: ``suggested``, ``asked`` (asking prices only) or ``from`` (floor only, no value).
    ``base``: the NM value behind it.
    """

    value: Money | None
    low: Money | None
    high: Money | None
    confidence: int
    basis: str | None
    base: Money | None = None
    floor: Money | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One named part of a score; parts sum to the score. ``reason`` explains it."""

    name: str
    points: Decimal
    most: Decimal
    reason: Reason


class Level(StrEnum):
    """A score in words."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"

    @classmethod
    def of(cls, score: Decimal) -> Level:
        """Excellent 90+, very good 80+, good 70+, fair 60+, else poor."""
        for word, floor in ((cls.EXCELLENT, 90), (cls.VERY_GOOD, 80), (cls.GOOD, 70), (cls.FAIR, 60)):
            if score >= floor:
                return word
        return cls.POOR


@dataclass(frozen=True, slots=True)
class DealScore:
    """How good an offer is for this user, 0-100. ``confidence`` 0-100 falls with unknowns and suspicion."""

    score: Decimal
    level: Level
    parts: tuple[ScorePart, ...]
    confidence: int
    warnings: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class SellerScore:
    """The five scores of a seller, 0-100; None = not enough data, left out of ``overall`` and said so."""

    seller_key: str
    reputation: int | None
    location: int | None
    price: int | None
    depth: int | None
    shipping: int | None
    overall: int | None
    rank: int
    items: int
    wants: int
    duplicates: int
    goods: Money | None
    estimated_shipping: Money | None
    reasons: tuple[Reason, ...] = ()
