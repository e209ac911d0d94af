"""Every fault switch, over real HTTP: nothing is lost, nothing is doubled, and the user is told in words."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
import stamina
from redis.asyncio import Redis
from sqlalchemy import func, select, text, update

from tests.sandbox_process import PATIENCE, fault, sandbox_process
from tests.services.conftest import do_next_job
from tests.services.test_running import a_search
from tests.support import BACKEND, Published
from vinyldigger.core import clock
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.jobs import Job
from vinyldigger.marketplaces.contract import Marketplace
from vinyldigger.marketplaces.settings import MarketplaceSettings
from vinyldigger.models.collections import Collection, CollectionItem, SyncStatus
from vinyldigger.models.connections import OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.models.listings import EndReason, Listing, ListingPrice
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchRun
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem
from vinyldigger.services import access, connections, searches, syncs
from vinyldigger.services.repositories import jobs as job_rows

Key = tuple[str, str]
WORDS = BACKEND.parent / "frontend" / "src" / "lib" / "words"
PASSING = ["latency", "server_error", "html", "cut_off_json"]
HARMLESS = ["unknown_fields", "unknown_values"]
MARKETS = ["discogs", "ebay"]
COPIES, WANTS = 300, 120  # of the sandbox's sample_collector


@pytest.fixture(scope="module")
def sandbox_url() -> Iterator[str]:
    with sandbox_process() as url:
        yield url


@pytest.fixture(autouse=True)
async def hasty(
    sandbox_url: str, settings: Settings, committed: Database, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[None]:
    """The installation speaks to this sandbox, tries twice without pauses, and does not wait long for an answer."""
    monkeypatch.setenv("SANDBOX_URL", sandbox_url)
    monkeypatch.setenv("SANDBOX_CALLS_PER_MINUTE", "5500")
    get_settings.cache_clear()
    stamina.set_testing(True, attempts=2, cap=True)
    yield
    stamina.set_testing(False)
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture(scope="module")
def untroubled() -> list[Key]:
    """Where the tests of this module keep what they expect."""
    return []


@pytest.fixture(scope="module")
def moment() -> str:
    """When the sandbox's time begins in each test: its offers come and go with the time."""
    return clock.now().isoformat()


@pytest.fixture
async def switches(sandbox_url: str, moment: str) -> AsyncIterator[httpx.AsyncClient]:
    """The sandbox's switches, all off before and after."""
    async with httpx.AsyncClient(base_url=sandbox_url, timeout=PATIENCE) as client:
        await client.post("/_sandbox/reset")
        await client.post("/_sandbox/clock", json={"set": moment})
        yield client
        await client.post("/_sandbox/reset")


async def work_off() -> None:
    while await do_next_job() is not None:
        pass


async def trouble_is_over(switches: httpx.AsyncClient, redis: Redis) -> None:
    """The faults are off, and the time that a breaker or a retry waits has passed."""
    await switches.delete("/_sandbox/faults")
    await redis.flushdb()
    async with unit_of_work() as session:
        await session.execute(update(QueuedJob).where(QueuedJob.state == JobState.QUEUED).values(run_after=func.now()))


async def run_of(search: SavedSearch) -> SearchRun:
    async with unit_of_work() as session:
        queued = await searches.queue_run(session, search, RunTrigger.MANUAL)
    await work_off()
    async with unit_of_work() as session:
        return await session.get_one(SearchRun, queued.id)


async def found_by(search: SavedSearch) -> list[Key]:
    async with unit_of_work() as session:
        rows = await session.execute(
            select(Listing.marketplace, Listing.external_id)
            .join(SearchResult, SearchResult.listing_id == Listing.id)
            .where(SearchResult.search_id == search.id, Listing.ended_at.is_(None))
            .order_by(Listing.marketplace, Listing.external_id)
        )
        return [(row[0], row[1]) for row in rows]


async def forget_everything() -> None:
    """As if nobody had searched."""
    async with unit_of_work() as session:
        await session.execute(text("TRUNCATE listings, releases, sellers, asked_queries, saved_searches CASCADE"))


async def a_search_of(user: User) -> SavedSearch:
    return await a_search(user, query="kind of blue", platforms=MARKETS)


