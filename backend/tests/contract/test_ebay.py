"""What is eBay's own: tokens, sites, the filter grammar, errors that are warnings, variations, the spent day."""

from __future__ import annotations

import asyncio
import base64
import json
from datetime import timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import httpx
import pytest
from redis.asyncio import Redis

from tests.contract.harness import DESTINATION, NOW, QUERY, Bench, make_bench
from vinyldigger.core.domain.grade import GradeSource
from vinyldigger.core.domain.listing import BuyingOption, Destination
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.contract import (
    Caller,
    CredentialsRejected,
    NotFound,
    Priority,
    RateLimited,
    UserCredentials,
    WireChanged,
)
from vinyldigger.marketplaces.ebay import client, mapping
from vinyldigger.marketplaces.ebay.vocabulary import SITES, site_of

PERSON = Caller(priority=Priority.INTERACTIVE)


def token_requests(bench: Bench) -> list[httpx.Request]:
    return [request for request in bench.stand_in.requests if request.url.path.endswith("/oauth2/token")]


def answer(bench: Bench, name: str, status: int = 200) -> httpx.Response:
    return httpx.Response(status, text=bench.stand_in.raw(name), headers={"Content-Type": "application/json"})


async def test_one_application_token_serves_many_callers_and_processes(ebay: Bench, redis: Redis) -> None:
    await asyncio.gather(*(ebay.market.search(QUERY, DESTINATION, PERSON) for _ in range(10)))
    assert len(token_requests(ebay)) == 1
    asked = token_requests(ebay)[0]
    assert asked.headers["Authorization"] == "Basic " + base64.b64encode(b"app-PRD-1:cert-PRD-1").decode()
    assert parse_qs(asked.content.decode())["grant_type"] == ["client_credentials"]
    assert {request.headers["Authorization"] for request in ebay.stand_in.asked} == {"Bearer v^1.1#app"}

    other_process = make_bench("ebay", redis)
    await other_process.market.search(QUERY, DESTINATION, PERSON)
    assert token_requests(other_process) == []


async def test_the_remembered_token_is_unreadable_and_bound_to_the_secret(ebay: Bench, redis: Redis) -> None:
    await ebay.market.search(QUERY, DESTINATION, PERSON)
    kept = [await redis.get(key) for key in await redis.keys("*application_token*")]
    assert len(kept) == 1
    assert "v^1.1" not in str(kept[0])
    changed = make_bench("ebay", redis, app=None)
    with pytest.raises(CredentialsRejected):
        await changed.market.search(QUERY, DESTINATION, PERSON)


async def test_a_token_is_replaced_before_it_ends(redis: Redis) -> None:
    moment = [NOW]
    bench = make_bench("ebay", redis, clock=lambda: moment[0])
    await bench.market.search(QUERY, DESTINATION, PERSON)
    moment[0] = NOW + timedelta(minutes=114)
    await bench.market.search(QUERY, DESTINATION, PERSON)
    assert len(token_requests(bench)) == 1
    moment[0] = NOW + timedelta(minutes=116)
    await bench.market.search(QUERY, DESTINATION, PERSON)
    assert len(token_requests(bench)) == 2


async def test_a_refused_application_token_is_replaced_once(ebay: Bench) -> None:
    refusals = iter([answer(ebay, "error_401.json", 401)])
    ebay.stand_in.fault = lambda _request: next(refusals, None)
    assert (await ebay.market.search(QUERY, DESTINATION, PERSON)).items
    assert len(token_requests(ebay)) == 2


async def test_a_refused_users_token_is_the_users_matter(ebay: Bench) -> None:
    ebay.stand_in.error(401)
    with pytest.raises(CredentialsRejected):
        await ebay.market.search(QUERY, DESTINATION, ebay.user)
    assert token_requests(ebay) == []
    assert ebay.stand_in.requests[0].headers["Authorization"] == "Bearer v^1.1#user"


async def test_wrong_application_credentials_are_refused_not_retried(ebay: Bench) -> None:
    ebay.stand_in.tokens_fail = True
    ebay.stand_in.fault = lambda _request: httpx.Response(401, json={"error": "invalid_client"})
    with pytest.raises(CredentialsRejected):
        await ebay.market.test()
    assert len(ebay.stand_in.requests) == 1


