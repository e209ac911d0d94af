"""Releases read by id: those that only offers name, those that are merged, those that are no more."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace, a_release, an_offer, catalogue_market, euros, offers_market
from tests.services.test_running import a_search, results_of, run
from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.domain.release import Release as Facts
from vinyldigger.marketplaces.contract import Caller, NotFound, WireChanged
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import FailedTask
from vinyldigger.models.releases import Release
from vinyldigger.models.results import HoldingLevel
from vinyldigger.models.searches import RunStatus, SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services import refreshing, releases
from vinyldigger.services.catalogue import store_releases

Markets = dict[str, FakeMarketplace]
MORE = 8  # releases that only offers name


@pytest.fixture
def both(markets: Markets) -> Markets:
    """Offers that name releases, and a catalogue that knows them but finds none of them."""
    named = [
        an_offer(str(number), release_external_id=str(7100 + number), title=f"Miles Davis - Kind Of Blue {number}")
        for number in range(MORE)
    ]
    known = [a_release(str(7100 + number), is_full=True) for number in range(MORE)]
    markets["offers"] = offers_market(*named)
    markets["catalogue"] = catalogue_market(*known)
    markets["catalogue"].page_size = 0  # its search answers nothing
    return markets


async def full_releases() -> set[str]:
    async with unit_of_work() as session:
        return set(await session.scalars(select(Release.discogs_id).where(Release.full_fetched_at.is_not(None))))


async def test_each_run_reads_a_few_of_the_releases_that_only_offers_name(
    user: User, both: Markets, work: Work
) -> None:
    limit = get_settings().run_plan.discogs_facts
    search = await a_search(user)
    await run(search, work)
    assert both["catalogue"].asked["release"] == limit
    await run(search, work)
    await run(search, work)
    assert both["catalogue"].asked["release"] == MORE
    assert await full_releases() == {str(7100 + number) for number in range(MORE)}
    assert {result.item_match_id is not None for result, _ in await results_of(search)} == {True}


async def test_wanted_releases_come_first(user: User, both: Markets, work: Work) -> None:
    async with unit_of_work() as session:
        ids = await store_releases(session, Environment.SAMPLE, [a_release("7107")], clock.now())
        want = WantListItem(
            user_id=user.id, environment=Environment.SAMPLE, source=WantSource.LOCAL, release_id=ids["7107"]
        )
        session.add(want)
    search = await a_search(user)
    await run(search, work)
    levels = {listing.external_id: result.wantlist_level for result, listing in await results_of(search)}
    assert levels["7"] is not HoldingLevel.NONE
    assert "7107" in await full_releases()


async def test_one_that_cannot_be_read_or_is_gone_holds_up_no_other(user: User, both: Markets, work: Work) -> None:
    read = both["catalogue"].release

    async def release(external_id: str, caller: Caller) -> Facts:
        if external_id == "7100":
            raise WireChanged("catalogue")
        if external_id == "7101":
            raise NotFound("catalogue")
        return await read(external_id, caller)

    both["catalogue"].release = release  # type: ignore[method-assign]
    both["offers"].offers = both["offers"].offers[:3]
    await run(await a_search(user), work)
    assert await full_releases() == {"7102"}
    async with unit_of_work() as session:
        assert not (await session.scalars(select(FailedTask))).all()


async def a_known(discogs_id: str) -> Any:
    async with unit_of_work() as session:
        return (await store_releases(session, Environment.SAMPLE, [a_release(discogs_id)], clock.now()))[discogs_id]


def merging(market: FakeMarketplace) -> None:
    """7001 has been merged into 7002."""

    async def release(external_id: str, caller: Caller) -> Facts:
        market._asked("release")
        return a_release("7002", is_full=True, genres=("Jazz",))

    market.release = release  # type: ignore[method-assign]


async def test_what_led_to_a_merged_release_leads_to_its_successor(user: User, both: Markets, work: Work) -> None:
    merging(both["catalogue"])
    old = await a_known("7001")
    async with unit_of_work() as session:
        session.add(
            WantListItem(user_id=user.id, environment=Environment.SAMPLE, source=WantSource.LOCAL, release_id=old)
        )
    search = await a_search(user, kind=SearchKind.RELEASE, query="", release_id=old)
    async with unit_of_work() as session:
        await refreshing.queue_releases(session, user.id, [old])
    await work()
    async with unit_of_work() as session:
        rows = {row.discogs_id: row for row in await session.scalars(select(Release))}
        assert (rows["7001"].merged_into, rows["7001"].gone_at is not None) == ("7002", True)
        assert (await session.scalars(select(WantListItem.release_id))).one() == rows["7002"].id
        assert (await session.get_one(SavedSearch, search.id)).release_id == rows["7002"].id
        shown = await releases.get_release(session, user, old)
        assert (shown["external_id"], shown["genres"]) == ("7002", ["Jazz"])
        assert await releases.refresh_release(session, user, old) == 1  # its figures are missing, its facts are not


async def test_whoever_wants_both_keeps_both(user: User, both: Markets, work: Work) -> None:
    merging(both["catalogue"])
    old, new = await a_known("7001"), await a_known("7002")
    async with unit_of_work() as session:
        for release_id in (old, new):
            session.add(
                WantListItem(
                    user_id=user.id, environment=Environment.SAMPLE, source=WantSource.LOCAL, release_id=release_id
                )
            )
        await refreshing.queue_releases(session, user.id, [old])
    await work()
    async with unit_of_work() as session:
        assert set(await session.scalars(select(WantListItem.release_id))) == {old, new}


async def test_a_search_for_a_merged_release_goes_on_with_its_successor(user: User, both: Markets, work: Work) -> None:
    merging(both["catalogue"])
    search = await a_search(user, kind=SearchKind.RELEASE, query="", release_id=await a_known("7001"))
    ended = await run(search, work)
    assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
    async with unit_of_work() as session:
        anchor = (await session.get_one(SavedSearch, search.id)).release_id
        assert (await session.get_one(Release, anchor)).discogs_id == "7002"


async def test_a_search_for_a_release_that_is_no_more_says_so_and_finds_what_there_is(
    user: User, both: Markets, work: Work
) -> None:
    both["offers"].offers = [an_offer("1", "20.00")]
    both["catalogue"].releases = []
    search = await a_search(user, kind=SearchKind.RELEASE, query="", release_id=await a_known("7001"))
    ended = await run(search, work)
    assert ended.status is RunStatus.PARTIAL
    assert ended.marketplaces["catalogue"]["error"]["code"] == "marketplace_not_found"
    assert ended.marketplaces["offers"]["found"] == 1


async def test_a_release_that_is_no_more_is_noted_and_not_asked_for_again(
    user: User, both: Markets, work: Work
) -> None:
    both["catalogue"].floors["7001"] = euros("9.00")
    old = await a_known("7001")
    for _ in range(2):
        async with unit_of_work() as session:
            await refreshing.queue_releases(session, user.id, [old])
        await work()
    assert both["catalogue"].asked["release"] == 1
    async with unit_of_work() as session:
        assert (await session.get_one(Release, old)).gone_at is not None
        assert await releases.refresh_release(session, user, old) == 0
