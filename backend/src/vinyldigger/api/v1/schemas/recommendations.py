"""Recommendations: what to buy, with the arithmetic."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from vinyldigger.api.v1.schemas.values import Certain, In, Level, MoneyOut, Out, ReasonOut, RecordOut, SellerBriefOut
from vinyldigger.core.domain.grade import Grade

RecommendationType = Literal["best_price", "multi_item", "condition_value", "high_value_discovery",
                             "collection_completion"]  # fmt: skip
Feedback = Literal["helpful", "not_helpful", "dismissed", "bought"]


class RecommendedItemOut(Out):
    """One listing of a recommendation."""

    result_id: UUID
    listing_id: UUID
    release_id: UUID | None
    marketplace: str
    title: str
    url: str
    image_url: str | None
    media_grade: Grade | None
    sleeve_grade: Grade | None
    price: MoneyOut | None
    landed_total: MoneyOut | None
    certain: Certain | None
    stale: bool
    fetched_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None


class RecommendationOut(Out):
    """One piece of advice. ``savings`` is against ``savings_against``.

    ``stale``: an offer is too old to be shown with its price; amounts stay hidden until it has been read again.
    """

    id: UUID
    search_id: UUID
    search_name: str
    type: RecommendationType
    score: Decimal
    level: Level
    title: ReasonOut
    reasons: list[ReasonOut]
    record: RecordOut | None
    seller: SellerBriefOut | None
    items: list[RecommendedItemOut]
    wants: int
    goods: MoneyOut | None
    shipping: MoneyOut | None
    taxes: MoneyOut | None
    landed: MoneyOut | None
    savings: MoneyOut | None
    savings_against: Literal["next_offer", "fair_value", "separate_parcels", "grade_step"] | None
    first_seen_at: datetime
    last_seen_at: datetime
    ended_at: datetime | None
    feedback: Feedback | None
    stale: bool
    is_new: bool


class FeedbackIn(In):
    """The user's word on a recommendation; null takes it back."""

    feedback: Feedback | None
