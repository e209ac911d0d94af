"""How Alembic reaches the database: asynchronously, one migration run at a time, never waiting long for a lock."""

from __future__ import annotations

import asyncio
from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine

from vinyldigger.core.config import get_settings
from vinyldigger.models import Base
from vinyldigger.models.base import Choice

ADVISORY_LOCK = 7_319_846_255  # any number of our own


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Our own column types stand as plain text in migrations, which must not import the models."""
    return "sa.Text()" if kind == "type" and isinstance(item, Choice) else False


def run(connection: sa.Connection) -> None:
    """Migrate within one transaction, alone."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        compare_server_default=True,
        render_item=render_item,
    )
    with context.begin_transaction():
        # Another process' migration is waited for; a table that somebody holds is not.
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY_LOCK})
        connection.execute(sa.text("SET LOCAL lock_timeout = '5s'"))
        context.run_migrations()


async def main() -> None:
    """Connect, migrate, leave."""
    engine = create_async_engine(context.config.attributes.get("url") or get_settings().database_url)
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
