"""What the transport does with answers that say how long to wait, and what all callers share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from redis.asyncio import Redis

from tests.contract.harness import NOW, Bench, make_bench
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.calls import counted_calls
from vinyldigger.marketplaces.contract import (
    Caller,
    Capability,
    Priority,
    RateLimited,
    Unavailable,
    UserCredentials,
    WireChanged,
)
from vinyldigger.marketplaces.transport import retry_after

A_DAY = 86_400


@given(st.integers(0, 10**6))
def test_retry_after_in_seconds(seconds: int) -> None:
    assert retry_after(str(seconds), NOW) == min(seconds, A_DAY)


@given(st.integers(-(10**6), 10**6))
def test_retry_after_as_a_date(seconds: int) -> None:
    moment = NOW + timedelta(seconds=seconds)
    assert retry_after(moment.strftime("%a, %d %b %Y %H:%M:%S GMT"), NOW) == min(max(0, seconds), A_DAY)


@given(st.text(max_size=20))
@example("²")
@example("9" * 400)
def test_any_header_is_read_or_ignored(text: str) -> None:
    said = retry_after(text, datetime(2026, 1, 1, tzinfo=UTC))
    assert said is None or 0 <= said <= A_DAY


@pytest.mark.parametrize(("header", "tries"), [("3", 3), ("300", 1)])
async def test_a_503_is_tried_again_only_when_that_is_soon(discogs: Bench, header: str, tries: int) -> None:
    discogs.stand_in.error(503, {"Retry-After": header}, "{}")
    with pytest.raises(Unavailable) as unavailable:
        await discogs.run(Capability.RELEASE)
    assert unavailable.value.retry_after == float(header)
    assert len(discogs.stand_in.requests) == tries


async def test_half_open_lets_one_call_through_and_a_failure_closes_for_longer(redis: Redis) -> None:
    moment = [NOW.timestamp()]
    bench = make_bench("discogs", redis, limiter_clock=lambda: moment[0])
    bench.stand_in.error(500)
    for _ in range(2):
        with pytest.raises(Unavailable):
            await bench.run(Capability.RELEASE)
    pauses = []
    for _ in range(3):
        until = (await bench.market.budget()).breaker_open_until
        assert until is not None
        pauses.append(until.timestamp() - moment[0])
        moment[0] = until.timestamp()
        asked = len(bench.stand_in.requests)
        with pytest.raises(Unavailable):
            await bench.run(Capability.RELEASE)
        assert len(bench.stand_in.requests) == asked + 1
    assert pauses == [30, 60, 120]


async def test_every_token_spends_from_the_one_budget(discogs: Bench) -> None:
    """Discogs counts by address: more tokens, keys or users never buy more calls."""
    users = [UserCredentials("personal", f"token-{number}") for number in range(3)]
    for user in (None, *users, discogs.user.user):
        await discogs.market.release("900001", Caller(user, Priority.INTERACTIVE))
    assert (await discogs.market.budget()).used == 5


async def test_a_spent_budget_refuses_without_asking(redis: Redis) -> None:
    bench = make_bench("discogs", redis, limit=2, patience=0)
    for _ in range(2):
        await bench.market.release("900001", Caller(priority=Priority.INTERACTIVE))
    with counted_calls() as calls, pytest.raises(RateLimited) as limited:
        await bench.market.release("900001", Caller(priority=Priority.INTERACTIVE))
    assert calls["discogs"] == 0
    assert limited.value.retry_after is not None
    assert 0 < limited.value.retry_after <= 60.1


async def test_counters_nest_and_end(discogs: Bench) -> None:
    with counted_calls() as outer:
        await discogs.run(Capability.RELEASE)
        with counted_calls() as inner:
            await discogs.run(Capability.RELEASE)
    await discogs.run(Capability.RELEASE)
    assert (outer["discogs"], inner["discogs"]) == (2, 1)


async def test_only_reading_is_tried_again(discogs: Bench) -> None:
    discogs.stand_in.fault = lambda _request: httpx.Response(502)
    with pytest.raises(Unavailable):
        await discogs.market.complete("oauth_token=a&oauth_token_secret=b", "verifier")
    assert len(discogs.stand_in.requests) == 1


@pytest.mark.parametrize("elsewhere", ["https://example.org/releases/1", "http://api.discogs.com/releases/1", "//x/"])
async def test_redirects_lead_nowhere_else(discogs: Bench, elsewhere: str) -> None:
    """A redirect could carry the credentials elsewhere."""
    discogs.stand_in.error(302, {"Location": elsewhere}, "")
    with pytest.raises(WireChanged, match="302"):
        await discogs.market.search_catalogue(Query(text="x"), Caller())
    assert len(discogs.stand_in.requests) == 1


@pytest.mark.parametrize("where", ["/releases/900001", "https://api.discogs.com/releases/900001?curr_abbr=EUR"])
async def test_a_redirect_within_the_api_is_followed_once_as_a_call_of_its_own(discogs: Bench, where: str) -> None:
    moved = httpx.Response(301, headers={"Location": where})
    discogs.stand_in.fault = lambda request: moved if request.url.path == "/releases/111" else None
    with counted_calls() as calls:
        release = await discogs.market.release("111", Caller())
    assert release.external_id == "900001"
    assert (calls["discogs"], (await discogs.market.budget()).used) == (2, 2)
    discogs.stand_in.fault = lambda _request: moved
    with pytest.raises(WireChanged):
        await discogs.market.release("111", Caller())
    assert len(discogs.stand_in.requests) == 4
