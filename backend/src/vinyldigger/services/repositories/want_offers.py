"""What there is of each want: how many offers, and the one that costs least at the door. Reading only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, RowMapping, and_, func, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.listings import Listing
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.services.repositories.batches import among


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
    answer = await session.execute(
        select(
            SearchResult.want_id,
            SearchResult.id,
            SearchResult.landed_total,
            SearchResult.landed_currency,
            SearchResult.landed_cost["certain"].astext.label("certain"),
            is_priced.label("is_priced"),
            func.count().over(partition_by=SearchResult.want_id).label("count"),
        )
        .join(SavedSearch, SavedSearch.id == SearchResult.search_id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(
            SearchResult.user_id == user_id,
            SavedSearch.kind == SearchKind.WANTLIST,
            among(SearchResult.want_id, want_ids),
            SearchResult.excluded_by.is_(None),
            SearchResult.mark.is_distinct_from(Mark.DISMISSED),
            Listing.ended_at.is_(None),
            or_(Listing.ends_at.is_(None), Listing.ends_at > func.now()),
        )
        .ext(distinct_on(SearchResult.want_id))
        .order_by(SearchResult.want_id, is_priced.desc(), SearchResult.landed_total, SearchResult.id)
    )
    return {row["want_id"]: row for row in answer.mappings()}
