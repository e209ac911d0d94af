from __future__ import annotations

import httpx
import pytest

from tests.sandbox.conftest import BASE
from tests.support import Clock
from vinyldigger.sandbox.stock.sellers import LARGE_SELLER, WATCHED_SELLERS
from vinyldigger.sandbox.world import World

KIND_OF_BLUE = 990_000_100
KEY = {"Authorization": "Discogs key=sandbox-discogs-key, secret=sandbox-discogs-secret"}


async def test_no_user_agent_no_answer(http: httpx.AsyncClient) -> None:
    answer = await http.get("/discogs/releases/990000100", headers={"User-Agent": ""})
    assert (answer.status_code, answer.content) == (403, b"")


async def test_search_needs_credentials(http: httpx.AsyncClient) -> None:
    answer = await http.get("/discogs/database/search", params={"q": "kind of blue"})
    assert answer.status_code == 401
    assert answer.json() == {"message": "You must authenticate to access this resource."}
    assert answer.headers["www-authenticate"].startswith("OAuth")
    assert (await http.get("/discogs/database/search?q=kind+of+blue", headers=KEY)).status_code == 200


async def test_wrong_token_is_refused_and_counts_as_nobody(http: httpx.AsyncClient) -> None:
    answer = await http.get("/discogs/oauth/identity", headers={"Authorization": "Discogs token=nonsense"})
    assert answer.status_code == 401
    assert answer.json()["message"].startswith("Invalid consumer token")
    assert answer.headers["x-discogs-ratelimit"] == "25"


async def test_query_credentials_are_echoed_in_page_addresses(http: httpx.AsyncClient) -> None:
    params = {"q": "beatles", "token": "sandbox-token-sample_collector"}
    answer = await http.get("/discogs/database/search", params=params)
    assert "token=sandbox-token" in answer.json()["pagination"]["urls"]["next"]


async def test_search_rows(collector: httpx.AsyncClient) -> None:
    answer = await collector.get("/database/search", params={"q": "kind of blue", "type": "release", "format": "Vinyl"})
    rows = answer.json()["results"]
    assert KIND_OF_BLUE in [row["id"] for row in rows]
    row = next(row for row in rows if row["id"] == KIND_OF_BLUE)
    assert row["year"] == "1959"
    assert row["title"] == "Miles Davis - Kind Of Blue"
    assert row["uri"].startswith("/release/")
    assert row["formats"][0]["qty"] == "1"
    assert all("CD" not in row["format"] for row in rows)


async def test_search_for_masters_and_everything(collector: httpx.AsyncClient) -> None:
    masters = (await collector.get("/database/search?q=kind+of+blue&type=master")).json()["results"]
    assert [row["master_id"] == row["id"] for row in masters] == [True]
    both = (await collector.get("/database/search?q=kind+of+blue")).json()["results"]
    assert {row["type"] for row in both} == {"master", "release"}
    artists = (await collector.get("/database/search?q=miles+davis&type=artist")).json()["results"]
    assert [row["title"] for row in artists] == ["Miles Davis"]


async def test_search_by_barcode_and_catalogue_number(collector: httpx.AsyncClient, world: World) -> None:
    wanted = next(one for one in world.catalogue.releases.values() if one.barcode)
    for params in ({"barcode": wanted.barcode}, {"q": wanted.barcode}, {"catno": wanted.catno}):
        rows = (await collector.get("/database/search", params={"type": "release", **params})).json()["results"]
        assert wanted.id in [row["id"] for row in rows]


async def test_empty_search_has_one_page(collector: httpx.AsyncClient) -> None:
    body = (await collector.get("/database/search?q=zzzqqq")).json()
    assert body == {"pagination": {"page": 1, "pages": 1, "per_page": 50, "items": 0, "urls": {}}, "results": []}


async def test_pages(collector: httpx.AsyncClient) -> None:
    first = await collector.get("/database/search?q=miles&type=release&per_page=5")
    pagination = first.json()["pagination"]
    assert set(pagination["urls"]) == {"last", "next"}
    assert 'rel="next"' in first.headers["link"]
    second = (await collector.get(pagination["urls"]["next"])).json()
    assert second["pagination"]["page"] == 2
    assert set(second["pagination"]["urls"]) == {"first", "prev", "last", "next"}
    assert not {row["id"] for row in first.json()["results"]} & {row["id"] for row in second["results"]}
    last = (await collector.get(pagination["urls"]["last"])).json()
    assert set(last["pagination"]["urls"]) == {"first", "prev"}
    beyond = await collector.get(f"/database/search?q=miles&type=release&per_page=5&page={pagination['pages'] + 1}")
    assert beyond.status_code == 404


