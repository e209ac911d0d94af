"""Engines, sessions and the unit of work: the only place that commits.

A process opens one :class:`Database` (``open_database``) after it has forked. Use cases then write::

    async with unit_of_work() as session:
        ...
        after_commit(session, publish_something)

The unit commits at its end; callbacks run once ``commit()`` has returned. Reading alone takes ``read_session()``:
its engine is in AUTOCOMMIT, which saves two round trips and never holds a transaction open.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

import orjson
import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine

from vinyldigger.core.config import Settings
from vinyldigger.core.errors import AppError, InvalidInput, ServiceUnavailable

__all__ = [
    "AsyncSession",
    "Database",
    "after_commit",
    "current_database",
    "make_database",
    "read_session",
    "unit_of_work",
    "use_database",
]

AfterCommit = Callable[[], Awaitable[None] | None]
Sessions = Callable[[], AsyncSession]

# SQLSTATE classes (PostgreSQL manual, appendix A) after which the same request may well succeed: connection lost,
# rolled back (deadlock), out of resources, stopped by an operator or a time-out; and a lock that was not to be had.
PASSING_TROUBLE = frozenset({"08", "40", "53", "57"})
LOCK_NOT_AVAILABLE = "55P03"
# NUL, which PostgreSQL keeps in neither text nor JSON; and what the driver cannot even send.
UNSTORABLE = frozenset({"22021", "22P05", "22000"})
IDLE_IN_TRANSACTION_SECONDS = 120  # nothing waits for the outside inside a transaction
POOL_WAIT_SECONDS = 5

_AFTER_COMMIT = "after_commit"
_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Database:
    """Where sessions come from. ``engines`` are closed with it."""

    write: Sessions
    read: Sessions
    engines: tuple[AsyncEngine, ...] = ()

    async def close(self) -> None:
        """Give all connections back."""
        for engine in self.engines:
            await engine.dispose()


def make_database(settings: Settings) -> Database:
    """Engines for these settings. Call it in the process that will use it, never before a fork."""
    write, read = (
        create_async_engine(
            settings.database_url,
            pool_size=settings.database_pool_size,
            max_overflow=0,
            pool_timeout=POOL_WAIT_SECONDS,
            pool_pre_ping=True,
            json_deserializer=orjson.loads,
            connect_args=_time_limits(settings),
            **options,
        )
        for options in ({}, {"isolation_level": "AUTOCOMMIT"})
    )
    return Database(
        write=async_sessionmaker(write, expire_on_commit=False),
        read=async_sessionmaker(read, expire_on_commit=False),
        engines=(write, read),
    )


def _time_limits(settings: Settings) -> dict[str, object]:
    """The server stops what takes too long; where it is frozen itself, the client gives up a little later."""
    seconds = settings.database_statement_seconds
    return {
        "timeout": settings.database_connect_seconds,
        "command_timeout": seconds + settings.database_connect_seconds,
        "server_settings": {
            "statement_timeout": f"{seconds}s",
            "idle_in_transaction_session_timeout": f"{IDLE_IN_TRANSACTION_SECONDS}s",
        },
    }


_current: Database | None = None


def use_database(database: Database | None) -> Database | None:
    """Make ``database`` the one of this process; answers the one before."""
    global _current
    previous, _current = _current, database
    return previous


def current_database() -> Database:
    """The database of this process."""
    if _current is None:
        raise RuntimeError("no database is open in this process: call use_database() first")
    return _current


def after_commit(session: AsyncSession, callback: AfterCommit) -> None:
    """Run ``callback`` once this unit of work has committed. A failing callback is logged, never raised."""
    session.info.setdefault(_AFTER_COMMIT, []).append(callback)


@asynccontextmanager
async def unit_of_work() -> AsyncIterator[AsyncSession]:
    """One transaction: committed at the end, rolled back on any exception.

    Raises :class:`ServiceUnavailable` when the database cannot be reached or stops the work, :class:`InvalidInput` for
    a value that it cannot keep.
    """
    async with current_database().write() as session:
        await _connect(session)
        with _translated():
            yield session
            await session.commit()
    callbacks: list[AfterCommit] = session.info.pop(_AFTER_COMMIT, [])
    for callback in callbacks:
        await _run(callback)


@asynccontextmanager
async def read_session() -> AsyncIterator[AsyncSession]:
    """A session for reading, outside any transaction. Every statement sees the newest committed rows.

    Raises what :func:`unit_of_work` raises.
    """
    async with current_database().read() as session:
        await _connect(session)
        with _translated():
            yield session


async def _connect(session: AsyncSession) -> None:
    """Take a connection now, so that a database that is away is told apart from a statement that fails."""
    try:
        await session.connection()
    except (OSError, DBAPIError, PoolTimeout) as error:
        raise ServiceUnavailable("The database cannot be reached", "database_unavailable") from error


@contextmanager
def _translated() -> Iterator[None]:
    """Failures of the database that are nobody's mistake here, or the caller's, as what they mean."""
    try:
        yield
    except DBAPIError as error:
        meant = _meaning(error)
        if meant is None:
            raise
        raise meant from error
    except TimeoutError as error:
        raise ServiceUnavailable("The database does not answer", "database_unavailable") from error


def _meaning(error: DBAPIError) -> AppError | None:
    """What a failed statement means to the caller; None for a mistake of ours."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if error.connection_invalidated or state[:2] in PASSING_TROUBLE or state == LOCK_NOT_AVAILABLE:
        return ServiceUnavailable("The database stopped the work", "database_unavailable")
    if state in UNSTORABLE:
        return InvalidInput("A value cannot be stored")
    return None


async def _run(callback: AfterCommit) -> None:
    try:
        outcome = callback()
        if inspect.isawaitable(outcome):
            await outcome
    except Exception:  # what was committed stands; the sweep repairs what a callback could not do
        _log.exception("after_commit_failed")
