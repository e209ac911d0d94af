"""One suite for every registered marketplace: what callers may rely on, whoever answers."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from tests.contract.harness import DESTINATION, FIXTURES, NOW, OPERATIONS, QUERY, Bench, make_bench, plain
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.money import Money, currency_digits
from vinyldigger.marketplaces.calls import Call, counted_calls
from vinyldigger.marketplaces.contract import (
    Capability,
    CredentialsRejected,
    Forbidden,
    MarketplaceError,
    NotFound,
    NotSupported,
    Page,
    RateLimited,
    Unavailable,
    WireChanged,
)
from vinyldigger.marketplaces.registry import MARKETPLACES

CAPABILITIES = {name: entry.factory.capabilities for name, entry in MARKETPLACES.items()}  # type: ignore[attr-defined] # the factories are the classes
SUPPORTED = [(name, one) for name in MARKETPLACES for one in OPERATIONS if one in CAPABILITIES[name]]
REFUSED = [(name, one) for name in MARKETPLACES for one in OPERATIONS if one not in CAPABILITIES[name]]
PAGED = {
    Capability.SEARCH_LISTINGS,
    Capability.SEARCH_CATALOGUE,
    Capability.SELLER_INVENTORY,
    Capability.MASTER_VERSIONS,
    Capability.COLLECTION,
    Capability.WANTLIST,
    Capability.LISTS,
}
PAGES = [(name, one) for name, one in SUPPORTED if one in PAGED]
SINGLES = [(name, one) for name, one in SUPPORTED if one not in PAGED]

every_call = pytest.mark.parametrize(("name", "capability"), SUPPORTED)
every_page = pytest.mark.parametrize(("name", "capability"), PAGES)
every_marketplace = pytest.mark.parametrize("name", list(MARKETPLACES))


@pytest.fixture
def bench(name: str, redis: Redis) -> Bench:
    return make_bench(name, redis)


@every_call
async def test_what_is_read_from_the_raw_bodies(bench: Bench, name: str, capability: Capability) -> None:
    snapshot = FIXTURES / name / "snapshots" / f"{capability}.json"
    read = json.dumps(plain(await bench.run(capability)), indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(read, encoding="utf-8")
    assert read == snapshot.read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "capability"), REFUSED)
async def test_what_a_marketplace_cannot_do_is_refused_without_a_call(bench: Bench, capability: Capability) -> None:
    with pytest.raises(NotSupported):
        await bench.run(capability)
    assert not bench.stand_in.requests


@every_call
async def test_a_429_hands_the_work_back_and_stops_further_calls(bench: Bench, capability: Capability) -> None:
    bench.stand_in.error(429)
    with pytest.raises(RateLimited) as first:
        await bench.run(capability)
    assert first.value.retry_after == 60
    asked = len(bench.stand_in.asked)
    with pytest.raises(RateLimited):
        await bench.run(capability)
    assert len(bench.stand_in.asked) == asked


@every_marketplace
@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7), ("3600", 3600), ("Mon, 23 Nov 2026 12:02:00 GMT", 120), ("Mon, 23 Nov 2026 11:00:00 GMT", 0)],
)
async def test_retry_after_is_honoured_as_seconds_and_as_a_date(bench: Bench, header: str, seconds: float) -> None:
    bench.stand_in.error(429, {"Retry-After": header})
    with pytest.raises(RateLimited) as limited:
        await bench.run(Capability.LISTING)
    assert limited.value.retry_after == seconds


@every_call
async def test_refused_credentials_are_permanent(bench: Bench, capability: Capability) -> None:
    bench.stand_in.error(401)
    with pytest.raises(CredentialsRejected):
        await bench.run(capability)
    assert len(bench.stand_in.asked) <= 2  # an application's token is replaced once


@every_marketplace
async def test_a_private_object_is_no_failure_of_the_connection_alone(bench: Bench) -> None:
    bench.stand_in.error(403)
    with pytest.raises((Forbidden, CredentialsRejected)):
        await bench.run(Capability.LISTING)


@pytest.mark.parametrize(("name", "capability"), SINGLES)
async def test_what_is_gone_is_not_found(bench: Bench, capability: Capability) -> None:
    bench.stand_in.error(404)
    with pytest.raises(NotFound):
        await bench.run(capability)
    assert len(bench.stand_in.asked) == 1


def time_out(_request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("too slow")


def cut_off(bench: Bench) -> Callable[[httpx.Request], httpx.Response]:
    def answer(request: httpx.Request) -> httpx.Response:
        whole = bench.stand_in.answer(request)
        return httpx.Response(200, text=whole.text[: len(whole.text) // 2], headers=whole.headers)

    return answer


def html(_request: httpx.Request) -> httpx.Response:
    return httpx.Response(200, html="<!doctype html><title>Just a moment...</title>")


@every_call
@pytest.mark.parametrize("trouble", ["time_out", "500", "503", "cut_off", "html", "html_403"])
async def test_passing_trouble_is_tried_three_times(bench: Bench, capability: Capability, trouble: str) -> None:
    if trouble in ("500", "503"):
        bench.stand_in.error(int(trouble), body=bench.stand_in.raw("error_500.json"))
    elif trouble == "html_403":
        bench.stand_in.error(403, {"Content-Type": "text/html"}, "<html>Attention required</html>")
    else:
        bench.stand_in.fault = {"time_out": time_out, "cut_off": cut_off(bench), "html": html}[trouble]
    with counted_calls() as calls, pytest.raises(Unavailable):
        await bench.run(capability)
    assert len(bench.stand_in.asked) == 3
    assert calls[bench.market.id] == len(bench.stand_in.requests)


@every_call
async def test_trouble_that_passes_is_not_noticed(bench: Bench, capability: Capability) -> None:
    expected = plain(await bench.run(capability))
    troubles = iter([httpx.Response(502, html="<html>"), httpx.Response(500, text="{}")])
    bench.stand_in.fault = lambda _request: next(troubles, None)
    assert plain(await bench.run(capability)) == expected


@every_call
async def test_an_answer_of_another_shape_is_reported(bench: Bench, capability: Capability) -> None:
    bench.stand_in.rewrite(lambda body: ["nothing", "we", "know"])
    with pytest.raises(WireChanged):
        await bench.run(capability)


@every_call
async def test_fields_nobody_knows_change_nothing(bench: Bench, capability: Capability) -> None:
    expected = plain(await bench.run(capability))

    def with_more(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: with_more(inner) for key, inner in value.items()} | {"unheard_of": {"by": ["anybody"]}}
        return [with_more(inner) for inner in value] if isinstance(value, list) else value

    if capability is Capability.PRICE_SUGGESTIONS:  # its keys are the grades themselves
        bench.stand_in.rewrite(lambda body: {key: price | {"unheard_of": 1} for key, price in body.items()})
    else:
        bench.stand_in.rewrite(with_more)
    assert plain(await bench.run(capability)) == expected


@every_call
async def test_words_nobody_knows_fail_nothing(bench: Bench, capability: Capability) -> None:
    expected = await bench.run(capability)
    words = {word for names in bench.stand_in.cases["unheard_of"].values() for word in names}

    def renamed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: renamed(inner, name) for name, inner in value.items()}
        if isinstance(value, list):
            return [renamed(inner, key) for inner in value]
        return "Unheard Of" if key in words and isinstance(value, str) else value

    bench.stand_in.rewrite(renamed)
    read = await bench.run(capability)
    if isinstance(expected, Page):
        assert (len(read.items), read.skipped) == (len(expected.items), 0)
    else:
        assert type(read) is type(expected)


def rows_of(body: Any) -> list[Any] | None:
    """The list of rows in a page's body."""
    if not isinstance(body, dict):
        return None
    lists = [
        value
        for key, value in body.items()
        if isinstance(value, list) and key not in ("warnings", "folders", "filter_facets")
    ]
    return lists[0] if lists and ("pagination" in body or "href" in body) else None


