"""The hourly round and price guides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, update

from tests.services.accounts import CAN, AccountMarketplace, a_copy, a_want
from tests.services.conftest import Work, do_next_job
from tests.services.fakes import an_offer, euros
from tests.support import Published
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.release import PriceSuggestions
from vinyldigger.core.jobs import Job
from vinyldigger.marketplaces.contract import Caller, Capability, CredentialsRejected, NotFound
from vinyldigger.models.analyses import DealRecommendation
from vinyldigger.models.collections import Collection
from vinyldigger.models.connections import OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import QueuedJob
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch, ItemMatchResult
from vinyldigger.models.releases import PriceGuide, Release
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.services import access, connections, guides, keeping_up, periodic
from vinyldigger.services.access import Markets
from vinyldigger.services.catalogue import store_releases
from vinyldigger.services.offers import store_offers
from vinyldigger.services.repositories import jobs as job_rows


@dataclass
class GuideMarketplace(AccountMarketplace):
    """Suggests twenty euros for everything but the releases in ``silent``."""

    silent: frozenset[str] = frozenset()

    async def price_suggestions(self, external_id: str, caller: Caller) -> PriceSuggestions:
        self._asked("price_suggestions")
        assert caller.user is not None
        if external_id in self.silent:
            raise NotFound(self.id)
        return PriceSuggestions(external_id, {Grade.NM: euros("20.00"), Grade.VG: euros("10.59")}, clock.now())

    async def test(self) -> None:
        self._asked("test")


@pytest.fixture
def discogs(monkeypatch: pytest.MonkeyPatch, redis: Redis) -> GuideMarketplace:
    market = GuideMarketplace("discogs", CAN | {Capability.PRICE_SUGGESTIONS})

    async def opened(*_: object) -> Markets:
        return Markets(Environment.SAMPLE, {"discogs": market}, frozenset({"discogs"}))  # type: ignore[dict-item]

    for module in (access, connections, guides, keeping_up):
        monkeypatch.setattr(module, "open_markets", opened)
    monkeypatch.setattr(connections, "markets", opened)
    return market


@pytest.fixture
async def connected(user: User, discogs: GuideMarketplace, work: Work) -> GuideMarketplace:
    discogs.copies, discogs.wants = [a_copy(1)], [a_want(2)]
    await connections.use_personal_token(user.id, "discogs", "personal-token-of-mine")
    await work()
    discogs.asked.clear()
    return discogs


async def a_search_with(user: User, *releases: str) -> SavedSearch:
    """A search that found one offer of each release, matched to it."""
    now = clock.now()
    async with unit_of_work() as session:
        search = SavedSearch(user_id=user.id, kind="query", name="Blue", query="blue", platforms=["discogs"])
        session.add(search)
        await session.flush()
        wanted = [a_want(int(release) - 7000).release for release in releases]
        await store_releases(session, Environment.SAMPLE, [each for each in wanted if each], now)
        offers = [an_offer(release, marketplace="discogs", release_external_id=release) for release in releases]
        for stored in await store_offers(session, Environment.SAMPLE, offers, now):
            release = stored.key[2]
            match = ItemMatch(
                environment="sample",
                record_key=f"r{release}",
                level="release",
                artist="Miles Davis",
                title="Kind Of Blue",
                confidence=100,
            )
            session.add(match)
            await session.flush()
            session.add(
                ItemMatchResult(
                    item_match_id=match.id,
                    listing_id=stored.id,
                    confidence=100,
                    level="exact",
                    claim="release",
                    release_external_id=release,
                    engine_version="1",
                    matched_at=now,
                )
            )
            session.add(
                SearchResult(
                    user_id=user.id,
                    search_id=search.id,
                    listing_id=stored.id,
                    item_match_id=match.id,
                    deal_score=Decimal(release[-1]),
                )
            )
    return search


async def read(user: User, search: SavedSearch) -> None:
    async with unit_of_work() as session:
        await guides.queue(session, user.id, search.id)
    while (job := await do_next_job()) is not None and job.name != Job.READ_GUIDES:
        pass


async def kept_guides() -> list[Decimal | None]:
    async with unit_of_work() as session:
        return list(await session.scalars(select(PriceGuide.near_mint)))


async def test_the_best_three_releases_get_a_guide_and_are_not_asked_again(
    user: User, connected: GuideMarketplace
) -> None:
    search = await a_search_with(user, "7005", "7006", "7007", "7008")
    await read(user, search)
    assert connected.asked["price_suggestions"] == 3
    assert await kept_guides() == [Decimal("20.00")] * 3
    await read(user, search)
    assert connected.asked["price_suggestions"] == 4
    await read(user, search)
    assert connected.asked["price_suggestions"] == 4


async def test_a_release_without_a_suggestion_is_noted_and_not_asked_again(
    user: User, connected: GuideMarketplace
) -> None:
    connected.silent = frozenset({"7005"})
    search = await a_search_with(user, "7005")
    await read(user, search)
    await read(user, search)
    assert connected.asked["price_suggestions"] == 1
    assert await kept_guides() == [None]


async def test_disconnecting_removes_the_guides(user: User, connected: GuideMarketplace) -> None:
    await read(user, await a_search_with(user, "7005"))
    assert len(await kept_guides()) == 1
    await connections.disconnect(user.id, "discogs")
    assert await kept_guides() == []


async def test_a_refused_token_marks_the_connection_and_ends_quietly(user: User, connected: GuideMarketplace) -> None:
    search = await a_search_with(user, "7005")
    connected.failure = CredentialsRejected("discogs")
    await read(user, search)
    async with unit_of_work() as session:
        token = (await session.scalars(select(OAuthToken))).one()
        job = (await session.scalars(select(QueuedJob).where(QueuedJob.name == Job.READ_GUIDES))).one()
    assert token.status.value == "revoked"
    assert job.state.value == "done"


async def test_a_record_somebody_looks_at_gets_its_guide_once(user: User, connected: GuideMarketplace) -> None:
    await a_search_with(user, "7005")
    async with unit_of_work() as session:
        looked_at = (await session.scalars(select(Release).where(Release.discogs_id == "7005"))).all()
    for _ in range(2):
        await guides.read_for_releases(user.id, looked_at)
    assert connected.asked["price_suggestions"] == 1
    assert await kept_guides() == [Decimal("20.00")]


async def test_without_an_account_nothing_is_queued(user: User, discogs: GuideMarketplace) -> None:
    search = await a_search_with(user, "7005")
    async with unit_of_work() as session:
        await guides.queue(session, user.id, search.id)
        assert (await session.scalars(select(QueuedJob))).all() == []


async def keep_up() -> list[str]:
    """One round; answers the names of the jobs it queued."""
    async with unit_of_work() as session:
        await job_rows.enqueue(session, Job.KEEP_UP)
    await do_next_job()
    async with unit_of_work() as session:
        statement = select(QueuedJob.name).where(QueuedJob.state == "queued").order_by(QueuedJob.name)
        return list(await session.scalars(statement))


async def test_syncs_are_queued_when_they_are_a_day_old_and_only_then(user: User, connected: GuideMarketplace) -> None:
    assert await keep_up() == []
    async with unit_of_work() as session:
        await session.execute(update(Collection).values(synced_at=clock.now() - timedelta(hours=25)))
    assert await keep_up() == ["sync_collection"]


async def test_a_connection_that_no_longer_works_is_left_alone(user: User, connected: GuideMarketplace) -> None:
    async with unit_of_work() as session:
        await session.execute(update(Collection).values(synced_at=clock.now() - timedelta(hours=25)))
        await session.execute(update(OAuthToken).values(status="revoked"))
    assert await keep_up() == []


async def test_offers_on_the_today_page_are_read_again_before_they_are_too_old_to_show(
    user: User, connected: GuideMarketplace
) -> None:
    search = await a_search_with(user, "7005", "7006")
    async with unit_of_work() as session:
        results = (await session.scalars(select(SearchResult).order_by(SearchResult.deal_score))).all()
        session.add(
            DealRecommendation(
                user_id=user.id,
                search_id=search.id,
                deal_key="k",
                type="best_price",
                score=80,
                level="very_good",
                item_ids=[str(results[0].listing_id)],
                first_seen_at=clock.now(),
                last_seen_at=clock.now(),
                title={"code": "best_price", "params": {}},
                currency="EUR",
                goods=20,
                total_items=1,
                wanted_items=0,
                engine_version="1",
            )
        )
    assert await keep_up() == []  # the user was not here lately
    async with unit_of_work() as session:
        await session.execute(update(User).values(last_seen_at=clock.now()))
    assert await keep_up() == []  # the offers are fresh
    async with unit_of_work() as session:
        await session.execute(update(Listing).values(fetched_at=clock.now() - timedelta(hours=5, minutes=1)))
    assert await keep_up() == ["refresh_listings"]
    async with unit_of_work() as session:
        job = (await session.scalars(select(QueuedJob).where(QueuedJob.name == Job.REFRESH_LISTINGS))).one()
    assert job.args["listing_ids"] == [str(results[0].listing_id)]
    assert job.args["urgent"] is False


async def test_offers_of_wanted_records_are_read_again_a_few_at_a_time_those_read_longest_ago_first(
    user: User, connected: GuideMarketplace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping_up, "WANTED", 2)
    await a_search_with(user, "7005", "7006", "7007", "7008")
    async with unit_of_work() as session:
        await session.execute(update(User).values(last_seen_at=clock.now()))
        ids = {row.external_id: row.id for row in await session.scalars(select(Listing))}
        for hours, release in enumerate(("7005", "7006", "7007", "7008")):
            aged = clock.now() - timedelta(hours=25 + hours)
            await session.execute(update(Listing).where(Listing.external_id == release).values(fetched_at=aged))
        wanted = SearchResult.listing_id != ids["7008"]
        await session.execute(update(SearchResult).where(wanted).values(wantlist_level="release"))
    assert await keep_up() == ["refresh_listings"]
    async with unit_of_work() as session:
        job = (await session.scalars(select(QueuedJob).where(QueuedJob.name == Job.REFRESH_LISTINGS))).one()
    assert job.args["listing_ids"] == [str(ids["7007"]), str(ids["7006"])]


def test_the_round_comes_before_offers_are_too_old_to_show() -> None:
    assert keeping_up.GROWS_OLD + periodic.PERIODS[Job.KEEP_UP] <= timedelta(hours=6)


@pytest.fixture
def work(committed: Database, redis: Redis, published: Published) -> Work:
    async def until_idle() -> list[str]:
        done: list[str] = []
        while (job := await do_next_job()) is not None:
            done.append(job.name)
        return done

    return until_idle
