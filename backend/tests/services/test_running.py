"""The life of a run, against marketplaces in memory and a real database."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace, a_release, an_offer, catalogue_market, euros, offers_market
from vinyldigger.core.database import unit_of_work
from vinyldigger.models.listings import Listing
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchKind, SearchRun
from vinyldigger.models.users import User
from vinyldigger.services import searches

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
