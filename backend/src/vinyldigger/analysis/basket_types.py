"""A shopping problem and its answer: which offers to buy from whom for the lowest landed total."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from vinyldigger.analysis.postage import Load, Postage
from vinyldigger.analysis.tables import TaxRegime
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.want import Tier
from vinyldigger.core.domain.words import Reason


class Variant(StrEnum):
    """What a plan is best at."""

    CHEAPEST = "cheapest"
    MOST_WANTS = "most_wants"
    BEST_CONDITION = "best_condition"
    FEWEST_PARCELS = "fewest_parcels"


@dataclass(frozen=True, slots=True)
class BasketOptions:
    """The user's conditions. ``fixed_cost``: what each parcel is worth in trouble, beside its price; not paid.

    ``penalties``: what leaving a want of a tier open is worth, None = the defaults by tier; not paid.
    ``want_keys``: only these wants; empty = all. ``listing_keys``: only these offers; empty = all.
    """

    budget: Money | None = None
    max_parcels: int | None = None
    fixed_cost: Money | None = None
    penalties: Mapping[Tier, Money] | None = None
    want_keys: frozenset[str] = frozenset()
    listing_keys: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class BasketOffer:
    """One copy that may be bought for one want. ``price`` in the buyer's currency.

    ``quoted``: what the marketplace asks for sending it alone; counts where the seller has no postage of its own.
    ``charges``: import charges the marketplace has quoted for it, instead of taxes by the tables.
    """

    listing_key: str
    want_key: str
    seller_key: str
    price: Decimal
    load: Load
    media: Grade | None = None
    quoted: Decimal = Decimal(0)
    charges: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class BasketSeller:
    """How a seller's parcel is priced. ``regime`` None: no import tax. ``factor``: buyer's currency per regime's unit.

    ``postage`` None: quotes of single items are all there is, and add up ("may combine: ask the seller").
    """

    key: str
    name: str | None
    postage: Postage | None
    regime: TaxRegime | None = None
    factor: Decimal = Decimal(1)
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class BasketWant:
    """A want, and what leaving it open counts for (in the buyer's currency)."""

    key: str
    title: str
    tier: Tier
    penalty: Decimal


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a plan is made from; amounts in ``currency``. ``mailers``: grams of packing ("lp", "single")."""

    currency: str
    wants: tuple[BasketWant, ...]
    offers: tuple[BasketOffer, ...]
    sellers: Mapping[str, BasketSeller]
    fixed_cost: Decimal = Decimal(0)
    budget: Decimal | None = None
    max_parcels: int | None = None
    mailers: Mapping[str, int] = field(default_factory=lambda: {"lp": 250, "single": 60})
    left_out: Mapping[str, Reason] = field(default_factory=dict)  # listing key -> why it cannot be bought


@dataclass(frozen=True, slots=True)
class PlanItem:
    """One offer in a parcel."""

    listing_key: str
    want_key: str
    price: Money


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one seller sends. ``estimated``: shipping or taxes are usual prices, not quoted ones."""

    seller_key: str
    seller_name: str | None
    items: tuple[PlanItem, ...]
    goods: Money
    shipping: Money
    taxes: Money
    landed: Money
    grams: int
    estimated: bool


@dataclass(frozen=True, slots=True)
class Unmet:
    """A want the plan leaves open, and why: ``no_offer``, ``over_budget``, ``not_worth_it`` or ``no_parcel_left``."""

    want_key: str
    tier: Tier
    reason: Reason


@dataclass(frozen=True, slots=True)
class Plan:
    """A solved basket. ``gap``: proven distance to the best plan (0 = optimal, share of the objective).

    ``stopped_by_clock``: the best found in the time given; only then may the plan differ between runs.
    """

    variant: Variant
    parcels: tuple[Parcel, ...]
    unmet: tuple[Unmet, ...]
    goods: Money
    shipping: Money
    taxes: Money
    landed: Money
    gap: float
    stopped_by_clock: bool
    objective: Decimal


@dataclass(frozen=True, slots=True)
class TopUp:
    """One more want from a seller: what it adds to the landed cost of the parcel. ``alone``: sent by itself."""

    listing_key: str
    want_key: str
    price: Money
    marginal: Money
    alone: Money | None


class ChangeKind(StrEnum):
    """What happened to an item of a plan."""

    UNCHANGED = "unchanged"
    GONE = "gone"
    DEARER = "dearer"
    CHEAPER = "cheaper"
    CHEAPER_ELSEWHERE = "cheaper_elsewhere"


@dataclass(frozen=True, slots=True)
class Change:
    """One item of the plan against the market now.

    ``now``: its price today; where it is gone or cheaper elsewhere, what the copy ``other_key`` costs sent by itself.
    """

    listing_key: str
    want_key: str
    kind: ChangeKind
    before: Money
    now: Money | None = None
    other_key: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A plan against the market now. ``landed``: what is still to be had of it would cost today, None when nothing."""

    changes: tuple[Change, ...]
    landed: Money | None
    still_good: bool
