"""Both adapters over real HTTP against the sandbox in a process of its own: it shares no code with them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from redis.asyncio import Redis

from tests.contract.harness import DESTINATION
from tests.sandbox_process import PATIENCE, fault, sandbox_process
from vinyldigger.core import clock
from vinyldigger.core.domain.listing import BuyingOption, Destination, Listing
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.calls import counted_calls
from vinyldigger.marketplaces.contract import (
    AppCredentials,
    Caller,
    CredentialsRejected,
    Forbidden,
    Marketplace,
    NotFound,
    Page,
    Priority,
    RateLimited,
    Unavailable,
    UserCredentials,
)
from vinyldigger.marketplaces.registry import build
from vinyldigger.marketplaces.settings import Endpoints, MarketplaceSettings

WATCHED = "plattenkiste-berlin"
WAREHOUSE = "record-warehouse-utrecht"
PERSON = Caller(priority=Priority.INTERACTIVE)
CALLBACK = "http://127.0.0.1:18399/connect/discogs"
RU_NAME = "VinylDigger-Sandbox-RuName"
KIND_OF_BLUE = Query(text="kind of blue")


@pytest.fixture(scope="session")
def sandbox_url() -> Iterator[str]:
    """A sandbox whose consent page at eBay leads back to us."""
    with sandbox_process("--ru-name", RU_NAME, "--accept-url", CALLBACK) as url:
        yield url


@pytest.fixture
async def browser(sandbox_url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A plain client: a person's browser, and the sandbox's switches."""
    async with httpx.AsyncClient(base_url=sandbox_url, timeout=PATIENCE) as client:
        await client.post("/_sandbox/reset")
        yield client
        await client.post("/_sandbox/reset")


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(timeout=PATIENCE) as client:
        yield client


def settings_for(url: str, name: str, http: httpx.AsyncClient, redis: Redis, **changes: Any) -> MarketplaceSettings:
    web = {"discogs": "discogs-web", "ebay": "ebay-auth"}[name]
    app = {
        "discogs": AppCredentials("sandbox-discogs-key", "sandbox-discogs-secret", CALLBACK),
        "ebay": AppCredentials("sandbox-ebay-client-SBX", "sandbox-ebay-secret", RU_NAME),
    }[name]
    given: dict[str, Any] = {
        "endpoints": Endpoints(f"{url}/{name}", f"{url}/{web}"),
        "http": http,
        "redis": redis,
        "clock": clock.now,
        "user_agent": "VinylDigger/test",
        "hash_key": b"key",
        "app": app,
        "limit": 5500 if name == "discogs" else 5000,
        **changes,
    }
    return MarketplaceSettings(**given)


@pytest.fixture
def discogs(sandbox_url: str, browser: httpx.AsyncClient, http: httpx.AsyncClient, redis: Redis) -> Marketplace:
    return build("discogs", settings_for(sandbox_url, "discogs", http, redis))


@pytest.fixture
def ebay(sandbox_url: str, browser: httpx.AsyncClient, http: httpx.AsyncClient, redis: Redis) -> Marketplace:
    return build("ebay", settings_for(sandbox_url, "ebay", http, redis))


@pytest.fixture
def market(name: str, discogs: Marketplace, ebay: Marketplace) -> Marketplace:
    """The marketplace that a test is parametrised with."""
    return {"discogs": discogs, "ebay": ebay}[name]


def member(name: str) -> Caller:
    """A member of the sandbox with a personal token."""
    return Caller(UserCredentials("personal", f"sandbox-token-{name}"), Priority.INTERACTIVE, name)


COLLECTOR, COMPLETIST, NEWCOMER = member("sample_collector"), member("sample_completist"), member("sample_newcomer")


async def test_the_catalogue_side_of_a_search(discogs: Marketplace) -> None:
    page = await discogs.search_catalogue(KIND_OF_BLUE, PERSON)
    assert page.skipped == 0
    found = page.items[0]
    assert (found.title, found.artists) == ("Kind Of Blue", ("Miles Davis",))
    assert found.master_id is not None
    full = await discogs.release(found.external_id, PERSON)
    assert full.is_full
    assert full.labels
    assert full.format.discs is not None
    versions = await discogs.master_versions(found.master_id, PERSON)
    assert found.external_id in {version.external_id for version in versions.items}
    assert all(version.artists == found.artists for version in versions.items)
    market = await discogs.release_market(found.external_id, "EUR", PERSON)
    assert market.lowest_price is None or market.lowest_price.currency == "EUR"
    assert (await discogs.search_catalogue(Query(text="zzzz no such record zzzz"), PERSON)).items == ()


