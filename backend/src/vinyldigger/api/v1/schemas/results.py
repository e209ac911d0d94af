"""Results: offers as one search sees them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from vinyldigger.api.v1.schemas.values import (
    DealScoreOut,
    FairValueOut,
    GradeOut,
    In,
    LandedCostOut,
    Mark,
    MatchOut,
    MoneyOut,
    Out,
    Ownership,
    ReasonOut,
    SellerBriefOut,
)
from vinyldigger.core.domain.listing import BuyingOption, ListingKind

ResultSort = Literal["score", "landed", "newest", "ending"]
EndedReason = Literal["end_date", "gone", "out_of_stock", "absent"]


class ListingOut(Out):
    """One offer as the marketplace gives it. ``price`` null with ``stale``: too old to be shown."""

    id: UUID
    marketplace: str
    site: str
    kind: ListingKind
    title: str
    url: str
    image_url: str | None
    price: MoneyOut | None
    stale: bool
    fetched_at: datetime
    first_seen_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    ended_reason: EndedReason | None
    buying_option: BuyingOption
    accepts_offers: bool
    bid: MoneyOut | None
    bids: int | None
    ends_at: datetime | None
    quantity: int | None
    for_sale: int | None
    is_lower_bound: bool
    media: GradeOut
    sleeve: GradeOut
    condition_text: str
    ships_from: str | None
    seller: SellerBriefOut | None


class ResultOut(Out):
    """One offer in one search: price at the door, worth, score, match, and why it is in or out."""

    id: UUID
    search_id: UUID
    listing: ListingOut
    match: MatchOut | None
    landed: LandedCostOut | None
    fair_value: FairValueOut | None
    score: DealScoreOut | None
    excluded_by: ReasonOut | None
    collection_level: Ownership
    wantlist_level: Ownership
    is_in_collection: bool
    is_in_wantlist: bool
    max_good_bid: MoneyOut | None
    mark: Mark | None
    is_new: bool
    created_at: datetime


class ParsedOut(Out):
    """What was read from a listing's words."""

    artist: str | None
    title: str | None
    label: str | None
    catalogue_numbers: list[str]
    barcodes: list[str]
    year: int | None
    country: str | None
    flags: list[str]
    risks: list[ReasonOut]


class ResultDetailOut(ResultOut):
    """A result with everything known about it."""

    comments: str
    aspects: dict[str, list[str]]
    parsed: ParsedOut | None
    search_name: str


class ListingPriceOut(Out):
    """A price this listing was seen at."""

    observed_at: datetime
    price: MoneyOut


class ListingDetailOut(Out):
    """A listing outside any one search."""

    listing: ListingOut
    comments: str
    aspects: dict[str, list[str]]
    prices: list[ListingPriceOut]
    result_ids: list[UUID]


class ResultPatch(In):
    """The user's mark; null takes it away."""

    mark: Mark | None


class ResultsPatch(In):
    """One mark for many results."""

    ids: list[UUID] = Field(min_length=1, max_length=500)
    mark: Mark | None


class ResultsChangedOut(Out):
    """How many results were changed; ids of others are ignored."""

    changed: int


class RefreshIn(In):
    """Results whose listings should be read again."""

    ids: list[UUID] = Field(min_length=1, max_length=50)


class RefreshOut(Out):
    """How many stale listings will be read again."""

    queued: int
