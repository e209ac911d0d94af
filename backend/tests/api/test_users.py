"""A user's own account."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from redis.asyncio import Redis
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import logged_in, make_user
from tests.support import Clock
from vinyldigger.core.config import Settings
from vinyldigger.core.security import hash_password
from vinyldigger.models.audit import AuditEvent
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User

ME = "/api/v1/users/me"


@pytest.fixture
async def user(session: AsyncSession) -> User:
    return await make_user(session, password_hash=await hash_password("right"))


@pytest.fixture
async def headers(session: AsyncSession, user: User) -> dict[str, str]:
    return await logged_in(session, user)


async def test_preferences_change_one_by_one(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    changes = {
        "display_name": "Ana", "country": "GB", "currency": "GBP", "postal_code": "SW1A 1AA", "locale": "en-GB",
        "timezone": "Europe/London", "grading_table": "goldmine", "quiet_from": "22:00:00", "quiet_until": "07:00:00",
    }  # fmt: skip
    for field, value in changes.items():
        answer = await client.patch(ME, headers=headers, json={field: value})
        assert (answer.status_code, answer.json()[field]) == (200, value)
    assert (await client.patch(ME, headers=headers, json={"postal_code": None})).json()["postal_code"] is None
    after = (await client.get(ME, headers=headers)).json()
    assert {field: after[field] for field in changes} == changes | {"postal_code": None}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "XX"), ("currency", "ZZZ"), ("timezone", "Mars/Olympus"), ("timezone", "../../etc/passwd"),
        ("locale", "<b>"), ("grading_table", "mine"), ("display_name", "x" * 101), ("is_admin", True),
        ("user_id", "1"), ("token_version", 5), ("created_at", "2020-01-01T00:00:00Z"), ("quiet_from", "25:00"),
        ("quiet_from", "10:00:00+02:00"),
    ],
)  # fmt: skip
async def test_what_does_not_fit_is_refused_by_name(
    client: httpx.AsyncClient, headers: dict[str, str], field: str, value: Any
) -> None:
    answer = await client.patch(ME, headers=headers, json={field: value})
    assert answer.status_code == 422
    assert [error["field"] for error in answer.json()["errors"]] == [field]


async def test_a_new_address_needs_the_password_and_must_be_free(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str]
) -> None:
    await make_user(session, "ben@example.org")
    without = await client.patch(ME, headers=headers, json={"email": "new@example.org"})
    assert (without.status_code, without.json()["code"]) == (403, "wrong_password")
    taken = await client.patch(ME, headers=headers, json={"email": "BEN@example.org", "current_password": "right"})
    assert (taken.status_code, taken.json()["code"]) == (409, "email_taken")
    free = await client.patch(ME, headers=headers, json={"email": "new@example.org", "current_password": "right"})
    assert (free.status_code, free.json()["email"]) == (200, "new@example.org")
    assert "email_changed" in (await session.scalars(select(AuditEvent.action))).all()


async def test_the_current_password_cannot_be_guessed_for_long(
    client: httpx.AsyncClient, headers: dict[str, str], settings: Settings
) -> None:
    guess = {"current_password": "wrong", "new_password": "newer"}
    for _ in range(settings.login_attempts_per_minute):
        assert (await client.post(f"{ME}/password", headers=headers, json=guess)).status_code == 403
    for method, path, body in (
        ("POST", f"{ME}/password", guess | {"current_password": "right"}),
        ("DELETE", ME, {"password": "right"}),
        ("PATCH", ME, {"email": "new@example.org", "current_password": "right"}),
    ):
        answer = await client.request(method, path, headers=headers, json=body)
        assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")


async def test_a_new_password_ends_the_other_logins(
    client: httpx.AsyncClient, session: AsyncSession, user: User, headers: dict[str, str]
) -> None:
    elsewhere = await logged_in(session, user)
    body = {"current_password": "wrong", "new_password": "newer"}
    assert (await client.post(f"{ME}/password", headers=headers, json=body)).status_code == 403
    body["current_password"] = "right"
    assert (await client.post(f"{ME}/password", headers=headers, json=body)).status_code == 204
    assert (await client.get(ME, headers=headers)).status_code == 200
    assert (await client.get(ME, headers=elsewhere)).status_code == 401


async def test_logins_are_listed_and_can_be_ended(
    client: httpx.AsyncClient, session: AsyncSession, user: User, headers: dict[str, str]
) -> None:
    elsewhere = await logged_in(session, user)
    sessions = (await client.get(f"{ME}/sessions", headers=headers)).json()
    assert sorted(row["is_current"] for row in sessions) == [False, True]
    (other,) = [row["id"] for row in sessions if not row["is_current"]]
    assert (await client.delete(f"{ME}/sessions/{other}", headers=headers)).status_code == 204
    assert (await client.get(ME, headers=elsewhere)).status_code == 401
    assert (await client.delete(f"{ME}/sessions/{other}", headers=headers)).status_code == 404


async def test_nobody_ends_another_s_login_or_token(
    client: httpx.AsyncClient, session: AsyncSession, user: User, headers: dict[str, str]
) -> None:
    stranger = await logged_in(session, await make_user(session, "ben@example.org"))
    (own,) = (await client.get(f"{ME}/sessions", headers=headers)).json()
    made = (await client.post(f"{ME}/tokens", headers=headers, json={"name": "program"})).json()
    for path in (f"{ME}/sessions/{own['id']}", f"{ME}/tokens/{made['id']}"):
        assert (await client.delete(path, headers=stranger)).status_code == 404
    assert (await client.get(f"{ME}/tokens", headers=stranger)).json() == []
    assert (await client.get(ME, headers={"Authorization": f"Bearer {made['value']}"})).status_code == 200


async def test_a_personal_token_is_shown_once_works_and_can_be_taken_back(
    client: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    made = await client.post(f"{ME}/tokens", headers=headers, json={"name": "program", "scope": "write"})
    assert made.status_code == 201
    program = {"Authorization": f"Bearer {made.json()['value']}"}
    assert (await client.get(ME, headers=program)).status_code == 200
    (listed,) = (await client.get(f"{ME}/tokens", headers=headers)).json()
    assert "value" not in listed
    assert listed["last_used_at"] is not None
    assert (await client.delete(f"{ME}/tokens/{listed['id']}", headers=headers)).status_code == 204
    assert (await client.get(ME, headers=program)).status_code == 401


async def test_a_personal_token_expires(
    client: httpx.AsyncClient, session: AsyncSession, user: User, frozen_clock: Clock
) -> None:
    headers = await logged_in(session, user)
    body = {"name": "program", "expires_at": "2026-11-23T12:10:00Z"}
    made = (await client.post(f"{ME}/tokens", headers=headers, json=body)).json()
    program = {"Authorization": f"Bearer {made['value']}"}
    assert (await client.get(ME, headers=program)).status_code == 200
    frozen_clock.advance(minutes=10)
    assert (await client.get(ME, headers=program)).status_code == 401
    for expiry in (body["expires_at"], "2027-11-23T12:10:00"):  # in the past; nobody knows when
        refused = await client.post(f"{ME}/tokens", headers=headers, json=body | {"expires_at": expiry})
        assert [error["field"] for error in refused.json()["errors"]] == ["expires_at"]


async def test_the_export_has_everything_but_secrets_and_needs_a_fresh_login(
    client: httpx.AsyncClient, session: AsyncSession, user: User, frozen_clock: Clock, redis: Redis
) -> None:
    headers = await logged_in(session, user)
    stranger = await make_user(session, "ben@example.org")
    for owner in (user, stranger):
        session.add(SavedSearch(user_id=owner.id, kind=SearchKind.QUERY, name=owner.email, platforms=["discogs"]))
    await session.flush()
    answer = await client.get(f"{ME}/export", headers=headers)
    tables = answer.json()["tables"]
    assert [row["name"] for row in tables["saved_searches"]] == ["ana@example.org"]
    assert [row["email"] for row in tables["users"]] == ["ana@example.org"]
    assert "hash" not in answer.text
    for _ in range(4):
        assert (await client.get(f"{ME}/export", headers=headers)).status_code == 200
    assert (await client.get(f"{ME}/export", headers=headers)).status_code == 429
    frozen_clock.advance(minutes=16)
    await redis.flushdb()
    late = await client.get(f"{ME}/export", headers=headers)
    assert (late.status_code, late.json()["code"]) == (403, "fresh_login_needed")


async def test_deleting_the_account_deletes_what_is_its_own(
    client: httpx.AsyncClient, session: AsyncSession, user: User, headers: dict[str, str]
) -> None:
    session.add(SavedSearch(user_id=user.id, kind=SearchKind.QUERY, name="mine", platforms=["discogs"]))
    await session.flush()
    wrong = await client.request("DELETE", ME, headers=headers, json={"password": "wrong"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert (await client.request("DELETE", ME, headers=headers, json={"password": "right"})).status_code == 204
    assert (await client.get(ME, headers=headers)).status_code == 401
    for table in (User, SavedSearch):
        assert await session.scalar(select(func.count()).select_from(table)) == 0
    kept = (await session.execute(select(AuditEvent.action, AuditEvent.user_id, AuditEvent.ip))).all()
    assert ("account_deleted", None, None) in [tuple(row) for row in kept]


async def test_the_last_admin_stays(client: httpx.AsyncClient, session: AsyncSession) -> None:
    admin = await make_user(session, is_admin=True, password_hash=await hash_password("right"))
    headers = await logged_in(session, admin)
    answer = await client.request("DELETE", ME, headers=headers, json={"password": "right"})
    assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
