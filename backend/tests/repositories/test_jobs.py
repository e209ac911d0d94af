"""The life of a job."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.support import Published
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.jobs import Job
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.services.repositories import jobs


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
