"""Real PostgreSQL and Redis for the tests that ask for them, and nothing beyond loopback for any.

``session``, ``database`` and ``client`` share one connection inside a transaction that is rolled back after the test.
``committed`` gives engines of their own where several connections must meet; its tables are emptied afterwards.
"""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest
import structlog
from fastapi import FastAPI
from redis.asyncio import Redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from tests.support import Clock, Published, counting, in_thread, make_database_copy, migrate
from vinyldigger.cli.embedded import free_port, start_postgres, start_redis
from vinyldigger.core import clock, jobs, security, throttle
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.database import Database, make_database, use_database
from vinyldigger.core.redis import make_redis, use_redis
from vinyldigger.models import Base
from vinyldigger.services import pace
from vinyldigger.services.access import close_markets

TEMPLATE = "migrated"
TEST_SETTINGS = {"APP_ENV": "test", "BCRYPT_ROUNDS": "4", "LOG_LEVEL": "WARNING", "DATABASE_POOL_SIZE": "20"}


@dataclass
class Servers:
    """The embedded servers of one test session; started by the first test that needs them."""

    stack: ExitStack = field(default_factory=ExitStack)
    postgres: str = ""  # address of the server, without a database
    redis: str = ""

    def start(self) -> None:
        if self.postgres:
            return
        folder = Path(self.stack.enter_context(TemporaryDirectory(prefix="vinyldigger-tests-")))
        postgres = self.stack.enter_context(start_postgres(folder, free_port(), durable=False))
        redis = self.stack.enter_context(start_redis(folder, free_port()))
        self.postgres, self.redis = postgres.url.rpartition("/")[0], redis.url.rpartition("/")[0]
        in_thread(lambda: make_database_copy(self.postgres, TEMPLATE, None))
        in_thread(lambda: migrate(f"{self.postgres}/{TEMPLATE}", "head"))


_servers = Servers()


# The default renderer draws every local variable of every frame: seconds for each exception logged.
structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])


