"""Dead letters: jobs that could not be done, until an admin has seen to them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.jobs import FailedTask, Resolution
from vinyldigger.services.repositories import keyset
from vinyldigger.services.repositories.keyset import Slice, Sort

_NEWEST = Sort("newest", FailedTask.created_at, FailedTask.id, keyset.read_moment, descending=True)


async def newest(session: AsyncSession, cursor: str | None, limit: int, *, unresolved: bool) -> Slice:
    """Dead letters, newest first."""
    statement = select(
        FailedTask.id,
        FailedTask.name,
        FailedTask.user_id,
        FailedTask.error_type,
        FailedTask.error_message,
        FailedTask.attempts,
        FailedTask.first_failed_at,
        FailedTask.last_failed_at,
        FailedTask.resolved_at,
        FailedTask.resolution,
    )
    if unresolved:
        statement = statement.where(FailedTask.resolved_at.is_(None))
    rows = (await session.execute(keyset.paged(statement, _NEWEST, cursor, limit))).mappings().all()
    return keyset.cut(rows, _NEWEST, limit)


async def by_id(session: AsyncSession, letter_id: UUID) -> FailedTask | None:
    """One dead letter."""
    return await session.get(FailedTask, letter_id)


async def resolve(
    session: AsyncSession, letter_id: UUID, resolution: Resolution, moment: datetime
) -> FailedTask | None:
    """Close a dead letter, once; None when it is closed already or not there."""
    statement = (
        update(FailedTask)
        .where(FailedTask.id == letter_id, FailedTask.resolved_at.is_(None))
        .values(resolved_at=moment, resolution=resolution)
        .returning(FailedTask)
    )
    return (await session.scalars(statement)).one_or_none()


async def count_unresolved(session: AsyncSession) -> int:
    """How many wait for an admin."""
    statement = select(func.count()).select_from(FailedTask).where(FailedTask.resolved_at.is_(None))
    return (await session.scalars(statement)).one()
