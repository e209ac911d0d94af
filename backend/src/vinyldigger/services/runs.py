"""Runs as users see them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.errors import Conflict, NotFound
from vinyldigger.core.events import EventKind, announce
from vinyldigger.models.searches import SearchRun
from vinyldigger.models.users import User
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.searches import own_search


async def list_runs(
    session: AsyncSession, user: User, search_id: UUID, cursor: str | None, limit: int
) -> tuple[list[SearchRun], str | None]:
    """A search's runs, newest first, and where the next page begins."""
    search = await own_search(session, user.id, search_id)
    return await run_rows.page_of_runs(session, search.id, cursor, limit)


async def get_run(session: AsyncSession, user: User, run_id: UUID) -> SearchRun:
    """One run of the user."""
    run = await run_rows.run_of(session, user.id, run_id)
    if run is None:
        raise NotFound()
    return run


async def cancel_run(session: AsyncSession, user: User, run_id: UUID) -> SearchRun:
    """End a run that is not finished: what is stored stays."""
    run = await get_run(session, user, run_id)
    if not await run_rows.cancel(session, run.id, clock.now()):
        raise Conflict("The run is finished", "run_finished")
    announce(session, user.id, EventKind.RUN_FINISHED, run_id=run.id, search_id=run.search_id, status="cancelled")
    await session.refresh(run)
    return run