@every_page
async def test_a_broken_item_is_left_out_and_counted(bench: Bench, capability: Capability) -> None:
    expected = await bench.run(capability)

    def broken(body: Any) -> Any:
        if rows := rows_of(body):
            rows[0:0] = [{"broken": True}, "no object at all", None]
        return body

    bench.stand_in.rewrite(broken)
    read = await bench.run(capability)
    assert plain(read.items) == plain(expected.items)
    assert read.skipped == 3


@every_page
async def test_an_empty_page_is_no_error(bench: Bench, capability: Capability) -> None:
    def emptied(body: Any) -> Any:
        if (rows := rows_of(body)) is not None:
            rows.clear()
        body.pop("itemSummaries", None)
        body.pop("next", None)
        if "pagination" in body:
            body["pagination"] = {"page": 1, "pages": 1, "per_page": 100, "items": 0, "urls": {}}
        return body

    bench.stand_in.rewrite(emptied)
    read = await bench.run(capability)
    assert (read.items, read.next_cursor, read.skipped) == ((), None, 0)


@every_call
async def test_amounts_are_decimals_in_the_digits_of_their_currency(bench: Bench, capability: Capability) -> None:
    def odd(value: Any) -> Any:
        if isinstance(value, dict):
            changed = {key: odd(inner) for key, inner in value.items()}
            if "value" in changed and ("currency" in changed or "curr_abbr" in changed):
                amount = "1234.565" if isinstance(changed["value"], str) else 1234.565
                changed |= {name: "JPY" for name in ("currency", "curr_abbr") if name in changed} | {"value": amount}
                changed.pop("convertedFromValue", None)
            return changed
        return [odd(inner) for inner in value] if isinstance(value, list) else value

    bench.stand_in.rewrite(odd)
    found = list(amounts(await bench.run(capability)))
    assert all(money.amount == money.rounded().amount for money in found)
    assert all(-int(money.amount.as_tuple().exponent) == currency_digits(money.currency) for money in found)


