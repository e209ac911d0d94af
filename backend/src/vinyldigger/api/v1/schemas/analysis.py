"""The analysis of a search's latest run."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from vinyldigger.api.v1.schemas.values import Certain, MoneyOut, Out, ReasonOut, RecordOut, SellerBriefOut
from vinyldigger.core.domain.grade import Grade


class PriceDistributionOut(Out):
    """Live asking prices of one marketplace and condition class, in the buyer's currency."""

    marketplace: str
    condition: str
    count: int
    low: MoneyOut
    median: MoneyOut
    high: MoneyOut


class AnalysisOut(Out):
    """A search at a glance."""

    search_id: UUID
    run_id: UUID | None
    status: Literal["none", "complete", "partial", "skipped"]
    engine_version: str | None
    completed_at: datetime | None
    listings: int
    included: int
    excluded: dict[str, int]
    records: int
    sellers: int
    multi_item_sellers: int
    wantlist_matches: int
    collection_duplicates: int
    discoveries: int
    by_marketplace: dict[str, int]
    distributions: list[PriceDistributionOut]


class RecordOfferOut(Out):
    """One offer of a record in the comparison."""

    result_id: UUID
    marketplace: str
    title: str
    url: str
    image_url: str | None
    media_grade: Grade | None
    sleeve_grade: Grade | None
    landed_total: MoneyOut | None
    landed_low: MoneyOut | None
    certain: Certain | None
    confidence: int
    price: MoneyOut | None
    stale: bool
    fetched_at: datetime
    is_lower_bound: bool
    score: Decimal | None
    seller: SellerBriefOut | None


class RecordComparisonOut(Out):
    """A record and its best offers on all marketplaces, best landed price first; ``offers_count`` counts all."""

    record: RecordOut
    offers_count: int
    marketplaces: list[str]
    best: MoneyOut | None
    offers: list[RecordOfferOut]


class SellerAnalysisOut(Out):
    """A seller in this search: five scores 0-100, null = not enough data."""

    seller: SellerBriefOut
    rank: int
    overall: int | None
    reputation: int | None
    location: int | None
    price: int | None
    depth: int | None
    shipping: int | None
    items: int
    wants: int
    duplicates: int
    goods: MoneyOut | None
    estimated_shipping: MoneyOut | None
    reasons: list[ReasonOut]
