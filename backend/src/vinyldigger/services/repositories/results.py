"""Results: which listings a search found, and what they mean to it: the SQL of writing."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import and_, func, or_, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.models.listings import Listing
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.services.repositories.batches import Row, among, insert_rows, lock_rows, recordset, table_of


async def link(
    session: AsyncSession, user_id: UUID, search_id: UUID, run_id: UUID | None, listing_ids: Collection[UUID]
) -> int:
    """Say that a search found these listings; answers how many it had not found before."""
    if not listing_ids:
        return 0
    rows = [
        {
            "id": uuid7(),
            "user_id": user_id,
            "search_id": search_id,
            "listing_id": listing_id,
            "first_run_id": run_id,
            "last_run_id": run_id,
        }
        for listing_id in sorted(set(listing_ids))
    ]
    statement = insert_rows(table_of(SearchResult), rows)
    answer = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["search_id", "listing_id"], set_={"last_run_id": statement.excluded.last_run_id}
        ).returning(text("xmax = 0"))
    )
    return sum(row[0] for row in answer)


async def note_analysed(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Store what the engine said of results, in one statement; rows that did not change are left alone."""
    if not rows:
        return
    table = table_of(SearchResult)
    names = [name for name in rows[0] if name != "id"]
    batch = recordset(rows, [table.c[name] for name in rows[0]])
    await lock_rows(session, among(table.c.id, [row["id"] for row in rows]), table.c.listing_id, table.c.search_id)
    changed = or_(*(table.c[name].is_distinct_from(batch.c[name]) for name in names))
    await session.execute(
        update(table)
        .where(table.c.id == batch.c.id, changed)
        .values({name: batch.c[name] for name in names} | {"updated_at": func.now()})
    )


async def set_mark(session: AsyncSession, user_id: UUID, ids: Collection[UUID], mark: Mark | None) -> int:
    """The user's mark on results; answers how many were the user's."""
    own = and_(SearchResult.user_id == user_id, among(SearchResult.id, ids))
    await lock_rows(session, own, SearchResult.listing_id, SearchResult.search_id)
    answer = await session.execute(
        update(SearchResult).where(own).values(mark=mark, updated_at=func.now()).returning(SearchResult.id)
    )
    return len(answer.all())


async def unread_items(
    session: AsyncSession, search_id: UUID, marketplace: str, limit: int
) -> list[tuple[UUID, str, str]]:
    """Offers that look good but whose grade nobody has stated yet: (id, external id, site), best first."""
    answer = await session.execute(
        select(Listing.id, Listing.external_id, Listing.site)
        .join(SearchResult, SearchResult.listing_id == Listing.id)
        .where(
            SearchResult.search_id == search_id,
            SearchResult.excluded_by.is_(None),
            Listing.marketplace == marketplace,
            Listing.ended_at.is_(None),
            Listing.media_grade.is_(None),
            Listing.read_at.is_(None),
        )
        .order_by(SearchResult.deal_score.desc().nulls_last(), SearchResult.landed_total.asc().nulls_last(), Listing.id)
        .limit(limit)
    )
    return [(row[0], row[1], row[2]) for row in answer]
