"""What the installation does by itself: periodic work, clean-up, changing keys."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import make_user
from tests.support import Published
from vinyldigger.core import security
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import Database, read_session, unit_of_work
from vinyldigger.core.jobs import Job
from vinyldigger.models.connections import OAuthToken, TokenKind
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, PeriodicJob, QueuedJob
from vinyldigger.models.listings import Listing, ListingPrice
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchKind, SearchRun
from vinyldigger.services import jobs as working
from vinyldigger.services import key_rotation, periodic, upkeep
from vinyldigger.services.repositories import jobs

pytestmark = pytest.mark.usefixtures("published")


def ago(**span: float) -> Any:
    return func.now() - timedelta(**span)


def listing(external_id: str, **columns: Any) -> Listing:
    values = {
        "environment": Environment.LIVE, "marketplace": "discogs", "external_id": external_id, "kind": "listing",
        "title": "a record", "url": "https://example.org", "buying_option": "fixed_price", "content_hash": "",
        "first_seen_at": ago(days=1), "last_seen_at": ago(days=1), "fetched_at": ago(days=1),
    }  # fmt: skip
    return Listing(**values | columns)


async def clean_up() -> None:
    async with unit_of_work() as session:
        job_id = await jobs.enqueue(session, Job.CLEAN_UP)
    await working.work(job_id, upkeep.clean_up)


async def test_listings_go_when_their_marketplace_s_terms_say_so(session: AsyncSession) -> None:
    session.add_all(
        [
            listing("alive"),
            listing("ended lately", ended_at=ago(days=29)),
            listing("ended long ago", ended_at=ago(days=31)),
            listing("never seen again", fetched_at=ago(days=61)),
            listing("ended today", marketplace="ebay", ended_at=ago(hours=23)),
            listing("ended yesterday", marketplace="ebay", ended_at=ago(hours=25)),
        ]
    )
    await session.flush()
    first = (await session.scalars(select(Listing.id).where(Listing.external_id == "ended long ago"))).one()
    session.add(ListingPrice(listing_id=first, observed_at=ago(days=40), price=1, currency="EUR"))
    await session.flush()
    await clean_up()
    kept = set(await session.scalars(select(Listing.external_id)))
    assert kept == {"alive", "ended lately", "ended today"}
    assert (await session.scalars(select(func.count()).select_from(ListingPrice))).one() == 0


async def test_the_last_run_of_a_search_stays_whatever_its_age(session: AsyncSession) -> None:
    user = await make_user(session)
    search = SavedSearch(user_id=user.id, kind=SearchKind.QUERY, name="x", platforms=["discogs"])
    deleted = SavedSearch(
        user_id=user.id, kind=SearchKind.QUERY, name="gone", platforms=["discogs"], deleted_at=ago(days=31)
    )
    session.add_all([search, deleted])
    await session.flush()
    for days in (300, 200, 100):
        session.add(
            SearchRun(
                user_id=user.id, search_id=search.id, environment=Environment.LIVE, trigger=RunTrigger.SCHEDULE,
                status=RunStatus.SUCCEEDED, finished_at=ago(days=days), stage=str(days),
            )
        )  # fmt: skip
        await session.flush()
    await clean_up()
    assert list(await session.scalars(select(SearchRun.stage))) == ["100"]
    assert list(await session.scalars(select(SavedSearch.name))) == ["x"]


async def test_only_finished_jobs_are_forgotten(session: AsyncSession) -> None:
    for state in JobState:
        finished = ago(days=15) if state in (JobState.DONE, JobState.FAILED, JobState.DEAD) else None
        lease = ago(days=15) if state is JobState.LEASED else None
        session.add(
            QueuedJob(
                name=Job.RUN_SEARCH.value, queue="default", max_attempts=4, state=state, finished_at=finished,
                lease_until=lease, created_at=ago(days=20),
            )
        )  # fmt: skip
    await session.flush()
    await clean_up()
    left = await session.scalars(select(QueuedJob.state).where(QueuedJob.name == Job.RUN_SEARCH.value))
    assert set(left) == {JobState.QUEUED, JobState.LEASED, JobState.BLOCKED}


async def test_periodic_work_is_queued_once_per_period_and_caught_up_once(
    session: AsyncSession, published: Published
) -> None:
    async def tick() -> int:
        async with unit_of_work() as work:
            return await periodic.queue_due(work)

    assert await tick() == len(periodic.PERIODS)
    assert set(published.names) == set(periodic.PERIODS)
    assert await tick() == 0
    await session.execute(update(PeriodicJob).values(next_run_at=ago(days=30)))
    await session.execute(update(QueuedJob).values(state=JobState.DONE, finished_at=ago(days=1)))
    assert await tick() == len(periodic.PERIODS)
    assert await tick() == 0


async def test_the_outcome_of_periodic_work_is_noted(session: AsyncSession) -> None:
    async with unit_of_work() as work:
        await periodic.queue_due(work)
    job_id = (await session.scalars(select(QueuedJob.id).where(QueuedJob.name == Job.CLEAN_UP.value))).one()
    await working.work(job_id, upkeep.clean_up)
    outcome = select(PeriodicJob.last_outcome).where(PeriodicJob.name == Job.CLEAN_UP.value)
    assert (await session.scalars(outcome)).one() == "done"


async def test_many_schedulers_at_once_queue_everything_once(committed: Database, published: Published) -> None:
    async def tick() -> int:
        async with unit_of_work() as session:
            return await periodic.queue_due(session)

    counts = await asyncio.gather(*(tick() for _ in range(10)))
    assert sum(counts) == len(periodic.PERIODS)
    async with read_session() as session:
        rows = (await session.scalars(select(func.count()).select_from(QueuedJob))).one()
    assert rows == len(periodic.PERIODS)


async def test_every_secret_moves_to_the_newest_key(session: AsyncSession, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (Fernet.generate_key().decode() for _ in range(2))

    def use(*keys: str) -> None:
        monkeypatch.setenv("ENCRYPTION_KEYS", ",".join(keys))
        get_settings.cache_clear()

    use(old)
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    user = await make_user(session)
    for number in range(5):
        session.add(
            OAuthToken(
                user_id=user.id, environment=Environment.LIVE, marketplace=f"m{number}", kind=TokenKind.OAUTH1,
                token_encrypted=security.encrypt(f"token {number}", "ana"),
                secret_encrypted=security.encrypt(f"secret {number}", "ana"),
            )
        )  # fmt: skip
    await session.flush()
    use(new, old)
    assert await key_rotation.rotate_all() == key_rotation.Outcome(rotated=10, unreadable=0)
    use(new)
    session.expunge_all()
    rows = (await session.scalars(select(OAuthToken).order_by(OAuthToken.marketplace))).all()
    assert [security.decrypt(row.token_encrypted, "ana") for row in rows] == [f"token {n}" for n in range(5)]
    use(old)
    assert await key_rotation.rotate_all() == key_rotation.Outcome(rotated=0, unreadable=10)
    monkeypatch.undo()
    get_settings.cache_clear()
