"""Whatever a given-up job worked on ends visibly, and only that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import make_user
from tests.support import Published
from vinyldigger.core import clock
from vinyldigger.core.jobs import Job
from vinyldigger.models.baskets import Basket, BasketStatus
from vinyldigger.models.collections import Collection, SyncStatus
from vinyldigger.models.environments import Environment
from vinyldigger.models.imports import ListingImport
from vinyldigger.models.jobs import FailedTask, JobState, QueuedJob
from vinyldigger.models.sellers import Seller
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import UserList, WantList
from vinyldigger.services import administration, giving_up
from vinyldigger.services.accounts import Origin
from vinyldigger.services.repositories import jobs
from vinyldigger.workers import scheduler

pytestmark = pytest.mark.usefixtures("published", "redis")
LOST = {"code": "internal_error", "params": {}}
SAMPLE = {"environment": Environment.SAMPLE, "marketplace": "discogs"}
LINES = [
    {"line": 1, "text": "a", "status": "done", "marketplace": "discogs", "kind": "listing"},
    {"line": 2, "text": "b", "status": "queued", "marketplace": "discogs", "kind": "listing"},
]


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await make_user(session)


def under_way(user: User) -> Sequence[tuple[Any, Job, str]]:
    """One row of everything that waits for a job, with the job and the name of its argument."""
    syncing = {"user_id": user.id, "sync_status": SyncStatus.RUNNING, "cursor": "7", **SAMPLE}
    return (
        (Basket(user_id=user.id, status=BasketStatus.SOLVING, wants=[], currency="EUR"), Job.SOLVE_BASKET, "basket_id"),
        (ListingImport(user_id=user.id, environment=Environment.SAMPLE, lines=LINES), Job.IMPORT_LISTINGS, "import_id"),
        (Collection(**syncing), Job.SYNC_COLLECTION, "target_id"),
        (WantList(**syncing), Job.SYNC_WANTLIST, "target_id"),
        (UserList(**syncing, external_id="1", name="Jazz"), Job.SYNC_LIST, "target_id"),
        (
            Seller(external_id="x", fetched_at=clock.now(), inventory_status=SyncStatus.RUNNING, **SAMPLE),
            Job.READ_INVENTORY,
            "seller_id",
        ),
    )


async def queue_all(session: AsyncSession, user: User) -> list[Any]:
    """All of it, each with its job."""
    rows = []
    for row, job, argument in under_way(user):
        session.add(row)
        await session.flush()
        args: dict[str, Any] = {argument: str(row.id)}
        await jobs.enqueue(session, job, user_id=user.id, dedupe_key=f"{job}:{row.id}", **args)
        rows.append(row)
    return rows


async def state_of(session: AsyncSession, row: Any) -> Any:
    await session.flush()
    await session.refresh(row)
    match row:
        case Basket():
            return row.status, row.error
        case ListingImport():
            return row.finished_at is not None, [line.get("reason") for line in row.lines]
        case Seller():
            return row.inventory_status, row.inventory_error
        case _:
            return row.sync_status, row.sync_error, row.cursor


@pytest.mark.parametrize("state", [JobState.DEAD, JobState.FAILED])
async def test_what_a_given_up_job_worked_on_ends(session: AsyncSession, user: User, state: JobState) -> None:
    rows = await queue_all(session, user)
    await session.execute(update(QueuedJob).values(state=state, finished_at=clock.now()))
    assert await giving_up.end_given_up() == len(rows)
    assert [await state_of(session, row) for row in rows] == [
        (BasketStatus.FAILED, LOST),
        (True, [None, "internal_error"]),
        (SyncStatus.FAILED, LOST, None),
        (SyncStatus.FAILED, LOST, None),
        (SyncStatus.FAILED, LOST, None),
        (SyncStatus.FAILED, LOST),
    ]


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.LEASED, JobState.BLOCKED, JobState.DONE])
async def test_what_a_job_still_works_on_goes_on(session: AsyncSession, user: User, state: JobState) -> None:
    rows = await queue_all(session, user)
    before = [await state_of(session, row) for row in rows]
    await session.execute(update(QueuedJob).values(state=state))
    assert await giving_up.end_given_up() == 0
    assert [await state_of(session, row) for row in rows] == before


async def test_what_another_job_took_over_goes_on(session: AsyncSession, user: User, published: Published) -> None:
    rows = await queue_all(session, user)
    await session.execute(update(QueuedJob).values(state=JobState.DEAD, finished_at=clock.now()))
    for job in (await session.scalars(select(QueuedJob))).all():
        await jobs.enqueue(session, Job(job.name), user_id=user.id, dedupe_key=job.dedupe_key, **job.args)
    await session.flush()
    assert await giving_up.end_given_up() == 0
    assert (await state_of(session, rows[0]))[0] is BasketStatus.SOLVING


async def test_a_row_that_is_gone_troubles_nobody(session: AsyncSession, user: User) -> None:
    for row in await queue_all(session, user):
        await session.delete(row)
    await session.execute(update(QueuedJob).values(state=JobState.DEAD, finished_at=clock.now()))
    await session.flush()
    assert await giving_up.end_given_up() == 6


async def test_a_replayed_letter_takes_its_job_s_place(session: AsyncSession, user: User) -> None:
    (basket, *_) = await queue_all(session, user)
    job = (await session.scalars(select(QueuedJob).where(QueuedJob.name == Job.SOLVE_BASKET.value))).one()
    await session.execute(update(QueuedJob).values(state=JobState.DEAD, finished_at=clock.now()))
    moment = clock.now()
    letter = FailedTask(
        job_id=job.id, name=job.name, args=job.args, error_type="E", error_message="e", attempts=3,
        first_failed_at=moment, last_failed_at=moment,
    )  # fmt: skip
    session.add(letter)
    await session.flush()
    await administration.replay_failed_task(session, user, letter.id, Origin())
    await session.flush()
    assert await giving_up.end_given_up() == 5
    assert (await state_of(session, basket))[0] is BasketStatus.SOLVING


def test_the_scheduler_sees_to_it() -> None:
    assert giving_up.end_given_up in scheduler.TICKS
