from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import httpx
import pytest

from tests.sandbox.conftest import sign_in
from tests.support import Clock
from vinyldigger.sandbox.ebay.filters import bounds_of, values_of
from vinyldigger.sandbox.ebay.items import LINGERS
from vinyldigger.sandbox.stock.places import EUROPEAN_UNION
from vinyldigger.sandbox.world import World, is_auction

SEARCH = "/buy/browse/v1/item_summary/search"
VINYL = "176985"
Item = dict[str, Any]


async def found(ebay: httpx.AsyncClient, **params: str) -> list[Item]:
    answer = await ebay.get(SEARCH, params={"q": "kind of blue", "limit": "200"} | params)
    assert answer.status_code == 200, answer.text
    body = answer.json()
    assert "warnings" not in body, body["warnings"]
    items: list[Item] = body.get("itemSummaries", [])
    return items


async def warned(ebay: httpx.AsyncClient, **params: str) -> list[int]:
    answer = await ebay.get(SEARCH, params={"q": "beatles"} | params)
    assert answer.status_code == 200, answer.text
    return [warning["errorId"] for warning in answer.json().get("warnings", [])]


async def test_words_are_and_groups_are_or(ebay: httpx.AsyncClient) -> None:
    titles = [one["title"].lower() for one in await found(ebay)]
    assert titles
    assert all("kind" in title and "blue" in title for title in titles)
    either = await found(ebay, q="(beatles, kraftwerk)")
    assert all("beatles" in one["title"].lower() or "kraftwerk" in one["title"].lower() for one in either)


async def test_nothing_found_has_no_items_key(ebay: httpx.AsyncClient) -> None:
    body = (await ebay.get(SEARCH, params={"q": "zzzqqq"})).json()
    assert body.keys() == {"href", "total", "limit", "offset"}
    assert body["total"] == 0


async def test_pages_end_without_next(ebay: httpx.AsyncClient) -> None:
    url: str | None = f"{SEARCH}?q=beatles&limit=50&sort=newlyListed"
    seen: list[str] = []
    while url:
        body = (await ebay.get(url)).json()
        seen += [one["itemId"] for one in body["itemSummaries"]]
        assert abs(body["total"] - len(seen)) <= 2 or "next" in body
        url = body.get("next")
    assert len(seen) > 100
    assert len(seen) == len(set(seen))
    assert "prev" in body


async def test_only_fixed_prices_unless_asked(ebay: httpx.AsyncClient) -> None:
    assert all("FIXED_PRICE" in one["buyingOptions"] for one in await found(ebay, category_ids=VINYL))
    auctions = await found(ebay, filter="buyingOptions:{AUCTION}")
    assert all("AUCTION" in one["buyingOptions"] for one in auctions)
    assert {"bidCount", "currentBidPrice", "itemEndDate"} <= auctions[0].keys()
    pure = [one for one in auctions if one["buyingOptions"] == ["AUCTION"]]
    assert pure
    assert all("price" not in one for one in pure)
    assert any(one["buyingOptions"] == ["FIXED_PRICE", "AUCTION"] for one in auctions)


async def test_price_filter(ebay: httpx.AsyncClient) -> None:
    items = await found(ebay, filter="price:[20..40],priceCurrency:EUR")
    assert items
    assert all(Decimal(20) <= Decimal(one["price"]["value"]) <= Decimal(40) for one in items)


async def test_condition_location_and_seller_filters(ebay: httpx.AsyncClient) -> None:
    new = await found(ebay, filter="conditions:{NEW}")
    assert {one["conditionId"] for one in new} == {"1000"}
    used = await found(ebay, filter="conditionIds:{3000|4000}")
    assert {one["conditionId"] for one in used} == {"3000", "4000"}
    british = await found(ebay, filter="itemLocationCountry:GB")
    assert {one["itemLocation"]["country"] for one in british} == {"GB"}
    union = await found(ebay, filter="itemLocationRegion:EUROPEAN_UNION")
    assert {one["itemLocation"]["country"] for one in union} <= EUROPEAN_UNION
    name = british[0]["seller"]["username"]
    assert {one["seller"]["username"] for one in await found(ebay, filter=f"sellers:{{{name}}}")} == {name}
    others = await found(ebay, filter=f"excludeSellers:{{{name}}}")
    assert name not in {one["seller"]["username"] for one in others}
    firms = await found(ebay, filter="sellerAccountTypes:{BUSINESS}")
    assert {one["seller"]["sellerAccountType"] for one in firms} == {"BUSINESS"}


async def test_delivery_filters(ebay: httpx.AsyncClient) -> None:
    free = await found(ebay, q="beatles", filter="maxDeliveryCost:0,deliveryCountry:DE")
    assert free
    costs = [one["shippingOptions"][0]["shippingCost"]["value"] for one in free]
    assert {Decimal(cost) for cost in costs} == {Decimal(0)}
    pickup = await found(ebay, q="beatles", filter="deliveryOptions:{SELLER_ARRANGED_LOCAL_PICKUP}")
    assert pickup
    assert all("shippingOptions" not in one for one in pickup)