async def read_all(discogs: Marketplace, seller: str) -> list[Page[Listing]]:
    cursor: str | None = None
    pages: list[Page[Listing]] = []
    while not pages or cursor:
        pages.append(await discogs.seller_inventory(seller, DESTINATION, PERSON, cursor))
        cursor = pages[-1].next_cursor
    return pages


async def test_an_inventory_and_one_of_its_listings(discogs: Marketplace) -> None:
    pages = await read_all(discogs, WATCHED)
    items = [item for page in pages for item in page.items]
    assert len({item.external_id for item in items}) == pages[0].total
    assert all(page.complete and page.skipped == 0 for page in pages)
    one = items[0]
    again = await discogs.listing(one.external_id, DESTINATION, PERSON)
    assert (again.price, again.media_grade, again.release_external_id) == (
        one.price,
        one.media_grade,
        one.release_external_id,
    )
    assert again.ships_from == "DE"
    assert again.seller is not None
    assert again.seller.external_id == WATCHED
    assert (await discogs.seller(WATCHED, PERSON)).ratings == again.seller.ratings
    link = discogs.parse_link(one.url)
    assert link is not None
    assert (link.kind, link.external_id) == ("listing", one.external_id)
    quoted = await discogs.listing(one.external_id, DESTINATION, COLLECTOR)
    assert quoted.quote is not None
    assert quoted.quote.shipping is not None


async def test_an_inventory_beyond_the_hundredth_page_is_read_whole_from_both_ends(discogs: Marketplace) -> None:
    pages = await read_all(discogs, WAREHOUSE)
    total = pages[0].total
    assert total is not None
    assert total > 10_000
    assert len({item.external_id for page in pages for item in page.items}) == total
    assert all(page.complete for page in pages)


async def test_consent_through_the_page(discogs: Marketplace, browser: httpx.AsyncClient) -> None:
    begun = await discogs.authorize()
    assert (await browser.get(begun.url)).is_success
    answer = await browser.post(
        "/discogs-web/oauth/authorize",
        data={"oauth_token": begun.state, "user": "sample_collector", "answer": "allow"},
    )
    assert answer.status_code == 302
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert answer.headers["Location"].startswith(CALLBACK)
    assert back["oauth_token"] == [begun.state]
    user = await discogs.complete(begun.secret, back["oauth_verifier"][0])
    caller = Caller(user, Priority.INTERACTIVE)
    who = await discogs.identity(caller)
    assert (who.username, who.currency) == ("sample_collector", "EUR")
    assert (await discogs.wantlist(who.username, caller)).total == 120
    with pytest.raises(CredentialsRejected):
        await discogs.complete(begun.secret, "another verifier")


async def test_a_members_own_things(discogs: Marketplace) -> None:
    name = "sample_collector"
    collection = await discogs.collection(name, COLLECTOR)
    assert (collection.total, len(collection.items), collection.skipped) == (300, 100, 0)
    assert any(entry.media_grade for entry in collection.items)
    assert any(entry.folder for entry in collection.items)
    assert (await discogs.collection_value(name, COLLECTOR)).currency == "EUR"
    lists = await discogs.lists(name, COLLECTOR)
    assert len(lists.items) == 2
    items = await discogs.list_items(lists.items[0].external_id, COLLECTOR)
    assert items.items
    release = collection.items[0].release.external_id
    assert (await discogs.price_suggestions(release, COLLECTOR)).by_grade
    with pytest.raises(NotFound):
        await discogs.price_suggestions(release, NEWCOMER)
    with pytest.raises(Forbidden):
        await discogs.wantlist("sample_recluse", COLLECTOR)
    with pytest.raises(NotFound):
        await discogs.seller("nobody-of-this-name", PERSON)


async def test_4500_wants_cost_45_calls(discogs: Marketplace) -> None:
    cursor, wants = None, 0
    with counted_calls() as calls:
        while wants == 0 or cursor:
            page = await discogs.wantlist("sample_completist", COMPLETIST, cursor)
            wants, cursor = wants + len(page.items), page.next_cursor
    assert (wants, calls["discogs"]) == (4500, 45)


