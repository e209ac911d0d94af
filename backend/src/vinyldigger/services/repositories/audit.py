"""The audit trail: rows are only added, and their person taken out when the account goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.audit import AuditEvent
from vinyldigger.services.repositories import keyset
from vinyldigger.services.repositories.keyset import Slice, Sort

_NEWEST = Sort("newest", AuditEvent.created_at, AuditEvent.id, keyset.read_moment, descending=True)


async def note(
    session: AsyncSession,
    action: str,
    *,
    user_id: UUID | None,
    ip: str | None = None,
    subject: tuple[str, object] | None = None,
    **params: Any,
) -> None:
    """Write an act down. ``subject``: type and id of the object."""
    session.add(
        AuditEvent(
            action=action,
            user_id=user_id,
            ip=ip,
            object_type=subject[0] if subject else None,
            object_id=str(subject[1]) if subject else None,
            params=params,
        )
    )


async def forget_person(session: AsyncSession, user_id: UUID) -> None:
    """Take user and address out of the events of an account that goes."""
    await session.execute(update(AuditEvent).where(AuditEvent.user_id == user_id).values(user_id=None, ip=None))


async def newest(session: AsyncSession, cursor: str | None, limit: int) -> Slice:
    """All events, newest first."""
    columns = (
        AuditEvent.id,
        AuditEvent.user_id,
        AuditEvent.action,
        AuditEvent.object_type,
        AuditEvent.object_id,
        AuditEvent.ip,
        AuditEvent.params,
        AuditEvent.created_at,
    )
    rows = (await session.execute(keyset.paged(select(*columns), _NEWEST, cursor, limit))).mappings().all()
    return keyset.cut(rows, _NEWEST, limit)
