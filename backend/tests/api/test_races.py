"""Many at once, each on a connection of its own: exactly one may win."""

from __future__ import annotations

import asyncio
from collections import Counter

import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select

from tests.factories import make_user
from vinyldigger.core.database import Database, read_session, unit_of_work
from vinyldigger.core.errors import NotAuthenticated
from vinyldigger.core.security import hash_password
from vinyldigger.models.users import User, UserSession
from vinyldigger.services import accounts, profile, sign_in
from vinyldigger.services.accounts import Origin, Registration

pytestmark = pytest.mark.usefixtures("committed", "redis")
MANY = 20
HERE = Origin("127.0.0.1", "tests")


async def test_of_many_first_accounts_one_becomes_admin(committed: Database, redis: Redis) -> None:
    async def register(number: int) -> None:
        async with unit_of_work() as session:
            wish = Registration(email=f"{number}@example.org", password="x", country="DE", currency="EUR")
            await accounts.register(session, wish, HERE)

    await asyncio.gather(*(register(number) for number in range(MANY)))
    async with read_session() as session:
        counts = Counter(await session.scalars(select(User.is_admin)))
    assert counts == {True: 1, False: MANY - 1}


async def test_of_many_uses_of_a_refresh_token_one_gets_a_new_pair(committed: Database, redis: Redis) -> None:
    async with unit_of_work() as session:
        user = await make_user(session)
        token = (await sign_in.begin(session, user, HERE)).refresh_token

    outcomes = await asyncio.gather(*(sign_in.refresh(token, HERE) for _ in range(MANY)), return_exceptions=True)
    winners = [outcome for outcome in outcomes if isinstance(outcome, sign_in.Tokens)]
    losers = [outcome for outcome in outcomes if isinstance(outcome, NotAuthenticated)]
    assert (len(winners), len(losers)) == (1, MANY - 1)
    async with read_session() as session:
        alive = select(func.count()).where(UserSession.rotated_at.is_(None), UserSession.revoked_at.is_(None))
        assert (await session.scalars(alive)).one() == 1
    assert (await sign_in.identify(winners[0].access_token)).user.id == user.id


async def test_of_many_registrations_of_an_address_one_succeeds(committed: Database, redis: Redis) -> None:
    async def register() -> str:
        async with unit_of_work() as session:
            wish = Registration(email="ana@example.org", password="x", country="DE", currency="EUR")
            return (await accounts.register(session, wish, HERE)).email

    outcomes = await asyncio.gather(*(register() for _ in range(MANY)), return_exceptions=True)
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1
    assert {getattr(outcome, "code", "") for outcome in outcomes if not isinstance(outcome, str)} == {"email_taken"}


async def test_of_many_who_take_an_address_one_gets_it(committed: Database, redis: Redis) -> None:
    async with unit_of_work() as session:
        password_hash = await hash_password("right")
        people = [await make_user(session, f"{number}@example.org", password_hash=password_hash) for number in range(5)]

    async def move(user: User) -> str:
        async with unit_of_work() as session:
            return (await profile.change(session, user, {"email": "new@example.org"}, "right", HERE)).email

    outcomes = await asyncio.gather(*(move(user) for user in people), return_exceptions=True)
    assert Counter(getattr(outcome, "code", outcome) for outcome in outcomes) == {
        "new@example.org": 1,
        "email_taken": 4,
    }


async def test_two_admins_cannot_leave_in_reliance_on_each_other(committed: Database, redis: Redis) -> None:
    async with unit_of_work() as session:
        password_hash = await hash_password("right")
        admins = [
            await make_user(session, f"{number}@example.org", password_hash=password_hash, is_admin=True)
            for number in range(2)
        ]

    async def leave(user: User) -> None:
        async with unit_of_work() as session:
            await profile.delete(session, user, "right", HERE)

    outcomes = await asyncio.gather(*(leave(user) for user in admins), return_exceptions=True)
    async with read_session() as session:
        left = await session.scalar(select(func.count()).select_from(User))
    assert left == 1, outcomes
