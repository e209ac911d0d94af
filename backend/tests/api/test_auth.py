"""Registering, logging in, staying in, getting out."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.support import Clock
from vinyldigger.models.audit import AuditEvent
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User, UserSession

NEWCOMER = {"email": "Ana@example.org", "password": "correct horse", "country": "PT", "currency": "EUR"}


async def register(client: httpx.AsyncClient, **overrides: Any) -> dict[str, Any]:
    answer = await client.post("/api/v1/auth/register?transport=body", json=NEWCOMER | overrides)
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def bearer(body: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {body['access_token']}"}


async def log_in(client: httpx.AsyncClient, email: str = "ana@example.org", password: str = "correct horse") -> Any:
    form = {"username": email, "password": password}
    return await client.post("/api/v1/auth/login?transport=body", data=form)


async def refresh(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.post("/api/v1/auth/refresh", json={"refresh_token": token})


async def test_the_first_account_is_admin_and_has_its_system_searches(
    client: httpx.AsyncClient, session: AsyncSession
) -> None:
    first = await register(client)
    second = await register(client, email="ben@example.org")
    assert (first["user"]["is_admin"], second["user"]["is_admin"]) == (True, False)
    kinds = await session.scalars(select(SavedSearch.kind).where(SavedSearch.user_id == first["user"]["id"]))
    assert set(kinds) == {SearchKind.WANTLIST, SearchKind.IMPORTS}


async def test_an_address_has_one_account_whatever_its_case(client: httpx.AsyncClient) -> None:
    await register(client)
    answer = await client.post("/api/v1/auth/register", json=NEWCOMER | {"email": "ANA@EXAMPLE.ORG"})
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", "no address"),
        ("password", ""),
        ("password", "ü" * 513),
        ("country", "ZZ"),
        ("country", "pt"),
        ("currency", "EURO"),
        ("currency", "ABC"),
        ("is_admin", True),
        ("id", "0190f2d1-0000-7000-8000-000000000000"),
    ],
)
async def test_registration_names_the_field_that_is_wrong(client: httpx.AsyncClient, field: str, value: object) -> None:
    answer = await client.post("/api/v1/auth/register", json=NEWCOMER | {field: value})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_the_whole_password_counts(client: httpx.AsyncClient) -> None:
    password = "ü" * 100
    await register(client, password=password)
    assert (await log_in(client, password=password)).status_code == 200
    assert (await log_in(client, password=password[:-1] + "u")).status_code == 401


async def test_unknown_address_and_wrong_password_look_the_same(client: httpx.AsyncClient) -> None:
    await register(client)
    wrong, unknown = await log_in(client, password="wrong"), await log_in(client, email="nobody@example.org")
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert {**wrong.json(), "request_id": ""} == {**unknown.json(), "request_id": ""}


async def test_the_eleventh_try_in_a_minute_has_to_wait(client: httpx.AsyncClient) -> None:
    await register(client)
    for _ in range(10):
        assert (await log_in(client, password="wrong")).status_code == 401
    refused = await log_in(client)
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert (await log_in(client, email="ben@example.org")).status_code == 401


async def test_the_throttle_holds_without_redis(client: httpx.AsyncClient, redis: Redis, dead_redis: None) -> None:
    statuses = [(await log_in(client)).status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_login(
    client: httpx.AsyncClient, session: AsyncSession, frozen_clock: Clock
) -> None:
    first = await register(client)
    second = (await refresh(client, first["refresh_token"])).json()
    assert second["refresh_token"] != first["refresh_token"]
    early = await refresh(client, first["refresh_token"])
    assert (early.status_code, early.json()["code"]) == (401, "refresh_token_rotated")
    frozen_clock.advance(seconds=11)
    late = await refresh(client, first["refresh_token"])
    assert (late.status_code, late.json()["code"]) == (401, "refresh_token_reused")
    assert (await refresh(client, second["refresh_token"])).status_code == 401
    assert (await client.get("/api/v1/users/me", headers=bearer(second))).status_code == 401
    reuses = await session.scalar(select(func.count()).where(AuditEvent.action == "refresh_token_reused"))
    assert reuses == 1


async def test_a_login_ends_by_idleness_and_by_age(client: httpx.AsyncClient, frozen_clock: Clock) -> None:
    idle = await register(client)
    frozen_clock.advance(minutes=30)
    assert (await client.get("/api/v1/users/me", headers=bearer(idle))).status_code == 401
    frozen_clock.advance(days=7)
    assert (await refresh(client, idle["refresh_token"])).status_code == 401

    kept = (await log_in(client)).json()
    for _ in range(14):
        frozen_clock.advance(days=6)
        answer = await refresh(client, kept["refresh_token"])
        assert answer.status_code == 200
        kept = answer.json()
    frozen_clock.advance(days=6)  # the ninetieth day
    assert (await refresh(client, kept["refresh_token"])).status_code == 401


async def test_logging_out_ends_access_and_refresh_at_once(client: httpx.AsyncClient) -> None:
    tokens = await register(client)
    answer = await client.post("/api/v1/auth/logout", json={"refresh_token": tokens["refresh_token"]})
    assert answer.status_code == 204
    assert (await client.get("/api/v1/users/me", headers=bearer(tokens))).status_code == 401
    assert (await refresh(client, tokens["refresh_token"])).status_code == 401


async def test_logging_out_everywhere_ends_every_login(client: httpx.AsyncClient) -> None:
    here, there = await register(client), (await log_in(client)).json()
    assert (await client.post("/api/v1/auth/logout-all", headers=bearer(here))).status_code == 204
    for tokens in (here, there):
        assert (await client.get("/api/v1/users/me", headers=bearer(tokens))).status_code == 401
        assert (await refresh(client, tokens["refresh_token"])).status_code == 401


async def test_the_cookie_is_out_of_reach_for_scripts_and_other_sites(client: httpx.AsyncClient) -> None:
    answer = await client.post("/api/v1/auth/register", json=NEWCOMER)
    assert answer.json()["refresh_token"] is None
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    stranger = await client.post("/api/v1/auth/refresh", headers={"Origin": "https://evil.example"})
    assert (stranger.status_code, stranger.json()["code"]) == (403, "origin_refused")
    own = await client.post("/api/v1/auth/refresh", headers={"Origin": "http://testserver"})
    assert own.status_code == 200
    assert own.json()["refresh_token"] is None


async def test_only_hashes_of_tokens_are_stored(client: httpx.AsyncClient, session: AsyncSession) -> None:
    tokens = await register(client)
    stored = (await session.scalars(select(UserSession.refresh_token_hash))).one()
    assert tokens["refresh_token"] not in stored
    password = (await session.scalars(select(User.password_hash))).one()
    assert "correct horse" not in password