async def test_consent_names_the_ru_name_and_an_unguessable_state(ebay: Bench) -> None:
    first, second = await ebay.market.authorize(), await ebay.market.authorize()
    parts = urlsplit(first.url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://auth.ebay.com/oauth2/authorize"
    asked = parse_qs(parts.query)
    assert asked == {
        "response_type": ["code"],
        "client_id": ["app-PRD-1"],
        "redirect_uri": ["Firm-App-PRD-abcde"],
        "scope": ["https://api.ebay.com/oauth/api_scope"],
        "state": [first.state],
    }
    assert len(first.state) >= 32
    assert first.state != second.state
    assert not ebay.stand_in.requests


async def test_a_code_becomes_tokens_and_a_refresh_keeps_the_refresh_token(ebay: Bench) -> None:
    ebay.stand_in.tokens_fail = True
    ebay.stand_in.fault = lambda _request: answer(ebay, "user_token.json")
    user = await ebay.market.complete("state", "v^1.1#i^1#code")
    form = parse_qs(ebay.stand_in.requests[-1].content.decode())
    assert form["grant_type"] == ["authorization_code"]
    assert form["code"] == ["v^1.1#i^1#code"]
    assert form["redirect_uri"] == ["Firm-App-PRD-abcde"]
    assert (user.kind, user.token, user.refresh_token) == ("oauth2", "v^1.1#user", "v^1.1#refresh")
    assert user.expires_at == NOW + timedelta(hours=2)

    ebay.stand_in.fault = lambda _request: answer(ebay, "token.json")
    renewed = await ebay.market.refresh(user)
    assert (renewed.token, renewed.refresh_token) == ("v^1.1#app", "v^1.1#refresh")
    assert parse_qs(ebay.stand_in.requests[-1].content.decode())["refresh_token"] == ["v^1.1#refresh"]


async def test_withdrawn_consent_is_permanent(ebay: Bench) -> None:
    ebay.stand_in.tokens_fail = True
    ebay.stand_in.fault = lambda _request: answer(ebay, "error_grant.json", 400)
    user = UserCredentials("oauth2", "old", refresh_token="gone")
    with pytest.raises(CredentialsRejected):
        await ebay.market.refresh(user)
    with pytest.raises(CredentialsRejected):
        await ebay.market.refresh(UserCredentials("oauth2", "old"))
    assert len(ebay.stand_in.requests) == 1


@pytest.mark.parametrize(
    ("country", "site"),
    [
        ("US", "EBAY_US"), ("GB", "EBAY_GB"), ("DE", "EBAY_DE"), ("AT", "EBAY_AT"), ("PT", "EBAY_ES"),
        ("NZ", "EBAY_AU"), ("LI", "EBAY_CH"), ("JP", "EBAY_US"), ("BR", "EBAY_US"), ("SE", "EBAY_DE"),
    ],
)  # fmt: skip
async def test_the_site_follows_the_buyers_country(ebay: Bench, country: str, site: str) -> None:
    page = await ebay.market.search(QUERY, Destination(country, "EUR"), PERSON)
    assert ebay.stand_in.asked[0].headers["X-EBAY-C-MARKETPLACE-ID"] == site
    assert {item.site for item in page.items} == {site}


async def test_the_buyers_place_travels_in_the_context(ebay: Bench, redis: Redis) -> None:
    await ebay.market.search(QUERY, DESTINATION, PERSON)
    context = ebay.stand_in.asked[0].headers["X-EBAY-C-ENDUSERCTX"]
    assert context == "contextualLocation=country%3DDE%2Czip%3D10115"
    partner = make_bench("ebay", redis, campaign_id="5338")
    page = await partner.market.search(QUERY, Destination("DE", "EUR"), PERSON)
    context = partner.stand_in.asked[0].headers["X-EBAY-C-ENDUSERCTX"]
    assert unquote(context) == "contextualLocation=country=DE,affiliateCampaignId=5338"
    assert page.items[0].url == "https://www.ebay.de/itm/110000000001?campid=5338"


@pytest.mark.parametrize(
    ("query", "destination", "expected"),
    [
        (Query("x"), Destination("DE", "EUR"), "buyingOptions:{FIXED_PRICE|AUCTION},deliveryCountry:DE"),
        (
            Query("x", min_price=Decimal("10"), max_price=Decimal("50.5"), currency="EUR", ships_from=("GB",)),
            DESTINATION,
            "buyingOptions:{FIXED_PRICE|AUCTION},deliveryCountry:DE,deliveryPostalCode:10115,"
            "itemLocationCountry:GB,price:[10..50.5],priceCurrency:EUR",
        ),
        (
            Query("x", max_price=Decimal("50"), currency="USD", ships_from=("GB", "DE")),
            Destination("DE", "EUR"),
            "buyingOptions:{FIXED_PRICE|AUCTION},deliveryCountry:DE",
        ),
        (
            Query("x", max_price=Decimal("50"), currency="USD", buying_options=(BuyingOption.AUCTION,)),
            Destination("US", "USD"),
            "buyingOptions:{AUCTION},deliveryCountry:US,price:[..50],priceCurrency:USD",
        ),
        (
            Query(
                "x",
                min_price=Decimal("5"),
                currency="GBP",
                buying_options=(BuyingOption.FIXED_PRICE, BuyingOption.BEST_OFFER, BuyingOption.AUCTION_OR_FIXED),
            ),
            Destination("GB", "GBP"),
            "buyingOptions:{FIXED_PRICE|BEST_OFFER|AUCTION},deliveryCountry:GB,price:[5],priceCurrency:GBP",
        ),
    ],
)
def test_the_filter_grammar(query: Query, destination: Destination, expected: str) -> None:
    assert client.filters(query, site_of(destination.country), destination) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("tin harbour", barcode="012345678905"), {"q": "tin harbour"}),
        (Query(artist="Tin Harbour", title="Low", catalogue_number="GAN 017"), {"q": "Tin Harbour Low GAN 017"}),
        (Query(barcode="0 12345 67890 5"), {"gtin": "012345678905"}),
        (Query(barcode="5012345678900"), {"q": "5012345678900"}),
        (Query("x" * 300), {"q": "x" * 100}),
        (Query("tin " * 30), {"q": "tin " * 24 + "tin"}),
        (Query("Tin Harbour - Low (Mono, 1969) -reissue *"), {"q": "Tin Harbour Low Mono, 1969 reissue"}),
    ],
)
async def test_the_words_asked_for(ebay: Bench, query: Query, expected: dict[str, str]) -> None:
    await ebay.market.search(query, DESTINATION, PERSON)
    asked = dict(ebay.stand_in.asked[0].url.params)
    assert {name: asked.get(name) for name in expected} == expected
    assert not {"q", "gtin"} <= asked.keys()
    assert (asked["category_ids"], asked["limit"], asked["offset"], asked["sort"]) == ("176985", "200", "0", "price")


