"""What several tests share: plain helpers, no fixtures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config
from sqlalchemy import event, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from vinyldigger.core.jobs import Job

T = TypeVar("T")

BACKEND = Path(__file__).resolve().parents[1]


def in_thread(work: Callable[[], T]) -> T:
    """Run something that starts an event loop of its own."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(work).result()


def make_database_copy(server: str, name: str, template: str | None) -> str:
    """Make a database, empty or as a copy, in place of one of that name; answers its address."""

    async def make() -> None:
        engine = create_async_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            await connection.execute(text(f"CREATE DATABASE {name}" + (f" TEMPLATE {template}" if template else "")))
        await engine.dispose()

    asyncio.run(make())
    return f"{server}/{name}"


def migrate(url: str, revision: str) -> None:
    """Bring a database to a revision, up or down."""
    config = Config(BACKEND / "alembic.ini")
    config.attributes["url"] = url
    (command.downgrade if revision == "base" else command.upgrade)(config, revision)


@dataclass
class Published:
    """What was published to the workers."""

    jobs: list[tuple[Job, str]] = field(default_factory=list)

    @property
    def names(self) -> list[Job]:
        return [job for job, _ in self.jobs]


@dataclass
class Statements:
    """The SQL statements of a block."""

    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)


@contextmanager
def counting(*engines: AsyncEngine) -> Iterator[Statements]:
    """Collects what is sent to these engines, savepoints left out."""
    statements = Statements()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "SAVEPOINT" not in statement:
            statements.texts.append(statement)

    for engine in engines:
        event.listen(engine.sync_engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        for engine in engines:
            event.remove(engine.sync_engine, "before_cursor_execute", note)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    moment: datetime = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)
