"""How one attempt at a job ends, and what the row says afterwards."""

from __future__ import annotations

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import make_user
from tests.support import Published
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.errors import NotFound
from vinyldigger.core.jobs import Blocked, Claim, HandBack, Job, Refused
from vinyldigger.marketplaces.contract import RateLimited
from vinyldigger.models.jobs import FailedTask, JobState, QueuedJob
from vinyldigger.services import jobs as working
from vinyldigger.services.repositories import jobs

pytestmark = pytest.mark.usefixtures("published")


async def queue(job: Job = Job.RUN_SEARCH, **options: Any) -> UUID:
    async with unit_of_work() as session:
        return await jobs.enqueue(session, job, **options)


async def row_of(session: AsyncSession, job_id: UUID) -> QueuedJob:
    statement = select(QueuedJob).where(QueuedJob.id == job_id).execution_options(populate_existing=True)
    return (await session.scalars(statement)).one()


def raising(error: Exception) -> working.Handler:
    async def handler(claim: Claim) -> None:
        raise error

    return handler


async def succeeding(claim: Claim) -> None:
    """Has nothing to store."""


async def test_a_handler_that_stores_nothing_leaves_the_job_done(session: AsyncSession) -> None:
    job_id = await queue()
    await working.work(job_id, succeeding)
    row = await row_of(session, job_id)
    assert (row.state, row.attempts) == (JobState.DONE, 1)


@pytest.mark.parametrize(
    ("error", "state", "attempts"),
    [
        (RateLimited("discogs", retry_after=120), JobState.QUEUED, 0),
        (HandBack(120, "later"), JobState.QUEUED, 0),
        (Refused("never"), JobState.FAILED, 1),
        (NotFound(), JobState.FAILED, 1),
        (Blocked("renew the connection"), JobState.BLOCKED, 1),
        (ValueError("broken"), JobState.QUEUED, 1),
    ],
)
async def test_how_an_attempt_ends(session: AsyncSession, error: Exception, state: JobState, attempts: int) -> None:
    job_id = await queue()
    await working.work(job_id, raising(error))
    row = await row_of(session, job_id)
    assert (row.state, row.attempts) == (state, attempts)


async def test_waiting_is_as_long_as_asked_give_or_take_a_tenth(session: AsyncSession) -> None:
    job_id = await queue()
    await working.work(job_id, raising(RateLimited("discogs", retry_after=1000)))
    row = await row_of(session, job_id)
    assert 890 <= (row.run_after - row.updated_at).total_seconds() <= 1110


async def test_retries_come_later_each_time_and_end_as_a_dead_letter(session: AsyncSession) -> None:
    job_id = await queue(Job.SOLVE_BASKET, basket="b")
    waits = []
    for _ in range(Job.SOLVE_BASKET.spec.max_attempts):
        await session.execute(update(QueuedJob).values(run_after=QueuedJob.created_at))
        await session.flush()

        async def broken(claim: Claim, basket: str) -> None:
            raise ValueError("it broke")

        await working.work(job_id, broken)
        row = await row_of(session, job_id)
        waits.append((row.run_after - row.updated_at).total_seconds())
    assert row.state is JobState.DEAD
    assert 5 <= waits[0] <= 15
    assert 20 <= waits[1] <= 60
    letter = (await session.scalars(select(FailedTask))).one()
    assert (letter.name, letter.args, letter.error_type, letter.attempts) == (
        "solve_basket", {"basket": "b"}, "ValueError", 3,
    )  # fmt: skip
    assert "it broke" in letter.error_traceback


async def test_the_work_of_a_deactivated_account_is_refused(session: AsyncSession) -> None:
    user = await make_user(session, is_active=False)
    job_id = await queue(user_id=user.id)
    ran = False

    async def handler(claim: Claim) -> None:
        nonlocal ran
        ran = True

    await working.work(job_id, handler)
    assert not ran
    assert (await row_of(session, job_id)).state is JobState.FAILED


async def test_an_attempt_that_takes_too_long_is_broken_off(
    session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    job_id = await queue()
    monkeypatch.setattr("vinyldigger.core.jobs._DEFAULT_SPEC", Job.FETCH_RATES.spec)
    monkeypatch.setattr("asyncio.timeout", lambda _seconds: asyncio.timeouts.timeout(0))

    async def endless(claim: Claim) -> None:
        await asyncio.Event().wait()

    await working.work(job_id, endless)
    row = await row_of(session, job_id)
    assert (row.state, row.last_error) == (JobState.QUEUED, "TimeoutError")


async def test_what_was_asked_for_meanwhile_is_done_once_more(session: AsyncSession, published: Published) -> None:
    job_id = await queue(Job.REMARK_RESULTS, dedupe_key="the one")

    async def handler(claim: Claim) -> None:
        async with unit_of_work() as work:
            assert await jobs.enqueue(work, Job.REMARK_RESULTS, dedupe_key="the one") == job_id

    await working.work(job_id, handler)
    assert (await row_of(session, job_id)).state is JobState.QUEUED
    await working.work(job_id, succeeding)
    assert (await row_of(session, job_id)).state is JobState.DONE
    assert len(published.jobs) == 3


async def test_a_blocked_job_goes_on_when_its_user_has_acted(session: AsyncSession) -> None:
    user = await make_user(session)
    job_id = await queue(Job.SYNC_COLLECTION, user_id=user.id)
    await working.work(job_id, raising(Blocked("renew")))
    async with unit_of_work() as work:
        await jobs.release(work, user.id, [Job.SYNC_COLLECTION])
    await working.work(job_id, succeeding)
    assert (await row_of(session, job_id)).state is JobState.DONE
