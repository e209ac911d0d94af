"""The life of a job, in SQL. Database time only; every change of state is one conditional update.

::

    enqueue ─▶ queued ──claim──▶ leased ──finish──▶ done
                 ▲                 ├──fail──▶ queued (later), after the last attempt dead + a dead letter
                 │                 ├──hand_back──▶ queued (later, attempt not counted)
                 │                 ├──refuse──▶ failed
                 └──release── blocked ◀──block──┘

``sweep`` rings again for what nobody took, and takes back what a dead worker held.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import Row, case, func, literal, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased
from uuid_utils.compat import uuid7

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import after_commit
from vinyldigger.core.jobs import Claim, Job, LostClaim, publish
from vinyldigger.models.base import JsonObject
from vinyldigger.models.jobs import GIVEN_UP_JOB, UNFINISHED_JOB, FailedTask, JobState, QueuedJob
from vinyldigger.services.repositories.batches import recordset, table_of

FIRST_RETRY_SECONDS = 10
LONGEST_RETRY_SECONDS = 3600
SWEEP_BATCH = 200

_UNFINISHED = (JobState.QUEUED, JobState.LEASED, JobState.BLOCKED)
_now = func.clock_timestamp()


@dataclass(frozen=True, slots=True)
class Order:
    """One of several jobs of a kind, due at once; see :func:`enqueue`."""

    dedupe_key: str
    user_id: UUID | None
    args: JsonObject


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong in an attempt."""

    type: str
    message: str
    traceback: str = ""


async def enqueue(
    session: AsyncSession,
    job: Job,
    *,
    user_id: UUID | None = None,
    dedupe_key: str | None = None,
    run_after: datetime | timedelta | None = None,
    **args: Any,
) -> UUID:
    """Queue a job in this transaction; it is published once that has committed. Answers the job's id.

    With a ``dedupe_key`` an unfinished job of that key is answered instead. If it is already running and its kind
    ``runs_again``, it runs once more afterwards. ``args`` must be JSON: write UUIDs with ``str()``.
    """
    statement = insert(QueuedJob).values(
        name=job.value,
        args=args,
        user_id=user_id,
        queue=job.spec.queue.value,
        dedupe_key=dedupe_key,
        max_attempts=job.spec.max_attempts,
        run_after=_due_at(run_after),
        published_at=_now if run_after is None else None,
    )
    job_id: UUID = (await session.execute(_unless_unfinished(statement, job))).scalar_one()
    if run_after is None:
        after_commit(session, partial(publish, job, job_id, job.spec.queue.value))
    return job_id


async def enqueue_each(session: AsyncSession, job: Job, orders: Iterable[Order]) -> None:
    """Queue several jobs of a kind in one statement. No two of them may have the same key."""
    # In the order of their keys: two who queue the same jobs at once wait for each other, never both.
    rows = [
        {"id": uuid7(), "dedupe_key": order.dedupe_key, "user_id": order.user_id, "args": order.args}
        for order in sorted(orders, key=lambda order: order.dedupe_key)
    ]
    if not rows:
        return
    batch = recordset(rows, [table_of(QueuedJob).c[name] for name in rows[0]])
    same = {
        "name": literal(job.value),
        "queue": literal(job.spec.queue.value),
        "max_attempts": literal(job.spec.max_attempts),
        "run_after": _now,
        "published_at": _now,
    }
    statement = insert(QueuedJob).from_select([*rows[0], *same], select(*batch.c, *same.values()))
    for job_id in (await session.scalars(_unless_unfinished(statement, job))).all():
        after_commit(session, partial(publish, job, job_id, job.spec.queue.value))


def _unless_unfinished(statement: Insert, job: Job) -> Any:
    """The insertion answers the job's id; an unfinished job of the same key takes the place of the new one."""
    again = (QueuedJob.state == JobState.LEASED) & literal_column(str(job.spec.runs_again).lower())
    return statement.on_conflict_do_update(
        index_elements=[QueuedJob.dedupe_key],
        index_where=literal_column(UNFINISHED_JOB),
        set_={
            "run_again": or_(QueuedJob.run_again, again),
            "run_after": func.least(QueuedJob.run_after, statement.excluded.run_after),
            "updated_at": _now,
        },
    ).returning(QueuedJob.id)


def _due_at(run_after: datetime | timedelta | None) -> Any:
    return _now + run_after if isinstance(run_after, timedelta) else run_after or _now


