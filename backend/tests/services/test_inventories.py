"""Reading watched sellers' inventories: whole first, then only what is new; absence ends, interruptions resume."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update

from tests.services.conftest import Work, do_next_job
from tests.services.fakes import FakeMarketplace, a_release, a_seller, an_offer, catalogue_market, euros
from tests.services.test_running import a_search, results_of, run
from tests.support import Published
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.listing import Listing as Offer
from vinyldigger.marketplaces.contract import NotFound, Page, RateLimited
from vinyldigger.models.collections import SyncStatus
from vinyldigger.models.jobs import QueuedJob
from vinyldigger.models.listings import EndReason, Listing
from vinyldigger.models.releases import ValueObservation
from vinyldigger.models.sellers import Seller, SellerStatus
from vinyldigger.models.users import User
from vinyldigger.services import inventories
from vinyldigger.services.offers import seller_values
from vinyldigger.services.repositories import sellers as seller_rows

Markets = dict[str, FakeMarketplace]


def in_stock(number: int, price: str = "20.00") -> Offer:
    seller = a_seller("digger-berlin", "catalogue")
    return an_offer(
        str(number), price, marketplace="catalogue", site="", seller=seller, quote=None, release_external_id="7001",
        media_grade=Grade.VG_PLUS, sleeve_grade=Grade.VG, grade_source=GradeSource.FIELD,
    )  # fmt: skip


@pytest.fixture
def shop(markets: Markets) -> FakeMarketplace:
    """A seller with 120 offers on three pages, newest first."""
    stock = [in_stock(number) for number in range(120, 0, -1)]
    markets["catalogue"] = catalogue_market(a_release(), floors={"7001": euros("18.00")})
    markets["catalogue"].inventories["digger-berlin"] = stock
    return markets["catalogue"]


async def watch(user: User) -> Seller:
    async with unit_of_work() as session:
        values = seller_values(a_seller("digger-berlin", "catalogue"), "sample", clock.now())  # type: ignore[arg-type]
        (seller_id,) = (await seller_rows.upsert_sellers(session, [values])).values()
        await seller_rows.set_view(session, user.id, seller_id, status=SellerStatus.WATCHED)
        await inventories.queue_reading(session, seller_id)
        return await session.get_one(Seller, seller_id)


async def read_again(work: Work, **changes: object) -> Seller:
    """Let the seller's last reading be long ago, and read again."""
    async with unit_of_work() as session:
        await session.execute(update(Seller).values(**changes))
        await inventories.queue_due(session, clock.now())
    await work()
    async with unit_of_work() as session:
        return (await session.scalars(select(Seller))).one()


async def standing() -> set[str]:
    async with unit_of_work() as session:
        return set(await session.scalars(select(Listing.external_id).where(Listing.ended_at.is_(None))))


async def test_the_first_reading_is_whole(user: User, shop: FakeMarketplace, work: Work) -> None:
    await watch(user)
    await work()
    assert shop.asked["seller_inventory"] == 3
    assert len(await standing()) == 120
    async with unit_of_work() as session:
        seller = (await session.scalars(select(Seller))).one()
        assert (seller.inventory_status, seller.inventory_count) == (SyncStatus.COMPLETE, 120)
        assert seller.inventory_read_at is not None


async def test_later_readings_stop_at_what_is_known(user: User, shop: FakeMarketplace, work: Work) -> None:
    await watch(user)
    await work()
    shop.asked.clear()
    shop.inventories["digger-berlin"].insert(0, in_stock(121))
    await read_again(work, inventory_newest_at=clock.now() - timedelta(hours=25))
    assert shop.asked["seller_inventory"] == 2  # the first page brings one arrival, the second nothing new
    assert "121" in await standing()


async def test_absence_ends_an_offer_only_after_a_complete_reading(
    user: User, shop: FakeMarketplace, work: Work
) -> None:
    await watch(user)
    await work()
    shop.inventories["digger-berlin"] = [
        offer for offer in shop.inventories["digger-berlin"] if offer.external_id != "5"
    ]
    yesterday, long_ago = clock.now() - timedelta(hours=25), clock.now() - timedelta(days=8)
    await read_again(work, inventory_newest_at=yesterday)
    assert "5" in await standing()
    await read_again(work, inventory_newest_at=yesterday, inventory_read_at=long_ago)
    assert "5" not in await standing()
    async with unit_of_work() as session:
        ended = (await session.scalars(select(Listing).where(Listing.external_id == "5"))).one()
        assert ended.end_reason is EndReason.ABSENT