async def test_per_page_is_cut_to_a_hundred(collector: httpx.AsyncClient) -> None:
    body = (await collector.get(f"/users/{WATCHED_SELLERS[0]}/inventory?per_page=500")).json()
    assert body["pagination"]["per_page"] == 100
    assert len(body["listings"]) == 100


async def test_long_queries_time_out(collector: httpx.AsyncClient) -> None:
    answer = await collector.get("/database/search", params={"q": "x" * 600})
    assert answer.status_code == 500
    assert "Query time exceeded" in answer.json()["message"]


async def test_release_and_master(collector: httpx.AsyncClient, world: World) -> None:
    release = (await collector.get(f"/releases/{KIND_OF_BLUE}")).json()
    assert release["year"] == 1959
    assert release["labels"][0]["entity_type"] == "1"
    assert release["master_id"] == 980_000_001
    master = (await collector.get("/masters/980000001")).json()
    assert master["main_release"] == KIND_OF_BLUE
    single = next(one for one in world.catalogue.releases.values() if one.kind == "single")
    assert "master_id" not in (await collector.get(f"/releases/{single.id}")).json()


@pytest.mark.parametrize(
    "path", ["/releases/1", "/masters/1", "/marketplace/listings/1", "/users/nobody/inventory", "/x"]
)
async def test_what_is_not_there(collector: httpx.AsyncClient, path: str) -> None:
    answer = await collector.get(path)
    assert answer.status_code == 404
    assert set(answer.json()) == {"message"}


async def test_versions_filter_and_sort(collector: httpx.AsyncClient) -> None:
    path = "/masters/980000001/versions"
    body = (await collector.get(path, params={"format": "Vinyl", "sort": "released", "sort_order": "asc"})).json()
    years = [int(row["released"]) for row in body["versions"]]
    assert years == sorted(years)
    assert all(row["major_formats"][-1] == "Vinyl" for row in body["versions"])
    assert body["filters"]["available"]["format"]["CD"] == 1
    assert body["filters"]["applied"] == {"format": ["Vinyl"]}


async def test_market_figures_agree_with_the_listings(collector: httpx.AsyncClient, world: World) -> None:
    body = (await collector.get(f"/marketplace/stats/{KIND_OF_BLUE}")).json()
    now = world.seconds()
    offers = list(world.discogs.on_sale(world.discogs.of_release(KIND_OF_BLUE), now))
    assert body["num_for_sale"] == len(offers) > 3
    assert body["lowest_price"]["currency"] == "EUR"
    cheapest = min(
        offers, key=lambda one: one.price_at(now) / {"EUR": 1, "USD": 1.16, "GBP": 0.87}.get(one.currency, 99)
    )
    listing = (await collector.get(f"/marketplace/listings/{cheapest.id}")).json()
    assert listing["release"]["id"] == KIND_OF_BLUE
    assert body["lowest_price"]["value"] <= round(listing["price"]["value"], 2)


async def test_market_figures_are_open_and_in_dollars(http: httpx.AsyncClient, world: World) -> None:
    body = (await http.get(f"/discogs/marketplace/stats/{KIND_OF_BLUE}")).json()
    assert body["lowest_price"]["currency"] == "USD"
    asked = await http.get(f"/discogs/marketplace/stats/{KIND_OF_BLUE}?curr_abbr=GBP")
    assert asked.json()["lowest_price"]["currency"] == "GBP"
    blocked = next(one for one in world.catalogue.releases.values() if one.is_blocked)
    figures = (await http.get(f"/discogs/marketplace/stats/{blocked.id}")).json()
    assert figures == {"num_for_sale": None, "lowest_price": None, "blocked_from_sale": True}


