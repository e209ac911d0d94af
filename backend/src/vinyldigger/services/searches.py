"""Saved searches: making, changing, pausing, deleting with undo, and starting runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.errors import Conflict, InvalidInput, NotFound
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Job
from vinyldigger.marketplaces.registry import MARKETPLACES
from vinyldigger.models.searches import RunTrigger, SavedSearch, SearchKind, SearchRun
from vinyldigger.models.users import User
from vinyldigger.services import analyses, pace
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories.jobs import enqueue
from vinyldigger.services.repositories.searches import Tally
from vinyldigger.services.showing import freshness

SYSTEM_KINDS = frozenset({SearchKind.WANTLIST, SearchKind.IMPORTS})
UNDO_DAYS = 30
DUE_BATCH = 100
GIVEN_UP_AFTER = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class SearchView:
    """A saved search with what it holds, its newest run, and how often it really runs."""

    search: SavedSearch
    tally: Tally
    last_run: SearchRun | None
    interval: timedelta


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of a user's searches."""

    items: list[SearchView]
    next_cursor: str | None
    total: int


async def list_searches(session: AsyncSession, user: User, cursor: str | None, limit: int) -> SearchPage:
    """A user's searches, newest first, in a few statements, whatever their number."""
    searches, next_cursor = await search_rows.page_of_searches(session, user.id, cursor, limit)
    return SearchPage(
        items=await _views(session, searches),
        next_cursor=next_cursor,
        total=await search_rows.count_searches(session, user.id),
    )


async def get_search(session: AsyncSession, user: User, search_id: UUID) -> SearchView:
    """One search of the user."""
    return await _view(session, await own_search(session, user.id, search_id))


async def create_search(session: AsyncSession, user: User, values: Mapping[str, Any]) -> SearchView:
    """Save a search and queue its first run, unless it is made paused."""
    if await search_rows.count_searches(session, user.id) >= get_settings().max_searches_per_user:
        raise Conflict("Too many saved searches", "too_many_searches", limit=get_settings().max_searches_per_user)
    search = SavedSearch(user_id=user.id, **_checked(user, dict(values)))
    search.platforms = search.platforms or sorted(MARKETPLACES)
    await _check_anchor(session, search)
    session.add(search)
    await session.flush()
    if search.is_active:
        await queue_run(session, search, RunTrigger.MANUAL)
        search.next_run_at = await pace.next_run(session, search, clock.now())
        await session.flush()
    await session.refresh(search)
    return await _view(session, search)


async def change_search(session: AsyncSession, user: User, search_id: UUID, changes: Mapping[str, Any]) -> SearchView:
    """Change a search; its stored results are analysed again under the new rules."""
    search = await own_search(session, user.id, search_id)
    if search.kind in SYSTEM_KINDS and not set(changes) <= {"check_interval_hours", "is_active"}:
        raise Conflict("A system search keeps its rules with the wants", "system_search")
    for name, value in _checked(user, dict(changes)).items():
        setattr(search, name, value)
    _check_ranges(search)
    if search.next_run_at is not None and "check_interval_hours" in changes:
        search.next_run_at = await pace.next_run(session, search, search.last_run_at or clock.now())
    await session.flush()
    await session.refresh(search)
    await analyses.queue(session, {search.id: user.id})
    return await _view(session, search)


async def delete_search(session: AsyncSession, user: User, search_id: UUID) -> None:
    """Delete a search; it can be restored for some weeks. What runs for it is cancelled."""
    search = await own_search(session, user.id, search_id)
    if search.kind in SYSTEM_KINDS:
        raise Conflict("A system search can be paused, not deleted", "system_search")
    search.deleted_at = clock.now()
    run = (await run_rows.latest_runs(session, [search.id])).get(search.id)
    if run is not None:
        await run_rows.cancel(session, run.id, clock.now())


async def restore_search(session: AsyncSession, user: User, search_id: UUID) -> SearchView:
    """Take a deletion back."""
    search = await search_rows.search_of(session, user.id, search_id, deleted=True)
    if search is None or (search.deleted_at and search.deleted_at < clock.now() - timedelta(days=UNDO_DAYS)):
        raise NotFound()
    search.deleted_at = None
    await session.flush()
    await session.refresh(search)
    return await _view(session, search)


