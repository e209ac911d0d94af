"""A pressing: facts, worth by condition, history, who sells it now."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from vinyldigger.api.v1.schemas.results import ListingOut
from vinyldigger.api.v1.schemas.values import FairValueOut, LandedCostOut, MoneyOut, Out
from vinyldigger.core.domain.grade import Grade


class LabelOut(Out):
    """A label and the catalogue number there."""

    name: str
    catalogue_number: str | None


class ReleaseMarketOut(Out):
    """Market figures; ``lowest_price`` null with ``stale``: too old to be shown."""

    lowest_price: MoneyOut | None
    num_for_sale: int | None
    stale: bool
    fetched_at: datetime


class ValueByConditionOut(Out):
    """What a copy in this grade (record and sleeve alike) is worth."""

    grade: Grade
    fair_value: FairValueOut


class ReleaseOut(Out):
    """A pressing of the Discogs catalogue."""

    id: UUID
    external_id: str
    master_id: str | None
    url: str
    title: str
    artists: list[str]
    labels: list[LabelOut]
    barcodes: list[str]
    year: int | None
    country: str | None
    format_text: str
    genres: list[str]
    styles: list[str]
    image_url: str | None
    have: int | None
    want: int | None
    is_unofficial: bool
    is_full: bool
    fetched_at: datetime | None
    market: ReleaseMarketOut | None
    values: list[ValueByConditionOut]
    owned: int
    want_id: UUID | None


class PricePointOut(Out):
    """Lowest asking price and copies for sale on one day; days without a reading have no point."""

    day: date
    lowest_price: MoneyOut | None
    num_for_sale: int | None


class PriceHistoryOut(Out):
    """The floor's history, Discogs figures only."""

    release_id: UUID
    points: list[PricePointOut]


class ReleaseOfferOut(Out):
    """One live offer of this pressing, or of its album where the pressing is not confirmed."""

    result_id: UUID
    listing: ListingOut
    landed: LandedCostOut | None
    confirmed_pressing: bool


class ReleaseOffersOut(Out):
    """Who sells it now, best landed price first."""

    items: list[ReleaseOfferOut]
