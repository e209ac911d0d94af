"""Collections, want lists and lists follow the marketplace, whatever happens on the way."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, text, update

from tests.services.accounts import AccountMarketplace, a_copy, a_want, account_market
from tests.services.conftest import Work, do_next_job
from tests.support import Clock, Published
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.errors import BadRequest, Conflict
from vinyldigger.marketplaces.contract import (
    CredentialsRejected,
    Forbidden,
    MarketplaceError,
    NotFound,
    RateLimited,
    Unavailable,
    UserList,
    WireChanged,
)
from vinyldigger.models.collections import Collection, CollectionItem, SyncStatus
from vinyldigger.models.connections import OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import FailedTask, JobState, QueuedJob
from vinyldigger.models.releases import Release
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import UserList as ListRow
from vinyldigger.models.wantlists import WantList, WantListItem, WantSource
from vinyldigger.services import access, connections, holdings, syncs
from vinyldigger.services.access import Markets
from vinyldigger.services.connections import Answer


@pytest.fixture
def discogs(monkeypatch: pytest.MonkeyPatch, redis: Redis) -> AccountMarketplace:
    market = account_market(page_size=10)

    async def opened(*_: object) -> Markets:
        return Markets(Environment.SAMPLE, {"discogs": market}, frozenset({"discogs"}))  # type: ignore[dict-item]

    for module in (access, connections):
        monkeypatch.setattr(module, "open_markets", opened)
    monkeypatch.setattr(connections, "markets", opened)
    return market


@pytest.fixture
def work(committed: Database, redis: Redis, published: Published) -> Work:
    """Do every job that is due until none is left; here some are meant to fail."""

    async def until_idle() -> list[str]:
        done: list[str] = []
        while (job := await do_next_job()) is not None:
            done.append(job.name)
        return done

    return until_idle


@pytest.fixture
async def connected(user: User, discogs: AccountMarketplace, work: Work) -> AccountMarketplace:
    await connections.use_personal_token(user.id, "discogs", "personal-token-of-mine")
    await work()
    discogs.asked.clear()
    discogs.pages.clear()
    return discogs


async def sync(user: User, kind: type[Collection | WantList], work: Work, *, whole: bool = False) -> list[str]:
    async with unit_of_work() as session:
        await syncs.start(session, kind, user.id, Environment.SAMPLE, "discogs", whole=whole)
    return await work()


async def instances() -> set[str]:
    async with unit_of_work() as session:
        return set(await session.scalars(select(CollectionItem.instance_id)))


async def collection() -> Collection:
    async with unit_of_work() as session:
        return (await session.scalars(select(Collection))).one()


async def wanted() -> set[str]:
    async with unit_of_work() as session:
        statement = select(Release.discogs_id).join(WantListItem, WantListItem.release_id == Release.id)
        return set(await session.scalars(statement.where(WantListItem.removed_at.is_(None))))


async def test_connecting_reads_collection_and_want_list_whole(
    user: User, discogs: AccountMarketplace, work: Work
) -> None:
    discogs.copies = [a_copy(number) for number in range(25)]
    discogs.wants = [a_want(number) for number in range(12)]
    made = await connections.use_personal_token(user.id, "discogs", "personal-token-of-mine")
    assert (made.status, made.username, made.method) == ("connected", "collector", "personal")
    await work()
    assert await instances() == {str(number) for number in range(25)}
    assert await wanted() == {str(7000 + number) for number in range(12)}
    kept = await collection()
    assert (kept.sync_status, kept.item_count, kept.value_median) == (SyncStatus.COMPLETE, 25, 200)
    assert (discogs.asked["collection"], discogs.asked["wantlist"]) == (3, 2)


async def test_reading_again_changes_nothing_and_costs_one_call(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(number) for number in range(25)]
    await sync(user, Collection, work, whole=True)
    connected.asked.clear()
    before = await instances()
    await sync(user, Collection, work)
    assert await instances() == before
    assert connected.asked["collection"] == 1


async def test_arrivals_are_found_on_the_first_pages(user: User, connected: AccountMarketplace, work: Work) -> None:
    connected.copies = [a_copy(number) for number in range(40)]
    await sync(user, Collection, work, whole=True)
    connected.asked.clear()
    connected.copies.append(a_copy(40))
    await sync(user, Collection, work)
    assert "40" in await instances()
    assert connected.asked["collection"] == 2  # one with the arrival, one that knew everything


async def test_what_has_left_is_found_by_the_sums_and_removed(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(number) for number in range(40)]
    await sync(user, Collection, work, whole=True)
    del connected.copies[3]
    await sync(user, Collection, work)
    assert await instances() == {str(number) for number in range(40) if number != 3}
    assert (await collection()).item_count == 39


async def test_an_incomplete_reading_removes_nothing(user: User, connected: AccountMarketplace, work: Work) -> None:
    connected.copies = [a_copy(number) for number in range(15)]
    await sync(user, Collection, work, whole=True)
    connected.copies = connected.copies[:10]
    connected.short_by = 5  # the marketplace says there are fifteen, and five of them could not be read
    await sync(user, Collection, work, whole=True)
    assert len(await instances()) == 15


async def test_an_interrupted_reading_goes_on_where_it_was(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(number) for number in range(35)]
    connected.fail_at = {3: Unavailable("discogs")}
    await sync(user, Collection, work, whole=True)
    assert len(await instances()) == 20
    assert (await collection()).sync_status is SyncStatus.RUNNING
    await make_due()
    await work()
    assert connected.pages == [None, "10", "20", "20", "30"]
    assert len(await instances()) == 35
    assert (await collection()).sync_status is SyncStatus.COMPLETE


async def test_what_follows_the_last_page_is_tried_again_without_the_pages(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.wants = [a_want(number) for number in range(15)]
    ask, refusals = connected.lists, [RateLimited("discogs", retry_after=40)]

    async def lists(*arguments: Any) -> Any:
        if refusals:
            raise refusals.pop()
        return await ask(*arguments)

    connected.lists = lists  # type: ignore[method-assign]
    await sync(user, WantList, work, whole=True)
    await make_due()
    await work()
    assert (connected.asked["wantlist"], connected.asked["lists"]) == (2, 1)
    async with unit_of_work() as session:
        assert (await session.scalars(select(WantList.sync_status))).one() is SyncStatus.COMPLETE


async def test_an_interruption_does_not_make_an_incomplete_reading_complete(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(number) for number in range(25)]
    await sync(user, Collection, work, whole=True)
    del connected.copies[24]
    connected.short_by = 1
    connected.fail_at = {2: Unavailable("discogs")}
    await sync(user, Collection, work, whole=True)
    connected.short_by = 0
    await make_due()
    await work()
    assert "24" in await instances()


@pytest.mark.parametrize(
    ("failure", "code"), [(Forbidden, "marketplace_forbidden"), (NotFound, "marketplace_not_found")]
)
async def test_a_private_or_deleted_account_is_said_at_once(
    user: User, connected: AccountMarketplace, work: Work, failure: type[MarketplaceError], code: str
) -> None:
    connected.failure = failure("discogs")
    await sync(user, Collection, work, whole=True)
    kept = await collection()
    assert (kept.sync_status, kept.sync_error and kept.sync_error["code"]) == (SyncStatus.FAILED, code)
    async with unit_of_work() as session:
        assert not (await session.scalars(select(FailedTask))).all()


async def test_a_value_that_cannot_be_read_fails_no_sync(user: User, connected: AccountMarketplace, work: Work) -> None:
    async def unreadable(*_: object) -> None:
        raise WireChanged("discogs")

    connected.collection_value = unreadable  # type: ignore[assignment,method-assign]
    connected.copies = [a_copy(1)]
    await sync(user, Collection, work, whole=True)
    assert (await collection()).sync_status is SyncStatus.COMPLETE


async def test_a_spent_budget_hands_the_work_back_without_counting(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(number) for number in range(15)]
    connected.fail_at = {2: RateLimited("discogs", retry_after=40)}
    await sync(user, Collection, work, whole=True)
    async with unit_of_work() as session:
        job = (await session.scalars(select(QueuedJob).where(QueuedJob.state == JobState.QUEUED))).one()
    assert job.attempts == 0
    await make_due()
    await work()
    assert len(await instances()) == 15


async def test_a_marketplace_that_stays_away_ends_as_failed_and_keeps_what_was_there(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(number) for number in range(5)]
    await sync(user, Collection, work, whole=True)
    connected.failure = Unavailable("discogs")
    await sync(user, Collection, work, whole=True)
    for _ in range(5):
        await make_due()
        await work()
    kept = await collection()
    assert (kept.sync_status, kept.item_count) == (SyncStatus.FAILED, 5)
    assert kept.sync_error == {"code": "marketplace_unavailable", "params": {"marketplace": "discogs"}}
    assert len(await instances()) == 5


async def test_a_revoked_token_marks_the_connection_and_the_work_waits_for_the_user(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies = [a_copy(1)]
    connected.failure = CredentialsRejected("discogs")
    await sync(user, Collection, work, whole=True)
    async with unit_of_work() as session:
        token = (await session.scalars(select(OAuthToken))).one()
        blocked = (await session.scalars(select(QueuedJob).where(QueuedJob.state == JobState.BLOCKED))).one()
    assert (token.status.value, token.last_error) == ("revoked", "token_rejected")
    assert blocked.name == "sync_collection"
    connected.failure = None
    await connections.use_personal_token(user.id, "discogs", "another-token-of-mine")
    await work()
    assert await instances() == {"1"}
    assert (await collection()).sync_status is SyncStatus.COMPLETE


async def test_a_want_that_comes_back_finds_its_rule_again(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.wants = [a_want(1), a_want(2)]
    await sync(user, WantList, work, whole=True)
    async with unit_of_work() as session:
        await session.execute(update(WantListItem).values(tier="must"))
    connected.wants = [a_want(2)]
    await sync(user, WantList, work, whole=True)
    assert await wanted() == {"7002"}
    connected.wants = [a_want(2), a_want(1)]
    await sync(user, WantList, work, whole=True)
    async with unit_of_work() as session:
        tiers = set(await session.scalars(select(WantListItem.tier).where(WantListItem.removed_at.is_(None))))
    assert await wanted() == {"7001", "7002"}
    assert {tier.value for tier in tiers if tier} == {"must"}


async def test_a_sync_never_touches_local_wants(user: User, connected: AccountMarketplace, work: Work) -> None:
    async with unit_of_work() as session:
        local = WantListItem(
            user_id=user.id, environment="sample", source="local", artist="Nina Simone", title="Pastel Blues"
        )
        session.add(local)
    await sync(user, WantList, work, whole=True)
    async with unit_of_work() as session:
        kept = (await session.scalars(select(WantListItem))).one()
    assert (kept.source, kept.removed_at) == (WantSource.LOCAL, None)


async def test_a_list_becomes_a_source_of_wants_and_stops_being_one(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.own_lists = [UserList("900", "Holy grails", True)]
    connected.on_lists = {"900": [a_want(5), a_want(6)]}
    await sync(user, WantList, work, whole=True)
    async with unit_of_work() as session:
        row = (await session.scalars(select(ListRow))).one()
        assert row.is_source is False
        await holdings.set_list_source(session, user.id, row.id, True)
    await work()
    assert await wanted() == {"7005", "7006"}
    async with unit_of_work() as session:
        await holdings.set_list_source(session, user.id, row.id, False)
    assert await wanted() == set()


async def test_4500_wants_are_45_calls(user: User, connected: AccountMarketplace, work: Work) -> None:
    connected.page_size = 100
    connected.wants = [a_want(number) for number in range(4500)]
    connected.asked.clear()
    await sync(user, WantList, work, whole=True)
    assert connected.asked["wantlist"] == 45
    assert len(await wanted()) == 4500


async def test_disconnecting_removes_all_that_came_with_the_account(
    user: User, connected: AccountMarketplace, work: Work
) -> None:
    connected.copies, connected.wants = [a_copy(1)], [a_want(2)]
    await sync(user, Collection, work, whole=True)
    await sync(user, WantList, work, whole=True)
    await connections.disconnect(user.id, "discogs")
    async with unit_of_work() as session:
        for kind in (OAuthToken, Collection, CollectionItem, WantList, WantListItem):
            assert (await session.scalars(select(kind))).all() == []


async def test_consent_is_bound_to_the_user_who_began_used_once_and_short_lived(
    user: User, discogs: AccountMarketplace, work: Work, frozen_clock: Clock
) -> None:
    async with unit_of_work() as session:
        stranger = User(email="stranger@example.org", password_hash="x", country="US", currency="USD")
        session.add(stranger)
    await connections.authorize(user.id, None, "discogs")
    answer = Answer("state-0", "right-code")
    with pytest.raises(BadRequest):
        await connections.complete(stranger.id, None, "discogs", answer)
    made = await connections.complete(user.id, None, "discogs", answer)
    assert made.status == "connected"
    with pytest.raises(BadRequest):
        await connections.complete(user.id, None, "discogs", answer)
    discogs.pages.append(None)  # the next state
    await connections.authorize(user.id, None, "discogs")
    frozen_clock.advance(minutes=10, seconds=1)
    with pytest.raises(BadRequest):
        await connections.complete(user.id, None, "discogs", Answer("state-1", "right-code"))


async def test_a_refused_consent_uses_the_state_up(user: User, discogs: AccountMarketplace) -> None:
    await connections.authorize(user.id, None, "discogs")
    with pytest.raises(Conflict, match="refused"):
        await connections.complete(user.id, None, "discogs", Answer("state-0", None, denied=True))
    with pytest.raises(BadRequest):
        await connections.complete(user.id, None, "discogs", Answer("state-0", "right-code"))


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("  AbC123 ", Answer(None, "AbC123")),
        ("http://127.0.0.1:8000/connect/discogs?oauth_token=t&oauth_verifier=v", Answer("t", "v")),
        ("https://x.example/connect/ebay?state=s&code=v%5E1.1&expires_in=299", Answer("s", "v^1.1")),
        ("https://x.example/connect/discogs?denied=t", Answer("t", None, denied=True)),
    ],
)
def test_pasted_codes_and_addresses_are_read(pasted: str, expected: Answer) -> None:
    assert connections.read_pasted(pasted) == expected


async def make_due() -> None:
    async with unit_of_work() as session:
        await session.execute(
            update(QueuedJob).where(QueuedJob.state == JobState.QUEUED).values(run_after=QueuedJob.created_at)
        )


async def test_asking_for_a_sync_and_beginning_it_never_deadlock(
    user: User, connected: AccountMarketplace, committed: Database
) -> None:
    async with unit_of_work() as session:
        shelf = await syncs.start(session, Collection, user.id, Environment.SAMPLE, "discogs", whole=True)
    async with unit_of_work() as session:
        await session.execute(update(Collection).values(updated_at=clock.now()))  # somebody asks, and has the row
        beginning = asyncio.create_task(do_next_job())
        async with asyncio.timeout(30), committed.read() as looking:
            while not await looking.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.01)
        target = await session.get_one(Collection, shelf.id)
        await syncs.queue(session, target, whole=True)
    job = await beginning
    async with unit_of_work() as session:
        assert job is not None
        assert (await session.get_one(QueuedJob, job.id)).first_failed_at is None
        assert (await session.get_one(Collection, shelf.id)).sync_status is SyncStatus.COMPLETE