async def test_price_suggestions(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    body = (await collector.get(f"/marketplace/price_suggestions/{KIND_OF_BLUE}")).json()
    assert len(body) == 8
    assert body["Very Good (VG)"]["value"] / body["Near Mint (NM or M-)"]["value"] == pytest.approx(9 / 17)
    path = f"/discogs/marketplace/price_suggestions/{KIND_OF_BLUE}"
    assert (await http.get(path, headers=KEY)).status_code == 401
    newcomer = {"Authorization": "Discogs token=sandbox-token-sample_newcomer"}
    answer = await http.get(path, headers=newcomer)
    assert (answer.status_code, answer.json()["message"]) == (404, "You must fill out your seller settings first.")


async def test_shipping_is_told_to_members_only(collector: httpx.AsyncClient, http: httpx.AsyncClient) -> None:
    path = f"/users/{WATCHED_SELLERS[1]}/inventory?per_page=1"
    mine = (await collector.get(path)).json()["listings"][0]
    assert mine["shipping_price"]["currency"] == "EUR"
    assert mine["original_price"]["curr_abbr"] == "GBP"
    assert mine["original_price"]["converted"]["value"] == round(mine["price"]["value"], 2)
    theirs = (await http.get(f"/discogs{path}")).json()["listings"][0]
    assert theirs["shipping_price"] == {}
    assert theirs["release"]["thumbnail"] == ""
    assert "in_cart" not in theirs


async def test_inventory_newest_first_and_by_price(collector: httpx.AsyncClient) -> None:
    path = f"/users/{WATCHED_SELLERS[0]}/inventory"
    posted = [row["posted"][:10] for row in (await collector.get(path)).json()["listings"]]
    assert posted == sorted(posted, reverse=True)
    cheap = (await collector.get(f"{path}?sort=price&sort_order=asc")).json()["listings"]
    prices = [row["price"]["value"] for row in cheap]
    assert prices == sorted(prices)


async def test_strangers_read_a_hundred_pages(collector: httpx.AsyncClient) -> None:
    path = f"/users/{LARGE_SELLER}/inventory?per_page=100&page="
    body = (await collector.get(f"{path}100")).json()
    assert body["pagination"]["pages"] > 100
    answer = await collector.get(f"{path}101")
    assert answer.status_code == 403
    assert answer.json()["message"] == "Pagination above 100 disabled for inventories besides your own"


async def test_inventory_refuses_what_is_the_owners(collector: httpx.AsyncClient) -> None:
    path = f"/users/{WATCHED_SELLERS[0]}/inventory"
    assert (await collector.get(f"{path}?sort=location")).status_code == 422
    assert (await collector.get(f"{path}?status=Nonsense")).status_code == 422


async def test_a_sold_listing_is_gone(collector: httpx.AsyncClient, world: World, sandbox_clock: Clock) -> None:
    offer = next(world.discogs.on_sale(world.discogs.of_seller(WATCHED_SELLERS[0]), world.seconds()))
    assert (await collector.get(f"/marketplace/listings/{offer.id}")).status_code == 200
    sandbox_clock.advance(seconds=offer.dies - world.seconds() + 1)
    assert (await collector.get(f"/marketplace/listings/{offer.id}")).status_code == 404


async def test_there_is_no_search_for_listings(collector: httpx.AsyncClient) -> None:
    assert (await collector.get(f"/marketplace/listings?release_id={KIND_OF_BLUE}")).status_code == 405


async def test_the_window_moves(collector: httpx.AsyncClient, sandbox_clock: Clock) -> None:
    for count in range(1, 61):
        answer = await collector.get("/oauth/identity")
        assert answer.status_code == 200
        assert answer.headers["x-discogs-ratelimit-remaining"] == str(60 - count)
        sandbox_clock.advance(seconds=0.5)
    refused = await collector.get("/oauth/identity")
    assert refused.status_code == 429
    assert refused.json() == {"message": "You are making requests too quickly."}
    assert "retry-after" not in refused.headers
    sandbox_clock.advance(seconds=61)
    assert (await collector.get("/oauth/identity")).headers["x-discogs-ratelimit-used"] == "1"


async def test_all_tokens_of_an_address_share_the_window(http: httpx.AsyncClient) -> None:
    for name in ("collector", "completist", "newcomer"):
        headers = {"Authorization": f"Discogs token=sandbox-token-sample_{name}"}
        answer = await http.get("/discogs/oauth/identity", headers=headers)
    assert answer.headers["x-discogs-ratelimit-used"] == "3"


async def test_nobody_has_twenty_five(http: httpx.AsyncClient) -> None:
    answers = [await http.get(f"{BASE}/discogs/masters/980000001") for _ in range(26)]
    assert [answer.status_code for answer in answers] == [200] * 25 + [429]


async def test_posted_times_are_californian(collector: httpx.AsyncClient) -> None:
    body = (await collector.get(f"/users/{WATCHED_SELLERS[0]}/inventory?per_page=100")).json()
    assert {row["posted"][-6:] for row in body["listings"]} <= {"-08:00", "-07:00"}
