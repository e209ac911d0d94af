"""What admins do with accounts and dead letters. Every act leaves an audit event."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.errors import Conflict, NotFound
from vinyldigger.core.jobs import Job
from vinyldigger.core.security import hash_token, new_token
from vinyldigger.models.jobs import FailedTask, Resolution
from vinyldigger.models.users import User
from vinyldigger.services import searches
from vinyldigger.services.accounts import Origin
from vinyldigger.services.repositories import audit, dead_letters, jobs, logins, users
from vinyldigger.services.repositories.keyset import Slice

INVITE_LIFETIME = timedelta(days=7)
RESET_LINK_LIFETIME = timedelta(hours=1)


async def list_users(session: AsyncSession, cursor: str | None, limit: int) -> Slice:
    """All accounts, newest first."""
    return await users.newest(session, cursor, limit)


async def change_user(session: AsyncSession, admin: User, user_id: UUID, origin: Origin, **changes: Any) -> User:
    """Let an account act or not, make it admin or not. An installation always keeps one admin."""
    user = await _user(session, user_id)
    loses_admin = user.is_admin and (changes.get("is_admin") is False or changes.get("is_active") is False)
    if loses_admin and not await users.has_other_admin(session, user_id):
        raise Conflict("Make somebody else admin first", "last_admin")
    changed = await users.change(session, user_id, **changes) if changes else user
    if changes.get("is_active") is False:
        await logins.revoke_all(session, user_id, clock.now())
        await users.end_tokens(session, user_id)
    await audit.note(
        session, "user_changed", user_id=admin.id, ip=origin.ip, subject=("user", user_id), changes=changes
    )
    return changed


async def make_reset_link(session: AsyncSession, admin: User | None, user_id: UUID, origin: Origin) -> str:
    """An address under which the user can set a new password, once, within the hour."""
    await _user(session, user_id)
    token = new_token()
    await logins.add_reset_link(
        session,
        user_id=user_id,
        token_hash=hash_token(token),
        created_by=admin.id if admin else None,
        expires_at=clock.now() + RESET_LINK_LIFETIME,
    )
    await audit.note(
        session, "reset_link_made", user_id=admin.id if admin else None, ip=origin.ip, subject=("user", user_id)
    )
    return f"{get_settings().public_url}/reset#{token}"  # after the #: it never reaches a server's log


async def make_reset_link_for(session: AsyncSession, email: str) -> str:
    """The same, from the command line, for an e-mail address."""
    user = await users.by_email(session, email)
    if user is None:
        raise NotFound("There is no account with this address")
    return await make_reset_link(session, None, user.id, Origin())


async def make_invite(session: AsyncSession, admin: User, email: str | None, origin: Origin) -> str:
    """An address under which one person can make an account."""
    token = new_token()
    row = await logins.add_invite(
        session,
        token_hash=hash_token(token),
        created_by=admin.id,
        email=email,
        expires_at=clock.now() + INVITE_LIFETIME,
    )
    await audit.note(session, "invite_made", user_id=admin.id, ip=origin.ip, subject=("invite", row.id))
    return f"{get_settings().public_url}/register#{token}"


async def list_failed_tasks(session: AsyncSession, cursor: str | None, limit: int, *, unresolved: bool) -> Slice:
    """Dead letters, newest first."""
    return await dead_letters.newest(session, cursor, limit, unresolved=unresolved)


async def get_failed_task(session: AsyncSession, letter_id: UUID) -> FailedTask:
    """One dead letter with its traceback."""
    letter = await dead_letters.by_id(session, letter_id)
    if letter is None:
        raise NotFound
    return letter


async def replay_failed_task(session: AsyncSession, admin: User, letter_id: UUID, origin: Origin) -> FailedTask:
    """Queue the work of a dead letter anew. A run of a search has ended with its job: another is begun in its place."""
    letter = await _resolve(session, admin, letter_id, Resolution.REPLAYED, origin)
    job = Job(letter.name)
    if job is Job.RUN_SEARCH:
        await searches.run_again(session, UUID(letter.args["run_id"]))
    else:
        key = await jobs.key_of(session, letter.job_id)
        await jobs.enqueue(session, job, user_id=letter.user_id, dedupe_key=key, **letter.args)
    return letter


async def discard_failed_task(session: AsyncSession, admin: User, letter_id: UUID, origin: Origin) -> FailedTask:
    """Close a dead letter without doing its work."""
    return await _resolve(session, admin, letter_id, Resolution.DISCARDED, origin)


async def list_audit_events(session: AsyncSession, cursor: str | None, limit: int) -> Slice:
    """The audit trail, newest first."""
    return await audit.newest(session, cursor, limit)


async def _resolve(
    session: AsyncSession, admin: User, letter_id: UUID, resolution: Resolution, origin: Origin
) -> FailedTask:
    letter = await dead_letters.resolve(session, letter_id, resolution, clock.now())
    if letter is None:
        await get_failed_task(session, letter_id)  # 404 when it is not there at all
        raise Conflict("This dead letter is closed", "already_resolved")
    action = f"failed_task_{resolution.value}"
    await audit.note(session, action, user_id=admin.id, ip=origin.ip, subject=("failed_task", letter_id))
    return letter


async def _user(session: AsyncSession, user_id: UUID) -> User:
    user = await users.by_id(session, user_id)
    if user is None:
        raise NotFound
    return user
