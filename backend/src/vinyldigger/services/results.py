"""Results of searches: lists, one in full, the user's marks, reading again what has grown old."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.errors import NotFound
from vinyldigger.core.jobs import Job
from vinyldigger.models.results import Mark
from vinyldigger.models.users import User
from vinyldigger.services import showing
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.repositories.jobs import enqueue
from vinyldigger.services.repositories.result_pages import ResultFilter as ResultFilter
from vinyldigger.services.repositories.result_pages import page_of_results
from vinyldigger.services.searches import own_search
from vinyldigger.services.showing import View


async def list_results(
    session: AsyncSession,
    user: User,
    search_id: UUID,
    wanted: ResultFilter,
    sort: str,
    cursor: str | None,
    limit: int,
) -> View:
    """One page of a search's results: one statement, whatever their number. It is for writing out, not for reading."""
    page = await page_of_results(session, user.id, search_id, wanted, view_rows.SORTS[sort], cursor, limit)
    if not page.rows:
        await own_search(session, user.id, search_id)
    return {"items": [showing.result(row) for row in page.rows], "next_cursor": page.next_cursor, "total": None}


async def get_result(session: AsyncSession, user: User, result_id: UUID) -> View:
    """One result with everything known about it."""
    row = await view_rows.result_view(session, user.id, result_id)
    if row is None:
        raise NotFound()
    more = ("search_name", "comments", "aspects", "parsed")
    return showing.result(row) | {name: row[name] for name in more}


async def get_listing(session: AsyncSession, user: User, listing_id: UUID) -> View:
    """One offer that any of the user's searches found, with the prices it was seen at."""
    rows = await view_rows.listing_view(session, user.id, listing_id)
    if not rows:
        raise NotFound()
    shown = showing.listing(rows[0])
    prices = [] if shown["stale"] else await view_rows.prices_of(session, listing_id)
    return {
        "listing": shown,
        "comments": rows[0]["comments"],
        "aspects": rows[0]["aspects"],
        "prices": [
            {"observed_at": price.observed_at, "price": {"amount": price.price, "currency": price.currency}}
            for price in prices
        ],
        "result_ids": [row["id"] for row in rows],
    }


async def mark_result(session: AsyncSession, user: User, result_id: UUID, mark: Mark | None) -> View:
    """Set or take away the user's mark on one result."""
    if await result_rows.set_mark(session, user.id, [result_id], mark) == 0:
        raise NotFound()
    return await get_result(session, user, result_id)


async def mark_results(session: AsyncSession, user: User, ids: Sequence[UUID], mark: Mark | None) -> int:
    """Set or take away the user's mark on many results; answers how many were the user's."""
    return await result_rows.set_mark(session, user.id, ids, mark)


async def refresh(session: AsyncSession, user: User, result_ids: Sequence[UUID]) -> int:
    """Queue the reading of those offers that have grown too old to be shown; answers how many."""
    before = clock.now() - timedelta(hours=get_settings().freshness.figures_hours)
    stale = await view_rows.stale_listings(session, user.id, result_ids, before)
    if stale:
        ids = sorted(str(listing_id) for listing_id in stale)
        await enqueue(session, Job.REFRESH_LISTINGS, user_id=user.id, user=str(user.id), listing_ids=ids)
    return len(stale)
