"""Who sells: reputation, place, and what they ask for sending a parcel."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vinyldigger.core.domain.money import Money


@dataclass(frozen=True, slots=True)
class ShippingBracket:
    """Price of one parcel up to ``max_items`` discs and ``max_grams`` (None: no limit)."""

    price: Money
    max_items: int | None = None
    max_grams: int | None = None


@dataclass(frozen=True, slots=True)
class ShippingPolicy:
    """What a seller asks to send one parcel to one country.

    Either ``first`` + ``extra`` per further disc, or ``brackets`` (ascending). ``free_over``: goods value from
    which sending is free. ``cap``: the most ever asked. ``min_order``: the least goods value that is sold.
    """

    country: str  # destination, ISO 3166 alpha-2
    first: Money | None = None
    extra: Money | None = None
    brackets: tuple[ShippingBracket, ...] = ()
    free_over: Money | None = None
    cap: Money | None = None
    min_order: Money | None = None


@dataclass(frozen=True, slots=True)
class Seller:
    """A seller as a marketplace describes it. ``external_id`` is opaque (a keyed hash for eBay)."""

    marketplace: str
    external_id: str
    name: str | None
    country: str | None = None  # ISO 3166 alpha-2
    positive_percent: Decimal | None = None  # 0-100
    ratings: int | None = None
    min_order: Money | None = None
    policies: tuple[ShippingPolicy, ...] = ()

    @property
    def key(self) -> str:
        """Identity across the product: ``marketplace:external_id``."""
        return f"{self.marketplace}:{self.external_id}"
