"""Only an access token opens anything, and only one that we signed for that purpose."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import httpx
import pytest
from jose import jwt
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import logged_in, make_user
from tests.support import Clock
from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.security import ACCESS_AUDIENCE
from vinyldigger.models.users import User
from vinyldigger.services import administration, sign_in
from vinyldigger.services.accounts import Origin

HERE = Origin("127.0.0.1", "tests")


async def status_with(client: httpx.AsyncClient, token: str) -> int:
    answer = await client.get("/api/v1/users/me", headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


def claims_of(token: str) -> dict[str, Any]:
    claims: dict[str, Any] = jwt.get_unverified_claims(token)
    return claims


def signed(claims: dict[str, Any], *, key: str | None = None, algorithm: str = "HS256", **headers: Any) -> str:
    secret = key or get_settings().secret_key.get_secret_value()
    token: str = jwt.encode(claims, secret, algorithm=algorithm, headers=headers or None)
    return token


@pytest.fixture
async def token(session: AsyncSession) -> str:
    headers = await logged_in(session, await make_user(session))
    return headers["Authorization"].removeprefix("Bearer ")


async def test_the_token_itself_opens(client: httpx.AsyncClient, token: str) -> None:
    assert await status_with(client, token) == 200
    assert await status_with(client, signed(claims_of(token))) == 200


@pytest.mark.parametrize(
    "change",
    [
        {"typ": "refresh"},
        {"typ": None},
        {"aud": "vinyldigger:reset"},
        {"aud": None},
        {"iss": "somebody"},
        {"sub": "0190f2d1-0000-7000-8000-000000000000"},
        {"sub": "nobody"},
        {"sid": "0190f2d1-0000-7000-8000-000000000000"},
        {"ver": 1},
        {"exp": 1},
        {"exp": None},
        {"nbf": 9_999_999_999},
    ],
    ids=str,
)
async def test_any_other_claim_shuts(client: httpx.AsyncClient, token: str, change: dict[str, Any]) -> None:
    claims = {name: value for name, value in (claims_of(token) | change).items() if value is not None}
    assert await status_with(client, signed(claims)) == 401


async def test_only_our_algorithm_and_key_count(client: httpx.AsyncClient, token: str) -> None:
    claims = claims_of(token)
    assert await status_with(client, signed(claims, key="another key, just as long as the real one is")) == 401
    assert await status_with(client, signed(claims, algorithm="HS512")) == 401
    for name in ("none", "None", "nOnE"):
        head, body = ({"alg": name, "typ": "JWT"}, claims)
        parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (head, body)]
        assert await status_with(client, f"{parts[0]}.{parts[1]}.") == 401


async def test_a_key_named_in_the_token_is_not_used(client: httpx.AsyncClient, token: str) -> None:
    headers = {"jwk": {"kty": "oct", "k": "YQ"}, "jku": "http://127.0.0.1/keys", "kid": "../../dev/null"}
    assert await status_with(client, signed(claims_of(token), key="a" * 40, **headers)) == 401


async def test_other_kinds_of_token_open_nothing(client: httpx.AsyncClient, session: AsyncSession) -> None:
    user = await make_user(session)
    tokens = await sign_in.begin(session, user, HERE)
    link = await administration.make_reset_link(session, user, user.id, HERE)
    await session.flush()
    for token in (tokens.refresh_token, link.rpartition("#")[2], "", "vdp_", "x" * 5000):
        assert await status_with(client, token) == 401


async def test_a_deactivated_account_is_out_with_the_next_request(
    client: httpx.AsyncClient, session: AsyncSession, token: str
) -> None:
    await session.execute(update(User).values(is_active=False))
    assert await status_with(client, token) == 401


async def test_an_access_token_lives_as_long_as_the_setting_says(
    client: httpx.AsyncClient, session: AsyncSession, frozen_clock: Clock
) -> None:
    headers = await logged_in(session, await make_user(session))
    token = headers["Authorization"].removeprefix("Bearer ")
    lifetime = timedelta(minutes=get_settings().access_token_minutes)
    with clock.use(lambda: frozen_clock.moment + lifetime - timedelta(seconds=1)):
        assert await status_with(client, token) == 200
    with clock.use(lambda: frozen_clock.moment + lifetime):
        assert await status_with(client, token) == 401
    assert claims_of(token)["aud"] == ACCESS_AUDIENCE
