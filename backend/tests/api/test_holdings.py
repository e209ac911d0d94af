"""Collection, want list, lists and connections over HTTP."""

from __future__ import annotations

from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.api.test_searches import account
from tests.services.accounts import AccountMarketplace, a_copy, a_want, account_market
from tests.services.conftest import do_next_job
from tests.support import Published
from vinyldigger.core.config import get_settings
from vinyldigger.models.environments import Environment
from vinyldigger.models.releases import Release
from vinyldigger.services import access, connections, local_wants
from vinyldigger.services.access import Markets

BASE = "/api/v1"


@pytest.fixture
def discogs(monkeypatch: pytest.MonkeyPatch) -> AccountMarketplace:
    market = account_market(page_size=100)

    async def opened(*_: object) -> Markets:
        return Markets(Environment.SAMPLE, {"discogs": market}, frozenset({"discogs"}))  # type: ignore[dict-item]

    for module in (access, connections, local_wants):
        monkeypatch.setattr(module, "open_markets", opened)
    monkeypatch.setattr(connections, "markets", opened)
    return market


@pytest.fixture
async def me(
    client: httpx.AsyncClient, published: Published, discogs: AccountMarketplace, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    """A user without sample sellers whose account holds thirty copies, two of them twins, and five wants."""
    monkeypatch.setenv("SAMPLE_SELLERS", ",")
    get_settings.cache_clear()
    twin = a_copy(0, instance_id="twin")
    discogs.copies = [*(a_copy(number) for number in range(29)), twin]
    discogs.wants = [a_want(number) for number in range(5)]
    headers = await account(client)
    body = {"token": "a-personal-token-of-mine"}
    answer = await client.put(f"{BASE}/oauth/discogs/token", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    await all_jobs()
    return headers


async def all_jobs() -> None:
    while await do_next_job() is not None:
        pass


async def pages(
    client: httpx.AsyncClient, path: str, headers: dict[str, str], limit: int, **filters: str
) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    cursor: str | None = None
    while True:
        query = {"limit": str(limit), **filters} | ({"cursor": cursor} if cursor else {})
        answer = await client.get(path, params=query, headers=headers)
        assert answer.status_code == 200, answer.text
        found += answer.json()["items"]
        cursor = answer.json()["next_cursor"]
        if cursor is None:
            return found


@pytest.mark.parametrize("sort", ["newest", "artist", "title", "year"])
async def test_pages_of_the_collection_hold_every_copy_once(
    client: httpx.AsyncClient, me: dict[str, str], sort: str
) -> None:
    found = await pages(client, f"{BASE}/collection/items", me, 7, sort=sort)
    assert len(found) == 30
    assert len({one["id"] for one in found}) == 30


async def test_duplicates_are_told(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    found = await pages(client, f"{BASE}/collection/items", me, 50, duplicates="true")
    assert [one["copies"] for one in found] == [2, 2]
    standing = (await client.get(f"{BASE}/collection", headers=me)).json()
    assert (standing["accounts"][0]["status"], standing["accounts"][0]["count"]) == ("complete", 30)
    assert standing["folders"] == ["Jazz"]
    value = (await client.get(f"{BASE}/collection/value", headers=me)).json()
    assert (value[0]["minimum"], value[0]["currency"]) == ("100.00", "EUR")


async def test_a_page_of_the_collection_is_a_constant_number_of_statements(
    client: httpx.AsyncClient, me: dict[str, str], count_queries: object
) -> None:
    counts = []
    for limit in (1, 30):
        with count_queries() as statements:  # type: ignore[operator]
            await client.get(f"{BASE}/collection/items?limit={limit}", headers=me)
        counts.append(len(statements))
    assert counts[0] == counts[1]


async def test_a_cursor_of_another_sort_is_refused(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    cursor = (await client.get(f"{BASE}/wantlist/items?limit=2", headers=me)).json()["next_cursor"]
    answer = await client.get(f"{BASE}/wantlist/items", params={"sort": "year", "cursor": cursor}, headers=me)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_cursor")


async def test_a_wants_rule_changes_field_by_field(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    want = (await client.get(f"{BASE}/wantlist/items", headers=me)).json()["items"][0]
    path = f"{BASE}/wantlist/items/{want['id']}"
    rule = {"tier": "must", "max_landed_price": "40.00", "currency": "EUR", "min_media": "vg_plus"}
    answer = await client.patch(path, json=rule, headers=me)
    assert answer.status_code == 200, answer.text
    answer = await client.patch(path, json={"min_media": None}, headers=me)
    kept = answer.json()["rule"]
    assert (kept["tier"], kept["max_landed_price"], kept["min_media"]) == ("must", "40.00", None)


@pytest.mark.parametrize(
    "rule",
    [
        {"tier": "soon"},
        {"max_landed_price": "-1", "currency": "EUR"},
        {"max_landed_price": "10"},
        {"currency": "euro"},
        {"min_media": "generic"},
        {"countries": ["Germany"]},
        {"listed_releases": ["r1"]},
        {"user_id": str(uuid4())},
    ],
)
async def test_rules_that_cannot_be_are_refused_with_the_field(
    client: httpx.AsyncClient, me: dict[str, str], rule: dict[str, object]
) -> None:
    want = (await client.get(f"{BASE}/wantlist/items", headers=me)).json()["items"][0]
    answer = await client.patch(f"{BASE}/wantlist/items/{want['id']}", json=rule, headers=me)
    assert answer.status_code == 422
    assert answer.json()["errors"]


async def test_many_wants_get_a_rule_at_once_and_only_ones_own(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    ids = [one["id"] for one in await pages(client, f"{BASE}/wantlist/items", me, 50)]
    stranger = await account(client, "stranger@example.org")
    body = {"ids": ids, "rule": {"tier": "must"}}
    assert (await client.patch(f"{BASE}/wantlist/items", json=body, headers=stranger)).json() == {"changed": 0}
    assert (await client.patch(f"{BASE}/wantlist/items", json=body, headers=me)).json() == {"changed": 5}
    found = (await client.get(f"{BASE}/wantlist/items?tier=must", headers=me)).json()["items"]
    assert len(found) == 5
    path = f"{BASE}/wantlist/items/{ids[0]}"
    for answer in (
        await client.get(path, headers=stranger),
        await client.patch(path, json={"tier": "nice"}, headers=stranger),
        await client.delete(path, headers=stranger),
    ):
        assert answer.status_code == 404


async def test_a_local_want_of_a_known_and_of_an_unknown_release(
    client: httpx.AsyncClient, me: dict[str, str], discogs: AccountMarketplace, session: AsyncSession
) -> None:
    body = {"release_external_id": "7007", "rule": {"tier": "must"}}
    answer = await client.post(f"{BASE}/wantlist/items", json=body, headers=me)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["title"], answer.json()["source"]) == ("Kind Of Blue", "local")
    assert (await client.get(answer.headers["location"], headers=me)).json() == answer.json()
    assert discogs.asked["release"] == 0
    assert (await client.post(f"{BASE}/wantlist/items", json=body, headers=me)).status_code == 409
    discogs.releases = [a_want(77).release]  # type: ignore[list-item]
    answer = await client.post(f"{BASE}/wantlist/items", json={"release_external_id": "7077"}, headers=me)
    assert answer.status_code == 201, answer.text
    assert discogs.asked["release"] == 1
    missing = await client.post(f"{BASE}/wantlist/items", json={"release_external_id": "1"}, headers=me)
    assert (missing.status_code, missing.json()["code"]) == (404, "not_at_marketplace")
    known = await session.scalars(select(Release.discogs_id).where(Release.discogs_id == "7077"))
    assert known.one() == "7077"


async def test_only_local_wants_are_removed_here(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    synced = (await client.get(f"{BASE}/wantlist/items", headers=me)).json()["items"][0]
    assert (await client.delete(f"{BASE}/wantlist/items/{synced['id']}", headers=me)).status_code == 409
    body = {"artist": "Nina Simone", "title": "Pastel Blues"}
    local = (await client.post(f"{BASE}/wantlist/items", json=body, headers=me)).json()
    assert (await client.delete(f"{BASE}/wantlist/items/{local['id']}", headers=me)).status_code == 204
    assert (await client.get(f"{BASE}/wantlist/items/{local['id']}", headers=me)).status_code == 404


async def test_a_want_must_say_what(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    assert (await client.post(f"{BASE}/wantlist/items", json={"artist": "x"}, headers=me)).status_code == 422


async def test_status_never_shows_a_token_and_disconnecting_removes_everything(
    client: httpx.AsyncClient, me: dict[str, str]
) -> None:
    answer = await client.get(f"{BASE}/oauth/status", headers=me)
    assert "a-personal-token-of-mine" not in answer.text
    standing = answer.json()["items"][0]
    assert (standing["status"], standing["username"]) == ("connected", "collector")
    assert standing["stored"] == {"collection_items": 30, "wants": 5, "lists": 0}
    assert (await client.delete(f"{BASE}/oauth/discogs", headers=me)).status_code == 204
    standing = (await client.get(f"{BASE}/oauth/status", headers=me)).json()["items"][0]
    assert (standing["status"], standing["stored"]["collection_items"]) == ("not_connected", 0)
    assert (await client.get(f"{BASE}/collection/items", headers=me)).json()["items"] == []
    sync = await client.post(f"{BASE}/collection/sync", headers=me)
    assert (sync.status_code, sync.json()["code"]) == (409, "not_connected")


async def test_consent_over_http(client: httpx.AsyncClient, published: Published, discogs: AccountMarketplace) -> None:
    headers = await account(client)
    url = (await client.post(f"{BASE}/oauth/discogs/authorize", headers=headers)).json()["authorization_url"]
    assert url == "https://discogs.example/consent"
    wrong = {"oauth_token": "somebody-elses", "verifier": "right-code"}
    answer = await client.post(f"{BASE}/oauth/discogs/complete", json=wrong, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "consent_state_invalid")
    pasted = {"pasted": "http://127.0.0.1/connect/discogs?oauth_token=state-0&oauth_verifier=right-code"}
    answer = await client.post(f"{BASE}/oauth/discogs/verify", json=pasted, headers=headers)
    assert answer.json()["status"] == "connected", answer.text
    assert (await client.post(f"{BASE}/oauth/nowhere/authorize", headers=headers)).status_code == 404


async def test_a_refused_consent_is_said(
    client: httpx.AsyncClient, published: Published, discogs: AccountMarketplace
) -> None:
    headers = await account(client)
    await client.post(f"{BASE}/oauth/discogs/authorize", headers=headers)
    answer = await client.post(f"{BASE}/oauth/discogs/complete", json={"denied": "state-0"}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "consent_denied")


async def test_unknown_ids_are_404(client: httpx.AsyncClient, me: dict[str, str]) -> None:
    unknown: UUID = uuid4()
    body = {"is_source": True}
    assert (await client.patch(f"{BASE}/lists/{unknown}", json=body, headers=me)).status_code == 404
    assert (await client.get(f"{BASE}/listings/import/{unknown}", headers=me)).status_code == 404
