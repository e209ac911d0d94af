"""The first account of an installation that others can reach."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.support import Clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.errors import Forbidden
from vinyldigger.services import accounts
from vinyldigger.services.accounts import Origin, Registration

HERE = Origin("192.0.2.7", "tests")


@pytest.fixture(autouse=True)
def reachable(monkeypatch: pytest.MonkeyPatch, session: AsyncSession) -> Iterator[None]:
    """The installation listens beyond loopback."""
    monkeypatch.setenv("HOST", "0.0.0.0")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


async def offer() -> str | None:
    async with unit_of_work() as session:
        return await accounts.offer_setup_code(session)


async def register(code: str | None, email: str = "ana@example.org") -> bool:
    """Whether the new account is admin."""
    async with unit_of_work() as session:
        wish = Registration(email=email, password="x", country="DE", currency="EUR", setup_code=code)
        return (await accounts.register(session, wish, HERE)).is_admin


async def test_the_code_of_the_log_opens_the_door_once() -> None:
    code = await offer()
    for wrong in (None, "", "guess", f"{code}x"):
        with pytest.raises(Forbidden):
            await register(wrong)
    assert await register(code) is True
    assert await offer() is None
    assert await register(None, "ben@example.org") is False


async def test_the_code_expires_and_a_newer_one_replaces_it(frozen_clock: Clock) -> None:
    first = await offer()
    second = await offer()
    with pytest.raises(Forbidden):
        await register(first)
    frozen_clock.advance(minutes=61)
    with pytest.raises(Forbidden):
        await register(second)
    assert await register(await offer()) is True


async def test_the_command_line_makes_admins(session: AsyncSession) -> None:
    wish = Registration(email="root@example.org", password="x", country="DE", currency="EUR")
    async with unit_of_work() as work:
        assert (await accounts.create_admin(work, wish)).is_admin
    assert await offer() is None
    async with unit_of_work() as work:
        assert (await accounts.create_admin(work, wish)).is_admin
