"""Logging in and staying in: passwords, rotating refresh tokens, and every way to end that."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.errors import NotAuthenticated, ServiceUnavailable
from vinyldigger.core.metrics import LOGINS
from vinyldigger.core.security import (
    AccessToken,
    hash_password,
    hash_token,
    make_access_token,
    new_token,
    read_access_token,
    verify_password,
)
from vinyldigger.core.throttle import throttle
from vinyldigger.models.users import Scope, User
from vinyldigger.services.accounts import Origin, check_password
from vinyldigger.services.repositories import audit, logins, users

REFRESH_PREFIX = "vdr_"
PERSONAL_PREFIX = "vdp_"
# Two tabs that refresh at once are no theft: within this time a used token is refused without ending the login.
ROTATION_GRACE = timedelta(seconds=10)
TOKEN_USE_STEP = timedelta(minutes=5)  # how exactly "last used" is kept


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a login brings. ``expires_in`` and ``refresh_expires_in`` in seconds."""

    access_token: str
    expires_in: int
    refresh_token: str
    refresh_expires_in: int
    user: User


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who a request comes from. ``login_id``: the login it belongs to, None with a personal token."""

    user: User
    scope: Scope
    login_id: UUID | None


async def log_in(email: str, password: str, origin: Origin) -> Tokens:
    """Check a password and begin a login. Unknown address and wrong password cannot be told apart."""
    settings = get_settings()
    await throttle("login_ip", origin.network, settings.logins_per_ip_per_minute)
    await throttle("login", f"{email.lower()} {origin.network}", settings.login_attempts_per_minute)
    async with read_session() as session:
        found = await users.by_email(session, email)
    right, fresh_hash = await verify_password(password, found.password_hash if found else None)
    async with unit_of_work() as session:
        user = await users.by_id(session, found.id) if found else None
        if user is not None and right and user.is_active and found and user.password_hash == found.password_hash:
            if fresh_hash is not None:
                user.password_hash = fresh_hash
            LOGINS.labels("succeeded").inc()
            return await begin(session, user, origin)
        LOGINS.labels("failed").inc()
        await audit.note(session, "login_failed", user_id=user.id if user else None, ip=origin.ip)
    raise NotAuthenticated("Wrong e-mail address or password", "login_failed")


async def begin(session: AsyncSession, user: User, origin: Origin) -> Tokens:
    """A new login for somebody who has proved who they are."""
    await audit.note(session, "logged_in", user_id=user.id, ip=origin.ip)
    return await _issue(session, user, uuid7(), clock.now(), origin)


async def refresh(token: str, origin: Origin) -> Tokens:
    """Exchange a refresh token for a new pair, once. A token used before ends its whole login."""
    await throttle("refresh", origin.network, get_settings().requests_per_minute)
    now = clock.now()
    async with unit_of_work() as session:
        used = await logins.rotate(session, hash_token(token), now)
        if used is not None:
            user = await users.by_id(session, used.user_id)
            if user is not None and user.is_active:
                return await _issue(session, user, used.family_id, used.signed_in_at, origin)
        code = "refresh_token_invalid" if used else await _judge_reuse(session, token, now, origin)
    raise NotAuthenticated("The login has ended", code)


async def _judge_reuse(session: AsyncSession, token: str, now: datetime, origin: Origin) -> str:
    """Why a refresh token was not accepted; ends the login when it looks stolen."""
    row = await logins.by_refresh_token(session, hash_token(token))
    if row is None or row.revoked_at is not None or row.rotated_at is None:
        return "refresh_token_invalid"
    if now - row.rotated_at <= ROTATION_GRACE:
        return "refresh_token_rotated"
    await logins.revoke_family(session, row.user_id, row.family_id, now)
    await audit.note(session, "refresh_token_reused", user_id=row.user_id, ip=origin.ip)
    return "refresh_token_reused"


async def _issue(session: AsyncSession, user: User, login_id: UUID, signed_in_at: datetime, origin: Origin) -> Tokens:
    settings = get_settings()
    now = clock.now()
    expires_at = min(
        now + timedelta(days=settings.refresh_token_days), signed_in_at + timedelta(days=settings.session_max_days)
    )
    token = new_token(REFRESH_PREFIX)
    await logins.add_login(
        session,
        user_id=user.id,
        family_id=login_id,
        refresh_token_hash=hash_token(token),
        signed_in_at=signed_in_at,
        expires_at=expires_at,
        user_agent=origin.user_agent[:300],
        ip=origin.ip,
    )
    await users.note_seen(session, user.id, now)
    return Tokens(
        access_token=make_access_token(AccessToken(user.id, login_id, user.token_version), settings),
        expires_in=settings.access_token_minutes * 60,
        refresh_token=token,
        refresh_expires_in=max(0, int((expires_at - now).total_seconds())),
        user=user,
    )


def check_token(token: str) -> None:
    """Refuse a bearer token that nobody need be looked up for. Raises :class:`NotAuthenticated`."""
    if not token.startswith(PERSONAL_PREFIX) and read_access_token(token, get_settings()) is None:
        raise _invalid()


async def identify(token: str, reading: AsyncSession | None = None) -> Visitor:
    """Who a bearer token belongs to, as far as ``reading`` (or a session of its own) tells.

    Raises :class:`NotAuthenticated`.
    """
    find = _by_personal_token if token.startswith(PERSONAL_PREFIX) else _by_access_token
    async with nullcontext(reading) if reading is not None else read_session() as session:
        visitor = await find(session, token)
    if visitor is None:
        raise _invalid()
    return visitor


def _invalid() -> NotAuthenticated:
    return NotAuthenticated("The access token is not valid", "token_invalid")


async def still_stands(token: str) -> bool:
    """Whether a bearer token that was valid a moment ago still is; yes while nobody can tell."""
    try:
        await identify(token)
    except NotAuthenticated:
        return False
    except ServiceUnavailable:
        return True
    return True


async def _by_access_token(session: AsyncSession, token: str) -> Visitor | None:
    said = read_access_token(token, get_settings())
    if said is None:
        return None
    user = await users.signed_in(session, said.user_id, said.session_id, said.token_version)
    return Visitor(user, Scope.WRITE, said.session_id) if user else None


async def _by_personal_token(session: AsyncSession, token: str) -> Visitor | None:
    now = clock.now()
    found = await logins.by_api_token(session, hash_token(token), now)
    if found is None:
        return None
    api_token, user = found
    if api_token.last_used_at is None or now - api_token.last_used_at > TOKEN_USE_STEP:
        async with unit_of_work() as writing:
            await logins.note_token_use(writing, api_token.id, now)
    return Visitor(user, api_token.scope, None)


async def log_out_by_refresh_token(session: AsyncSession, token: str) -> None:
    """End the login a refresh token belongs to; nothing happens when there is none."""
    row = await logins.by_refresh_token(session, hash_token(token))
    if row is not None:
        await logins.revoke_family(session, row.user_id, row.family_id, clock.now())


async def log_out_everywhere(session: AsyncSession, user_id: UUID, origin: Origin) -> None:
    """End all logins of a user."""
    await logins.revoke_all(session, user_id, clock.now())
    await users.end_tokens(session, user_id)
    await audit.note(session, "logged_out_everywhere", user_id=user_id, ip=origin.ip)


async def reset_password(session: AsyncSession, token: str, password: str, origin: Origin) -> None:
    """Set a new password with a one-time link; ends all logins and personal tokens."""
    await throttle("reset", origin.network, get_settings().login_attempts_per_minute)
    check_password(password)
    user_id = await logins.use_reset_link(session, hash_token(token), clock.now())
    if user_id is None:
        raise NotAuthenticated("The link is used up or has expired", "reset_link_invalid")
    await set_password(session, user_id, password)
    await audit.note(session, "password_reset", user_id=user_id, ip=origin.ip)


async def set_password(session: AsyncSession, user_id: UUID, password: str) -> None:
    """Store a new password; whoever was in is out."""
    await users.change(session, user_id, password_hash=await hash_password(password))
    await logins.revoke_all(session, user_id, clock.now())
    await logins.delete_api_tokens(session, user_id)
    await users.end_tokens(session, user_id)
