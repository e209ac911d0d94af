"""Which releases offers name and the catalogue cache does not know: all SQL."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Integer, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.listing import ListingKind
from vinyldigger.models.listings import Listing
from vinyldigger.models.releases import Release
from vinyldigger.models.results import HoldingLevel, SearchResult


async def unknown_releases(session: AsyncSession, search_id: UUID, limit: int) -> list[str]:
    """Discogs ids that a search's standing offers name and of which nothing is known, or too little to match by.

    Wanted ones first, then those of which nothing is known at all, then by score.
    """
    wanted = func.max((SearchResult.wantlist_level != HoldingLevel.NONE).cast(Integer))
    nothing = func.bool_or(Release.id.is_(None))
    release_id = Listing.release_external_id
    answer = await session.scalars(
        select(release_id)
        .join(SearchResult, SearchResult.listing_id == Listing.id)
        .outerjoin(Release, and_(Release.environment == Listing.environment, Release.discogs_id == release_id))
        .where(
            SearchResult.search_id == search_id,
            Listing.kind == ListingKind.LISTING,
            Listing.ended_at.is_(None),
            release_id.is_not(None),
            Release.full_fetched_at.is_(None),
            Release.gone_at.is_(None),
        )
        .group_by(release_id)
        .order_by(wanted.desc(), nothing.desc(), func.max(SearchResult.deal_score).desc().nulls_last(), release_id)
        .limit(limit)
    )
    return [str(found) for found in answer]