async def test_ebay_offers_for_a_search(ebay: Marketplace) -> None:
    page = await ebay.search(KIND_OF_BLUE, DESTINATION, PERSON)
    assert page.items
    assert (page.skipped, page.warnings) == (0, ())
    assert {item.site for item in page.items} == {"EBAY_DE"}
    assert any(item.price and item.price.currency != "EUR" for item in page.items), "the sellers' own currencies"
    assert any(item.buying_option is BuyingOption.AUCTION for item in page.items)
    auctions = await ebay.search(
        Query(text="kind of blue", buying_options=(BuyingOption.AUCTION,)), DESTINATION, PERSON
    )
    assert all("auction" in item.buying_option for item in auctions.items)
    fixed = next(item for item in page.items if item.buying_option is BuyingOption.FIXED_PRICE)
    full = await ebay.listing(fixed.external_id, DESTINATION, PERSON, fixed.site)
    assert full.external_id == fixed.external_id
    legacy = fixed.external_id.split("|")[1]
    assert (await ebay.listing(legacy, DESTINATION, PERSON)).external_id.split("|")[1] == legacy
    link = ebay.parse_link(fixed.url)
    assert link is not None
    assert link.external_id == legacy
    with pytest.raises(NotFound):
        await ebay.listing("v1|100000000000|0", DESTINATION, PERSON)


async def test_ebay_pages_and_bounds(ebay: Marketplace) -> None:
    everything = Query(text="lp")
    first = await ebay.search(everything, DESTINATION, PERSON)
    assert first.next_cursor == "200"
    second = await ebay.search(everything, DESTINATION, PERSON, first.next_cursor)
    assert not {item.external_id for item in first.items} & {item.external_id for item in second.items}
    home = Destination("US", "USD", "19406")
    bounded = await ebay.search(Query(text="lp", max_price=Decimal(10), currency="USD"), home, PERSON)
    assert bounded.warnings == ()
    priced = [item.price for item in bounded.items if item.price and item.price.currency == "USD"]
    assert priced
    assert all(price.amount <= 10 for price in priced)


async def test_ebay_consent_through_the_page(ebay: Marketplace, browser: httpx.AsyncClient) -> None:
    begun = await ebay.authorize()
    assert (await browser.get(begun.url)).is_success
    form = {key: values[0] for key, values in parse_qs(urlsplit(begun.url).query).items()}
    answer = await browser.post(
        "/ebay-auth/oauth2/authorize", data={**form, "user": "sample_buyer_de", "answer": "allow"}
    )
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == [begun.state]
    user = await ebay.complete(begun.secret, back["code"][0])
    assert (await ebay.search(KIND_OF_BLUE, DESTINATION, Caller(user, Priority.INTERACTIVE))).items
    renewed = await ebay.refresh(user)
    assert renewed.refresh_token == user.refresh_token
    assert (await ebay.search(KIND_OF_BLUE, DESTINATION, Caller(renewed, Priority.INTERACTIVE))).items
    with pytest.raises(CredentialsRejected):
        await ebay.complete(begun.secret, "no such code")


async def test_the_days_count_is_corrected_by_analytics(ebay: Marketplace, redis: Redis) -> None:
    await ebay.test()
    await ebay.search(KIND_OF_BLUE, DESTINATION, PERSON)
    await redis.flushdb()
    assert (await ebay.budget()).used == 0
    await ebay.test()
    assert (await ebay.budget()).used >= 1


@pytest.mark.parametrize("name", ["discogs", "ebay"])
async def test_wrong_application_credentials_are_found_by_the_test_call(
    sandbox_url: str, http: httpx.AsyncClient, redis: Redis, name: str
) -> None:
    await build(name, settings_for(sandbox_url, name, http, redis)).test()
    wrong = settings_for(sandbox_url, name, http, redis, app=AppCredentials("nobody", "nothing", ""))
    with pytest.raises(CredentialsRejected):
        await build(name, wrong).test()


async def ask(market: Marketplace) -> Any:
    """The marketplace's own search."""
    if market.id == "ebay":
        return await market.search(KIND_OF_BLUE, DESTINATION, PERSON)
    return await market.search_catalogue(KIND_OF_BLUE, PERSON)


@pytest.mark.parametrize("name", ["discogs", "ebay"])
@pytest.mark.parametrize("kind", ["server_error", "html", "cut_off_json"])
async def test_passing_trouble(market: Marketplace, browser: httpx.AsyncClient, name: str, kind: str) -> None:
    await ask(market)
    await fault(browser, name, kind, count=2)
    assert (await ask(market)).items
    await fault(browser, name, kind)
    with pytest.raises(Unavailable):
        await ask(market)


