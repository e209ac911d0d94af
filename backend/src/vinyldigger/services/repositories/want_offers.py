"""What there is of each want: how many offers, and the one that costs least at the door. Reading only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, RowMapping, Select, and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.listings import Listing
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.wantlists import WantListItem
from vinyldigger.services.repositories.batches import among


def is_on_offer(user_id: UUID) -> ColumnElement[bool]:
    """Whether a want has an offer that fits its rule."""
    return _standing(select(SearchResult.id), user_id).where(SearchResult.want_id == WantListItem.id).exists()


async def best_of_wants(
    session: AsyncSession, user_id: UUID, want_ids: Collection[UUID], ageing: Collection[str], since: datetime
) -> dict[UUID, RowMapping]:
    """For each want with offers that fit its rule: their count, and the best one with a complete price.

    Figures of the ``ageing`` marketplaces count only when they were read ``since``; ``is_priced`` says whether the row
    has a price to show at all.
    """
    is_fresh = or_(Listing.marketplace.not_in(ageing), Listing.fetched_at >= since)
    is_lower_bound = SearchResult.landed_cost["is_lower_bound"].astext.cast(Boolean)
    is_priced = and_(is_fresh, SearchResult.landed_total.is_not(None), is_lower_bound.is_(False))
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
