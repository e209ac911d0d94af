"""All encrypted columns, whatever their table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Column, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models import Base

ENCRYPTED: Sequence[Column[Any]] = [
    column for table in Base.metadata.sorted_tables for column in table.columns if column.name.endswith("_encrypted")
]


async def batch(
    session: AsyncSession, column: Column[Any], after: UUID | None, limit: int
) -> Sequence[tuple[UUID, str]]:
    """Ids and ciphertexts of a column, in the order of their ids."""
    row_id = column.table.c.id
    statement = select(row_id, column).where(column.is_not(None)).order_by(row_id).limit(limit)
    if after is not None:
        statement = statement.where(row_id > after)
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def replace(session: AsyncSession, column: Column[Any], row_id: UUID, old: str, new: str) -> None:
    """Put a ciphertext in the place of another, unless somebody has changed it meanwhile."""
    table: Any = column.table
    await session.execute(update(table).where(table.c.id == row_id, column == old).values({column.name: new}))