async def test_a_reading_that_could_not_read_everything_ends_nothing(
    user: User, shop: FakeMarketplace, work: Work
) -> None:
    await watch(user)
    await work()
    ask = shop.seller_inventory

    async def without_number_five(*arguments: Any) -> Page[Offer]:
        page = await ask(*arguments)
        kept = tuple(offer for offer in page.items if offer.external_id != "5")
        return replace(page, items=kept, skipped=len(page.items) - len(kept))

    shop.seller_inventory = without_number_five  # type: ignore[method-assign]
    yesterday, long_ago = clock.now() - timedelta(hours=25), clock.now() - timedelta(days=8)
    await read_again(work, inventory_newest_at=yesterday, inventory_read_at=long_ago)
    assert "5" in await standing()


async def test_an_interrupted_reading_goes_on_where_it_stopped(user: User, shop: FakeMarketplace, work: Work) -> None:
    ask = shop.seller_inventory
    calls = 0

    async def twice_then_wait(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        if calls == 3:
            raise RateLimited("catalogue", retry_after=30)
        return await ask(*arguments)  # type: ignore[arg-type]

    shop.seller_inventory = twice_then_wait  # type: ignore[method-assign,assignment]
    await watch(user)
    await work()
    assert len(await standing()) == 100
    async with unit_of_work() as session:
        await session.execute(update(QueuedJob).values(run_after=clock.now() - timedelta(seconds=1)))
    await work()
    assert (calls, len(await standing())) == (4, 120)


async def test_a_seller_who_is_gone_is_noted(user: User, shop: FakeMarketplace, work: Work) -> None:
    shop.failure = NotFound("catalogue")
    await watch(user)
    await work()
    async with unit_of_work() as session:
        seller = (await session.scalars(select(Seller))).one()
        assert seller.inventory_status is SyncStatus.FAILED
        assert seller.inventory_error == {"code": "marketplace_not_found", "params": {"marketplace": "catalogue"}}


async def test_stored_inventories_join_a_search_without_a_call(user: User, shop: FakeMarketplace, work: Work) -> None:
    await watch(user)
    await work()
    shop.asked.clear()
    search = await a_search(user, platforms=["catalogue"])
    await run(search, work)
    assert shop.asked["seller_inventory"] == 0
    assert len(await results_of(search)) == 121
    async with unit_of_work() as session:
        assert not (await session.scalars(select(ValueObservation))).all()  # the release was not known yet


async def test_new_offers_of_known_releases_teach_valuation(user: User, shop: FakeMarketplace, work: Work) -> None:
    await run(await a_search(user, platforms=["catalogue"]), work)
    await watch(user)
    await work()
    async with unit_of_work() as session:
        seen = list(await session.scalars(select(ValueObservation)))
        assert len(seen) == 120
        assert {(row.media_grade, row.price_eur) for row in seen} == {(Grade.VG_PLUS, euros("20.00").amount)}


async def test_an_arrival_joins_searches_that_ran_and_they_are_judged_again(
    user: User, shop: FakeMarketplace, work: Work
) -> None:
    search = await a_search(user, platforms=["catalogue"])
    await run(search, work)
    await watch(user)
    assert "analyse_search" in await work()
    found = await results_of(search)
    assert len(found) == 121
    assert all(result.landed_total is not None for result, listing in found if listing.seller_id)


async def test_beginning_to_watch_and_reading_never_deadlock(
    user: User, shop: FakeMarketplace, committed: Database, published: Published
) -> None:
    await watch(user)
    reading = None
    async with unit_of_work() as session:
        values = seller_values(a_seller("digger-berlin", "catalogue"), "sample", clock.now())  # type: ignore[arg-type]
        (seller_id,) = (await seller_rows.upsert_sellers(session, [values])).values()
        reading = asyncio.create_task(do_next_job())
        async with asyncio.timeout(30), committed.read() as looking:
            while not await looking.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):  # noqa: ASYNC110 - the database tells nobody
                await asyncio.sleep(0.01)
        await inventories.queue_reading(session, seller_id)
    job = await reading
    async with unit_of_work() as session:
        assert job is not None
        assert (await session.get_one(QueuedJob, job.id)).first_failed_at is None
        assert (await session.get_one(Seller, seller_id)).inventory_status is SyncStatus.COMPLETE