async def test_start_date_filter_for_what_is_new(ebay: httpx.AsyncClient) -> None:
    items = await found(ebay, q="beatles", filter="itemStartDate:[2026-11-16T00:00:00Z]", sort="newlyListed")
    dates = [one["itemCreationDate"] for one in items]
    assert dates
    assert dates == sorted(dates, reverse=True)
    assert min(dates) >= "2026-11-16T00:00:00"


async def test_sorting_by_price_adds_shipping(ebay: httpx.AsyncClient) -> None:
    def total(one: Item) -> Decimal:
        shipping = one.get("shippingOptions", [{}])[0].get("shippingCost", {"value": "0"})
        return Decimal(one["price"]["value"]) + Decimal(shipping["value"])

    items = [one for one in await found(ebay, sort="price") if "AUCTION" not in one["buyingOptions"]]
    totals = [total(one) for one in items if "itemGroupHref" not in one]
    assert all(later >= earlier - Decimal("0.02") for earlier, later in pairwise(totals))


async def test_aspect_filter(ebay: httpx.AsyncClient) -> None:
    text = f"categoryId:{VINYL},Künstler:{{Miles Davis}},Plattenlabel:{{Columbia}}"
    items = await found(ebay, category_ids=VINYL, aspect_filter=text, q="blue")
    assert items
    assert await warned(ebay, aspect_filter=text) == [12017]


async def test_refinements(ebay: httpx.AsyncClient) -> None:
    params = {"q": "kind of blue", "category_ids": VINYL, "fieldgroups": "ASPECT_REFINEMENTS,CONDITION_REFINEMENTS"}
    body = (await ebay.get(SEARCH, params=params)).json()
    assert "itemSummaries" not in body
    names = [one["localizedAspectName"] for one in body["refinement"]["aspectDistributions"]]
    assert {"Künstler", "Artist", "Artiste"} <= set(names)
    first = body["refinement"]["conditionDistributions"][0]
    narrowed = (await ebay.get(first["refinementHref"])).json()
    assert narrowed["total"] <= body["total"] + 2
    full = (await ebay.get(SEARCH, params=params | {"fieldgroups": "FULL"})).json()
    assert {"itemSummaries", "refinement"} <= full.keys()


async def test_extended_adds_city_and_words(ebay: httpx.AsyncClient) -> None:
    items = await found(ebay, fieldgroups="EXTENDED")
    assert all("city" in one["itemLocation"] for one in items)
    assert any("shortDescription" in one for one in items)


@pytest.mark.parametrize(
    ("params", "warning"),
    [
        ({"sort": "relevance"}, 12008),
        ({"filter": "price:[1..5]"}, 12012),
        ({"filter": "priceCurrency:EUR"}, 12012),
        ({"filter": "deliveryPostalCode:10115"}, 12011),
        ({"filter": "deliveryCountry:DE,deliveryPostalCode:!"}, 12015),
        ({"filter": "nonsense:{1}"}, 12002),
        ({"filter": "{{{"}, 12002),
        ({"filter": "buyingOptions:{BARTER}"}, 12002),
        ({"fieldgroups": "EVERYTHING"}, 12016),
    ],
)
async def test_mistakes_that_are_only_warned_of(ebay: httpx.AsyncClient, params: dict[str, str], warning: int) -> None:
    assert await warned(ebay, **params) == [warning]


async def test_account_types_are_european(ebay: httpx.AsyncClient) -> None:
    ebay.headers["X-EBAY-C-MARKETPLACE-ID"] = "EBAY_US"
    assert await warned(ebay, filter="sellerAccountTypes:{BUSINESS}") == [12014]


@pytest.mark.parametrize(
    ("params", "status", "error"),
    [
        ({}, 400, 12001),
        ({"q": "x", "limit": "0"}, 400, 12006),
        ({"q": "x", "limit": "201"}, 400, 12006),
        ({"q": "x", "limit": "many"}, 400, 12007),
        ({"q": "x", "offset": "-50"}, 400, 12004),
        ({"q": "x", "offset": "far"}, 400, 12005),
        ({"q": "x", "offset": "7"}, 400, 12515),
        ({"q": "x", "offset": "10000"}, 400, 12029),
        ({"q": "x", "category_ids": "1,2"}, 400, 12030),
        ({"category_ids": "11233"}, 409, 12013),
        ({"q": "x", "filter": "itemLocationCountry:DE,itemLocationRegion:ASIA"}, 400, 12517),
        ({"q": "x", "filter": "itemLocationRegion:MOON"}, 400, 12518),
        ({"q": "x", "filter": "sellers:{" + "|".join(map(str, range(251))) + "}"}, 400, 12032),
    ],
)
async def test_mistakes_that_are_errors(
    ebay: httpx.AsyncClient, params: dict[str, str], status: int, error: int
) -> None:
    answer = await ebay.get(SEARCH, params=params)
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (status, error)


