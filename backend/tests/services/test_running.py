"""The life of a run, against marketplaces in memory and a real database."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from redis.asyncio import Redis
from sqlalchemy import delete, func, select, update

from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace, a_release, an_offer, catalogue_market, euros, offers_market
from tests.support import Published, counting
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.domain.release import ReleaseMarket
from vinyldigger.core.domain.want import Tier
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces.contract import (
    Caller,
    CredentialsRejected,
    NotFound,
    Priority,
    RateLimited,
    Unavailable,
    WireChanged,
)
from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.models.listings import EndReason, Listing, ListingPrice
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchKind, SearchRun
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services import jobs, running, searches, turns
from vinyldigger.services.catalogue import store_releases
from vinyldigger.services.repositories import runs as run_rows

Markets = dict[str, FakeMarketplace]


async def a_search(user: User, **changes: object) -> SavedSearch:
    async with unit_of_work() as session:
        values: dict[str, object] = {
            "kind": SearchKind.QUERY,
            "name": "Blue",
            "query": "kind of blue",
            "platforms": ["offers", "catalogue"],
        }
        search = SavedSearch(user_id=user.id, **(values | changes))
        session.add(search)
        await session.flush()
        return search


async def run(search: SavedSearch, work: Work) -> SearchRun:
    async with unit_of_work() as session:
        queued = await searches.queue_run(session, search, RunTrigger.MANUAL)
    await work()
    async with unit_of_work() as session:
        return (await session.scalars(select(SearchRun).where(SearchRun.id == queued.id))).one()


async def forget_what_was_asked() -> None:
    async with unit_of_work() as session:
        await session.execute(delete(AskedQuery))


async def results_of(search: SavedSearch) -> list[tuple[SearchResult, Listing]]:
    async with unit_of_work() as session:
        rows = await session.execute(
            select(SearchResult, Listing)
            .join(Listing, Listing.id == SearchResult.listing_id)
            .where(SearchResult.search_id == search.id)
            .order_by(Listing.external_id)
        )
        return [(row[0], row[1]) for row in rows]


@pytest.fixture
def both(markets: Markets) -> Markets:
    markets["offers"] = offers_market(an_offer("1", "20.00"), an_offer("2", "35.00"))
    markets["catalogue"] = catalogue_market(a_release(), floors={"7001": euros("18.00")})
    return markets


async def test_offers_of_both_marketplaces_are_stored_matched_and_priced(user: User, both: Markets, work: Work) -> None:
    search = await a_search(user)
    ended = await run(search, work)
    assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
    assert (ended.progress, ended.stage) == (100, "done")
    found = await results_of(search)
    assert [listing.external_id for _, listing in found] == ["1", "2", "floor:7001"]
    assert all(result.item_match_id for result, _ in found)
    assert len({result.item_match_id for result, _ in found}) == 1
    cheap = found[0][0]
    assert cheap.landed_total is not None
    assert cheap.landed_total == euros("24.50").amount
    assert cheap.excluded_by is None


async def test_a_second_run_within_the_freshness_period_asks_nothing_and_changes_nothing(
    user: User, both: Markets, work: Work
) -> None:
    search = await a_search(user)
    await run(search, work)
    before = await results_of(search)
    asked = {name: market.asked.copy() for name, market in both.items()}
    again = await run(search, work)
    assert again.status is RunStatus.SUCCEEDED
    assert {name: market.asked for name, market in both.items()} == asked
    assert [(result.id, result.landed_total, listing.url) for result, listing in await results_of(search)] == [
        (result.id, result.landed_total, listing.url) for result, listing in before
    ]


async def test_ten_users_of_one_country_cost_as_one(markets: Markets, both: Markets, user: User, work: Work) -> None:
    await run(await a_search(user), work)
    asked = {name: market.asked.total() for name, market in both.items()}
    for number in range(9):
        async with unit_of_work() as session:
            other = User(email=f"{number}@example.org", password_hash="x", country="DE", currency="EUR")
            other.postal_code = "10999"
            session.add(other)
        found = await a_search(other, query="Kind  of Blue ")
        await run(found, work)
        assert len(await results_of(found)) == 3
    assert {name: market.asked.total() for name, market in both.items()} == asked


async def test_users_of_one_country_who_ask_the_same_at_the_same_time_cost_as_one(
    markets: Markets, both: Markets, user: User, published: Published, redis: Redis
) -> None:
    """Wherever in the country they live, and however many workers there are."""
    both["catalogue"].releases = [a_release(str(7001 + number)) for number in range(12)]
    both["catalogue"].floors = {str(7001 + number): euros("18.00") for number in range(12)}
    async with unit_of_work() as session:
        others = [
            User(email=f"{code}@example.org", password_hash="x", country="DE", currency="EUR", postal_code=code)
            for code in ("20095", "50667", "80331")
        ]
        session.add_all(others)
        await session.flush()
    found = [await a_search(each) for each in (user, *others)]
    async with unit_of_work() as session:
        for search in found:
            await searches.queue_run(session, search, RunTrigger.MANUAL)
        runs = (await session.scalars(select(QueuedJob.id).where(QueuedJob.name == Job.RUN_SEARCH))).all()
    await asyncio.gather(*(jobs.work(job_id, run_the_search) for job_id in runs))
    assert both["offers"].asked == {"search": 1, "listing": 2}
    assert both["catalogue"].asked == {"search_catalogue": 1, "release_market": 12}
    assert [len(await results_of(search)) for search in found] == [14] * 4


async def run_the_search(claim: Claim, run_id: str) -> None:
    await running.run_search(claim, UUID(run_id))


def attempt() -> Claim:
    return Claim(uuid4(), Job.RUN_SEARCH, fence=1, attempts=1, max_attempts=4)


async def test_a_turn_is_waited_for_only_so_long_and_not_at_all_without_redis(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    entered = []
    async with turns.in_turn("the same", attempt()), turns.in_turn("the same", attempt()):
        entered.append("impatient")
    async with turns.in_turn("the same", attempt()):
        entered.append("again")
    assert entered == ["impatient", "again"]


async def test_the_next_attempt_at_a_job_takes_over_the_turn_of_the_one_before(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    killed = attempt()
    after = replace(killed, fence=killed.fence + 1)
    left_behind = AsyncExitStack()
    await left_behind.enter_async_context(turns.in_turn("the same", killed))
    async with turns.in_turn("the same", attempt()):  # somebody else takes over nothing
        assert await redis.get("turn:the same") == f"{killed.id}:{killed.fence}".encode()
    async with turns.in_turn("the same", after):
        assert await redis.get("turn:the same") == f"{after.id}:{after.fence}".encode()
        await left_behind.aclose()  # a worker that was only slow ends nobody else's turn
        assert await redis.exists("turn:the same")
    assert not await redis.exists("turn:the same")


async def test_taking_turns_does_not_need_redis(dead_redis: None) -> None:
    async with turns.in_turn("anything", attempt()):
        pass


async def test_must_have_wants_go_before_the_rest(user: User, both: Markets, work: Work) -> None:
    asked_as: list[Priority] = []
    ask = both["catalogue"].release_market

    async def release_market(external_id: str, currency: str, caller: Caller) -> ReleaseMarket:
        asked_as.append(caller.priority)
        return await ask(external_id, currency, caller)

    both["catalogue"].release_market = release_market  # type: ignore[method-assign]
    sweep = await a_search(user, kind=SearchKind.WANTLIST, name="wantlist", query="")
    for tier, discogs_id in ((Tier.NICE, "7001"), (Tier.MUST, "7002")):
        async with unit_of_work() as session:
            ids = await store_releases(session, Environment.SAMPLE, [a_release(discogs_id)], clock.now())
            want = {"environment": Environment.SAMPLE, "source": WantSource.LOCAL, "release_id": ids[discogs_id]}
            session.add(WantListItem(user_id=user.id, tier=tier, **want))
            await searches.queue_run(session, sweep, RunTrigger.SCHEDULE)
        await work()
    assert asked_as == [Priority.NORMAL, Priority.MUST]


async def test_a_failing_marketplace_makes_the_run_partial_with_its_reason(
    user: User, both: Markets, work: Work
) -> None:
    both["offers"].failure = Unavailable("offers")
    ended = await run(await a_search(user), work)
    assert ended.status is RunStatus.PARTIAL
    assert ended.marketplaces["offers"]["error"]["code"] == "marketplace_unavailable"
    assert ended.marketplaces["catalogue"]["status"] == "succeeded"


async def test_when_no_marketplace_answers_the_run_failed(user: User, both: Markets, work: Work) -> None:
    for market in both.values():
        market.failure = CredentialsRejected(market.id)
    ended = await run(await a_search(user), work)
    assert ended.status is RunStatus.FAILED
    assert ended.error is not None
    assert ended.error["code"] == "marketplace_refused_credentials"


async def test_a_spent_budget_hands_the_job_back_and_the_run_goes_on_later(
    user: User, both: Markets, work: Work
) -> None:
    search = await a_search(user)
    both["catalogue"].failure = RateLimited("catalogue", retry_after=30)
    waiting = await run(search, work)
    assert waiting.status is RunStatus.RUNNING
    both["catalogue"].failure = None
    async with unit_of_work() as session:
        await session.execute(update(QueuedJob).values(run_after=func.now()))
    await work()
    async with unit_of_work() as session:
        ended = await session.get_one(SearchRun, waiting.id)
    assert ended.status is RunStatus.SUCCEEDED
    assert both["offers"].asked == {"search": 1, "listing": 2}
    told = {name: (outcome["calls"], outcome["new"]) for name, outcome in ended.marketplaces.items()}
    assert told == {"offers": (3, 2), "catalogue": (3, 1)}, "of both attempts together"


async def test_a_long_wait_ends_the_run_partial_instead(user: User, both: Markets, work: Work) -> None:
    both["catalogue"].failure = RateLimited("catalogue", retry_after=7200)
    ended = await run(await a_search(user), work)
    assert ended.status is RunStatus.PARTIAL
    assert ended.marketplaces["catalogue"]["error"]["code"] == "marketplace_rate_limited"


async def test_a_moved_price_is_stored_and_noted(user: User, both: Markets, work: Work) -> None:
    search = await a_search(user)
    await run(search, work)
    both["offers"].offers[0] = an_offer("1", "15.00")
    await forget_what_was_asked()
    await run(search, work)
    result, listing = (await results_of(search))[0]
    assert (listing.price, result.landed_total) == (euros("15.00").amount, euros("19.50").amount)
    async with unit_of_work() as session:
        prices = await session.scalars(
            select(ListingPrice.price).where(ListingPrice.listing_id == listing.id).order_by(ListingPrice.observed_at)
        )
        assert list(prices) == [euros("20.00").amount, euros("15.00").amount]


async def test_an_offer_that_one_search_did_not_show_is_not_over(user: User, both: Markets, work: Work) -> None:
    search = await a_search(user)
    await run(search, work)
    del both["offers"].offers[0]
    await forget_what_was_asked()
    await run(search, work)
    assert all(listing.ended_at is None for _, listing in await results_of(search))


async def test_what_the_second_pass_finds_gone_is_over_and_what_it_read_stays(
    user: User, both: Markets, work: Work
) -> None:
    offers = both["offers"]
    offers.offers.append(an_offer("3", "36.00"))
    read = offers.listing

    async def listing(external_id: str, *rest: Any) -> Any:
        if external_id == "1":
            raise NotFound("offers")
        if external_id == "3":
            raise Unavailable("offers")
        return await read(external_id, *rest)

    offers.listing = listing  # type: ignore[method-assign]
    ended = await run(await a_search(user), work)
    assert ended.marketplaces["offers"]["status"] == "partial"
    async with unit_of_work() as session:
        rows = {row.external_id: row for row in await session.scalars(select(Listing))}
    assert (rows["1"].end_reason, rows["2"].end_reason, rows["3"].end_reason) == (EndReason.GONE, None, None)
    assert rows["2"].read_at is not None
    assert rows["3"].read_at is None


async def test_an_offer_that_cannot_be_read_holds_up_no_other(user: User, both: Markets, work: Work) -> None:
    read = both["offers"].listing

    async def listing(external_id: str, *rest: Any) -> Any:
        if external_id == "1":
            raise WireChanged("offers")
        return await read(external_id, *rest)

    both["offers"].listing = listing  # type: ignore[method-assign]
    ended = await run(await a_search(user), work)
    assert ended.status is RunStatus.SUCCEEDED
    assert ended.marketplaces["offers"]["skipped"] == 1
    unreadable = {"code": "marketplace_unreadable", "params": {"marketplace": "offers", "count": 1}}
    assert ended.marketplaces["offers"]["notes"] == [unreadable]
    async with unit_of_work() as session:
        of_today = await run_rows.misfits(session, Environment.SAMPLE, clock.now() - timedelta(days=1))
        assert of_today == {"offers": 1, "catalogue": 0}
        assert await run_rows.misfits(session, Environment.SAMPLE, clock.now()) == {}


async def test_an_answer_that_does_not_fit_is_counted_for_the_admin(user: User, both: Markets, work: Work) -> None:
    both["catalogue"].failure = WireChanged("catalogue")
    ended = await run(await a_search(user), work)
    assert ended.marketplaces["catalogue"]["error"]["code"] == run_rows.ANSWER_CHANGED
    async with unit_of_work() as session:
        of_today = await run_rows.misfits(session, Environment.SAMPLE, clock.now() - timedelta(days=1))
    assert of_today == {"offers": 0, "catalogue": 1}


async def test_what_a_marketplace_ignored_of_a_question_is_told(user: User, both: Markets, work: Work) -> None:
    ask = both["offers"].search

    async def search(*arguments: Any) -> Any:
        return replace(await ask(*arguments), warnings=("12015:deliveryPostalCode",))

    both["offers"].search = search  # type: ignore[method-assign]
    ended = await run(await a_search(user), work)
    ignored = {"marketplace": "offers", "what": "12015:deliveryPostalCode"}
    assert ended.marketplaces["offers"]["notes"] == [{"code": "marketplace_ignored", "params": ignored}]
    assert ended.status is RunStatus.SUCCEEDED


async def test_a_cancelled_run_stays_cancelled_and_keeps_what_it_found(user: User, both: Markets, work: Work) -> None:
    search = await a_search(user)
    ask = both["catalogue"].search_catalogue

    async def cancel_first(*arguments: Any) -> Any:
        async with unit_of_work() as session:
            standing = (await session.scalars(select(SearchRun))).one()
            await run_rows.cancel(session, standing.id, clock.now())
        return await ask(*arguments)

    both["catalogue"].search_catalogue = cancel_first  # type: ignore[method-assign]
    ended = await run(search, work)
    assert ended.status is RunStatus.CANCELLED
    async with unit_of_work() as session:
        assert (await session.scalars(select(QueuedJob.state))).all() == [JobState.DONE]


async def test_the_number_of_statements_does_not_grow_with_the_number_of_offers(
    user: User, markets: Markets, work: Work, committed: Database
) -> None:
    markets["offers"] = offers_market(page_size=400)
    counts = []
    for number in (20, 300):
        markets["offers"].offers = [an_offer(str(each), "20.00") for each in range(number)]
        search = await a_search(user, query=f"kind of blue {number}", platforms=["offers"])
        with counting(*committed.engines) as statements:
            ended = await run(search, work)
        assert ended.marketplaces["offers"]["found"] == number
        counts.append(len(statements))
    assert counts[0] == counts[1]
