"""The migrations make exactly the tables of the models, and can be undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.support import BACKEND, in_thread, make_database_copy, migrate
from vinyldigger.core.config import Settings
from vinyldigger.models import Base
from vinyldigger.services.health import newest_revision

# Everything the database itself enforces or promises: constraints and indexes with their definitions.
PROMISES = text(
    "SELECT conrelid::regclass::text || ': ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE connamespace = 'public'::regnamespace"
    " UNION ALL SELECT tablename || ': ' || indexdef FROM pg_indexes WHERE schemaname = 'public'"
    " UNION ALL SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable"
    " || coalesce(' ' || column_default, '') FROM information_schema.columns WHERE table_schema = 'public'"
)


@pytest.fixture
def empty_database(settings: Settings, worker_id: str) -> Iterator[str]:
    """The address of an empty database."""
    server = settings.database_url.rpartition("/")[0]
    yield in_thread(lambda: make_database_copy(server, f"migrations_{worker_id}", None))
    in_thread(lambda: make_database_copy(server, f"migrations_{worker_id}", None))


async def promises(url: str) -> set[str]:
    engine = create_async_engine(url)
    async with engine.connect() as connection:
        found = set(await connection.scalars(PROMISES))
    await engine.dispose()
    return {promise for promise in found if not promise.startswith("alembic_version")}


async def test_migrations_and_models_promise_the_same(empty_database: str) -> None:
    engine = create_async_engine(empty_database)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    of_models = await promises(empty_database)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.drop_all)
    await engine.dispose()
    in_thread(lambda: migrate(empty_database, "head"))
    of_migrations = await promises(empty_database)
    assert of_migrations ^ of_models == set()


async def test_every_migration_can_be_undone_and_done_again(empty_database: str) -> None:
    in_thread(lambda: migrate(empty_database, "head"))
    first = await promises(empty_database)
    in_thread(lambda: migrate(empty_database, "base"))
    assert await promises(empty_database) == set()
    in_thread(lambda: migrate(empty_database, "head"))
    assert await promises(empty_database) == first


def test_there_is_one_newest_revision() -> None:
    script = ScriptDirectory.from_config(Config(BACKEND / "alembic.ini"))
    assert script.get_heads() == [newest_revision()]


def test_alembic_finds_nothing_left_to_do(empty_database: str) -> None:
    in_thread(lambda: migrate(empty_database, "head"))
    config = Config(BACKEND / "alembic.ini")
    config.attributes["url"] = empty_database
    in_thread(lambda: command.check(config))
