"""Saved searches over HTTP."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.support import Published
from vinyldigger.core.jobs import Job
from vinyldigger.models.searches import SearchRun

BASE = "/api/v1/searches"


async def account(client: httpx.AsyncClient, email: str = "a@example.org") -> dict[str, str]:
    """Headers of a new account."""
    body = {"email": email, "password": "pw", "country": "DE", "currency": "EUR"}
    answer = await client.post("/api/v1/auth/register", json=body)
    assert answer.status_code == 201, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture
async def me(client: httpx.AsyncClient, published: Published) -> dict[str, str]:
    return await account(client)


def blue(**changes: Any) -> dict[str, Any]:
    return {"name": "Blue", "query": "kind of blue"} | changes


async def test_creating_answers_201_with_its_first_run_queued(
    client: httpx.AsyncClient, me: dict[str, str], published: Published
) -> None:
    answer = await client.post(BASE, json=blue(max_price="30.00"), headers=me)
    assert answer.status_code == 201, answer.text
    body = answer.json()
    assert answer.headers["location"] == f"{BASE}/{body['id']}"
    assert (body["max_price"], body["currency"], body["platforms"]) == ("30.00", "EUR", ["discogs", "ebay"])
    assert body["last_run"]["status"] == "queued"
    assert published.names.count(Job.RUN_SEARCH) == 1


async def test_running_what_runs_answers_with_the_unfinished_run(
    client: httpx.AsyncClient, me: dict[str, str], session: AsyncSession
) -> None:
    search = (await client.post(BASE, json=blue(), headers=me)).json()
    answer = await client.post(f"{BASE}/{search['id']}/run", headers=me)
    assert answer.status_code == 202
    assert answer.json()["id"] == search["last_run"]["id"]
    assert len((await session.scalars(select(SearchRun))).all()) == 1


async def test_life_of_a_search(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    search = (await client.post(BASE, json=blue(), headers=me)).json()
    address = f"{BASE}/{search['id']}"
    changed = await client.patch(address, json={"name": "Bluer", "formats": ["lp"]}, headers=me)
    assert (changed.json()["name"], changed.json()["formats"], changed.json()["query"]) == (
        "Bluer",
        ["lp"],
        "kind of blue",
    )
    assert (await client.post(f"{address}/pause", headers=me)).json()["is_active"] is False
    assert (await client.post(f"{address}/resume", headers=me)).json()["is_active"] is True
    assert (await client.delete(address, headers=me)).status_code == 204
    assert (await client.get(address, headers=me)).status_code == 404
    assert (await client.post(f"{address}/restore", headers=me)).json()["name"] == "Bluer"
    assert (await client.get(address, headers=me)).status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("query", "x"),
        ("query", None),
        ("check_interval_hours", -5),
        ("check_interval_hours", 169),
        ("check_interval_hours", True),
        ("is_active", 0),
        ("release_id", "0190f2d1-0000-7000-8000-000000000000"),
        ("min_price", "-1"),
        ("max_price", "99999999"),
        ("min_record_condition", "generic"),
        ("year_from", 3000),
        ("formats", ["cd"]),
        ("platforms", ["myspace"]),
        ("seller_location_preference", ["Germany"]),
        ("kind", "wantlist"),
        ("user_id", "0190f2d1-0000-7000-8000-000000000000"),
        ("exclude_words", ["x" * 41]),
        ("buying_options", ["barter"]),
    ],
)
async def test_every_field_is_bounded(client: httpx.AsyncClient, me: dict[str, str], field: str, value: object) -> None:
    answer = await client.post(BASE, json=blue(**{field: value}), headers=me)
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"]


async def test_ranges_run_upwards_also_across_a_change(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    search = (await client.post(BASE, json=blue(max_price="20"), headers=me)).json()
    answer = await client.patch(f"{BASE}/{search['id']}", json={"min_price": "30"}, headers=me)
    assert (answer.status_code, answer.json()["code"]) == (422, "range_runs_downwards")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("POST", "/run"),
        ("POST", "/pause"),
        ("POST", "/resume"),
        ("POST", "/restore"),
        ("POST", "/viewed"),
        ("GET", "/runs"),
        ("GET", "/results"),
    ],
)
async def test_another_users_search_is_not_found(
    client: httpx.AsyncClient, me: dict[str, str], method: str, path: str
) -> None:
    search = (await client.post(BASE, json=blue(), headers=me)).json()
    other = await account(client, "b@example.org")
    body = {"json": {"name": "mine"}} if method == "PATCH" else {}
    answer = await client.request(method, f"{BASE}/{search['id']}{path}", headers=other, **body)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_another_users_run_is_not_found(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    run = (await client.post(BASE, json=blue(), headers=me)).json()["last_run"]
    other = await account(client, "b@example.org")
    assert (await client.get(f"/api/v1/runs/{run['id']}", headers=other)).status_code == 404
    assert (await client.post(f"/api/v1/runs/{run['id']}/cancel", headers=other)).status_code == 404


async def test_a_run_is_cancelled_once(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    run = (await client.post(BASE, json=blue(), headers=me)).json()["last_run"]
    ended = await client.post(f"/api/v1/runs/{run['id']}/cancel", headers=me)
    assert ended.json()["status"] == "cancelled"
    again = await client.post(f"/api/v1/runs/{run['id']}/cancel", headers=me)
    assert (again.status_code, again.json()["code"]) == (409, "run_finished")


async def test_pages_follow_each_other_without_gaps(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    names = [f"search {number}" for number in range(5)]
    for name in names:
        await client.post(BASE, json=blue(name=name), headers=me)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await client.get(BASE, params=params, headers=me)).json()
        seen += [item["name"] for item in page["items"] if item["kind"] == "query"]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == names[::-1]


@pytest.mark.parametrize("cursor", ["x", "WyJzY29yZSIsICIxIl0", "%00", "e30", "WyJuZXdlc3QiLCAibm93IiwgIngiXQ"])
async def test_a_broken_cursor_is_the_documented_error(
    client: httpx.AsyncClient, me: dict[str, str], cursor: str
) -> None:
    answer = await client.get(BASE, params={"cursor": cursor}, headers=me)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")