async def test_pages_by_offset_in_whole_pages(ebay: Bench) -> None:
    first = await ebay.market.search(QUERY, DESTINATION, PERSON)
    assert first.next_cursor == "200"
    await ebay.market.search(QUERY, DESTINATION, PERSON, first.next_cursor)
    assert ebay.stand_in.asked[-1].url.params["offset"] == "200"
    last = await ebay.market.search(QUERY, DESTINATION, PERSON, "9800")
    assert last.next_cursor is None


async def test_no_match_has_no_key_at_all(ebay: Bench) -> None:
    ebay.stand_in.fault = lambda _request: answer(ebay, "empty.json")
    page = await ebay.market.search(QUERY, DESTINATION, PERSON)
    assert (page.items, page.next_cursor, page.total) == ((), None, 0)


async def test_warnings_of_a_successful_answer_are_passed_on(ebay: Bench) -> None:
    page = await ebay.market.search(QUERY, DESTINATION, PERSON)
    assert page.warnings == ("12012:price,priceCurrency",)


async def test_auctions_hybrids_variations_and_the_ended(ebay: Bench) -> None:
    page = await ebay.market.search(QUERY, DESTINATION, PERSON)
    fixed, auction, hybrid, variations = page.items  # the fifth ended a minute ago
    assert (fixed.price, fixed.buying_option) == (Money.of("21.50", "GBP"), BuyingOption.BEST_OFFER)
    assert fixed.accepts_offers
    assert fixed.quote is not None
    assert fixed.quote.shipping == Money.of("6.00", "GBP")
    assert (auction.price, auction.bid, auction.bids) == (None, Money.of("5.50", "EUR"), 3)
    assert (auction.buying_option, auction.is_lower_bound) == (BuyingOption.AUCTION, True)
    assert auction.quote is None
    assert hybrid.buying_option is BuyingOption.AUCTION_OR_FIXED
    assert (hybrid.price, hybrid.bid) == (Money.of("40.00", "EUR"), Money.of("1.00", "EUR"))
    assert hybrid.seller is not None
    assert hybrid.seller.positive_percent is None
    assert (variations.is_variation, variations.is_lower_bound, variations.seller) == (True, True, None)
    assert page.skipped == 0


