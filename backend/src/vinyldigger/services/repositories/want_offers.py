"""What there is of each want: how many offers, and the one that costs least at the door. Reading only."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.listings import Listing
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.wantlists import WantListItem
from vinyldigger.services.repositories.batches import among
from vinyldigger.services.repositories.shown_prices import Freshness


def is_on_offer(user_id: UUID) -> ColumnElement[bool]:
    """Whether a want has an offer that fits its rule."""
    return _standing(select(SearchResult.id), user_id).where(SearchResult.want_id == WantListItem.id).exists()


async def best_of_wants(
    session: AsyncSession, user_id: UUID, want_ids: Collection[UUID], freshness: Freshness
) -> dict[UUID, RowMapping]:
    """For each want with offers that fit its rule: their count, and the best one; ``is_priced`` says whether that has
    a price to show.
    """
    is_priced = freshness.is_shown()
    statement = _standing(
        select(
            SearchResult.want_id,
            SearchResult.id,
            SearchResult.landed_total,
            SearchResult.landed_currency,
            SearchResult.landed_cost["certain"].astext.label("certain"),
            is_priced.label("is_priced"),
            func.count().over(partition_by=SearchResult.want_id).label("count"),
        ),
        user_id,
    )
    answer = await session.execute(
        statement.where(among(SearchResult.want_id, want_ids))
        .ext(distinct_on(SearchResult.want_id))
        .order_by(SearchResult.want_id, is_priced.desc(), SearchResult.landed_total, SearchResult.id)
    )
    return {row["want_id"]: row for row in answer.mappings()}


def _standing(statement: Select[*tuple[Any, ...]], user_id: UUID) -> Select[*tuple[Any, ...]]:
    """Of the offers that the search of the user's want list has kept, those that can still be had."""
    return (
        statement.join(SavedSearch, SavedSearch.id == SearchResult.search_id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(
            SearchResult.user_id == user_id,
            SavedSearch.kind == SearchKind.WANTLIST,
            SearchResult.excluded_by.is_(None),
            SearchResult.mark.is_distinct_from(Mark.DISMISSED),
            Listing.ended_at.is_(None),
            or_(Listing.ends_at.is_(None), Listing.ends_at > func.now()),
        )
    )
