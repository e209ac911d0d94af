"""Workers die and Redis forgets, for real: an accepted job is done all the same, and done once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select, update

from tests.workers.conftest import Worker
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.jobs import Job, publish
from vinyldigger.models.audit import AuditEvent
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.services import jobs as working
from vinyldigger.services.repositories import jobs

pytestmark = pytest.mark.usefixtures("committed")
StartWorker = Callable[[], Worker]
WATCHED = Job.REFRESH_RELEASES  # done by tests/workers/worker_process.py


async def ask(label: str, **args: Any) -> UUID:
    async with unit_of_work() as session:
        return await jobs.enqueue(session, WATCHED, label=label, **args)


async def told(redis: Redis, list_name: str, worker: Worker) -> str:
    """The next entry a worker writes to a list; at most four minutes are waited for it."""
    for _ in range(240):
        answer = await redis.blpop([list_name], timeout=1)
        if answer is not None:
            return str(answer[1].decode())
    raise AssertionError(worker.log.read_text()[-4000:])


async def pass_the_time(**columns: Any) -> None:
    """Let what waits in the rows be over, instead of waiting for it."""
    async with unit_of_work() as session:
        await session.execute(update(QueuedJob).values(**columns))


async def state_of(job_id: UUID) -> tuple[JobState, int]:
    async with unit_of_work() as session:
        row = (await session.scalars(select(QueuedJob).where(QueuedJob.id == job_id))).one()
        return row.state, row.attempts


async def effects(label: str) -> int:
    async with unit_of_work() as session:
        statement = select(func.count()).where(AuditEvent.action == "watched", AuditEvent.object_id == label)
        return (await session.scalars(statement)).one()


EARLIER = func.now() - timedelta(hours=1)


async def test_a_killed_worker_s_job_is_finished_once_by_another(
    redis: Redis, committed: Database, start_worker: StartWorker
) -> None:
    first = start_worker()
    job_id = await ask("interrupted", hang_on_attempt=1)
    assert await told(redis, "started", first) == "interrupted 1"
    first.kill_all()
    assert await state_of(job_id) == (JobState.LEASED, 1)

    second = start_worker()
    await pass_the_time(lease_until=EARLIER, published_at=EARLIER)
    assert await working.sweep() == 1
    assert await told(redis, "finished", second) == "interrupted"
    assert await state_of(job_id) == (JobState.DONE, 2)

    for _ in range(3):  # late and repeated messages find nothing to do
        await publish(WATCHED, job_id, WATCHED.spec.queue.value)
    await ask("afterwards")
    assert await told(redis, "finished", second) == "afterwards"
    assert await effects("interrupted") == 1


async def test_what_redis_forgot_is_published_again(
    redis: Redis, committed: Database, start_worker: StartWorker
) -> None:
    job_ids = [await ask(f"forgotten {number}") for number in range(5)]
    await redis.flushdb()
    assert await working.sweep() == 0  # published a moment ago: not yet
    await pass_the_time(published_at=EARLIER)
    assert await working.sweep() == 5
    worker = start_worker()
    assert {await told(redis, "finished", worker) for _ in job_ids} == {f"forgotten {number}" for number in range(5)}
    assert {(await state_of(job_id))[0] for job_id in job_ids} == {JobState.DONE}