async def test_the_same_item_twice_on_a_page_is_one(ebay: Bench) -> None:
    ebay.stand_in.rewrite(lambda body: body | {"itemSummaries": body["itemSummaries"][:1] * 3})
    assert len((await ebay.market.search(QUERY, DESTINATION, PERSON)).items) == 1


async def test_a_condition_of_ebays_scale_is_no_grade(ebay: Bench) -> None:
    ebay.stand_in.rewrite(lambda body: body | {"condition": "Very Good", "conditionId": "4000"})
    item = await ebay.market.listing("v1|110000000001|0", DESTINATION, PERSON)
    assert (item.media_grade, item.sleeve_grade) == (None, None)
    assert (item.grade_source, item.condition_text) == (GradeSource.CONDITION, "Very Good")
    assert item.aspects["record grading"] == ("Very Good Plus (VG+)",)
    assert item.aspects["sleeve grading"] == ("VG",)
    assert item.aspects["artist"] == ("Tin Harbour",)
    assert "upc" not in item.aspects


async def test_sellers_are_hashes_that_need_the_key(ebay: Bench, redis: Redis) -> None:
    page = await ebay.market.search(QUERY, DESTINATION, PERSON)
    seller = page.items[0].seller
    assert seller is not None
    assert seller.name == "harbour-vinyl"
    assert seller.external_id == mapping.seller_id("harbour-vinyl", b"a key for tests")
    assert "harbour" not in seller.external_id
    other = make_bench("ebay", redis, hash_key=b"another")
    elsewhere = (await other.market.search(QUERY, DESTINATION, PERSON)).items[0].seller
    assert elsewhere is not None
    assert elsewhere.external_id != seller.external_id


async def test_ids_keep_their_pipes_encoded(ebay: Bench) -> None:
    await ebay.market.listing("v1|110000000001|0", DESTINATION, PERSON, site="EBAY_GB")
    request = ebay.stand_in.asked[0]
    assert request.url.raw_path == b"/buy/browse/v1/item/v1%7C110000000001%7C0"
    assert request.headers["X-EBAY-C-MARKETPLACE-ID"] == "EBAY_GB"


async def test_the_number_of_a_page_finds_the_item(ebay: Bench) -> None:
    item = await ebay.market.listing("110000000001", DESTINATION, PERSON)
    assert item.external_id == "v1|110000000001|0"
    assert ebay.stand_in.asked[0].url.params["legacy_item_id"] == "110000000001"


async def test_a_number_with_variations_gives_the_cheapest_that_is_left(ebay: Bench) -> None:
    refusal = answer(ebay, "error_variations.json", 400)
    ebay.stand_in.fault = lambda request: refusal if "legacy" in request.url.path else None
    item = await ebay.market.listing("110000000004", DESTINATION, PERSON)
    assert (item.external_id, item.price) == ("v1|110000000004|502", Money.of("12.00", "EUR"))
    assert item.is_variation

    def sold_out(request: httpx.Request) -> httpx.Response:
        return refusal if "legacy" in request.url.path else httpx.Response(200, json={"items": []})

    ebay.stand_in.fault = sold_out
    with pytest.raises(NotFound):
        await ebay.market.listing("110000000004", DESTINATION, PERSON)


@pytest.mark.parametrize(("status", "number"), [(404, 11001), (400, 11001), (404, 11003), (400, 11004)])
async def test_ended_items_are_not_found_whatever_the_status(ebay: Bench, status: int, number: int) -> None:
    ebay.stand_in.error(status, body=json.dumps({"errors": [{"errorId": number}]}))
    with pytest.raises(NotFound):
        await ebay.market.listing("v1|110000000001|0", DESTINATION, PERSON)


async def test_what_is_sold_out_or_over_is_not_available(ebay: Bench) -> None:
    ebay.stand_in.rewrite(
        lambda body: body | {"estimatedAvailabilities": [{"estimatedAvailabilityStatus": "OUT_OF_STOCK"}]}
    )
    assert not (await ebay.market.listing("v1|110000000001|0", DESTINATION, PERSON)).available
    ebay.stand_in.rewrite(lambda body: body | {"itemEndDate": "2026-11-23T11:00:00.000Z"})
    assert not (await ebay.market.listing("v1|110000000001|0", DESTINATION, PERSON)).available


