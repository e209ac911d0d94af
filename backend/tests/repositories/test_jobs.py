"""The life of a job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.support import Published
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.jobs import Job
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.services.repositories import jobs
from vinyldigger.services.repositories.jobs import Order


async def test_a_job_is_published_after_the_commit(session: AsyncSession, published: Published) -> None:
    async with unit_of_work() as work:
        job_id = await jobs.enqueue(work, Job.FETCH_RATES)
        assert published.jobs == []
    assert published.jobs == [(Job.FETCH_RATES, str(job_id))]


async def test_a_claimed_job_is_done_once(session: AsyncSession, published: Published) -> None:
    async with unit_of_work() as work:
        job_id = await jobs.enqueue(work, Job.CLEAN_UP, what="all")
        later = await jobs.enqueue(work, Job.CLEAN_UP, run_after=timedelta(hours=1))
        claim = await jobs.claim(work, job_id)
        assert claim is not None
        assert claim.args == {"what": "all"}
        assert await jobs.claim(work, job_id) is None
        assert await jobs.claim(work, later) is None
        await jobs.finish(work, claim)
        assert await jobs.claim(work, job_id) is None
    states = {row.id: row.state for row in await session.scalars(select(QueuedJob))}
    assert states == {job_id: JobState.DONE, later: JobState.QUEUED}


async def test_several_jobs_are_queued_in_one_statement_none_of_them_twice(
    session: AsyncSession, published: Published, count_queries: Callable[[], Any]
) -> None:
    orders = [Order(f"analyse:{number}", None, {"search_id": f"{number}"}) for number in range(300)]
    async with unit_of_work() as work:
        waiting = await jobs.enqueue(work, Job.ANALYSE_SEARCH, dedupe_key="analyse:7", search_id="7")
        running = await jobs.enqueue(work, Job.ANALYSE_SEARCH, dedupe_key="analyse:8", search_id="8")
        await jobs.claim(work, running)
    published.jobs.clear()
    with count_queries() as statements:
        async with unit_of_work() as work:
            await jobs.enqueue_each(work, Job.ANALYSE_SEARCH, orders)
            await jobs.enqueue_each(work, Job.ANALYSE_SEARCH, [])
            assert published.jobs == []
    assert len(statements) == 1
    rows = {row.dedupe_key: row for row in await session.scalars(select(QueuedJob))}
    assert {key: row.args for key, row in rows.items()} == {order.dedupe_key: order.args for order in orders}
    assert (rows["analyse:7"].id, rows["analyse:8"].id) == (waiting, running)
    assert [key for key, row in rows.items() if row.run_again] == ["analyse:8"]
    spec = Job.ANALYSE_SEARCH.spec
    assert {(row.queue, row.max_attempts) for row in rows.values()} == {(spec.queue, spec.max_attempts)}
    assert {job_id for _, job_id in published.jobs} == {str(row.id) for row in rows.values()}
    async with unit_of_work() as work:
        assert await jobs.claim(work, rows["analyse:299"].id) is not None
