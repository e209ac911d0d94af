from __future__ import annotations

import httpx
import pytest

from tests.sandbox.conftest import sign_in
from tests.support import Clock
from vinyldigger.sandbox.ebay.items import Item, Shelf
from vinyldigger.sandbox.ebay.shapes import COMPACT
from vinyldigger.sandbox.world import World

ITEM = "/buy/browse/v1/item"


def first(shelf: Shelf, world: World, *, variations: bool = False, language: str = "") -> Item:
    """A fixed-price record of a German or other seller."""
    return next(
        one
        for one in shelf.on_show(world.seconds())
        if not one.is_auction
        and one.kind == "record"
        and (one.variations != (0,)) == variations
        and one.offer.seller.place.language == (language or one.offer.seller.place.language)
        and one.offer.dies > world.seconds() + 7_200
    )


async def error_of(ebay: httpx.AsyncClient, path: str, **params: str) -> tuple[int, int]:
    answer = await ebay.get(f"{ITEM}{path}", params=params)
    return answer.status_code, answer.json()["errors"][0]["errorId"]


async def test_an_item_by_its_restful_id(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    item = first(shelf, world)
    body = (await ebay.get(f"{ITEM}/v1%7C{item.offer.id}%7C0")).json()
    assert body["itemId"] == f"v1|{item.offer.id}|0"
    assert body["title"] == item.title
    assert body["seller"]["userId"]
    assert None not in body.values()


async def test_a_bare_number_is_no_id(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    item = first(shelf, world)
    for wrong in (str(item.offer.id), "v1%7C1%7C0", f"v1%7C{item.offer.id}%7C7", "v1%7Cx%7C0"):
        assert await error_of(ebay, f"/{wrong}") == (404, 11001)


async def test_an_item_by_its_legacy_id(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    item = first(shelf, world)
    body = (await ebay.get(f"{ITEM}/get_item_by_legacy_id", params={"legacy_item_id": str(item.offer.id)})).json()
    assert body["legacyItemId"] == str(item.offer.id)
    assert await error_of(ebay, "/get_item_by_legacy_id", legacy_item_id="123") == (404, 11003)


async def test_variations_have_a_group(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    item = first(shelf, world, variations=True)
    number = str(item.offer.id)
    answer = await ebay.get(f"{ITEM}/get_item_by_legacy_id", params={"legacy_item_id": number})
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["errorId"]) == (400, 11006)
    group = (await ebay.get(error["parameters"][0]["value"])).json()
    assert len(group["items"]) == 3
    assert len({one["price"]["value"] for one in group["items"]}) > 1
    assert group["commonDescriptions"][0]["description"]
    params = {"legacy_item_id": number, "legacy_variation_id": str(item.variations[1])}
    one = (await ebay.get(f"{ITEM}/get_item_by_legacy_id", params=params)).json()
    assert one["itemId"] == f"v1|{number}|{item.variations[1]}"
    assert await error_of(ebay, "/get_items_by_item_group", item_group_id="1") == (404, 11005)


async def test_compact_stands_alone(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    path = f"/v1%7C{first(shelf, world).offer.id}%7C0"
    body = (await ebay.get(f"{ITEM}{path}", params={"fieldgroups": "COMPACT"})).json()
    assert body.keys() <= set(COMPACT)
    assert {"price", "sellerItemRevision", "estimatedAvailabilities"} <= body.keys()
    assert await error_of(ebay, path, fieldgroups="COMPACT,PRODUCT") == (400, 11018)
    assert await error_of(ebay, path, fieldgroups="ALL") == (400, 11501)


@pytest.mark.parametrize(
    ("language", "artist"), [("de", "Künstler"), ("fr", "Artiste"), ("it", "Artista"), ("en", "Artist")]
)
async def test_aspects_speak_the_sellers_language(
    ebay: httpx.AsyncClient, shelf: Shelf, world: World, language: str, artist: str
) -> None:
    items = [one for one in shelf.on_show(world.seconds()) if one.offer.seller.place.language == language][:12]
    names: set[str] = set()
    for item in items:
        answer = await ebay.get(f"{ITEM}/v1%7C{item.offer.id}%7C{item.variations[0]}")
        names |= {one["name"] for one in answer.json().get("localizedAspects", [])}
    assert artist in names


async def test_some_items_have_no_aspects(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    thing = next(one for one in shelf.on_show(world.seconds()) if one.kind == "thing")
    body = (await ebay.get(f"{ITEM}/v1%7C{thing.offer.id}%7C0")).json()
    assert "localizedAspects" not in body


async def test_import_charges_at_a_border(ebay: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    american = next(
        one
        for one in shelf.on_show(world.seconds())
        if one.offer.seller.place.code == "US" and one.is_abroad and not one.is_pickup_only and one.offer.id % 2 == 0
        and one.variations == (0,)
    )  # fmt: skip
    path = f"{ITEM}/v1%7C{american.offer.id}%7C0"
    assert "importCharges" in (await ebay.get(path)).json()["shippingOptions"][0]
    home = {"X-EBAY-C-ENDUSERCTX": "contextualLocation=country%3DUS%2Czip%3D19406"}
    assert "importCharges" not in (await ebay.get(path, headers=home)).json()["shippingOptions"][0]


async def test_an_ended_item_says_so_and_then_is_gone(
    ebay: httpx.AsyncClient, shelf: Shelf, world: World, sandbox_clock: Clock
) -> None:
    item = first(shelf, world)
    path = f"/v1%7C{item.offer.id}%7C0"
    sandbox_clock.advance(seconds=item.offer.dies - world.seconds() + 60)
    await sign_in(ebay)
    body = (await ebay.get(f"{ITEM}{path}")).json()
    assert body["estimatedAvailabilities"][0]["estimatedAvailabilityStatus"] == "OUT_OF_STOCK"
    sandbox_clock.advance(hours=1)
    assert await error_of(ebay, path) == (404, 11001)


async def test_bulk_reading_is_not_for_everyone(ebay: httpx.AsyncClient) -> None:
    assert await error_of(ebay, "/", item_ids="a,b") == (403, 1100)


async def test_the_days_quota_and_its_analytics(ebay: httpx.AsyncClient, world: World, sandbox_clock: Clock) -> None:
    limits = "/developer/analytics/v1_beta/rate_limit/?api_context=buy&api_name=browse"
    world.ebay_quota.limit = 2
    for _ in range(2):
        assert (await ebay.get(f"{ITEM}/1")).status_code == 404  # failed calls count
    answer = await ebay.get(f"{ITEM}/1")
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (429, 2001)
    assert "retry-after" not in answer.headers
    rate = (await ebay.get(limits)).json()["rateLimits"][0]["resources"][0]["rates"][0]
    assert (rate["count"], rate["limit"], rate["remaining"]) == (2, 2, 0)
    assert rate["reset"] == "2026-11-24T08:00:00.000Z"  # midnight in California
    sandbox_clock.advance(hours=20, seconds=1)
    await sign_in(ebay)
    assert (await ebay.get(f"{ITEM}/1")).status_code == 404
    other = await ebay.get("/developer/analytics/v1_beta/rate_limit/?api_context=sell&api_name=feed")
    assert other.status_code == 204