async def test_a_refused_request_is_our_mistake(ebay: Bench) -> None:
    ebay.stand_in.error(400, body=json.dumps({"errors": [{"errorId": 12515}]}))
    with pytest.raises(WireChanged, match="12515"):
        await ebay.market.search(QUERY, DESTINATION, PERSON)
    assert len(ebay.stand_in.asked) == 1


async def test_a_spent_day_ends_at_midnight_in_california(ebay: Bench) -> None:
    ebay.stand_in.fault = lambda _request: answer(ebay, "error_429_day.json", 429)
    with pytest.raises(RateLimited) as limited:
        await ebay.market.search(QUERY, DESTINATION, PERSON)
    assert limited.value.retry_after == 20 * 3600  # noon UTC is four in the morning there
    asked = len(ebay.stand_in.requests)
    with pytest.raises(RateLimited):
        await ebay.market.search(QUERY, DESTINATION, PERSON)
    assert len(ebay.stand_in.requests) == asked


async def test_the_test_call_corrects_the_days_count_without_costing_a_call(redis: Redis) -> None:
    bench = make_bench("ebay", redis, limiter_clock=NOW.timestamp)
    await bench.market.test()
    budget = await bench.market.budget()
    assert (budget.used, budget.limit, budget.window_seconds) == (2000, 5000, 86_400)
    assert budget.resets_at == NOW + timedelta(hours=20)
    await bench.market.search(QUERY, DESTINATION, PERSON)
    assert (await bench.market.budget()).used == 2001
    bench.stand_in.fault = lambda _request: httpx.Response(204)
    await bench.market.test()


@pytest.mark.parametrize(
    ("text", "external_id", "site"),
    [
        ("https://www.ebay.com/itm/110000000001", "110000000001", "EBAY_US"),
        ("https://www.ebay.co.uk/itm/Tin-Harbour-Low-Water-Marks/110000000001?hash=item1", "110000000001", "EBAY_GB"),
        ("ebay.de/itm/110000000001", "110000000001", "EBAY_DE"),
        ("https://m.ebay.fr/itm/110000000001?_trkparms=x", "110000000001", "EBAY_FR"),
        ("https://www.benl.ebay.be/itm/110000000001", "110000000001", "EBAY_BE"),
        ("https://www.ebay.com/itm/110000000004?var=501", "v1|110000000004|501", "EBAY_US"),
        ("https://cgi.ebay.com/ws/eBayISAPI.dll?ViewItem&item=110000000001", "110000000001", "EBAY_US"),
        ("v1|110000000001|0", "v1|110000000001|0", ""),
        ("ebay:110000000001", "110000000001", ""),
    ],
)
def test_links(ebay: Bench, text: str, external_id: str, site: str) -> None:
    link = ebay.market.parse_link(text)
    assert link is not None
    assert (link.kind, link.external_id, link.site) == ("listing", external_id, site)
    assert link.known_as == (None if external_id.startswith("v1") else f"v1|{external_id}|0")


def test_links_to_sellers_carry_no_name(ebay: Bench) -> None:
    for text in ("https://www.ebay.de/usr/harbour-vinyl", "https://www.ebay.de/str/harbour-vinyl?x=1"):
        link = ebay.market.parse_link(text)
        assert link is not None
        assert (link.kind, link.external_id) == ("seller", mapping.seller_id("harbour-vinyl", b"a key for tests"))


@pytest.mark.parametrize("text", ["https://www.ebay.com/sch/i.html?_nkw=x", "https://notebay.com/itm/110000000001"])
def test_other_addresses_are_no_links(ebay: Bench, text: str) -> None:
    assert ebay.market.parse_link(text) is None


def test_every_site_has_a_currency_and_a_country_of_its_own() -> None:
    assert all(site_of(site.country) is site for site in SITES.values())
    assert len({site.host for site in SITES.values()}) == len(SITES)


def test_unknown_buying_options_count_as_fixed() -> None:
    options: Any = ["SOMETHING_NEW"]
    assert mapping.buying_option(options) is BuyingOption.FIXED_PRICE
