"""Price guides: Discogs' suggestions, read with one user's token and that user's alone. All SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.matches import ItemMatchResult
from vinyldigger.models.releases import PriceGuide, Release
from vinyldigger.models.results import HoldingLevel, SearchResult
from vinyldigger.services.repositories.batches import Row, insert_rows, replacing, table_of


async def missing_guides(
    session: AsyncSession, user_id: UUID, search_id: UUID, since: datetime, limit: int
) -> list[tuple[UUID, str]]:
    """Releases among a search's kept offers without a guide read after ``since``: wanted ones first, then by score.

    Answers our id and Discogs' id of each.
    """
    wanted = func.max((SearchResult.wantlist_level != HoldingLevel.NONE).cast(Integer))
    answer = await session.execute(
        select(Release.id, Release.discogs_id)
        .select_from(SearchResult)
        .join(
            ItemMatchResult,
            and_(
                ItemMatchResult.listing_id == SearchResult.listing_id,
                ItemMatchResult.item_match_id == SearchResult.item_match_id,
            ),
        )
        .join(Release, Release.discogs_id == ItemMatchResult.release_external_id)
        .outerjoin(
            PriceGuide,
            and_(PriceGuide.release_id == Release.id, PriceGuide.user_id == user_id, PriceGuide.fetched_at > since),
        )
        .where(
            SearchResult.search_id == search_id,
            SearchResult.user_id == user_id,
            SearchResult.excluded_by.is_(None),
            PriceGuide.id.is_(None),
        )
        .group_by(Release.id, Release.discogs_id)
        .order_by(wanted.desc(), func.max(SearchResult.deal_score).desc().nulls_last(), Release.id)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in answer]


async def store_guides(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Store what was suggested; the newest reading replaces the older."""
    if not rows:
        return
    statement = insert_rows(table_of(PriceGuide), rows)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "release_id"],
            set_=replacing(statement, ("near_mint", "currency", "fetched_at")),
        )
    )


async def delete_guides(session: AsyncSession, user_id: UUID, environment: Environment) -> None:
    """Delete what a user's own token brought."""
    known = select(Release.id).where(Release.environment == environment)
    await session.execute(delete(PriceGuide).where(PriceGuide.user_id == user_id, PriceGuide.release_id.in_(known)))