def amounts(value: Any) -> Any:
    """Every amount of money inside a value."""
    if isinstance(value, Money):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from amounts(inner)
    elif isinstance(value, tuple):
        for inner in value:
            yield from amounts(inner)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from amounts(getattr(value, name))


@every_call
async def test_calls_name_the_product_and_hide_the_credentials(bench: Bench, capability: Capability) -> None:
    await bench.run(capability)
    secrets = [*bench.stand_in.cases["app"].values(), *bench.stand_in.cases["user"].values()]
    secrets = [secret for secret in secrets if len(secret) > 6 and "://" not in secret]
    for request in bench.stand_in.requests:
        assert request.headers["User-Agent"].startswith("VinylDigger/")
        assert request.extensions["timeout"] == {"connect": 5.0, "read": 20.0, "write": 20.0, "pool": 5.0}
        assert not any(secret in str(request.url) for secret in secrets)


@every_call
async def test_every_call_is_counted_and_reported(name: str, redis: Redis, capability: Capability) -> None:
    reported: list[Call] = []
    bench = make_bench(name, redis, on_call=reported.append)
    with counted_calls() as calls:
        await bench.run(capability)
    assert calls[name] == len(bench.stand_in.requests) == len(reported) > 0
    assert {(call.marketplace, call.outcome) for call in reported} == {(name, "200")}


@every_marketplace
async def test_ids_are_opaque_text(bench: Bench) -> None:
    """Whatever an id looks like, it stays one segment of the path or one parameter."""
    bench.stand_in.error(404)
    for strange in ("../users/me", "a/b?c=d#e", "ü 1", "%2e%2e"):
        with pytest.raises(MarketplaceError):
            await bench.market.listing(strange, DESTINATION, bench.app)
        request = bench.stand_in.asked[-1]
        assert "me" not in request.url.path.split("/") or "%2F" in str(request.url)
        assert request.url.fragment == ""


@every_marketplace
async def test_pages_end(name: str, redis: Redis) -> None:
    """Following the cursor of an endless marketplace stops at what it lets us reach."""
    bench = make_bench(name, redis, limit=100_000)
    paged = (Capability.SELLER_INVENTORY, Capability.SEARCH_LISTINGS)
    capability = next(one for one in paged if one in bench.market.capabilities)

    def endless(body: Any) -> Any:
        if "pagination" in body:
            body["pagination"] |= {"pages": 900, "items": 90_000}
        return body | ({"total": 90_000} if "href" in body else {})

    bench.stand_in.rewrite(endless)
    pages = [await page_of(bench, capability, None)]
    while cursor := pages[-1].next_cursor:
        pages.append(await page_of(bench, capability, cursor))
        assert len(pages) <= 200
    assert not any(page.complete for page in pages)
    assert len(pages) == (200 if capability is Capability.SELLER_INVENTORY else 50)


async def page_of(bench: Bench, capability: Capability, cursor: str | None) -> Page[Listing]:
    if capability is Capability.SELLER_INVENTORY:
        return await bench.market.seller_inventory("anybody", DESTINATION, bench.app, cursor)
    return await bench.market.search(QUERY, DESTINATION, bench.app, cursor)


@every_marketplace
async def test_after_five_failures_it_is_left_alone_until_one_call_finds_it_well(name: str, redis: Redis) -> None:
    moment = [NOW.timestamp()]
    bench = make_bench(name, redis, limiter_clock=lambda: moment[0])
    bench.stand_in.error(500)
    for _ in range(2):
        with pytest.raises(Unavailable):
            await bench.run(Capability.LISTING)
    assert len(bench.stand_in.asked) == 5
    opened = (await bench.market.budget()).breaker_open_until
    assert opened is not None
    bench.stand_in.fault = None
    with pytest.raises(Unavailable):
        await bench.run(Capability.LISTING)
    assert len(bench.stand_in.asked) == 5
    moment[0] = opened.timestamp()
    await bench.run(Capability.LISTING)
    assert (await bench.market.budget()).breaker_open_until is None


@every_marketplace
@pytest.mark.parametrize("status", [401, 404, 429])
async def test_refusals_do_not_open_the_breaker(name: str, redis: Redis, status: int) -> None:
    bench = make_bench(name, redis)
    for _ in range(6):
        await redis.delete(bench.market.transport.shared.key("closed"))  # type: ignore[attr-defined] # as after the wait
        bench.stand_in.error(status)
        with pytest.raises(MarketplaceError):
            await bench.run(Capability.LISTING)
    assert (await bench.market.budget()).breaker_open_until is None


@every_marketplace
async def test_without_redis_calls_still_go_out(name: str) -> None:
    away = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    bench = make_bench(name, away)
    assert (await bench.run(Capability.LISTING)).title
    await away.aclose()


@every_marketplace
def test_text_that_is_no_address_of_ours_is_nobodys(name: str, redis: Redis) -> None:
    market = make_bench(name, redis).market
    for text in (
        "",
        "   ",
        "hello",
        "https://example.org/sell/item/1",
        "http://[",
        "javascript:alert(1)",
        "12345678",
        "\x00",
    ):
        assert market.parse_link(text) is None
