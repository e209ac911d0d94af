"""Logins and the other ways in: refresh tokens, personal tokens, invites, reset links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.installation import Installation
from vinyldigger.models.users import ApiToken, Invite, ResetLink, User, UserSession

T = TypeVar("T")


async def _added(session: AsyncSession, row: T) -> T:
    session.add(row)
    await session.flush()
    return row


async def add_login(session: AsyncSession, **values: Any) -> UserSession:
    """Store a refresh token."""
    return await _added(session, UserSession(**values))


async def rotate(session: AsyncSession, token_hash: str, moment: datetime) -> UserSession | None:
    """Use a refresh token up. Of several at once exactly one gets the row; the others, and later ones, get None."""
    statement = (
        update(UserSession)
        .where(
            UserSession.refresh_token_hash == token_hash,
            UserSession.rotated_at.is_(None),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > moment,
        )
        .values(rotated_at=moment)
        .returning(UserSession)
    )
    return (await session.scalars(statement)).one_or_none()


async def by_refresh_token(session: AsyncSession, token_hash: str) -> UserSession | None:
    """The row of a refresh token, used up or not."""
    return (
        await session.scalars(select(UserSession).where(UserSession.refresh_token_hash == token_hash))
    ).one_or_none()


async def revoke_family(session: AsyncSession, user_id: UUID, family_id: UUID, moment: datetime) -> bool:
    """End one login; whether there was one to end."""
    return await _revoke(session, moment, UserSession.user_id == user_id, UserSession.family_id == family_id)


async def revoke_all(session: AsyncSession, user_id: UUID, moment: datetime, *, but: UUID | None = None) -> None:
    """End all logins of a user, except perhaps the one that asks."""
    conditions = [UserSession.user_id == user_id]
    if but is not None:
        conditions.append(UserSession.family_id != but)
    await _revoke(session, moment, *conditions)


async def _revoke(session: AsyncSession, moment: datetime, *conditions: Any) -> bool:
    statement = (
        update(UserSession)
        .where(*conditions, UserSession.revoked_at.is_(None))
        .values(revoked_at=moment)
        .returning(UserSession.id)
        .execution_options(synchronize_session=False)
    )
    return bool((await session.scalars(statement)).all())


async def logins(session: AsyncSession, user_id: UUID, moment: datetime) -> Sequence[UserSession]:
    """A user's logins that still stand, the latest used first."""
    statement = (
        select(UserSession)
        .where(
            UserSession.user_id == user_id,
            UserSession.rotated_at.is_(None),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > moment,
        )
        .order_by(UserSession.created_at.desc())
    )
    return (await session.scalars(statement)).all()


async def add_api_token(session: AsyncSession, **values: Any) -> ApiToken:
    """Store a personal token."""
    row = await _added(session, ApiToken(**values))
    await session.refresh(row)
    return row


async def api_tokens(session: AsyncSession, user_id: UUID) -> Sequence[ApiToken]:
    """A user's personal tokens, newest first."""
    statement = select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc())
    return (await session.scalars(statement)).all()


async def delete_api_token(session: AsyncSession, user_id: UUID, token_id: UUID) -> bool:
    """Remove a personal token; whether it was there."""
    statement = delete(ApiToken).where(ApiToken.id == token_id, ApiToken.user_id == user_id).returning(ApiToken.id)
    return (await session.scalars(statement)).one_or_none() is not None


async def delete_api_tokens(session: AsyncSession, user_id: UUID) -> None:
    """Remove all personal tokens of a user."""
    await session.execute(delete(ApiToken).where(ApiToken.user_id == user_id))


async def by_api_token(session: AsyncSession, token_hash: str, moment: datetime) -> tuple[ApiToken, User] | None:
    """A valid personal token and its active owner."""
    statement = (
        select(ApiToken, User)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_hash == token_hash,
            User.is_active,
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > moment),
        )
    )
    found = (await session.execute(statement)).one_or_none()
    return (found[0], found[1]) if found else None


async def note_token_use(session: AsyncSession, token_id: UUID, moment: datetime) -> None:
    """Remember when a personal token was last used."""
    await session.execute(update(ApiToken).where(ApiToken.id == token_id).values(last_used_at=moment))


async def add_invite(session: AsyncSession, **values: Any) -> Invite:
    """Store an invitation."""
    return await _added(session, Invite(**values))


async def use_invite(session: AsyncSession, token_hash: str, moment: datetime) -> Invite | None:
    """Use an invitation up, once."""
    statement = (
        update(Invite)
        .where(Invite.token_hash == token_hash, Invite.used_at.is_(None), Invite.expires_at > moment)
        .values(used_at=moment)
        .returning(Invite)
    )
    return (await session.scalars(statement)).one_or_none()


async def add_reset_link(session: AsyncSession, **values: Any) -> ResetLink:
    """Store a link for a new password."""
    return await _added(session, ResetLink(**values))


async def use_reset_link(session: AsyncSession, token_hash: str, moment: datetime) -> UUID | None:
    """Use a reset link up, once; answers whose it was."""
    statement = (
        update(ResetLink)
        .where(ResetLink.token_hash == token_hash, ResetLink.used_at.is_(None), ResetLink.expires_at > moment)
        .values(used_at=moment)
        .returning(ResetLink.user_id)
    )
    return (await session.scalars(statement)).one_or_none()


async def become_first_admin(session: AsyncSession, moment: datetime) -> bool:
    """Whether this registration is the first: the conditional update lets exactly one transaction win."""
    statement = (
        update(Installation)
        .where(Installation.first_admin_at.is_(None))
        .values(first_admin_at=moment, setup_code_hash=None, setup_code_expires_at=None)
        .returning(Installation.id)
        .execution_options(synchronize_session=False)
    )
    return (await session.scalars(statement)).one_or_none() is not None


async def installation(session: AsyncSession) -> Installation:
    """The one row of the installation."""
    return (await session.scalars(select(Installation), execution_options={"populate_existing": True})).one()


async def set_setup_code(session: AsyncSession, code_hash: str, expires_at: datetime) -> None:
    """Store a new setup code in place of the one before."""
    statement = update(Installation).values(setup_code_hash=code_hash, setup_code_expires_at=expires_at)
    await session.execute(statement)
