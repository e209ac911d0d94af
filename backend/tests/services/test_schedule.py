"""What the scheduler queues, and runs that were given up."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from sqlalchemy import select, text, update

from tests.services.fakes import an_offer
from tests.services.test_running import a_search
from tests.support import Published
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.jobs import Job
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchRun
from vinyldigger.models.users import User
from vinyldigger.services import searches
from vinyldigger.services.offers import store_offers
from vinyldigger.services.repositories import results as result_rows


async def tick() -> int:
    async with unit_of_work() as session:
        return await searches.queue_due_searches(session, clock.now())


async def test_two_schedulers_queue_each_due_search_once(user: User, committed: Database, published: Published) -> None:
    due = clock.now() - timedelta(minutes=1)
    ids = [(await a_search(user, name=str(number), next_run_at=due)).id for number in range(20)]
    counts = await asyncio.gather(tick(), tick(), tick())
    assert sum(counts) == 20
    async with unit_of_work() as session:
        runs = list(await session.scalars(select(SearchRun)))
        assert sorted(run.search_id for run in runs) == sorted(ids)
        assert {run.trigger for run in runs} == {RunTrigger.SCHEDULE}
        times = await session.scalars(select(SavedSearch.next_run_at))
        assert all(moment and moment > clock.now() + timedelta(hours=23) for moment in times)
    assert published.names.count(Job.RUN_SEARCH) == 20
    assert await tick() == 0


async def test_what_is_paused_deleted_or_not_due_is_left_alone(user: User, published: Published) -> None:
    past, now = clock.now() - timedelta(hours=1), clock.now()
    await a_search(user, is_active=False, next_run_at=past)
    await a_search(user, deleted_at=now, next_run_at=past)
    await a_search(user, next_run_at=now + timedelta(hours=1))
    await a_search(user, next_run_at=None)
    assert await tick() == 0


async def test_a_run_whose_job_was_given_up_fails_visibly_and_frees_the_search(
    user: User, published: Published
) -> None:
    search = await a_search(user)
    async with unit_of_work() as session:
        run = await searches.queue_run(session, search, RunTrigger.MANUAL)
    async with unit_of_work() as session:
        await session.execute(update(SearchRun).values(created_at=clock.now() - timedelta(hours=1)))
    await tick()
    async with unit_of_work() as session:
        assert (await session.get_one(SearchRun, run.id)).status is RunStatus.QUEUED
        await session.execute(update(QueuedJob).values(state=JobState.DEAD))
    await tick()
    async with unit_of_work() as session:
        ended = await session.get_one(SearchRun, run.id)
        assert (ended.status, ended.error) == (RunStatus.FAILED, {"code": "run_interrupted", "params": {}})
        assert (await searches.queue_run(session, search, RunTrigger.MANUAL)).id != run.id


async def test_finding_and_judging_the_same_offers_at_once_never_deadlocks(
    user: User, committed: Database, published: Published
) -> None:
    search = await a_search(user)
    async with unit_of_work() as session:
        offers = [an_offer(str(number)) for number in range(2)]
        first, second = sorted(row.id for row in await store_offers(session, Environment.SAMPLE, offers, clock.now()))
        for each in (second, first):  # they lie in another order than they are locked in
            await result_rows.link(session, user.id, search.id, None, [each])
        ids = list(await session.scalars(select(SearchResult.id)))

    async def judge() -> None:
        async with unit_of_work() as session:
            await result_rows.note_analysed(session, [{"id": each, "deal_score": 50} for each in ids])

    async with unit_of_work() as session:
        await result_rows.link(session, user.id, search.id, None, [first])
        judging = asyncio.create_task(judge())
        async with asyncio.timeout(30), committed.read() as looking:
            while not await looking.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.01)
        await result_rows.link(session, user.id, search.id, None, [second])
    await judging