@pytest.fixture
async def expected(
    user: User, switches: httpx.AsyncClient, published: Published, redis: Redis, untroubled: list[Key]
) -> list[Key]:
    """What a search finds when nothing goes wrong: asked once for all tests."""
    if not untroubled:
        search = await a_search_of(user)
        ended = await run_of(search)
        assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
        untroubled += await found_by(search)
        await forget_everything()
    return untroubled


async def assert_nothing_is_doubled() -> None:
    """Each offer has the one price at which it was seen, and each search holds an offer once."""
    async with unit_of_work() as session:
        prices = select(func.count()).select_from(ListingPrice).group_by(ListingPrice.listing_id)
        assert set(await session.scalars(prices)) <= {1}
        results = select(func.count()).select_from(SearchResult)
        results = results.group_by(SearchResult.search_id, SearchResult.listing_id)
        assert set(await session.scalars(results)) == {1}


def assert_has_words(code: str) -> None:
    """The web app's catalogue has a text for it."""
    sources = "".join(path.read_text(encoding="utf-8") for path in WORDS.rglob("*.ts"))
    assert re.search(rf"^\s+{code}: ", sources, re.MULTILINE), code


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("kind", PASSING)
async def test_passing_trouble_makes_a_run_partial_and_the_next_one_whole(
    user: User, expected: list[Key], switches: httpx.AsyncClient, redis: Redis, market: str, kind: str
) -> None:
    search = await a_search_of(user)
    async with troubled(switches, redis, market, kind):
        ended = await run_of(search)
    assert ended.status is RunStatus.PARTIAL
    assert {name for name, outcome in ended.marketplaces.items() if outcome["error"]} == {market}
    assert ended.marketplaces[market]["error"]["code"] == "marketplace_unavailable"
    assert_has_words("marketplace_unavailable")
    assert await found_by(search) == [key for key in expected if key[0] != market]
    assert (await run_of(search)).status is RunStatus.SUCCEEDED
    assert await found_by(search) == expected
    await assert_nothing_is_doubled()


@asynccontextmanager
async def troubled(
    switches: httpx.AsyncClient, redis: Redis, market: str, kind: str, path: str = ""
) -> AsyncIterator[None]:
    """A fault is on; its marketplace's answers are waited for a fraction of a second where they are late."""
    build = access.build

    def hasty(name: str, given: MarketplaceSettings) -> Marketplace:
        return build(name, replace(given, answer_seconds=0.2) if name == market else given)

    with pytest.MonkeyPatch.context() as patch:
        if kind == "latency":
            await access.close_markets()
            patch.setattr(access, "build", hasty)
        await fault(switches, market, kind, path=path, seconds=1.5)
        yield
        await access.close_markets()
    await trouble_is_over(switches, redis)


@pytest.mark.parametrize("market", MARKETS)
async def test_a_storm_of_429_is_waited_out_in_the_queue_and_the_run_goes_on(
    user: User, expected: list[Key], switches: httpx.AsyncClient, redis: Redis, market: str
) -> None:
    search = await a_search_of(user)
    await fault(switches, market, "too_many_requests")
    waiting = await run_of(search)
    assert waiting.status is RunStatus.RUNNING
    async with unit_of_work() as session:
        unfinished = select(QueuedJob).where(QueuedJob.name == Job.RUN_SEARCH, QueuedJob.state != JobState.DONE)
        job = (await session.scalars(unfinished)).one()
    assert (job.attempts, job.last_error) == (0, "rate_limited")
    asked = await searches_at(switches)
    await trouble_is_over(switches, redis)
    await work_off()
    async with unit_of_work() as session:
        ended = await session.get_one(SearchRun, waiting.id)
    assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
    assert await found_by(search) == expected
    await assert_nothing_is_doubled()
    untroubled = "ebay" if market == "discogs" else "discogs"
    assert (await searches_at(switches))[untroubled] == asked[untroubled], "what has answered is not asked again"


async def searches_at(switches: httpx.AsyncClient) -> dict[str, int]:
    """How often each marketplace was searched."""
    calls = (await switches.get("/_sandbox/calls")).json()["by_call"]
    return {name: sum(times for call, times in calls.items() if call.startswith(name) and call.endswith("search"))
            for name in MARKETS}  # fmt: skip


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("kind", HARMLESS)
async def test_what_nobody_knows_changes_no_run(
    user: User, expected: list[Key], switches: httpx.AsyncClient, market: str, kind: str
) -> None:
    search = await a_search_of(user)
    await fault(switches, market, kind)
    ended = await run_of(search)
    assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
    assert {outcome["skipped"] for outcome in ended.marketplaces.values()} == {0}
    assert await found_by(search) == expected
    await assert_nothing_is_doubled()