async def test_unknown_site(ebay: httpx.AsyncClient) -> None:
    answer = await ebay.get(SEARCH, params={"q": "x"}, headers={"X-EBAY-C-MARKETPLACE-ID": "EBAY_MARS"})
    assert (answer.status_code, answer.json()["errors"][0]["errorId"]) == (409, 12019)


async def test_sites_differ_in_currency_and_stock(ebay: httpx.AsyncClient) -> None:
    german = await found(ebay)
    assert {one["price"]["currency"] for one in german} == {"EUR"}
    assert any(one["price"].get("convertedFromCurrency") == "GBP" for one in german)
    ebay.headers["X-EBAY-C-MARKETPLACE-ID"] = "EBAY_GB"
    british = await found(ebay)
    assert {one["price"]["currency"] for one in british} == {"GBP"}
    assert {one["itemId"] for one in british} != {one["itemId"] for one in german}


async def test_shipping_follows_the_buyer(ebay: httpx.AsyncClient) -> None:
    near = {one["itemId"]: one.get("shippingOptions") for one in await found(ebay)}
    ebay.headers["X-EBAY-C-ENDUSERCTX"] = "contextualLocation=country%3DJP"
    far = {one["itemId"]: one.get("shippingOptions") for one in await found(ebay)}
    assert any(near[one] != far[one] for one in near.keys() & far.keys())
    calculated = [options[0] for options in far.values() if options and options[0]["shippingCostType"] == "CALCULATED"]
    assert calculated
    assert all("shippingCost" not in one for one in calculated)


async def test_affiliate_address_needs_a_campaign(ebay: httpx.AsyncClient) -> None:
    assert all("itemAffiliateWebUrl" not in one for one in await found(ebay))
    ebay.headers["X-EBAY-C-ENDUSERCTX"] += ",affiliateCampaignId=5338"
    assert all("campid=5338" in one["itemAffiliateWebUrl"] for one in await found(ebay))


async def test_variations_share_a_legacy_id(ebay: httpx.AsyncClient) -> None:
    items = await found(ebay, q="(beatles, davis, floyd, bowie)")
    grouped = [one for one in items if "itemGroupHref" in one]
    assert grouped
    assert len({one["legacyItemId"] for one in grouped}) < len({one["itemId"] for one in grouped})


async def test_titles_are_what_sellers_write(ebay: httpx.AsyncClient) -> None:
    """Lots, lone sleeves, CDs, shouting, whispering; never longer than eBay allows."""
    titles: list[str] = []
    for offset in range(0, 3_000, 200):
        titles += [one["title"] for one in await found(ebay, q="", category_ids=VINYL, offset=str(offset))]
    assert all(0 < len(title) <= 80 for title in titles)
    assert any(title.isupper() for title in titles)
    assert any(title.islower() for title in titles)
    for word in ("lot", "konvolut", "sleeve only", "nur cover", " cd", "obi", "180g", "t-shirt", "disque", "dischi"):
        assert any(word in title.lower() for title in titles), word


async def test_an_ended_auction_lingers(ebay: httpx.AsyncClient, world: World, sandbox_clock: Clock) -> None:
    now = world.seconds()
    offers = world.ebay.on_sale((place for place in world.ebay.places if is_auction(place)), now)
    offer = next(one for one in offers if one.seller.place.site == "EBAY_DE" and one.id % 4)
    sandbox_clock.advance(seconds=offer.dies - now + 30)
    await sign_in(ebay)
    filters = f"buyingOptions:{{AUCTION}},sellers:{{{offer.seller.username}}}"
    names = [one["legacyItemId"] for one in await found(ebay, q="", category_ids=VINYL, filter=filters)]
    ended = await ebay.get(f"/buy/browse/v1/item/v1%7C{offer.id}%7C0")
    assert ended.json()["estimatedAvailabilities"][0]["estimatedAvailabilityStatus"] == "OUT_OF_STOCK"
    assert str(offer.id) in names
    sandbox_clock.advance(seconds=LINGERS)
    later = await found(ebay, q="", category_ids=VINYL, filter=filters)
    assert str(offer.id) not in [one["legacyItemId"] for one in later]


async def test_products_and_product_codes(ebay: httpx.AsyncClient, world: World) -> None:
    tied = next(one for one in await found(ebay) if "epid" in one)
    same = (await ebay.get(SEARCH, params={"epid": tied["epid"], "limit": "200"})).json()["itemSummaries"]
    assert {one["epid"] for one in same} == {tied["epid"]}
    upc = next(one.barcode for one in world.catalogue.releases.values() if one.barcode and len(one.barcode) == 12)
    by_code = (await ebay.get(SEARCH, params={"gtin": upc})).json()
    assert by_code["total"] == len(by_code.get("itemSummaries", []))
    assert (await ebay.get(SEARCH, params={"charity_ids": "1"})).json()["total"] == 0


def test_the_grammar_of_values() -> None:
    assert values_of("{a|b c}") == ["a", "b c"]
    assert values_of("a") == ["a"]
    assert bounds_of("[1..2]") == ("1", "2")
    assert bounds_of("[..2]") == ("", "2")
    assert bounds_of("[1]") == ("1", "")