async def claim(session: AsyncSession, job_id: UUID) -> Claim | None:
    """Take a job that is due, or whose worker is gone; None when there is nothing to do."""
    statement = (
        update(QueuedJob)
        .where(
            QueuedJob.id == job_id,
            QueuedJob.attempts < QueuedJob.max_attempts,
            ((QueuedJob.state == JobState.QUEUED) & (QueuedJob.run_after <= _now))
            | ((QueuedJob.state == JobState.LEASED) & (QueuedJob.lease_until < _now)),
        )
        .values(
            state=JobState.LEASED,
            attempts=QueuedJob.attempts + 1,
            fence=QueuedJob.fence + 1,
            lease_until=_now + _lease(),
            updated_at=_now,
        )
        .returning(QueuedJob)
    )
    row = (await session.execute(statement)).scalar_one_or_none()
    if row is None:
        return None
    return Claim(
        id=row.id,
        job=Job(row.name),
        fence=row.fence,
        attempts=row.attempts,
        max_attempts=row.max_attempts,
        user_id=row.user_id,
        args=row.args,
    )


def _lease() -> timedelta:
    return timedelta(seconds=get_settings().job_lease_seconds)


async def hold(session: AsyncSession, claimed: Claim) -> None:
    """Renew the lease, and make sure that what this transaction stores is not a latecomer's.

    Call it first in every storing step but the last. Raises :class:`LostClaim`.
    """
    await _apply(session, claimed, lease_until=_now + _lease())


async def finish(session: AsyncSession, claimed: Claim) -> None:
    """Mark the job done, in the transaction of its effects. Raises :class:`LostClaim`.

    If the same work was asked for meanwhile, it is queued once more.
    """
    again = QueuedJob.run_again
    state = await _apply(
        session,
        claimed,
        state=case((again, JobState.QUEUED), else_=JobState.DONE),
        finished_at=case((again, None), else_=_now),
        attempts=case((again, 0), else_=QueuedJob.attempts),
        run_after=case((again, _now), else_=QueuedJob.run_after),
        published_at=case((again, _now), else_=QueuedJob.published_at),
        run_again=False,
        lease_until=None,
    )
    claimed.finished = True
    if state is JobState.QUEUED:
        after_commit(session, partial(publish, claimed.job, claimed.id, claimed.job.spec.queue.value))


async def fail(session: AsyncSession, claimed: Claim, error: Failure) -> bool:
    """Queue the job again, later each time; after its last attempt bury it. Answers whether it is dead."""
    if claimed.attempts >= claimed.max_attempts:
        await _apply(session, claimed, **_failed(JobState.DEAD, error.message))
        await _write_letters(session, [claimed.id], error)
        return True
    longest = min(FIRST_RETRY_SECONDS * 4 ** (claimed.attempts - 1), LONGEST_RETRY_SECONDS)
    await _apply(
        session,
        claimed,
        **_queued_in(longest, jitter=0.5),
        last_error=error.message,
        first_failed_at=func.coalesce(QueuedJob.first_failed_at, _now),
    )
    return False


async def hand_back(session: AsyncSession, claimed: Claim, seconds: float, reason: str) -> None:
    """Queue the job again in about ``seconds``. Nothing went wrong: the attempt does not count."""
    queued = _queued_in(seconds, jitter=0.1)
    await _apply(session, claimed, **queued, attempts=QueuedJob.attempts - 1, last_error=reason)


async def refuse(session: AsyncSession, claimed: Claim, reason: str) -> None:
    """End the job for a reason that trying again cannot mend. No dead letter: nothing is broken."""
    await _apply(session, claimed, **_failed(JobState.FAILED, reason))


async def block(session: AsyncSession, claimed: Claim, reason: str) -> None:
    """Set the job aside until its user has mended something; see :func:`release`."""
    await _apply(session, claimed, state=JobState.BLOCKED, lease_until=None, last_error=reason)


async def release(session: AsyncSession, user_id: UUID, jobs: Sequence[Job]) -> None:
    """Queue a user's blocked jobs of these kinds again."""
    statement = (
        update(QueuedJob)
        .where(
            QueuedJob.user_id == user_id,
            QueuedJob.state == JobState.BLOCKED,
            QueuedJob.name.in_([job.value for job in jobs]),
        )
        .values(state=JobState.QUEUED, attempts=0, run_after=_now, published_at=_now, updated_at=_now)
        .returning(QueuedJob.id, QueuedJob.name, QueuedJob.queue)
    )
    _ring(session, (await session.execute(statement)).all())


