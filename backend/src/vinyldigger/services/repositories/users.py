"""Accounts in SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.users import User, UserSession
from vinyldigger.services.repositories import keyset
from vinyldigger.services.repositories.keyset import Slice, Sort

_NEWEST = Sort("newest", User.created_at, User.id, keyset.read_moment, descending=True)


async def add(session: AsyncSession, **values: Any) -> User | None:
    """Make an account; None when the address is taken."""
    statement = insert(User).values(**values).on_conflict_do_nothing().returning(User)
    return (await session.scalars(statement)).one_or_none()


async def by_email(session: AsyncSession, email: str) -> User | None:
    """The account of an address, whatever its case."""
    return (await session.scalars(select(User).where(func.lower(User.email) == email.lower()))).one_or_none()


async def by_id(session: AsyncSession, user_id: UUID) -> User | None:
    """One account."""
    return await session.get(User, user_id, populate_existing=True)


async def is_active(session: AsyncSession, user_id: UUID) -> bool:
    """Whether the account exists and may act."""
    return bool(await session.scalar(select(User.is_active).where(User.id == user_id)))


async def signed_in(session: AsyncSession, user_id: UUID, family_id: UUID, token_version: int) -> User | None:
    """The account behind an access token, as long as it is active and that login stands."""
    alive = select(UserSession.id).where(
        UserSession.family_id == family_id,
        UserSession.user_id == User.id,
        UserSession.rotated_at.is_(None),
        UserSession.revoked_at.is_(None),
    )
    statement = select(User).where(
        User.id == user_id, User.is_active, User.token_version == token_version, alive.exists()
    )
    return (await session.scalars(statement)).one_or_none()


async def change(session: AsyncSession, user_id: UUID, **values: Any) -> User:
    """Change columns of an account."""
    statement = update(User).where(User.id == user_id).values(**values).returning(User)
    return (await session.scalars(statement, execution_options={"populate_existing": True})).one()


async def take_email(session: AsyncSession, user_id: UUID, email: str) -> bool:
    """Give an account another address; False when it is somebody else's, also if they take it at this very moment."""
    try:
        async with session.begin_nested():
            await session.execute(update(User).where(User.id == user_id).values(email=email))
    except IntegrityError:
        return False
    return True


async def end_tokens(session: AsyncSession, user_id: UUID) -> None:
    """Make every access token of the account worthless at once."""
    await session.execute(update(User).where(User.id == user_id).values(token_version=User.token_version + 1))


async def remove(session: AsyncSession, user_id: UUID) -> None:
    """Delete the account; its rows go by their delete rules."""
    await session.execute(delete(User).where(User.id == user_id))


async def has_other_admin(session: AsyncSession, user_id: UUID) -> bool:
    """Whether another active admin stands. They are locked, so that two cannot leave in reliance on each other."""
    others = select(User.id).where(User.is_admin, User.is_active, User.id != user_id).order_by(User.id)
    return bool((await session.scalars(others.with_for_update())).all())


async def newest(session: AsyncSession, cursor: str | None, limit: int) -> Slice:
    """Accounts, newest first."""
    columns = (
        User.id,
        User.email,
        User.display_name,
        User.is_admin,
        User.is_active,
        User.created_at,
        User.last_seen_at,
    )
    rows: Sequence[RowMapping] = (
        (await session.execute(keyset.paged(select(*columns), _NEWEST, cursor, limit))).mappings().all()
    )
    return keyset.cut(rows, _NEWEST, limit)


async def note_seen(session: AsyncSession, user_id: UUID, moment: datetime) -> None:
    """Remember when somebody was last here."""
    await session.execute(update(User).where(User.id == user_id).values(last_seen_at=moment))
