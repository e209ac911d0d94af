"""A search analysed again after some changes says the same as a search analysed for the first time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import make_user
from tests.services.changing_world import ALBUMS, HERE, World
from tests.services.fakes import a_release, euros
from tests.support import Clock
from vinyldigger.analysis import engine
from vinyldigger.analysis.identifying import catalogue_of
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.matching import Catalogue
from vinyldigger.analysis.outputs import Analysis
from vinyldigger.analysis.tables import Tables
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.core.domain.listing import BuyingOption
from vinyldigger.core.domain.release import LabelCredit, Release
from vinyldigger.models.analyses import DealRecommendation, SearchResultAnalysis, SellerAnalysis
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch, Verdict
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.services import analyses, changes
from vinyldigger.services.catalogue import store_releases
from vinyldigger.services.indexed import INDEXED
from vinyldigger.services.repositories import overrides as override_rows
from vinyldigger.services.repositories import results as result_rows

# What is of one analysis or one row, and says nothing about the offers.
OF_THE_ROW = {
    "id", "created_at", "updated_at", "search_id", "analysis_id", "run_id", "first_run_id", "last_run_id",
    "first_seen_at", "last_seen_at", "completed_at", "standing", "summary",
}  # fmt: skip

pytestmark = pytest.mark.usefixtures("redis")


@pytest.fixture
async def world(
    database: Database, session: AsyncSession, redis: Redis, frozen_clock: Clock, request: pytest.FixtureRequest
) -> World:
    """The search of a collector in Germany."""
    user = await make_user(session, postal_code="10115")
    world = World(user, await a_search(session, user.id), frozen_clock, getattr(request, "param", 0))
    await world.begin()
    return world


async def a_search(session: AsyncSession, user_id: UUID, **columns: Any) -> SavedSearch:
    values = {"kind": SearchKind.QUERY, "name": "Miles", "query": "miles davis", "platforms": ["offers"]} | columns
    search = SavedSearch(user_id=user_id, **values)
    session.add(search)
    await session.flush()
    return search


async def said_of(session: AsyncSession, search: SavedSearch) -> dict[str, Any]:
    """Everything an analysis says of a search, but for what is of the rows themselves."""
    results = await session.execute(
        select(SearchResult, Listing.external_id, ItemMatch.record_key)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .outerjoin(ItemMatch, ItemMatch.id == SearchResult.item_match_id)
        .where(SearchResult.search_id == search.id, Listing.ended_at.is_(None))
        .where(SearchResult.mark.is_distinct_from(Mark.DISMISSED))
    )
    advice = await session.scalars(
        select(DealRecommendation).where(
            DealRecommendation.search_id == search.id, DealRecommendation.ended_at.is_(None)
        )
    )
    summary = (
        await session.scalars(select(SearchResultAnalysis).where(SearchResultAnalysis.search_id == search.id))
    ).one()
    sellers = await session.scalars(select(SellerAnalysis).where(SellerAnalysis.analysis_id == summary.id))
    return {
        "results": {key: columns_of(row) | {"record": record} for row, key, record in results},
        "advice": {row.deal_key: columns_of(row) for row in advice},
        "sellers": {row.seller_id: columns_of(row) for row in sellers},
        "summary": columns_of(summary),
        "counts": {name: summary.summary[name] for name in ("included", "excluded", "records")},
    }


def columns_of(row: Any) -> dict[str, Any]:
    names = {column.name for column in row.__table__.c} - OF_THE_ROW
    return {name: getattr(row, name) for name in names}


async def as_for_the_first_time(session: AsyncSession, world: World) -> dict[str, Any]:
    """What another search over the same offers says, that was never analysed before."""
    rules = {name: getattr(world.search, name) for name in ("max_price", "currency")}
    search = await a_search(session, world.user.id, **rules)
    found = select(SearchResult.listing_id, SearchResult.mark).where(SearchResult.search_id == world.search.id)
    marks = {row[0]: row[1] for row in await session.execute(found)}
    await result_rows.link(
        session, world.user.id, search.id, None, [key for key, mark in marks.items() if mark is None]
    )
    INDEXED.clear()  # as a process that has just been started
    await analyses.analyse(search.id, None)
    return await said_of(session, search)


async def check(world: World, session: AsyncSession) -> None:
    """Analyse again, and compare with a first analysis."""
    await analyses.analyse(world.search.id, None)
    session.expunge_all()
    again, first = await said_of(session, world.search), await as_for_the_first_time(session, world)
    for what, said in first.items():
        differing = [key for key in said.keys() | again[what].keys() if again[what].get(key) != said.get(key)]
        assert not differing, [(what, key, again[what].get(key), said.get(key)) for key in differing[:3]]
    session.expunge_all()


@pytest.mark.parametrize("change", World.CHANGES)
async def test_a_change_looked_at_alone_gives_the_answer_of_a_first_analysis(
    world: World, session: AsyncSession, frozen_clock: Clock, change: str
) -> None:
    await analyses.analyse(world.search.id, None)
    for _ in range(5):
        frozen_clock.advance(hours=30)
        await getattr(world, change)()
        await check(world, session)


async def test_what_is_owned_counts_though_nothing_of_its_record_has_changed(
    world: World, session: AsyncSession
) -> None:
    numbers = {"01": "CL 7", "11": "CL 8", "21": "CL 9"}
    releases = [
        a_release(key, f"8{key[0]}", title=ALBUMS[int(key[0])], labels=(LabelCredit("Columbia", number),))
        for key, number in numbers.items()
    ]
    async with unit_of_work() as storing:
        await store_releases(storing, HERE, releases, clock.now())
    await world.own("01", "21")
    await check(world, session)
    offer = replace(world.new_offer(), title="Miles Davis - Sketches Of Spain LP M/NM", release_external_id="11")
    await world.put([replace(offer, price=euros("5.00"), buying_option=BuyingOption.FIXED_PRICE, ends_at=None)])
    await check(world, session)
    advice = await session.scalars(select(DealRecommendation).where(DealRecommendation.ended_at.is_(None)))
    assert "closes_label_run" in {reason["code"] for row in advice for reason in row.reasons}


@pytest.mark.parametrize("world", range(3), indirect=True)
async def test_changes_upon_changes_give_the_answer_of_a_first_analysis(
    world: World, session: AsyncSession, frozen_clock: Clock
) -> None:
    for _ in range(8):
        for change in world.chance.sample(World.CHANGES, world.chance.randint(1, 4)):
            await getattr(world, change)()
        frozen_clock.advance(hours=world.chance.choice((1, 30)))
        await check(world, session)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[AnalysisInput]:
    """What the engine is asked."""
    inputs: list[AnalysisInput] = []

    def ask(given: AnalysisInput, tables: Tables) -> Analysis:
        inputs.append(given)
        return engine.analyse(given, tables)

    monkeypatch.setattr(analyses, "ask_engine", ask)
    return inputs


async def test_with_nothing_new_the_engine_is_not_asked(world: World, asked: list[AnalysisInput]) -> None:
    await analyses.analyse(world.search.id, None)
    await world.put(world.some(5))  # read again, as it was
    await analyses.analyse(world.search.id, None)
    assert len(asked) == 1


async def test_only_what_changed_is_looked_at(world: World, asked: list[AnalysisInput]) -> None:
    await analyses.analyse(world.search.id, None)
    await world.repriced()
    await analyses.analyse(world.search.id, None)
    assert (len(asked[1].listings), len(asked[1].stood)) == (2, 38)
    assert not asked[1].releases or len(asked[1].releases) <= 4, "all pressings of two albums at most"


async def test_a_want_touches_only_its_record(world: World, asked: list[AnalysisInput], session: AsyncSession) -> None:
    await analyses.analyse(world.search.id, None)
    await world.wanted()
    await analyses.analyse(world.search.id, None)
    (want,) = asked[1].wants
    of_album = select(SearchResult.id).join(ItemMatch).where(ItemMatch.record_key == f"m{want.master_id}")
    assert 0 < len(asked[1].listings) == len((await session.scalars(of_album)).all()) < 40


async def test_rates_touch_only_what_was_converted(world: World, asked: list[AnalysisInput]) -> None:
    await analyses.analyse(world.search.id, None)
    await world.rates()
    await analyses.analyse(world.search.id, None)
    assert 0 < len(asked[1].listings) < 40
    assert not any(stood.standing.is_converted for stood in asked[1].stood.values())


async def test_a_new_text_is_matched_against_the_catalogue_indexed_before(
    world: World, asked: list[AnalysisInput], monkeypatch: pytest.MonkeyPatch
) -> None:
    INDEXED.clear()
    indexed: list[int] = []

    def index(releases: Collection[Release], tables: Tables) -> Catalogue:
        indexed.append(len(releases))
        return catalogue_of(releases, tables)

    monkeypatch.setattr(changes, "catalogue_of", index)
    await analyses.analyse(world.search.id, None)
    await world.rewritten()
    await analyses.analyse(world.search.id, None)
    (size,) = indexed
    assert 0 < len(asked[1].releases) < size, "only pressings of the records that were found"
    await world.catalogue()
    await analyses.analyse(world.search.id, None)
    assert indexed == [size, size], "another catalogue"


async def test_a_new_offer_joins_a_group_that_the_catalogue_does_not_hold(world: World, session: AsyncSession) -> None:
    async def put(key: str, title: str) -> None:
        await world.put([replace(world.new_offer(), external_id=key, title=title, release_external_id=None)])
        await analyses.analyse(world.search.id, None)

    await put("known", "Thelonious Monk - Brilliant Corners LP")
    await put("misspelt", "Thelonious Monk - Briliant Corners LP")
    of_both = select(SearchResult.item_match_id).join(Listing).where(Listing.external_id.in_(("known", "misspelt")))
    one, other = await session.scalars(of_both)
    assert one == other is not None


async def test_the_users_word_on_an_offer_wins(world: World, session: AsyncSession) -> None:
    await analyses.analyse(world.search.id, None)
    await world.put(
        [replace(world.new_offer(), external_id="odd", title="Nobody - Nothing LP", release_external_id=None)]
    )
    async with unit_of_work() as writing:
        said = [(world.ids["odd"], world.releases["01"], None)]
        await override_rows.say(writing, world.user.id, said, Verdict.CONFIRM)
    await analyses.analyse(world.search.id, None)
    of_it = select(ItemMatch.record_key).join(SearchResult).join(Listing).where(Listing.external_id == "odd")
    assert (await session.scalars(of_it)).all() == ["m80"]


async def test_the_number_of_statements_does_not_grow(world: World, count_queries: Callable[[], Any]) -> None:
    """What there is nothing to write for is not sent; nothing is sent once more because there are more offers."""
    sent = []
    for number in (10, 80):
        await analyses.analyse(world.search.id, None)
        await world.put([world.new_offer() for _ in range(number)])
        with count_queries() as statements:
            await analyses.analyse(world.search.id, None)
        sent.append(Counter(statements.texts))
    few, many = sent
    assert all(count <= max(1, few[statement]) for statement, count in many.items())
    assert abs(few.total() - many.total()) <= 2