def pytest_configure(config: pytest.Config) -> None:
    """Tests never read the developer's settings, nor send what is for this machine through a proxy."""
    patch = pytest.MonkeyPatch()
    for name in [name for name in os.environ if name.partition("__")[0].lower() in Settings.model_fields]:
        patch.delenv(name)
    for name, value in {**TEST_SETTINGS, "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}.items():
        patch.setenv(name, value)
    config.add_cleanup(patch.undo)
    config.add_cleanup(_servers.stack.close)


class Parallel:
    """With pytest-xdist the controller starts the servers once; every worker gets a database of its own."""

    @pytest.hookimpl(optionalhook=True)
    def pytest_configure_node(self, node: Any) -> None:
        _servers.start()
        node.workerinput["servers"] = (_servers.postgres, _servers.redis)


def pytest_addoption(pluginmanager: pytest.PytestPluginManager) -> None:
    if pluginmanager.hasplugin("xdist"):
        pluginmanager.register(Parallel())


@pytest.fixture(scope="session")
def settings(request: pytest.FixtureRequest, worker_id: str) -> Iterator[Settings]:
    """Settings that point to this worker's own database and Redis database."""
    given = getattr(request.config, "workerinput", {}).get("servers")
    if given:
        _servers.postgres, _servers.redis = given
    _servers.start()
    name = f"test_{worker_id}"
    in_thread(lambda: make_database_copy(_servers.postgres, name, TEMPLATE))
    number = int(worker_id.removeprefix("gw")) + 1 if worker_id != "master" else 0
    patch = pytest.MonkeyPatch()
    patch.setenv("DATABASE_URL", f"{_servers.postgres}/{name}")
    patch.setenv("REDIS_URL", f"{_servers.redis}/{number}")
    get_settings.cache_clear()
    yield get_settings()
    patch.undo()
    get_settings.cache_clear()


@pytest.fixture(scope="session")
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """Connections to this worker's database."""
    engine = create_async_engine(settings.database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
async def database(engine: AsyncEngine) -> AsyncIterator[Database]:
    """The process's database: every session is on one connection, and all of it is rolled back."""
    async with engine.connect() as connection:
        transaction = await connection.begin()
        write = async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        # What ends a session that reads must not take back what was written meanwhile.
        read = async_sessionmaker(connection, expire_on_commit=False, join_transaction_mode="rollback_only")
        database = Database(write=write, read=read)
        before = use_database(database)
        yield database
        use_database(before)
        await transaction.rollback()


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    """For arranging and looking, beside the code under test. ``flush`` is enough, nothing needs a commit."""
    async with database.write() as session:
        yield session


@pytest.fixture
async def committed(settings: Settings) -> AsyncIterator[Database]:
    """Engines as in production, for tests in which several connections meet. All tables are emptied afterwards."""
    database = make_database(settings)
    before = use_database(database)
    yield database
    use_database(before)
    names = ", ".join(table.name for table in Base.metadata.sorted_tables if table.name != "installation")
    async with database.write() as session:
        await session.execute(text(f"TRUNCATE {names}"))
        await session.execute(
            text("UPDATE installation SET first_admin_at = NULL, setup_code_hash = NULL, environment = 'sample'")
        )
        await session.commit()
    await database.close()


@pytest.fixture
async def redis(settings: Settings) -> AsyncIterator[Redis]:
    """The process's Redis, empty."""
    async with AsyncExitStack() as stack:
        redis = await stack.enter_async_context(make_redis(settings))
        await redis.flushdb()
        before = use_redis(redis)
        stack.callback(use_redis, before)
        stack.push_async_callback(close_markets)  # they hold the Redis of their time
        yield redis


@pytest.fixture
async def dead_redis(settings: Settings) -> AsyncIterator[None]:
    """Redis is away: its address leads to a port on which nobody listens."""
    async with make_redis(settings.model_copy(update={"redis_url": f"redis://127.0.0.1:{free_port()}/0"})) as dead:
        before = use_redis(dead)
        yield
        use_redis(before)


@pytest.fixture(scope="session")
def shared_app(settings: Settings) -> FastAPI:
    """The API, which looks up database and Redis anew for each request. Making it takes longer than most tests."""
    from vinyldigger.main import create_app

    return create_app(settings)


@pytest.fixture
def app(shared_app: FastAPI, database: Database, redis: Redis) -> FastAPI:
    """The API over the test's own connection."""
    return shared_app


@pytest.fixture
async def client(app: FastAPI, session: AsyncSession) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the API in this process. After each answer the test's session reads afresh."""

    async def forget(_response: httpx.Response) -> None:
        await session.flush()
        session.expunge_all()

    transport = httpx.ASGITransport(app=app, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(
        transport=transport, base_url="http://testserver", event_hooks={"response": [forget]}
    ) as client:
        yield client


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Published:
    """Collects what would be published to Celery instead of publishing it."""
    collected = Published()

    async def collect(job: jobs.Job, job_id: Any, queue: str) -> None:
        collected.jobs.append((job, str(job_id)))

    monkeypatch.setattr("vinyldigger.services.repositories.jobs.publish", collect)
    return collected


@pytest.fixture
def count_queries(engine: AsyncEngine) -> Callable[[], Any]:
    """``with count_queries() as statements: …`` collects what is sent to the test's engine."""
    return partial(counting, engine)


@pytest.fixture
def frozen_clock() -> Iterator[Clock]:
    """The product's clock, standing at noon UTC of 23 November 2026 until ``advance(minutes=…)``."""
    standing = Clock()
    with clock.use(standing):
        yield standing


@pytest.fixture(autouse=True)
def loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test may speak to the outside."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and not ipaddress.ip_address(address[0]).is_loopback:
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """Process-wide caches that depend on settings do not outlive a test."""
    yield
    throttle.reset()
    security._passwords.cache_clear()
    jobs._publisher.cache_clear()
    pace.forget()