async def sweep(session: AsyncSession) -> int:
    """Publish again what is due and unclaimed, or whose worker is gone; bury what used up its attempts.

    Two sweeps at once share the work (SKIP LOCKED). Answers how many were published.
    """
    await _bury_exhausted(session)
    patience = timedelta(seconds=get_settings().job_republish_seconds)
    due = (
        select(QueuedJob.id)
        .where(
            ((QueuedJob.state == JobState.QUEUED) & (QueuedJob.run_after <= _now))
            | ((QueuedJob.state == JobState.LEASED) & (QueuedJob.lease_until < _now)),
            or_(QueuedJob.published_at.is_(None), QueuedJob.published_at < _now - patience),
        )
        .order_by(QueuedJob.run_after)
        .limit(SWEEP_BATCH)
        .with_for_update(skip_locked=True)
    )
    statement = (
        update(QueuedJob)
        .where(QueuedJob.id.in_(due))
        .values(published_at=_now)
        .returning(QueuedJob.id, QueuedJob.name, QueuedJob.queue)
    )
    rows = (await session.execute(statement)).all()
    _ring(session, rows)
    return len(rows)


async def _bury_exhausted(session: AsyncSession) -> None:
    """Jobs whose last worker died without a word become dead letters."""
    reason = "the worker disappeared during the last attempt"
    exhausted = (
        select(QueuedJob.id)
        .where(
            QueuedJob.state == JobState.LEASED,
            QueuedJob.lease_until < _now,
            QueuedJob.attempts >= QueuedJob.max_attempts,
        )
        .limit(SWEEP_BATCH)
        .with_for_update(skip_locked=True)
    )
    statement = update(QueuedJob).where(QueuedJob.id.in_(exhausted)).values(**_failed(JobState.DEAD, reason))
    ids = (await session.scalars(statement.returning(QueuedJob.id))).all()
    await _write_letters(session, ids, Failure("WorkerLost", reason))


async def given_up(session: AsyncSession, kinds: Collection[Job], lately: timedelta) -> list[tuple[Job, JsonObject]]:
    """Kind and arguments of jobs that ended badly of late and whose work no unfinished job of that key took over."""
    other = aliased(QueuedJob)
    taken_over = select(other.id).where(other.dedupe_key == QueuedJob.dedupe_key, other.state.in_(_UNFINISHED))
    answer = await session.execute(
        select(QueuedJob.name, QueuedJob.args)
        .where(
            QueuedJob.name.in_([job.value for job in kinds]),
            literal_column(GIVEN_UP_JOB),  # as the index spells it
            QueuedJob.finished_at > _now - lately,
            ~taken_over.exists(),
        )
        .order_by(QueuedJob.finished_at)
    )
    return [(Job(row[0]), row[1]) for row in answer]


async def key_of(session: AsyncSession, job_id: UUID | None) -> str | None:
    """What kept a job from being queued twice; None where nothing did, or where its row is gone."""
    return await session.scalar(select(QueuedJob.dedupe_key).where(QueuedJob.id == job_id))


async def _apply(session: AsyncSession, claimed: Claim, **values: Any) -> JobState:
    """Change the job as long as this claim still stands; answers its new state."""
    statement = (
        update(QueuedJob)
        .where(QueuedJob.id == claimed.id, QueuedJob.fence == claimed.fence, QueuedJob.state == JobState.LEASED)
        .values(**values, updated_at=_now)
        .returning(QueuedJob.state)
        .execution_options(synchronize_session=False)
    )
    state: JobState | None = (await session.execute(statement)).scalar_one_or_none()
    if state is None:
        raise LostClaim(f"{claimed.job.value} {claimed.id} is no longer ours")
    return state


def _queued_in(seconds: float, *, jitter: float) -> dict[str, Any]:
    """Columns of a job that waits for ``seconds``, spread by plus or minus ``jitter`` of that."""
    spread = 1 - jitter + 2 * jitter * func.random()
    return {
        "state": JobState.QUEUED,
        "run_after": _now + timedelta(seconds=seconds) * spread,
        "published_at": None,
        "lease_until": None,
        "run_again": False,
    }


def _failed(state: JobState, reason: str) -> dict[str, Any]:
    return {
        "state": state,
        "finished_at": _now,
        "lease_until": None,
        "last_error": reason,
        "first_failed_at": func.coalesce(QueuedJob.first_failed_at, _now),
    }


async def _write_letters(session: AsyncSession, ids: Sequence[UUID], error: Failure) -> None:
    """One dead letter for each of these jobs, which have just died."""
    statement = select(QueuedJob).where(QueuedJob.id.in_(ids)).execution_options(populate_existing=True)
    for row in await session.scalars(statement):
        session.add(
            FailedTask(
                job_id=row.id,
                user_id=row.user_id,
                name=row.name,
                args=row.args,
                error_type=error.type,
                error_message=error.message,
                error_traceback=error.traceback,
                attempts=row.attempts,
                first_failed_at=row.first_failed_at,
                last_failed_at=row.finished_at,
            )
        )
    await session.flush()


def _ring(session: AsyncSession, rows: Sequence[Row[UUID, str, str]]) -> None:
    for job_id, name, queue in rows:
        after_commit(session, partial(publish, Job(name), job_id, queue))
