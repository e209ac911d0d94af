"""All rows of one user, table by table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Column, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models import Base

_SECRET_ENDINGS = ("_hash", "_encrypted")


async def rows_of(session: AsyncSession, user_id: UUID) -> dict[str, list[dict[str, Any]]]:
    """Table name -> rows, of every table that carries ``user_id``, and the account itself; secrets left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for table in Base.metadata.sorted_tables:
        owner = table.c.get("user_id") if table.name != "users" else table.c.id
        if owner is None:
            continue
        columns = [column for column in table.c if _is_shown(column)]
        rows = await session.execute(select(*columns).where(owner == user_id))
        found[table.name] = [dict(row) for row in rows.mappings()]
    return found


def _is_shown(column: Column[Any]) -> bool:
    return not column.name.endswith(_SECRET_ENDINGS)