async def set_active(session: AsyncSession, user: User, search_id: UUID, active: bool) -> SearchView:
    """Pause or resume a search. Resumed, it runs when it would have, or now when that is past."""
    search = await own_search(session, user.id, search_id)
    search.is_active = active
    if active and search.next_run_at is None:
        search.next_run_at = clock.now()
    await session.flush()
    await session.refresh(search)
    return await _view(session, search)


async def run_search_now(session: AsyncSession, user: User, search_id: UUID) -> SearchRun:
    """Queue a run, or answer with the unfinished one."""
    search = await own_search(session, user.id, search_id)
    return await queue_run(session, search, RunTrigger.MANUAL)


async def run_again(session: AsyncSession, run_id: UUID) -> None:
    """Queue another run in place of one that was given up, unless its search is gone."""
    run = await run_rows.run_by_id(session, run_id)
    search = run and await search_rows.search_by_id(session, run.search_id)
    if search and search.deleted_at is None:
        await queue_run(session, search, RunTrigger.MANUAL)


async def note_viewed(session: AsyncSession, user: User, search_id: UUID) -> None:
    """The user has looked at the results: what is there now is no longer new."""
    search = await own_search(session, user.id, search_id)
    await search_rows.note_viewed(session, search.id, clock.now())


async def queue_run(session: AsyncSession, search: SavedSearch, trigger: RunTrigger) -> SearchRun:
    """A queued run and its job, in one transaction; the unfinished run when there is one."""
    environment = await installation_rows.environment(session)
    run, made = await run_rows.start_run(session, search, environment, trigger)
    if made:
        key = f"{run_rows.RUN_KEY}{run.id}"
        await enqueue(session, Job.RUN_SEARCH, user_id=search.user_id, dedupe_key=key, run_id=str(run.id))
    return run


async def queue_due_searches(session: AsyncSession, now: datetime) -> int:
    """Queue a run for each search whose time has come and set its next time, in one transaction. Answers how many."""
    await _end_interrupted(session, now)
    due = await search_rows.claim_due(session, now, DUE_BATCH)
    for search in due:
        await queue_run(session, search, RunTrigger.SCHEDULE)
        search.next_run_at = await pace.next_run(session, search, now)
    return len(due)


async def _end_interrupted(session: AsyncSession, now: datetime) -> None:
    """A run whose job was given up ends visibly, so that the search can run again."""
    for run in await run_rows.end_interrupted(session, now - GIVEN_UP_AFTER, now):
        announce(
            session, run.user_id, EventKind.RUN_FINISHED, run_id=run.id, search_id=run.search_id, status=run.status
        )


async def own_search(session: AsyncSession, user_id: UUID, search_id: UUID) -> SavedSearch:
    """A search of this user; another's is not found."""
    search = await search_rows.search_of(session, user_id, search_id)
    if search is None:
        raise NotFound()
    return search


async def _view(session: AsyncSession, search: SavedSearch) -> SearchView:
    return (await _views(session, [search]))[0]


async def _views(session: AsyncSession, searches: list[SavedSearch]) -> list[SearchView]:
    ids = [search.id for search in searches]
    tallies = await search_rows.tallies(session, ids, freshness())
    runs = await run_rows.latest_runs(session, ids)
    stretched = await pace.stretches(session)
    return [
        SearchView(search, tallies.get(search.id, Tally()), runs.get(search.id), pace.interval(search, stretched))
        for search in searches
    ]


def _checked(user: User, values: dict[str, Any]) -> dict[str, Any]:
    """The values with what the database asks for: known marketplaces, a currency beside every price."""
    unknown = sorted(set(values.get("platforms") or ()) - set(MARKETPLACES))
    if unknown:
        raise InvalidInput(
            "Unknown marketplace", "unknown_marketplace", errors=(("platforms", f"unknown: {', '.join(unknown)}"),)
        )
    if values.get("min_price") is not None or values.get("max_price") is not None:
        values["currency"] = user.currency
    if values.get("query") is None:
        values.pop("query", None)
    return values


def _check_ranges(search: SavedSearch) -> None:
    for low, high in (("min_price", "max_price"), ("year_from", "year_to")):
        least, most = getattr(search, low), getattr(search, high)
        if least is not None and most is not None and least > most:
            raise InvalidInput("The range runs downwards", "range_runs_downwards", errors=((low, f"above {high}"),))


async def _check_anchor(session: AsyncSession, search: SavedSearch) -> None:
    if search.release_id is not None and await release_rows.release_by_id(session, search.release_id) is None:
        raise InvalidInput("Unknown release", "unknown_release", errors=(("release_id", "unknown"),))
