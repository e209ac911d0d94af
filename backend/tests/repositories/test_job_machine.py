"""Whatever workers do and however they die: a job is done at most once, never lost, and ends visibly."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select, text, update

from vinyldigger.core import clock
from vinyldigger.core.config import Settings
from vinyldigger.core.database import Database, make_database, unit_of_work, use_database
from vinyldigger.core.jobs import Claim, Job, LostClaim
from vinyldigger.models.jobs import FailedTask, JobState, QueuedJob
from vinyldigger.services.repositories import jobs

# Without shrinking: against a real database that takes minutes, and a story of 25 steps can be read as it is.
EFFORT = hypothesis.settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    phases=(hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate),
    report_multiple_bugs=False,
)
MINUTE_AGO = func.clock_timestamp() - text("interval '1 minute'")


class JobMachine(RuleBasedStateMachine):
    """One job, several workers that may lose their lease at any moment."""

    loop: asyncio.AbstractEventLoop

    def __init__(self) -> None:
        super().__init__()
        self.claims: list[Claim] = []
        self.finished_by: list[int] = []
        self.job_id: Any = None

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    async def _row(self) -> QueuedJob:
        async with unit_of_work() as session:
            return (await session.scalars(select(QueuedJob).where(QueuedJob.id == self.job_id))).one()

    @initialize(runs_again=st.booleans())
    def ask_for_work(self, runs_again: bool) -> None:
        self.job = Job.REMARK_RESULTS if runs_again else Job.RUN_SEARCH

        async def ask() -> None:
            async with unit_of_work() as session:
                await session.execute(text("TRUNCATE jobs, failed_tasks"))
                self.job_id = await jobs.enqueue(session, self.job, dedupe_key="the one")

        self.run(ask())

    @rule()
    def ask_again(self) -> None:
        """Asking for unfinished work never makes a second row."""

        async def ask() -> None:
            before = (await self._row()).state
            async with unit_of_work() as session:
                answered = await jobs.enqueue(session, self.job, dedupe_key="the one")
            if before in (JobState.QUEUED, JobState.LEASED, JobState.BLOCKED):
                assert answered == self.job_id
            else:
                async with unit_of_work() as session:
                    await session.execute(text("DELETE FROM jobs WHERE id = :id"), {"id": answered})

        self.run(ask())

    @rule()
    def make_due(self) -> None:
        """The time of a delayed job comes."""

        async def hurry() -> None:
            async with unit_of_work() as session:
                await session.execute(update(QueuedJob).values(run_after=MINUTE_AGO))

        self.run(hurry())

    @rule()
    def claim(self) -> None:
        self.run(self._claim())

    @rule()
    def take_over(self) -> None:
        """A worker freezes or dies, its lease ends, and another one takes the job."""
        self.run(self._end_lease())
        self.run(self._claim())

    @rule()
    def lose_the_lease(self) -> None:
        self.run(self._end_lease())

    async def _claim(self) -> None:
        before = await self._row()
        async with unit_of_work() as session:
            claim = await jobs.claim(session, self.job_id)
        if claim is not None:
            assert before.state in (JobState.QUEUED, JobState.LEASED)
            assert before.lease_until is None or before.lease_until < clock.now(), "nobody is robbed of a job"
            assert claim.fence == before.fence + 1
            self.claims.append(claim)

    async def _end_lease(self) -> None:
        async with unit_of_work() as session:
            leased = update(QueuedJob).where(QueuedJob.state == JobState.LEASED)
            await session.execute(leased.values(lease_until=MINUTE_AGO))

    @precondition(lambda self: self.claims)
    @rule(data=st.data(), how=st.sampled_from(["hold", "hold", "fail", "hand_back", "finish", "refuse", "block"]))
    def come_back(self, data: st.DataObject, how: str) -> None:
        """Any worker that ever held the job reports; only the last one may be heard."""
        claim = data.draw(st.sampled_from(self.claims))

        async def report() -> None:
            before = await self._row()
            is_heard = before.state is JobState.LEASED and before.fence == claim.fence
            try:
                async with unit_of_work() as session:
                    match how:
                        case "finish":
                            await jobs.finish(session, claim)
                        case "fail":
                            await jobs.fail(session, claim, jobs.Failure("Broken", "it broke"))
                        case "hand_back":
                            await jobs.hand_back(session, claim, 60, "not now")
                        case "hold":
                            await jobs.hold(session, claim)
                        case "refuse":
                            await jobs.refuse(session, claim, "never")
                        case _:
                            await jobs.block(session, claim, "the user must act")
            except LostClaim:
                assert not is_heard
            else:
                assert is_heard
                if how == "finish":
                    self.finished_by.append(claim.fence)

        self.run(report())

    @rule()
    def sweep(self) -> None:
        async def clean() -> None:
            async with unit_of_work() as session:
                await jobs.sweep(session)

        self.run(clean())

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        if self.job_id is None:
            return

        async def look() -> None:
            row = await self._row()
            async with unit_of_work() as session:
                letters = (await session.scalars(select(func.count()).select_from(FailedTask))).one()
            assert letters == (1 if row.state is JobState.DEAD else 0)
            assert row.attempts <= row.max_attempts
            assert len(set(self.finished_by)) == len(self.finished_by)
            assert (row.finished_at is not None) == (row.state in (JobState.DONE, JobState.FAILED, JobState.DEAD))
            assert (row.lease_until is not None) == (row.state is JobState.LEASED)
            if self.job is Job.RUN_SEARCH:
                assert len(self.finished_by) == (1 if row.state is JobState.DONE else 0)

        self.run(look())


@pytest.mark.usefixtures("published")
def test_the_life_of_a_job_under_every_accident(settings: Settings) -> None:
    loop = asyncio.new_event_loop()
    database = make_database(settings)
    before = use_database(database)
    JobMachine.loop = loop
    try:
        run_state_machine_as_test(JobMachine, settings=EFFORT)
    finally:
        use_database(before)
        loop.run_until_complete(_clear(database))
        loop.close()


async def _clear(database: Database) -> None:
    async with database.write() as session:
        await session.execute(text("TRUNCATE jobs, failed_tasks"))
        await session.commit()
    await database.close()
