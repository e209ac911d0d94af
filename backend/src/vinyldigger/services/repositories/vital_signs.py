"""Signs of life: heartbeats, the state of the queue, the schema's revision, periodic work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import extract, func, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.jobs import Heartbeat, JobState, PeriodicJob, QueuedJob

_now = func.clock_timestamp()


async def beat(session: AsyncSession, component: str, instance: str, **details: Any) -> None:
    """Note that a process is alive."""
    statement = insert(Heartbeat).values(component=component, instance=instance, seen_at=_now, details=details)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["component", "instance"],
            set_={"seen_at": _now, "details": details, "updated_at": _now},
        )
    )


async def heartbeats(session: AsyncSession, within: timedelta) -> Sequence[tuple[str, str, float]]:
    """Component, instance and seconds since last seen, of those seen lately."""
    age = extract("epoch", _now - Heartbeat.seen_at)
    statement = (
        select(Heartbeat.component, Heartbeat.instance, age)
        .where(Heartbeat.seen_at > _now - within)
        .order_by(Heartbeat.component, Heartbeat.instance)
    )
    return [(row[0], row[1], float(row[2])) for row in await session.execute(statement)]


async def jobs_by_state(session: AsyncSession) -> Mapping[str, int]:
    """How many unfinished and dead jobs there are."""
    states = (JobState.QUEUED, JobState.LEASED, JobState.BLOCKED, JobState.DEAD)
    statement = select(QueuedJob.state, func.count()).where(QueuedJob.state.in_(states)).group_by(QueuedJob.state)
    found = {state.value: count for state, count in await session.execute(statement)}
    return {state.value: found.get(state.value, 0) for state in states}


async def oldest_due_seconds(session: AsyncSession) -> float:
    """How long the oldest job that is due has been waiting; 0 when none is."""
    waited = extract("epoch", _now - func.min(QueuedJob.run_after))
    statement = select(waited).where(QueuedJob.state == JobState.QUEUED, QueuedJob.run_after <= _now)
    return float(await session.scalar(statement) or 0)


async def periodic_jobs(session: AsyncSession) -> Sequence[PeriodicJob]:
    """Periodic work with its last outcome."""
    return (await session.scalars(select(PeriodicJob).order_by(PeriodicJob.name))).all()


async def schema_revision(session: AsyncSession) -> str | None:
    """The migration the database is at; None when it has never been migrated."""
    if await session.scalar(text("SELECT to_regclass('alembic_version')")) is None:
        return None
    revision: str | None = await session.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


async def claim_due_periodic(session: AsyncSession, names: Mapping[str, timedelta]) -> Sequence[str]:
    """Names of periodic work that is due, each moved on by its period: what was missed is done once.

    Two schedulers at once get different names (SKIP LOCKED). Unknown names are added, due at once.
    """
    await session.execute(
        insert(PeriodicJob).values([{"name": name, "next_run_at": _now} for name in names]).on_conflict_do_nothing()
    )
    statement = (
        select(PeriodicJob)
        .where(PeriodicJob.next_run_at <= _now, PeriodicJob.name.in_(list(names)))
        .with_for_update(skip_locked=True)
    )
    due = (await session.scalars(statement)).all()
    moment: datetime = (await session.scalars(select(_now))).one()
    for row in due:
        row.last_run_at = moment
        row.next_run_at = moment + names[row.name]
        row.last_outcome = "queued"
    return [row.name for row in due]


async def note_outcome(session: AsyncSession, name: str, outcome: str) -> None:
    """Write down how periodic work went."""
    await session.execute(update(PeriodicJob).where(PeriodicJob.name == name).values(last_outcome=outcome))
