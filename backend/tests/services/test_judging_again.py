"""What touches many searches has all of them judged again, at the cost of one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace, a_release, an_offer, catalogue_market, euros, offers_market
from tests.services.test_running import a_search, run
from tests.support import Published, counting
from vinyldigger.core.database import AsyncSession, Database, unit_of_work
from vinyldigger.core.jobs import Job
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.results import SearchResult
from vinyldigger.models.sellers import Seller, SellerStatus
from vinyldigger.models.users import User
from vinyldigger.services import matches, sellers

Touch = Callable[[AsyncSession, User], Awaitable[object]]


async def block_the_seller(session: AsyncSession, user: User) -> None:
    seller_id = (await session.scalars(select(Seller.id).limit(1))).one()
    await sellers.set_status(session, user, seller_id, SellerStatus.BLOCKED, None)


async def reject_a_match(session: AsyncSession, user: User) -> None:
    in_catalogue = select(SearchResult).join(ItemMatch).where(ItemMatch.release_id.is_not(None))
    found = (await session.scalars(in_catalogue.limit(1))).one()
    assert found.item_match_id is not None
    await matches.reject(session, user, found.item_match_id, [found.listing_id])


@pytest.fixture
def both(markets: dict[str, FakeMarketplace]) -> None:
    """Both of them know the same record."""
    markets["offers"] = offers_market(an_offer("1", "20.00"))
    markets["catalogue"] = catalogue_market(a_release(), floors={"7001": euros("18.00")})


@pytest.mark.parametrize("touch", [block_the_seller, reject_a_match])
async def test_many_searches_cost_as_many_statements_as_one(
    touch: Touch, user: User, both: None, work: Work, published: Published, committed: Database
) -> None:
    counts = []
    for number in (1, 2):
        for each in range(number):
            await run(await a_search(user, name=f"{number}.{each}"), work)
        published.jobs.clear()
        with counting(*committed.engines) as statements:
            async with unit_of_work() as session:
                await touch(session, user)
        assert published.names.count(Job.ANALYSE_SEARCH) == number + len(counts)
        counts.append(len(statements))
        await work()
    assert counts[0] == counts[1]
