"""How failures of the database are told, and that nothing waits for it for ever."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import literal, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DBAPIError

from vinyldigger.core.config import Settings
from vinyldigger.core.database import Database, make_database, read_session, unit_of_work, use_database
from vinyldigger.core.errors import InvalidInput, ServiceUnavailable


@pytest.fixture
def silent_server() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.mark.parametrize("value", ["a\0b", {"deep": ["a\0b"]}])
async def test_what_cannot_be_stored_is_the_callers_mistake(committed: Database, value: Any) -> None:
    kind = JSONB() if isinstance(value, dict) else None
    for session_of in (unit_of_work, read_session):
        with pytest.raises(InvalidInput):
            async with session_of() as session:
                await session.execute(select(literal(value, kind)))


async def test_what_the_driver_cannot_send_is_the_callers_mistake(committed: Database) -> None:
    with pytest.raises(InvalidInput):
        async with read_session() as session:
            await session.execute(text("SELECT :moment < now()"), {"moment": "no moment"})


# lock not available, deadlock, statement time-out, server shutting down, out of memory
@pytest.mark.parametrize("state", ["55P03", "40P01", "57014", "57P01", "53200"])
async def test_trouble_that_passes_is_said_so(committed: Database, state: str) -> None:
    with pytest.raises(ServiceUnavailable):
        async with unit_of_work() as session:
            await session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '{state}'; END $$"))


async def test_our_own_mistakes_stay_what_they_are(committed: Database) -> None:
    for statement, values in (
        ("SELECT nothing", {}),
        ("SELECT CAST(:number AS numeric(4, 2))", {"number": Decimal(1000)}),
    ):
        with pytest.raises(DBAPIError):
            async with read_session() as session:
                await session.execute(text(statement), values)


async def test_every_connection_has_its_time_limits(committed: Database, settings: Settings) -> None:
    for session_of in (unit_of_work, read_session):
        async with session_of() as session:
            assert await session.scalar(text("SHOW statement_timeout")) == "1min"
            assert await session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "2min"


async def test_a_server_that_never_answers_is_given_up(settings: Settings, silent_server: int) -> None:
    url = f"postgresql+asyncpg://app@127.0.0.1:{silent_server}/app"
    database = make_database(settings.model_copy(update={"database_url": url, "database_connect_seconds": 0.05}))
    before = use_database(database)
    with pytest.raises(ServiceUnavailable):
        async with read_session() as session:
            await session.scalar(select(literal(datetime.now(UTC))))
    use_database(before)
    await database.close()
