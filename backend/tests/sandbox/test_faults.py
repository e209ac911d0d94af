from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from tests.sandbox.conftest import BASIC
from vinyldigger.sandbox.faults import FaultBox
from vinyldigger.sandbox.stock.sellers import WATCHED_SELLERS
from vinyldigger.sandbox.world import World

INVENTORY = f"/users/{WATCHED_SELLERS[0]}/inventory"
SEARCH = "/buy/browse/v1/item_summary/search?q=kind+of+blue"


async def switch(http: httpx.AsyncClient, marketplace: str, kind: str, **more: object) -> None:
    answer = await http.post("/_sandbox/faults", json={"marketplace": marketplace, "kind": kind, **more})
    assert answer.status_code == 201, answer.text


async def test_a_counted_fault_ends_by_itself(http: httpx.AsyncClient, collector: httpx.AsyncClient) -> None:
    await switch(http, "discogs", "server_error", count=2, status=502)
    assert [(await collector.get("/releases/990000100")).status_code for _ in range(3)] == [502, 502, 200]
    assert (await http.get("/_sandbox/faults")).json() == []


async def test_faults_keep_to_their_marketplace_and_path(
    http: httpx.AsyncClient, collector: httpx.AsyncClient, ebay: httpx.AsyncClient
) -> None:
    await switch(http, "discogs", "too_many_requests", path="/marketplace/")
    assert (await collector.get("/marketplace/stats/990000100")).status_code == 429
    assert (await collector.get("/releases/990000100")).status_code == 200
    assert (await ebay.get(SEARCH)).status_code == 200
    await http.delete("/_sandbox/faults")
    assert (await collector.get("/marketplace/stats/990000100")).status_code == 200


async def test_a_storm_at_ebay_is_no_spent_quota(http: httpx.AsyncClient, ebay: httpx.AsyncClient) -> None:
    await switch(http, "ebay", "too_many_requests")
    answer = await ebay.get(SEARCH)
    assert answer.status_code == 429
    assert answer.json()["errors"][0]["errorId"] != 2001


async def test_server_errors_at_ebay(http: httpx.AsyncClient, ebay: httpx.AsyncClient) -> None:
    await switch(http, "ebay", "server_error", status=500)
    answer = await ebay.get(SEARCH)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (500, 12000)


async def test_html_instead_of_json(http: httpx.AsyncClient, collector: httpx.AsyncClient) -> None:
    await switch(http, "discogs", "html", count=1)
    answer = await collector.get("/releases/990000100")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=UTF-8")


async def test_cut_off_json(http: httpx.AsyncClient, collector: httpx.AsyncClient, ebay: httpx.AsyncClient) -> None:
    for client, marketplace, path in ((collector, "discogs", INVENTORY), (ebay, "ebay", SEARCH)):
        await switch(http, marketplace, "cut_off_json", count=1)
        answer = await client.get(path)
        assert answer.status_code == 200
        assert int(answer.headers["content-length"]) == len(answer.content)
        with pytest.raises(json.JSONDecodeError):
            answer.json()


async def test_unknown_fields_everywhere(http: httpx.AsyncClient, collector: httpx.AsyncClient) -> None:
    await switch(http, "discogs", "unknown_fields")
    body = (await collector.get(INVENTORY)).json()
    assert "sandbox_unknown" in body
    assert "sandbox_unknown" in body["listings"][0]["release"]


async def test_unknown_values(http: httpx.AsyncClient, collector: httpx.AsyncClient, ebay: httpx.AsyncClient) -> None:
    await switch(http, "discogs", "unknown_values")
    await switch(http, "ebay", "unknown_values")
    listing = (await collector.get(INVENTORY)).json()["listings"][0]
    assert listing["condition"] == "Sandbox Unknown Value"
    item = (await ebay.get(SEARCH)).json()["itemSummaries"][0]
    assert "SANDBOX_UNKNOWN" in item["buyingOptions"]


async def test_revoked_tokens_are_the_users_only(
    http: httpx.AsyncClient, collector: httpx.AsyncClient, ebay: httpx.AsyncClient
) -> None:
    await switch(http, "discogs", "revoked_tokens")
    await switch(http, "ebay", "revoked_tokens")
    assert (await collector.get("/oauth/identity")).status_code == 401
    application = {"Authorization": "Discogs key=sandbox-discogs-key, secret=sandbox-discogs-secret"}
    assert (await http.get("/discogs/database/search?q=x", headers=application)).status_code == 200
    assert (await ebay.get(SEARCH)).status_code == 200
    form = {"grant_type": "refresh_token", "refresh_token": "any"}
    answer = await http.post("/ebay/identity/v1/oauth2/token", data=form, auth=BASIC)
    assert answer.json()["error"] == "invalid_grant"


async def test_vanished_listings(http: httpx.AsyncClient, collector: httpx.AsyncClient, world: World) -> None:
    before = [row["id"] for row in (await collector.get(f"{INVENTORY}?per_page=100")).json()["listings"]]
    await switch(http, "discogs", "vanished_listings", ids=before[:1])
    assert (await collector.get(f"/marketplace/listings/{before[0]}")).status_code == 404
    assert (await collector.get(f"/marketplace/listings/{before[1]}")).status_code == 200
    left = [row["id"] for row in (await collector.get(f"{INVENTORY}?per_page=100")).json()["listings"]]
    assert before[0] not in left
    await switch(http, "discogs", "vanished_listings", share=0.5)
    half = (await collector.get(INVENTORY)).json()["pagination"]["items"]
    assert 0.3 < half / 410 < 0.7
    await http.delete("/_sandbox/faults")
    assert (await collector.get(f"/marketplace/listings/{before[0]}")).status_code == 200


async def test_latency_waits(
    http: httpx.AsyncClient, collector: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    async def wait(_: FaultBox, seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(FaultBox, "hold_back", wait)
    await switch(http, "discogs", "latency", seconds=2.5, count=1)
    assert (await collector.get("/releases/990000100")).status_code == 200
    assert waited == [2.5]


async def test_latency_ends_with_its_time_or_with_its_fault() -> None:
    box = FaultBox()
    await box.hold_back(0.001)
    held = asyncio.create_task(box.hold_back(3600))
    await asyncio.sleep(0)
    assert not held.done()
    box.clear()
    async with asyncio.timeout(60):
        await held


@pytest.mark.parametrize("wrong", [{"kind": "flood"}, {"marketplace": "amazon"}, {"count": 0}, {"share": 2}])
async def test_impossible_faults(http: httpx.AsyncClient, wrong: dict[str, object]) -> None:
    body = {"marketplace": "ebay", "kind": "html"} | wrong
    assert (await http.post("/_sandbox/faults", json=body)).status_code == 422
