"""What a search found: a listing as it concerns one search of one user."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vinyldigger.models.base import (
    Base,
    Changing,
    Currency,
    JsonList,
    JsonObject,
    between,
    choice,
    currency_code,
    priced,
    reference,
)
from vinyldigger.models.listings import Listing


class HoldingLevel(StrEnum):
    """How a listing relates to the collection or the want list: not, by album, by pressing."""

    NONE = "none"
    MASTER = "master"
    RELEASE = "release"


class Mark(StrEnum):
    """What the user did with a result."""

    SEEN = "seen"
    SAVED = "saved"
    DISMISSED = "dismissed"
    BOUGHT = "bought"


# What lists sort by. Unknown is last: an extreme instead of NULL, so that one row comparison finds the next page.
SCORE_SORT = "coalesce(deal_score, '-1'::integer::numeric)"  # spelled as PostgreSQL does, for alembic check
LANDED_SORT = "coalesce(landed_total, '9999999999'::bigint::numeric)"
ENDING_SORT = "coalesce(ends_at, '9999-01-01 00:00:00+00'::timestamp with time zone)"


class SearchResult(Changing, Base):
    """One listing in one search, priced to the owner's door and scored.

    ``landed_cost``, ``fair_value`` and ``score_parts`` keep the engine's parts; ``landed_total`` and ``deal_score``
    are what lists sort by. ``excluded_by``: the first rule that kept it out, NULL = in. ``standing``: what spares the
    next analysis from looking at an offer that has not changed.
    """

    __tablename__ = "search_results"
    __table_args__ = (
        UniqueConstraint("search_id", "listing_id"),
        # Read backwards for "best first" and "newest first".
        Index("ix_search_results_score", "search_id", text(f"({SCORE_SORT})"), "id"),
        Index("ix_search_results_landed", "search_id", text(f"({LANDED_SORT})"), "id"),
        Index("ix_search_results_newest", "search_id", "created_at", "id"),
        Index("ix_search_results_ending", "search_id", text(f"({ENDING_SORT})"), "id"),
        between("deal_score", 0, 100),
        between("match_confidence", 0, 100),
        priced("landed_total", "landed_currency"),
        priced("fair_amount", "fair_currency"),
        *currency_code("landed_currency", "fair_currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    search_id: Mapped[uuid.UUID] = reference("saved_searches.id", ondelete="CASCADE", index=False)
    listing_id: Mapped[uuid.UUID] = reference("listings.id", ondelete="CASCADE")
    first_run_id: Mapped[uuid.UUID | None] = reference("search_runs.id", ondelete="SET NULL")
    last_run_id: Mapped[uuid.UUID | None] = reference("search_runs.id", ondelete="SET NULL")
    collection_level: Mapped[HoldingLevel] = choice(
        "collection_level", HoldingLevel, server_default=HoldingLevel.NONE.value
    )
    wantlist_level: Mapped[HoldingLevel] = choice(
        "wantlist_level", HoldingLevel, server_default=HoldingLevel.NONE.value
    )
    want_id: Mapped[uuid.UUID | None] = reference("want_list_items.id", ondelete="SET NULL")
    item_match_id: Mapped[uuid.UUID | None] = reference("item_matches.id", ondelete="SET NULL")
    match_confidence: Mapped[int | None]
    deal_score: Mapped[Decimal | None]
    score_parts: Mapped[JsonList] = mapped_column(server_default="[]")
    score_confidence: Mapped[int | None]
    warnings: Mapped[JsonList] = mapped_column(server_default="[]")  # [{code, params}]
    max_good_bid: Mapped[Decimal | None]  # auctions: highest bid still good, in landed_currency
    ends_at: Mapped[datetime | None]  # the listing's, for the sort
    landed_total: Mapped[Decimal | None]
    landed_currency: Mapped[Currency | None]
    landed_cost: Mapped[JsonObject | None]
    fair_amount: Mapped[Decimal | None]
    fair_currency: Mapped[Currency | None]
    fair_value: Mapped[JsonObject | None]
    excluded_by: Mapped[str | None]
    excluded_params: Mapped[JsonObject] = mapped_column(server_default="{}")
    mark: Mapped[Mark | None] = choice("mark", Mark)
    standing: Mapped[list[Any] | None] = mapped_column(JSONB)  # services/standings.py
    engine_version: Mapped[str | None]

    listing: Mapped[Listing] = relationship(lazy="raise")