async def test_a_revoked_token_is_told_and_runs_go_on(
    user: User, expected: list[Key], switches: httpx.AsyncClient, redis: Redis
) -> None:
    await connections.use_personal_token(user.id, "discogs", "sandbox-token-sample_collector")
    await work_off()
    await fault(switches, "discogs", "revoked_tokens")
    search = await a_search_of(user)
    ended = await run_of(search)
    assert ended.status is RunStatus.SUCCEEDED, ended.marketplaces
    assert await found_by(search) == expected
    async with unit_of_work() as session:
        token = (await session.scalars(select(OAuthToken))).one()
        assert await session.scalar(select(func.count()).select_from(CollectionItem)) == COPIES
    assert (token.status.value, token.last_error) == ("revoked", "token_rejected")
    assert_has_words("token_rejected")


async def test_a_vanished_listing_is_over_and_the_others_stay(
    user: User, expected: list[Key], switches: httpx.AsyncClient
) -> None:
    search = await a_search_of(user)
    await run_of(search)
    gone = next(external_id for market, external_id in expected if market == "ebay")
    await fault(switches, "ebay", "vanished_listings", ids=[int(gone.split("|")[1])])
    async with unit_of_work() as session:
        rows = await session.scalars(select(Listing).where(Listing.marketplace == "ebay"))
        ids = {row.external_id: row.id for row in rows}
        await session.execute(update(Listing).values(fetched_at=clock.now() - timedelta(hours=1)))
    await refresh(user, list(ids.values()))
    assert await found_by(search) == [key for key in expected if key != ("ebay", gone)]
    async with unit_of_work() as session:
        assert (await session.get_one(Listing, ids[gone])).end_reason is EndReason.GONE


async def refresh(user: User, listing_ids: list[object]) -> None:
    async with unit_of_work() as session:
        await job_rows.enqueue(
            session,
            Job.REFRESH_LISTINGS,
            user_id=user.id,
            user=str(user.id),
            listing_ids=[str(listing_id) for listing_id in listing_ids],
        )
    await work_off()


@pytest.mark.parametrize("kind", [*PASSING, "too_many_requests", *HARMLESS])
async def test_syncs_come_through_every_fault_complete_and_once(
    user: User, switches: httpx.AsyncClient, redis: Redis, published: Published, kind: str
) -> None:
    await connections.use_personal_token(user.id, "discogs", "sandbox-token-sample_collector")
    async with troubled(switches, redis, "discogs", kind, path="/users/"):
        await work_off()
    await work_off()
    async with unit_of_work() as session:
        assert (await session.scalars(select(Collection.sync_status))).one() is SyncStatus.COMPLETE
        assert await session.scalar(select(func.count()).select_from(CollectionItem)) == COPIES
        assert await session.scalar(select(func.count()).select_from(WantListItem)) == WANTS
        assert not (await session.scalars(select(QueuedJob.name).where(QueuedJob.state != JobState.DONE))).all()


async def test_a_sync_with_a_revoked_token_waits_for_the_user_and_keeps_what_is_there(
    user: User, switches: httpx.AsyncClient, published: Published
) -> None:
    await connections.use_personal_token(user.id, "discogs", "sandbox-token-sample_collector")
    await work_off()
    await fault(switches, "discogs", "revoked_tokens")
    async with unit_of_work() as session:
        await syncs.start(session, Collection, user.id, Environment.SAMPLE, "discogs", whole=True)
    await work_off()
    async with unit_of_work() as session:
        kept = (await session.scalars(select(Collection))).one()
        assert (kept.sync_status, kept.item_count) == (SyncStatus.FAILED, COPIES)
        assert await session.scalar(select(func.count()).select_from(CollectionItem)) == COPIES
        blocked = (await session.scalars(select(QueuedJob.name).where(QueuedJob.state == JobState.BLOCKED))).all()
    assert list(blocked) == ["sync_collection"]
    assert_has_words("credentials_rejected")