@pytest.mark.parametrize("name", ["discogs", "ebay"])
async def test_an_answer_that_takes_too_long_is_passing_trouble(
    sandbox_url: str, market: Marketplace, browser: httpx.AsyncClient, http: httpx.AsyncClient, redis: Redis, name: str
) -> None:
    """The sandbox's latency against a time-out shorter than that; what has a fraction of a second answers in it."""
    await ask(market)  # whatever an application needs once is there
    hasty = build(name, settings_for(sandbox_url, name, http, redis, answer_seconds=0.2))
    await fault(browser, name, "latency", seconds=1.5)
    with counted_calls() as calls, pytest.raises(Unavailable, match="ReadTimeout"):
        await ask(hasty)
    assert calls[name] == 3
    await browser.delete("/_sandbox/faults")
    await fault(browser, name, "latency", seconds=0.01)
    assert (await ask(market)).items


@pytest.mark.parametrize("name", ["discogs", "ebay"])
async def test_too_many_requests_are_handed_back(market: Marketplace, browser: httpx.AsyncClient, name: str) -> None:
    await ask(market)
    await fault(browser, name, "too_many_requests")
    with pytest.raises(RateLimited) as limited:
        await ask(market)
    assert limited.value.retry_after is not None
    assert limited.value.retry_after > 0


@pytest.mark.parametrize("name", ["discogs", "ebay"])
@pytest.mark.parametrize("kind", ["unknown_fields", "unknown_values"])
async def test_what_nobody_knows_costs_nothing(
    market: Marketplace, browser: httpx.AsyncClient, name: str, kind: str
) -> None:
    expected = {item.external_id for item in (await ask(market)).items}
    await fault(browser, name, kind)
    page = await ask(market)
    assert {item.external_id for item in page.items} == expected
    assert page.skipped == 0


async def test_a_revoked_token_is_permanent(discogs: Marketplace, browser: httpx.AsyncClient) -> None:
    await fault(browser, "discogs", "revoked_tokens")
    with pytest.raises(CredentialsRejected):
        await discogs.identity(COLLECTOR)
    assert (await discogs.search_catalogue(KIND_OF_BLUE, PERSON)).items, "the application still works"


async def test_a_revoked_token_is_found_out_where_strangers_get_an_answer_too(
    discogs: Marketplace, browser: httpx.AsyncClient
) -> None:
    assert (await discogs.wantlist("sample_collector", COLLECTOR)).items
    await fault(browser, "discogs", "revoked_tokens")
    public = await browser.get("/discogs/users/sample_collector/wants", headers={"User-Agent": "a stranger"})
    assert public.is_success
    with counted_calls() as calls, pytest.raises(CredentialsRejected):
        await discogs.wantlist("sample_collector", COLLECTOR)
    assert calls["discogs"] == 2


async def test_a_stranger_who_calls_too_often_is_no_reason_to_stop_everybody(redis: Redis) -> None:
    """A revoked token gets a stranger's limit, which the calls of the others have spent already."""
    limits = {"X-Discogs-Ratelimit": "25", "X-Discogs-Ratelimit-Used": "25"}
    spent = httpx.MockTransport(lambda _request: httpx.Response(429, json={"message": "x"}, headers=limits))
    async with httpx.AsyncClient(transport=spent) as refused:
        market = build("discogs", settings_for("http://127.0.0.1:9", "discogs", refused, redis))
        with pytest.raises(CredentialsRejected):
            await market.wantlist("sample_collector", COLLECTOR)
        with pytest.raises(RateLimited):
            await market.search_catalogue(KIND_OF_BLUE, PERSON)


async def test_a_merged_release_leads_to_its_successor(discogs: Marketplace) -> None:
    assert (await discogs.release("990000149", PERSON)).external_id == "990000100"


async def test_a_vanished_listing_is_not_found(discogs: Marketplace, browser: httpx.AsyncClient) -> None:
    one = (await discogs.seller_inventory(WATCHED, DESTINATION, PERSON)).items[0]
    await fault(browser, "discogs", "vanished_listings", ids=[int(one.external_id)])
    with pytest.raises(NotFound):
        await discogs.listing(one.external_id, DESTINATION, PERSON)
