"""Accounts for tests: rows without detours, and the headers of somebody who is logged in."""

from __future__ import annotations

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.security import hash_token, new_token
from vinyldigger.models.users import ApiToken, Scope, User
from vinyldigger.services import sign_in
from vinyldigger.services.accounts import Origin
from vinyldigger.services.sign_in import PERSONAL_PREFIX

_UNUSABLE = "no hash, so no password fits"


async def make_user(session: AsyncSession, email: str = "ana@example.org", **columns: Any) -> User:
    """An account; without a password that anybody could log in with."""
    user = User(**{"email": email, "password_hash": _UNUSABLE, "country": "DE", "currency": "EUR"} | columns)
    session.add(user)
    await session.flush()
    await session.refresh(user)
    return user


async def logged_in(session: AsyncSession, user: User) -> dict[str, str]:
    """Headers of a new login."""
    tokens = await sign_in.begin(session, user, Origin("127.0.0.1", "tests"))
    await session.flush()
    return {"Authorization": f"Bearer {tokens.access_token}"}


async def personal_token(session: AsyncSession, user: User, scope: Scope) -> dict[str, str]:
    """Headers of another program."""
    secret = new_token(PERSONAL_PREFIX)
    session.add(ApiToken(user_id=user.id, name="program", token_hash=hash_token(secret), scope=scope))
    await session.flush()
    return {"Authorization": f"Bearer {secret}"}
