"""An offer as a marketplace gives it, before anything is read from its text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import Seller


class ListingKind(StrEnum):
    """A listing is one copy on offer; a floor is only the lowest asking price of a release."""

    LISTING = "listing"
    RELEASE_FLOOR = "release_floor"


class BuyingOption(StrEnum):
    """How it can be bought."""

    FIXED_PRICE = "fixed_price"
    BEST_OFFER = "best_offer"  # fixed price, offers welcome
    AUCTION = "auction"
    AUCTION_OR_FIXED = "auction_or_fixed"


class TaxCollector(StrEnum):
    """Who takes the tax."""

    MARKETPLACE = "marketplace"
    BORDER = "border"
    INCLUDED = "included"


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the parcel goes, and the currency the buyer thinks in."""

    country: str  # ISO 3166 alpha-2
    currency: str
    postal_code: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """What the marketplace says sending this one listing to one destination costs. None = not said.

    ``refused``: the seller does not sell it to this buyer.
    """

    country: str
    shipping: Money | None
    fetched_at: datetime
    import_charges: Money | None = None
    tax_collector: TaxCollector | None = None
    postal_prefix: str | None = None
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One offer. ``price`` is the seller's own, in the seller's currency; None when there is none yet (auction).

    ``release_external_id``: the Discogs release the marketplace itself names (structured data).
    ``aspects``: item specifics as given, names lower-cased. ``bid``: an auction's current highest bid.
    """

    marketplace: str
    site: str  # "" where a marketplace has one site; "EBAY_DE" where it has many
    external_id: str  # floors: "floor:<release>"
    kind: ListingKind
    title: str
    url: str
    fetched_at: datetime
    price: Money | None = None
    buying_option: BuyingOption = BuyingOption.FIXED_PRICE
    bid: Money | None = None
    bids: int | None = None
    ends_at: datetime | None = None
    seller: Seller | None = None
    ships_from: str | None = None  # ISO 3166 alpha-2
    media_grade: Grade | None = None
    sleeve_grade: Grade | None = None
    grade_source: GradeSource = GradeSource.UNKNOWN
    condition_text: str = ""  # the marketplace's own condition words
    comments: str = ""  # the seller's words, plain text
    aspects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    format: Format | None = None  # when the marketplace states it in a field
    release_external_id: str | None = None
    quote: Quote | None = None
    image_url: str | None = None
    quantity: int | None = None
    for_sale: int | None = None  # floors: how many copies are on offer
    is_variation: bool = False  # price is the lowest of several variations: a "from" price
    accepts_offers: bool = False
    available: bool = True

    @property
    def key(self) -> str:
        """Identity across the product: ``marketplace:site:external_id``."""
        return f"{self.marketplace}:{self.site}:{self.external_id}"

    @property
    def is_lower_bound(self) -> bool:
        """Whether the price is only a "from": a floor, a running auction, the cheapest of several variations."""
        return self.kind is ListingKind.RELEASE_FLOOR or self.buying_option is BuyingOption.AUCTION or self.is_variation
