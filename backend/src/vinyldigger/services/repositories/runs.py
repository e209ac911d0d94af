"""Runs of searches: all SQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, case, cast, column, func, literal_column, select, text, true, update
from sqlalchemy.dialects.postgresql import JSONB, distinct_on, insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import UNFINISHED_JOB, QueuedJob
from vinyldigger.models.searches import UNFINISHED_RUN, RunStatus, RunTrigger, SavedSearch, SearchRun
from vinyldigger.services.repositories.keyset import Sort, cut, paged, read_moment

NEWEST = Sort("newest", SearchRun.created_at, SearchRun.id, read_moment, descending=True)
UNFINISHED = (RunStatus.QUEUED, RunStatus.RUNNING)
RUN_KEY = "run:"  # begins the dedupe key of a run's job
ANSWER_CHANGED = "marketplace_answer_changed"  # services/run_progress.py


async def start_run(
    session: AsyncSession, search: SavedSearch, environment: Environment, trigger: RunTrigger
) -> tuple[SearchRun, bool]:
    """A queued run of a search, or the unfinished one there is already; and whether it was made now."""
    statement = (
        insert(SearchRun)
        .values(user_id=search.user_id, search_id=search.id, environment=environment, trigger=trigger, stage="queued")
        .on_conflict_do_nothing(index_elements=["search_id"], index_where=text(UNFINISHED_RUN))
        .returning(SearchRun)
    )
    made = (await session.scalars(statement)).one_or_none()
    if made is not None:
        return made, True
    standing = select(SearchRun).where(SearchRun.search_id == search.id, SearchRun.status.in_(UNFINISHED))
    return (await session.scalars(standing)).one(), False


async def run_of(session: AsyncSession, user_id: UUID, run_id: UUID) -> SearchRun | None:
    """One run of a user."""
    return await session.scalar(select(SearchRun).where(SearchRun.id == run_id, SearchRun.user_id == user_id))


async def run_by_id(session: AsyncSession, run_id: UUID) -> SearchRun | None:
    """One run, whoever's it is; for workers."""
    return await session.get(SearchRun, run_id)


async def misfits(session: AsyncSession, environment: Environment, since: datetime) -> dict[str, int]:
    """Per marketplace: offers left out because they could not be read, and whole answers that did not fit."""
    outcome = func.jsonb_each(SearchRun.marketplaces).table_valued("key", column("value", JSONB)).lateral()
    skipped = outcome.c.value["skipped"].as_integer()
    changed = outcome.c.value[("error", "code")].as_string() == ANSWER_CHANGED
    answer = await session.execute(
        select(outcome.c.key, func.sum(func.coalesce(skipped, 0) + case((changed, 1), else_=0)))
        .select_from(SearchRun)
        .join(outcome, true())
        .where(SearchRun.environment == environment, SearchRun.created_at >= since)
        .group_by(outcome.c.key)
    )
    return {row[0]: int(row[1]) for row in answer}


async def page_of_runs(
    session: AsyncSession, search_id: UUID, cursor: str | None, limit: int
) -> tuple[list[SearchRun], str | None]:
    """A search's runs, newest first."""
    statement = select(SearchRun, SearchRun.id.label("id")).where(SearchRun.search_id == search_id)
    rows = (await session.execute(paged(statement, NEWEST, cursor, limit))).mappings().all()
    page = cut(rows, NEWEST, limit)
    return [row[SearchRun] for row in page.rows], page.next_cursor


async def latest_runs(session: AsyncSession, search_ids: Collection[UUID]) -> dict[UUID, SearchRun]:
    """The newest run of each search."""
    answer = await session.scalars(
        select(SearchRun)
        .where(SearchRun.search_id.in_(search_ids))
        .ext(distinct_on(SearchRun.search_id))
        .order_by(SearchRun.search_id, SearchRun.created_at.desc(), SearchRun.id.desc())
    )
    return {run.search_id: run for run in answer}


async def recent_runs(session: AsyncSession, user_id: UUID, limit: int) -> list[tuple[SearchRun, str]]:
    """A user's newest runs with the names of their searches."""
    answer = await session.execute(
        select(SearchRun, SavedSearch.name)
        .join(SavedSearch, SavedSearch.id == SearchRun.search_id)
        .where(SearchRun.user_id == user_id, SavedSearch.deleted_at.is_(None))
        .order_by(SearchRun.created_at.desc(), SearchRun.id.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in answer]


async def change_unfinished(session: AsyncSession, run_id: UUID, **values: Any) -> bool:
    """Change a run that is not finished; answers whether it still was (a cancelled run stays as it is)."""
    answer = await session.execute(
        update(SearchRun)
        .where(SearchRun.id == run_id, SearchRun.status.in_(UNFINISHED))
        .values(**values)
        .returning(SearchRun.id)
    )
    return answer.first() is not None


async def cancel(session: AsyncSession, run_id: UUID, now: datetime) -> bool:
    """End a run that is not finished; answers whether it was not."""
    return await change_unfinished(session, run_id, status=RunStatus.CANCELLED, finished_at=now, stage="done")


async def end_interrupted(session: AsyncSession, before: datetime, now: datetime) -> list[SearchRun]:
    """End unfinished runs, made before a moment, whose job was given up (a dead letter). Answers them."""
    job = (
        select(QueuedJob.id)
        .where(
            QueuedJob.dedupe_key == func.concat(RUN_KEY, cast(SearchRun.id, Text)),
            literal_column(UNFINISHED_JOB),
        )
        .exists()
    )
    answer = await session.scalars(
        update(SearchRun)
        .where(SearchRun.status.in_(UNFINISHED), SearchRun.created_at < before, ~job)
        .values(
            status=RunStatus.FAILED,
            stage="done",
            finished_at=now,
            error={"code": "run_interrupted", "params": {}},
        )
        .returning(SearchRun),
        execution_options={"synchronize_session": False},
    )
    return list(answer)
