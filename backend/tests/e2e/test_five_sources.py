"""A new user's whole way with the marketplaces: connect, sync, watch, search with every source of offers, leave."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.e2e.conftest import PATIENCE, Browser

QUERY = {"name": "Kind Of Blue", "query": "kind of blue"}


async def connect_at_discogs(browser: Browser, sandbox: str) -> None:
    """Through the consent page, as the web app leads there and back."""
    address = (await browser.post("/oauth/discogs/authorize"))["authorization_url"]
    request_token = parse_qs(urlsplit(address).query)["oauth_token"][0]
    async with httpx.AsyncClient(base_url=sandbox, timeout=PATIENCE) as page:
        assert (await page.get(address)).is_success
        agreed = {"oauth_token": request_token, "user": "sample_collector", "answer": "allow"}
        answer = await page.post("/discogs-web/oauth/authorize", data=agreed)
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    came_back = {"oauth_token": back["oauth_token"][0], "verifier": back["oauth_verifier"][0]}
    connected = await browser.post("/oauth/discogs/complete", came_back)
    assert (connected["status"], connected["username"]) == ("connected", "sample_collector")


def kinds_of(results: Any, watched: set[str]) -> set[str]:
    """By which ways the offers of a search came."""
    ways = set()
    for item in results["items"]:
        offer = item["listing"]
        if offer["marketplace"] == "ebay":
            ways.add("ebay")
        elif offer["kind"] == "release_floor":
            ways.add("floor")
        elif offer["seller"] and offer["seller"]["name"] in watched:
            ways.add("inventory")
    return ways


def is_complete(body: Any) -> bool:
    """The one account's reading has ended well."""
    return [one["status"] for one in body["accounts"]] == ["complete"]


def is_guided(body: Any) -> bool:
    """The user's own price guide is what a fair value rests on."""
    return any((item["fair_value"] or {}).get("basis") == "suggested" for item in body["items"])


async def test_every_source_of_offers_from_connecting_to_disconnecting(
    browser: Browser, sandbox: str, faults: httpx.AsyncClient
) -> None:
    await connect_at_discogs(browser, sandbox)
    assert (await browser.until("/collection", is_complete))["accounts"][0]["count"] == 300
    assert (await browser.until("/wantlist", is_complete))["accounts"][0]["count"] == 120

    sellers = (await browser.get("/sellers"))["items"]
    chosen = sellers[:2]
    for one in chosen:
        await browser.put(f"/sellers/{one['id']}/status", {"status": "watched"})
    for one in chosen:
        await browser.until(f"/sellers/{one['id']}", lambda body: body["inventory_status"] == "complete")

    search = await browser.post("/searches", QUERY)
    run = await browser.until_run_ended(search["last_run"])
    assert run["status"] == "succeeded", run
    watched = {one["name"] for one in sellers}
    results = await browser.get(f"/searches/{search['id']}/results", limit=200)
    assert kinds_of(results, watched) == {"ebay", "floor", "inventory"}

    pasted = next(item["listing"] for item in results["items"] if item["listing"]["kind"] == "listing"
                  and item["listing"]["marketplace"] == "discogs")  # fmt: skip
    imported = await browser.post("/listings/import", {"text": f"{pasted['url']}\nnonsense"})
    ended = await browser.until(f"/listings/import/{imported['id']}", lambda body: body["finished"])
    assert [line["status"] for line in ended["lines"]] == ["done", "wrong"]
    assert ended["lines"][1]["reason"]["code"] == "link_not_understood"

    await browser.until(f"/searches/{search['id']}/results?limit=200", is_guided)
    asked = (await faults.get("/_sandbox/calls")).json()["by_call"]
    for source in ("/database/search", "/marketplace/stats/", "/inventory", "/marketplace/listings/",
                   "/marketplace/price_suggestions/", "/item_summary/search"):  # fmt: skip
        assert any(source in call for call in asked), source

    await browser.delete("/oauth/discogs")
    for holding in ("/collection/items", "/wantlist/items"):
        assert (await browser.get(holding))["items"] == []
    status = {one["marketplace"]: one["status"] for one in (await browser.get("/oauth/status"))["items"]}
    assert status["discogs"] == "not_connected"
