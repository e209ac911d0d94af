"""Marks of ownership on stored results, in one statement for all of a user's results."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import SavedSearch

# A result's record is what the engine matched it to; a user's confirmation is already in item_match_id.
_REMARK = text("""
WITH owned AS (
    SELECT r.discogs_id, r.master_id
    FROM collection_items c JOIN releases r ON r.id = c.release_id
    WHERE c.user_id = :user_id
), wanted AS (
    SELECT r.discogs_id, coalesce(w.master_id, r.master_id) AS master_id
    FROM want_list_items w LEFT JOIN releases r ON r.id = w.release_id
    WHERE w.user_id = :user_id AND w.removed_at IS NULL
), marks AS (
    SELECT s.id,
        CASE
            WHEN i.release_external_id IN (SELECT discogs_id FROM owned) THEN 'release'
            WHEN m.master_id IN (SELECT master_id FROM owned) THEN 'master'
            ELSE 'none'
        END AS collection_level,
        CASE
            WHEN i.release_external_id IN (SELECT discogs_id FROM wanted) THEN 'release'
            WHEN m.master_id IN (SELECT master_id FROM wanted) THEN 'master'
            ELSE 'none'
        END AS wantlist_level
    FROM search_results s
    JOIN item_matches m ON m.id = s.item_match_id
    JOIN item_match_results i ON i.item_match_id = m.id AND i.listing_id = s.listing_id
    WHERE s.user_id = :user_id
), changed AS (
    UPDATE search_results s
    SET collection_level = marks.collection_level, wantlist_level = marks.wantlist_level, updated_at = now()
    FROM marks
    WHERE s.id = marks.id
        AND (s.collection_level, s.wantlist_level) IS DISTINCT FROM (marks.collection_level, marks.wantlist_level)
    RETURNING s.search_id
)
SELECT DISTINCT changed.search_id FROM changed JOIN saved_searches q ON q.id = changed.search_id
WHERE q.deleted_at IS NULL
""")


async def remark_results(session: AsyncSession, user_id: UUID) -> list[UUID]:
    """Set every result's collection and want-list level by today's holdings; answers the searches that changed."""
    return list(await session.scalars(_REMARK, {"user_id": user_id}))


async def searches_with_wants(session: AsyncSession, user_id: UUID, want_ids: Collection[UUID]) -> list[UUID]:
    """The searches that hold an offer for one of these wants."""
    answer = await session.scalars(
        select(SearchResult.search_id)
        .join(SavedSearch, SavedSearch.id == SearchResult.search_id)
        .where(
            SearchResult.user_id == user_id,
            SearchResult.want_id.in_(want_ids),
            SavedSearch.deleted_at.is_(None),
        )
        .distinct()
    )
    return list(answer)
