"""Saved searches and their runs."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.core.domain.grade import Grade
from vinyldigger.models.base import (
    Base,
    Changing,
    Currency,
    JsonObject,
    between,
    choice,
    currency_code,
    not_negative,
    priced,
    reference,
)
from vinyldigger.models.environments import Environment


class SearchKind(StrEnum):
    """What a search looks for. The last two are one system row per user, made at registration."""

    QUERY = "query"
    RELEASE = "release"
    MASTER = "master"
    WANTLIST = "wantlist"
    IMPORTS = "imports"


class RunTrigger(StrEnum):
    """Who started a run."""

    MANUAL = "manual"
    SCHEDULE = "schedule"
    API = "api"


class RunStatus(StrEnum):
    """How a run stands. Partial: at least one marketplace failed and at least one answered."""

    QUEUED = "queued"
    RUNNING = "running"
    PARTIAL = "partial"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


UNFINISHED_RUN = "status IN ('queued', 'running')"


class SavedSearch(Changing, Base):
    """What a user looks for, and how often. ``max_price`` is landed, in ``currency``."""

    __tablename__ = "saved_searches"
    __table_args__ = (
        Index(
            "ix_saved_searches_due",
            "next_run_at",
            "id",
            postgresql_where=text("is_active AND deleted_at IS NULL"),
        ),
        Index(
            "uq_saved_searches_system",
            "user_id",
            "kind",
            unique=True,
            postgresql_where=text("kind IN ('wantlist', 'imports')"),
        ),
        Index("ix_saved_searches_user_created", "user_id", "created_at", "id"),
        CheckConstraint("length(name) BETWEEN 1 AND 200", name="name_length"),
        CheckConstraint("length(query) <= 500", name="query_length"),
        CheckConstraint("min_price IS NULL OR max_price IS NULL OR min_price <= max_price", name="price_order"),
        CheckConstraint("year_from IS NULL OR year_to IS NULL OR year_from <= year_to", name="year_order"),
        CheckConstraint("min_seller_rating BETWEEN 0 AND 100", name="min_seller_rating_range"),
        between("check_interval_hours", 1, 168),
        between("year_from", 1850, 2200),
        between("year_to", 1850, 2200),
        priced("min_price", "currency"),
        priced("max_price", "currency"),
        *not_negative("min_price", "max_price", "min_seller_ratings"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    kind: Mapped[SearchKind] = choice("kind", SearchKind)
    name: Mapped[str]
    query: Mapped[str] = mapped_column(server_default="")
    platforms: Mapped[list[str]]
    release_id: Mapped[uuid.UUID | None] = reference("releases.id", ondelete="SET NULL")
    master_id: Mapped[str | None]  # Discogs' own
    min_price: Mapped[Decimal | None]
    max_price: Mapped[Decimal | None]
    currency: Mapped[Currency | None]
    min_record_condition: Mapped[Grade | None] = choice("min_record_condition", Grade)
    min_sleeve_condition: Mapped[Grade | None] = choice("min_sleeve_condition", Grade)
    seller_location_preference: Mapped[list[str]] = mapped_column(server_default="{}")  # ISO countries; empty = any
    formats: Mapped[list[str]] = mapped_column(server_default="{}")
    year_from: Mapped[int | None]
    year_to: Mapped[int | None]
    exclude_words: Mapped[list[str]] = mapped_column(server_default="{}")
    min_seller_rating: Mapped[Decimal | None]  # per cent positive
    min_seller_ratings: Mapped[int | None]  # how many ratings
    buying_options: Mapped[list[str]] = mapped_column(server_default="{}")
    check_interval_hours: Mapped[int] = mapped_column(server_default="24")
    is_active: Mapped[bool] = mapped_column(server_default="true")
    alert_rule: Mapped[JsonObject | None]
    first_run_quiet: Mapped[bool] = mapped_column(server_default="true")
    last_run_at: Mapped[datetime | None]
    next_run_at: Mapped[datetime | None]
    last_viewed_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]


class SearchRun(Changing, Base):
    """One execution of a search. ``marketplaces``: id -> {status, calls, found, new, error}."""

    __tablename__ = "search_runs"
    __table_args__ = (
        Index("uq_search_runs_unfinished", "search_id", unique=True, postgresql_where=text(UNFINISHED_RUN)),
        Index("ix_search_runs_search_created", "search_id", "created_at", "id"),
        Index("ix_search_runs_user_created", "user_id", "created_at", "id"),
        Index("ix_search_runs_finished_at", "finished_at"),
        between("progress", 0, 100),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    search_id: Mapped[uuid.UUID] = reference("saved_searches.id", ondelete="CASCADE", index=False)
    environment: Mapped[Environment] = choice("environment", Environment)
    trigger: Mapped[RunTrigger] = choice("trigger", RunTrigger)
    status: Mapped[RunStatus] = choice("status", RunStatus, server_default=RunStatus.QUEUED.value)
    marketplaces: Mapped[JsonObject] = mapped_column(server_default="{}")
    plan: Mapped[JsonObject] = mapped_column(server_default="{}")  # calls and seconds expected, before it starts
    stage: Mapped[str | None]
    progress: Mapped[int] = mapped_column(server_default="0")  # per cent
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[JsonObject | None]  # {code, params}
