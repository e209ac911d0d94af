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
from vinyldigger.services import jobs, running
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

    monkeypatch.setattr(running, "open_markets", opened)
    return standing


@pytest.fixture
def work(committed: Database, redis: Redis, published: Published) -> Work:
    """Do every queued job, as a worker would, until none is left; answers their names in order."""

    async def until_idle() -> list[str]:
        done: list[str] = []
        while True:
            async with unit_of_work() as session:
                due = (QueuedJob.state == JobState.QUEUED) & (QueuedJob.run_after <= func.clock_timestamp())
                statement = select(QueuedJob).where(due).order_by(QueuedJob.created_at)
                job = (await session.scalars(statement.limit(1))).first()
                failed = (await session.scalars(select(QueuedJob.last_error))).all()
            assert not any(failed), failed
            if job is None:
                return done
            celery_app.app.loader.import_default_modules()
            handler = next(handler for name, handler in celery_app.HANDLERS.items() if name.value == job.name)
            await jobs.work(job.id, handler)
            done.append(job.name)

    return until_idle
