"""A user, marketplaces in memory, and a worker that does queued jobs in this process."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select

from tests.services.fakes import FakeMarketplace
from tests.support import Published
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.models.users import User
from vinyldigger.services import dashboard, facts, inventories, jobs, quotes, refreshing, running, sellers
from vinyldigger.services.access import Markets
from vinyldigger.workers import celery_app

Work = Callable[[], Awaitable[list[str]]]


@pytest.fixture
async def user(committed: Database) -> User:
    """A collector in Germany."""
    async with unit_of_work() as session:
        user = User(email="collector@example.org", password_hash="x", country="DE", currency="EUR", postal_code="10115")
        session.add(user)
        await session.flush()
        await session.refresh(user)
        return user


@pytest.fixture
def markets(monkeypatch: pytest.MonkeyPatch) -> dict[str, FakeMarketplace]:
    """The marketplaces there are: put fakes in."""
    standing: dict[str, FakeMarketplace] = {}

    async def opened(*_: object) -> Markets:
        return Markets(Environment.SAMPLE, standing, frozenset(standing))  # type: ignore[arg-type]

    for module in (dashboard, facts, running, inventories, quotes, refreshing, sellers):
        monkeypatch.setattr(module, "open_markets", opened)
    return standing


async def do_next_job() -> QueuedJob | None:
    """Do the oldest job that is due, as a worker would; None when none is."""
    async with unit_of_work() as session:
        due = (QueuedJob.state == JobState.QUEUED) & (QueuedJob.run_after <= func.clock_timestamp())
        job = (await session.scalars(select(QueuedJob).where(due).order_by(QueuedJob.created_at).limit(1))).first()
    if job is not None:
        celery_app.app.loader.import_default_modules()
        handler = next(handler for name, handler in celery_app.HANDLERS.items() if name.value == job.name)
        await jobs.work(job.id, handler)
    return job


@pytest.fixture
def work(committed: Database, redis: Redis, published: Published) -> Work:
    """Do every job that is due until none is left; answers their names in order. None may fail."""

    async def until_idle() -> list[str]:
        done: list[str] = []
        while (job := await do_next_job()) is not None:
            done.append(job.name)
            async with unit_of_work() as session:
                went_wrong = QueuedJob.first_failed_at.is_not(None) | (QueuedJob.state == JobState.FAILED)
                failed = (await session.scalars(select(QueuedJob.last_error).where(went_wrong))).all()
            assert not any(failed), failed
        return done

    return until_idle
