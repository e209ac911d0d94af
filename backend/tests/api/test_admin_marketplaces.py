"""Application credentials, environment, budgets and pasted links over HTTP."""

from __future__ import annotations

import hashlib

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.test_searches import account
from tests.support import Published
from vinyldigger.core.jobs import Job
from vinyldigger.models.installation import AppConfig

BASE = "/api/v1"
SECRET = "a-very-secret-consumer-secret"
TOKEN = "verification-token-of-at-least-32-characters"


@pytest.fixture
async def admin(client: httpx.AsyncClient, published: Published) -> dict[str, str]:
    return await account(client, "admin@example.org")


@pytest.fixture
async def other(client: httpx.AsyncClient, admin: dict[str, str]) -> dict[str, str]:
    return await account(client, "other@example.org")


async def test_secrets_are_stored_encrypted_and_never_answered(
    client: httpx.AsyncClient, admin: dict[str, str], session: AsyncSession
) -> None:
    body = {"key": "consumer-key-12345", "secret": SECRET}
    answer = await client.put(f"{BASE}/admin/config/discogs", json=body, headers=admin)
    assert answer.status_code == 200, answer.text
    kept = answer.json()
    assert (kept["has_key"], kept["has_secret"], kept["key_hint"]) == (True, True, "…2345")
    everything = answer.text + (await client.get(f"{BASE}/admin/config", headers=admin)).text
    assert SECRET not in everything
    assert "consumer-key" not in everything
    row = (await session.scalars(select(AppConfig))).one()
    assert SECRET not in str(row.secret_encrypted)
    audit = (await client.get(f"{BASE}/admin/audit", headers=admin)).text
    assert "app_config.changed" in audit
    assert SECRET not in audit


async def test_a_field_left_out_keeps_its_value(
    client: httpx.AsyncClient, admin: dict[str, str], session: AsyncSession
) -> None:
    await client.put(f"{BASE}/admin/config/ebay", json={"key": "first-key-1", "secret": SECRET}, headers=admin)
    sealed = (await session.scalars(select(AppConfig.secret_encrypted))).one()
    answer = await client.put(f"{BASE}/admin/config/ebay", json={"redirect": "My-RuName"}, headers=admin)
    assert (answer.json()["redirect"], answer.json()["has_secret"]) == ("My-RuName", True)
    assert (await session.scalars(select(AppConfig.secret_encrypted))).one() == sealed


async def test_going_live_needs_credentials_and_confirmation_and_purges_the_sample(
    client: httpx.AsyncClient, admin: dict[str, str], published: Published
) -> None:
    live = {"environment": "live"}
    answer = await client.put(f"{BASE}/admin/environment", json=live, headers=admin)
    assert (answer.status_code, answer.json()["code"]) == (409, "app_not_configured")
    await client.put(f"{BASE}/admin/config/discogs", json={"key": "k", "secret": SECRET}, headers=admin)
    answer = await client.put(f"{BASE}/admin/environment", json=live, headers=admin)
    assert (answer.status_code, answer.json()["code"]) == (409, "confirm_purge")
    answer = await client.put(f"{BASE}/admin/environment", json=live | {"confirm": True}, headers=admin)
    assert answer.json()["environment"] == "live", answer.text
    assert Job.PURGE_ENVIRONMENT in published.names


async def test_only_admins(client: httpx.AsyncClient, other: dict[str, str]) -> None:
    for path in ("config", "environment", "budgets"):
        assert (await client.get(f"{BASE}/admin/{path}", headers=other)).status_code == 403
    body = {"key": "k", "secret": "s"}
    assert (await client.put(f"{BASE}/admin/config/discogs", json=body, headers=other)).status_code == 403
    assert (await client.get(f"{BASE}/admin/config")).status_code == 401


async def test_unknown_marketplaces_and_fields_are_refused(client: httpx.AsyncClient, admin: dict[str, str]) -> None:
    assert (await client.put(f"{BASE}/admin/config/amazon", json={"key": "k"}, headers=admin)).status_code == 404
    answer = await client.put(f"{BASE}/admin/config/ebay", json={"verification_token": "short"}, headers=admin)
    assert answer.json()["errors"][0]["field"] == "verification_token"
    assert (await client.post(f"{BASE}/admin/config/ebay/test", headers=admin)).status_code == 409


async def test_budgets_of_every_marketplace(client: httpx.AsyncClient, admin: dict[str, str]) -> None:
    found = (await client.get(f"{BASE}/admin/budgets", headers=admin)).json()["items"]
    assert {one["marketplace"] for one in found} == {"discogs", "ebay"}
    assert all(one["left"] == one["limit"] - one["used"] for one in found)


async def test_every_wrong_line_is_said_with_its_reason(
    client: httpx.AsyncClient, admin: dict[str, str], published: Published
) -> None:
    text = "\n".join(
        (
            "https://www.discogs.com/sell/item/3867735550",
            "",
            "what is this",
            "https://www.discogs.com/release/249504-Rick-Astley-Never-Gonna-Give-You-Up",
            "https://www.ebay.de/itm/277003092181",
            "x" * 600,
        )
    )
    answer = await client.post(f"{BASE}/listings/import", json={"text": text}, headers=admin)
    assert answer.status_code == 202, answer.text
    lines = {line["line"]: line for line in answer.json()["lines"]}
    assert {number: line["status"] for number, line in lines.items()} == {
        1: "queued",
        3: "wrong",
        4: "wrong",
        5: "queued",
        6: "wrong",
    }
    assert lines[3]["reason"]["code"] == "link_not_understood"
    assert lines[4]["reason"]["code"] == "link_not_an_offer"
    assert lines[6]["reason"]["code"] == "line_too_long"
    assert published.names.count(Job.IMPORT_LISTINGS) == 1
    assert (await client.get(answer.headers["location"], headers=admin)).json()["queued"] == 2


async def test_too_many_lines_are_refused_whole(client: httpx.AsyncClient, admin: dict[str, str]) -> None:
    answer = await client.post(f"{BASE}/listings/import", json={"text": "a\n" * 201}, headers=admin)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "text")


async def test_ebays_challenge_is_answered_as_its_guide_says(client: httpx.AsyncClient, admin: dict[str, str]) -> None:
    config = {"key": "k", "secret": SECRET, "verification_token": TOKEN}
    kept = (await client.put(f"{BASE}/admin/config/ebay", json=config, headers=admin)).json()
    live = {"environment": "live", "confirm": True}
    await client.put(f"{BASE}/admin/environment", json=live, headers=admin)
    answer = await client.get(f"{BASE}/webhooks/ebay/account-deletion?challenge_code=abc123")
    expected = hashlib.sha256(f"abc123{TOKEN}{kept['notice_url']}".encode()).hexdigest()
    assert answer.json() == {"challengeResponse": expected}
    forged = await client.post(
        f"{BASE}/webhooks/ebay/account-deletion", content=b"{}", headers={"x-ebay-signature": "e30="}
    )
    assert (forged.status_code, forged.json()["code"]) == (400, "notice_not_genuine")
