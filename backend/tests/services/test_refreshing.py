"""Reading again by id, the want list's sweep, and runs of anchored searches."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace, a_release, an_offer, catalogue_market, euros, offers_market
from tests.services.test_running import a_search, results_of, run
from vinyldigger.core import clock
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.domain.want import Tier
from vinyldigger.marketplaces.contract import RateLimited
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.models.listings import EndReason, Listing
from vinyldigger.models.releases import Release, ReleaseMarket
from vinyldigger.models.results import HoldingLevel
from vinyldigger.models.searches import RunStatus, SearchKind
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services import refreshing, results
from vinyldigger.services.catalogue import store_releases

Markets = dict[str, FakeMarketplace]


@pytest.fixture
def both(markets: Markets) -> Markets:
    markets["offers"] = offers_market(an_offer("1", "20.00"), an_offer("2", "35.00"))
    markets["catalogue"] = catalogue_market(a_release(), floors={"7001": euros("18.00")})
    return markets


async def grow_old() -> None:
    async with unit_of_work() as session:
        await session.execute(update(Listing).values(fetched_at=clock.now() - timedelta(hours=7)))
        await session.execute(update(ReleaseMarket).values(fetched_at=clock.now() - timedelta(hours=7)))


async def test_refreshing_reads_prices_anew_and_ends_what_is_gone(user: User, both: Markets, work: Work) -> None:
    search = await a_search(user)
    await run(search, work)
    found = await results_of(search)
    both["offers"].offers = [an_offer("1", "12.00")]
    both["catalogue"].floors["7001"] = euros("16.00")
    await grow_old()
    async with unit_of_work() as session:
        assert await results.refresh(session, user, [result.id for result, _ in found]) == 3
    await work()
    again = {listing.external_id: (result, listing) for result, listing in await results_of(search)}
    assert again["1"][1].price == euros("12.00").amount
    assert again["1"][0].landed_total == euros("16.50").amount
    assert again["floor:7001"][1].price == euros("16.00").amount
    assert again["floor:7001"][1].url == "https://catalogue.example/sell/7001"
    assert again["2"][1].end_reason is EndReason.GONE


async def test_a_marketplace_that_fails_holds_up_no_other(user: User, both: Markets, work: Work) -> None:
    search = await a_search(user)
    await run(search, work)
    found = await results_of(search)
    both["catalogue"].failure = RateLimited("catalogue", retry_after=3600)
    both["offers"].offers = [an_offer("1", "12.00"), an_offer("2", "35.00")]
    await grow_old()
    async with unit_of_work() as session:
        await results.refresh(session, user, [result.id for result, _ in found])
    await work()
    again = {listing.external_id: listing for _, listing in await results_of(search)}
    assert again["1"].price == euros("12.00").amount
    async with unit_of_work() as session:
        waiting = (await session.scalars(select(QueuedJob).where(QueuedJob.state == JobState.QUEUED))).one()
        assert (waiting.name, waiting.attempts, waiting.last_error) == ("refresh_listings", 0, "rate_limited")
        await session.execute(update(QueuedJob).values(run_after=clock.now()))
    both["catalogue"].failure = None
    both["offers"].asked.clear()
    await work()
    assert both["offers"].asked.total() == 0  # what was read before is not asked for again
    async with unit_of_work() as session:
        assert (await session.get_one(QueuedJob, waiting.id)).state is JobState.DONE


async def test_facts_and_figures_of_a_release_are_read_when_missing_or_old(
    user: User, both: Markets, work: Work
) -> None:
    await run(await a_search(user), work)
    both["catalogue"].releases = [a_release(is_full=True, genres=("Jazz",))]
    both["catalogue"].floors["7001"] = euros("15.00")
    await grow_old()
    async with unit_of_work() as session:
        release = (await session.scalars(select(Release))).one()
        await refreshing.queue_releases(session, user.id, [release.id])
    await work()
    async with unit_of_work() as session:
        release = (await session.scalars(select(Release))).one()
        assert (release.genres, release.full_fetched_at is not None) == (["Jazz"], True)
        figures = list(await session.scalars(select(ReleaseMarket.lowest_price)))
        assert figures[-1] == euros("15.00").amount


async def test_basic_facts_never_replace_full_ones(user: User) -> None:
    async with unit_of_work() as session:
        await store_releases(session, Environment.SAMPLE, [a_release(is_full=True, genres=("Jazz",))], clock.now())
        await store_releases(session, Environment.SAMPLE, [a_release(title="KOB")], clock.now())
        release = (await session.scalars(select(Release))).one()
        await session.refresh(release)
        assert (release.title, release.genres) == ("Kind Of Blue", ["Jazz"])


async def test_a_sweep_asks_for_wants_and_keeps_only_them(user: User, both: Markets, work: Work) -> None:
    both["offers"].offers.append(an_offer("3", title="Dave Brubeck - Time Out LP Columbia CS 8192"))
    async with unit_of_work() as session:
        ids = await store_releases(session, Environment.SAMPLE, [a_release()], clock.now())
        want = WantListItem(
            user_id=user.id,
            environment=Environment.SAMPLE,
            source=WantSource.LOCAL,
            release_id=ids["7001"],
            tier=Tier.MUST,
        )
        session.add(want)
    sweep = await a_search(user, kind=SearchKind.WANTLIST, name="wantlist", query="")
    ended = await run(sweep, work)
    assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
    assert both["catalogue"].asked["search_catalogue"] == 0
    assert both["catalogue"].asked["release_market"] == 1
    found = {listing.external_id: result for result, listing in await results_of(sweep)}
    assert found["1"].wantlist_level is not HoldingLevel.NONE
    assert (found["1"].excluded_by, found["1"].want_id) == (None, want.id)
    assert found["3"].excluded_by is not None
    async with unit_of_work() as session:
        assert (await session.get_one(WantListItem, want.id)).last_swept_at is not None


async def test_an_anchored_search_asks_for_its_release_and_keeps_other_pressings_out(
    user: User, both: Markets, work: Work
) -> None:
    async with unit_of_work() as session:
        ids = await store_releases(session, Environment.SAMPLE, [a_release()], clock.now())
    search = await a_search(user, kind=SearchKind.RELEASE, query="", release_id=ids["7001"])
    await run(search, work)
    assert both["catalogue"].asked["release"] == 1
    assert "floor:7001" in {listing.external_id for _, listing in await results_of(search)}
