"""A user's token that runs out is renewed once, whoever needs it; one that was forgotten does not come back."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select

from vinyldigger.core import clock
from vinyldigger.core.database import Database, read_session, unit_of_work
from vinyldigger.marketplaces.contract import Caller, CredentialsRejected, UserCredentials
from vinyldigger.models.connections import OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.users import User
from vinyldigger.services import access
from vinyldigger.services.access import sealed
from vinyldigger.services.repositories import connections as connection_rows

pytestmark = pytest.mark.usefixtures("published")


@dataclass
class Renewing:
    """A marketplace that renews tokens as soon as ``may_answer`` is set."""

    id: str = "ebay"
    asked: int = 0
    is_asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def refresh(self, user: UserCredentials) -> UserCredentials:
        self.asked += 1
        self.is_asked.set()
        await self.may_answer.wait()
        return UserCredentials("oauth2", "fresh", refresh_token="r", expires_at=clock.now() + timedelta(hours=2))


@pytest.fixture
async def owner(user: User, committed: Database, redis: Redis) -> User:
    """A user whose token has just run out."""
    old = UserCredentials("oauth2", "old", refresh_token="r", expires_at=clock.now())
    async with unit_of_work() as session:
        columns = sealed(old, user.id, "ebay")
        await connection_rows.store_token(session, user.id, Environment.SAMPLE, "ebay", **columns, status="connected")
    return user


async def caller(owner: User, market: Renewing) -> Caller | None:
    return await access.caller_for(Environment.SAMPLE, owner.id, market)  # type: ignore[arg-type]


async def test_of_many_who_need_it_one_renews_the_token(owner: User) -> None:
    market = Renewing()
    market.may_answer.set()
    callers = await asyncio.gather(*(caller(owner, market) for _ in range(10)))
    assert {each.user.token for each in callers if each and each.user} == {"fresh"}
    assert (len(callers), market.asked) == (10, 1)


async def test_a_connection_forgotten_meanwhile_does_not_come_back(owner: User) -> None:
    market = Renewing()
    renewing = asyncio.create_task(caller(owner, market))
    await market.is_asked.wait()
    async with unit_of_work() as session:
        await connection_rows.delete_token(session, owner.id, Environment.SAMPLE, "ebay")
    market.may_answer.set()
    with pytest.raises(CredentialsRejected):
        await renewing
    async with read_session() as session:
        assert await session.scalar(select(func.count()).select_from(OAuthToken)) == 0
