"""What users do with their own account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.errors import Conflict, Forbidden, InvalidInput, NotFound
from vinyldigger.core.security import hash_password, hash_token, new_token, verify_password
from vinyldigger.core.throttle import throttle
from vinyldigger.models.users import ApiToken, Scope, User, UserSession
from vinyldigger.services.accounts import Origin, check_password, check_places
from vinyldigger.services.repositories import audit, export, logins, users
from vinyldigger.services.sign_in import PERSONAL_PREFIX

FRESH_LOGIN = timedelta(minutes=15)
MAX_API_TOKENS = 50
EXPORTS_PER_MINUTE = 5  # each reads everything a user has


async def change(
    session: AsyncSession, user: User, changes: Mapping[str, Any], password: str | None, origin: Origin
) -> User:
    """Change profile and preferences. A new e-mail address needs the current password."""
    check_places(changes)
    if (zone := changes.get("timezone")) is not None:
        _check_zone(zone)
    if (email := changes.get("email")) is not None and email != user.email:
        await _check_current(user, password)
        if not await users.take_email(session, user.id, email):
            raise Conflict("There is an account with this address", "email_taken")
        await audit.note(session, "email_changed", user_id=user.id, ip=origin.ip)
    return await users.change(session, user.id, **changes) if changes else user


async def change_password(
    session: AsyncSession, user: User, login_id: UUID, current: str, new: str, origin: Origin
) -> None:
    """Set a new password. Every other login of the user ends, this one goes on."""
    await _check_current(user, current)
    check_password(new)
    await users.change(session, user.id, password_hash=await hash_password(new))
    await logins.revoke_all(session, user.id, clock.now(), but=login_id)
    await audit.note(session, "password_changed", user_id=user.id, ip=origin.ip)


async def delete(session: AsyncSession, user: User, password: str, origin: Origin) -> None:
    """Delete the account and all that is its own. The last admin cannot go: nobody could come after them."""
    await _check_current(user, password)
    if user.is_admin and not await users.has_other_admin(session, user.id):
        raise Conflict("Make somebody else admin first", "last_admin")
    await audit.note(session, "account_deleted", user_id=user.id, ip=origin.ip)
    await session.flush()
    await audit.forget_person(session, user.id)
    await users.remove(session, user.id)


async def export_all(session: AsyncSession, user: User, login_id: UUID) -> dict[str, Any]:
    """Everything stored about the user, by table, without secrets. Needs a login of the last quarter of an hour."""
    await throttle("export", str(user.id), EXPORTS_PER_MINUTE)
    now = clock.now()
    login = next((row for row in await logins.logins(session, user.id, now) if row.family_id == login_id), None)
    if login is None or now - login.signed_in_at > FRESH_LOGIN:
        raise Forbidden("Log in again to export your data", "fresh_login_needed")
    return {"exported_at": now, "tables": await export.rows_of(session, user.id)}


async def list_logins(session: AsyncSession, user: User) -> Sequence[UserSession]:
    """Where the user is logged in."""
    return await logins.logins(session, user.id, clock.now())


async def end_login(session: AsyncSession, user: User, login_id: UUID) -> None:
    """End one of the user's logins."""
    if not await logins.revoke_family(session, user.id, login_id, clock.now()):
        raise NotFound


async def list_api_tokens(session: AsyncSession, user: User) -> Sequence[ApiToken]:
    """The user's personal tokens, without their secret."""
    return await logins.api_tokens(session, user.id)


async def make_api_token(
    session: AsyncSession, user: User, name: str, scope: Scope, expires_at: datetime | None, origin: Origin
) -> tuple[ApiToken, str]:
    """A personal token and its secret, which is shown this once."""
    if expires_at is not None and expires_at <= clock.now():
        raise InvalidInput("The expiry has passed", errors=(("expires_at", "must be in the future"),))
    if len(await logins.api_tokens(session, user.id)) >= MAX_API_TOKENS:
        raise Conflict("Delete a token first", "too_many_tokens", limit=MAX_API_TOKENS)
    secret = new_token(PERSONAL_PREFIX)
    row = await logins.add_api_token(
        session, user_id=user.id, name=name, token_hash=hash_token(secret), scope=scope, expires_at=expires_at
    )
    await audit.note(session, "api_token_made", user_id=user.id, ip=origin.ip, subject=("api_token", row.id))
    return row, secret


async def delete_api_token(session: AsyncSession, user: User, token_id: UUID, origin: Origin) -> None:
    """Make a personal token worthless."""
    if not await logins.delete_api_token(session, user.id, token_id):
        raise NotFound
    await audit.note(session, "api_token_deleted", user_id=user.id, ip=origin.ip, subject=("api_token", token_id))


async def _check_current(user: User, password: str | None) -> None:
    await throttle("password", str(user.id), get_settings().login_attempts_per_minute)
    right, _ = await verify_password(password or "", user.password_hash)
    if not right:
        raise Forbidden("The current password is wrong", "wrong_password")


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput("Unknown time zone", errors=(("timezone", "is not an IANA time zone"),)) from None
