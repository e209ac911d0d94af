"""What the engine made of a run: the summary, the sellers, the recommendations."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import (
    Base,
    Changing,
    Currency,
    Identified,
    JsonList,
    JsonObject,
    between,
    choice,
    currency_code,
    not_negative,
    reference,
)


class AnalysisStatus(StrEnum):
    """How far the analysis of a run went."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    SKIPPED = "skipped"


class DealType(StrEnum):
    """Kinds of recommendation."""

    BEST_PRICE = "best_price"
    MULTI_ITEM = "multi_item"
    CONDITION_VALUE = "condition_value"
    HIGH_VALUE_DISCOVERY = "high_value_discovery"
    COLLECTION_COMPLETION = "collection_completion"


class DealLevel(StrEnum):
    """Named bands of a 0-100 deal score: 90+, 80+, 70+, 60+, below."""

    EXCELLENT = "excellent"
    VERY_GOOD = "very_good"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Feedback(StrEnum):
    """What a user says about a recommendation."""

    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"
    DISMISSED = "dismissed"
    BOUGHT = "bought"


class SearchResultAnalysis(Changing, Base):
    """The summary of one run (or of pasted listings, without a run), in the user's currency. Again replaces it."""

    __tablename__ = "search_result_analyses"
    __table_args__ = (
        Index("ix_search_result_analyses_search", "search_id", "completed_at"),
        *not_negative(
            "total_items", "total_sellers", "multi_item_sellers", "wantlist_matches", "collection_duplicates",
            "new_discoveries",
        ),
        *currency_code("currency"),
    )  # fmt: skip

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    search_id: Mapped[uuid.UUID] = reference("saved_searches.id", ondelete="CASCADE", index=False)
    run_id: Mapped[uuid.UUID | None] = reference("search_runs.id", ondelete="CASCADE", index=False, unique=True)
    status: Mapped[AnalysisStatus] = choice("status", AnalysisStatus)
    currency: Mapped[Currency]
    total_items: Mapped[int] = mapped_column(server_default="0")
    total_sellers: Mapped[int] = mapped_column(server_default="0")
    multi_item_sellers: Mapped[int] = mapped_column(server_default="0")
    wantlist_matches: Mapped[int] = mapped_column(server_default="0")
    collection_duplicates: Mapped[int] = mapped_column(server_default="0")
    new_discoveries: Mapped[int] = mapped_column(server_default="0")
    price_distribution: Mapped[JsonList] = mapped_column(server_default="[]")
    platform_coverage: Mapped[JsonObject] = mapped_column(server_default="{}")
    summary: Mapped[JsonObject] = mapped_column(server_default="{}")
    engine_version: Mapped[str]
    completed_at: Mapped[datetime | None]


class SellerAnalysis(Identified, Base):
    """One seller in one analysis. A missing score is NULL, never zero."""

    __tablename__ = "seller_analyses"
    __table_args__ = (
        UniqueConstraint("analysis_id", "seller_id"),
        Index("ix_seller_analyses_rank", "analysis_id", "rank", "id"),
        between("overall_score", 0, 100),
        between("reputation_score", 0, 100),
        between("location_score", 0, 100),
        between("price_score", 0, 100),
        between("depth_score", 0, 100),
        between("shipping_score", 0, 100),
        *not_negative("total_items", "wanted_items", "duplicate_items"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    analysis_id: Mapped[uuid.UUID] = reference("search_result_analyses.id", ondelete="CASCADE", index=False)
    seller_id: Mapped[uuid.UUID] = reference("sellers.id", ondelete="CASCADE")
    rank: Mapped[int]
    total_items: Mapped[int]
    wanted_items: Mapped[int]
    duplicate_items: Mapped[int]
    currency: Mapped[Currency]
    goods_total: Mapped[Decimal | None]
    estimated_shipping: Mapped[Decimal | None]
    landed_total: Mapped[Decimal | None]
    overall_score: Mapped[int | None]
    reputation_score: Mapped[int | None]
    location_score: Mapped[int | None]
    price_score: Mapped[int | None]
    depth_score: Mapped[int | None]
    shipping_score: Mapped[int | None]
    parts: Mapped[JsonList] = mapped_column(server_default="[]")


class DealRecommendation(Changing, Base):
    """A deal worth looking at. ``deal_key``: hash of type, record and sorted listing ids, so that runs upsert it."""

    __tablename__ = "deal_recommendations"
    __table_args__ = (
        UniqueConstraint("search_id", "deal_key"),
        Index("ix_deal_recommendations_search_score", "search_id", text("score DESC"), text("id DESC")),
        Index(
            "ix_deal_recommendations_user_score",
            "user_id",
            text("score DESC"),
            text("id DESC"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_deal_recommendations_user_newest", "user_id", text("first_seen_at DESC"), text("id DESC")),
        between("score", 0, 100),
        *not_negative("total_items", "wanted_items"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    search_id: Mapped[uuid.UUID] = reference("saved_searches.id", ondelete="CASCADE", index=False)
    seller_id: Mapped[uuid.UUID | None] = reference("sellers.id", ondelete="SET NULL")
    item_match_id: Mapped[uuid.UUID | None] = reference("item_matches.id", ondelete="SET NULL")
    deal_key: Mapped[str]
    type: Mapped[DealType] = choice("type", DealType)
    score: Mapped[Decimal]
    level: Mapped[DealLevel] = choice("level", DealLevel)
    total_items: Mapped[int]
    wanted_items: Mapped[int]
    currency: Mapped[Currency]
    goods: Mapped[Decimal | None]
    shipping: Mapped[Decimal | None]
    taxes: Mapped[Decimal | None]
    landed_total: Mapped[Decimal | None]
    savings: Mapped[Decimal | None]
    savings_against: Mapped[str | None]  # code of what the saving is measured against
    title: Mapped[JsonObject]  # {code, params}
    reasons: Mapped[JsonList] = mapped_column(server_default="[]")
    details: Mapped[JsonObject] = mapped_column(server_default="{}")  # the arithmetic, as the engine gave it
    item_ids: Mapped[list[str]]  # listing ids, best first
    engine_version: Mapped[str]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    feedback: Mapped[Feedback | None] = choice("feedback", Feedback)
    feedback_at: Mapped[datetime | None]
