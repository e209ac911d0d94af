"""What there is of each want: only what its owner may be shown, and what is a price."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.services.fakes import an_offer
from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.money import Money
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantListItem
from vinyldigger.services import holdings
from vinyldigger.services.holdings import BestOffer, WantOffers
from vinyldigger.services.offers import store_offers
from vinyldigger.services.repositories.searches import tallies
from vinyldigger.services.showing import freshness

PRICED = {"is_lower_bound": False, "certain": "estimated"}


@pytest.fixture
async def want(user: User) -> UUID:
    """A want of the user."""
    async with unit_of_work() as session:
        row = WantListItem(
            user_id=user.id, environment="sample", source="local", artist="Miles Davis", title="Kind Of Blue"
        )
        session.add(row)
        await session.flush()
        return row.id


async def found(
    user: User,
    want_id: UUID,
    number: int,
    *,
    kind: str = "wantlist",
    of_listing: Mapping[str, Any] | None = None,
    **more: Any,
) -> UUID:
    """An offer that the user's search of this kind has for a want, 10 and its number at the door."""
    async with unit_of_work() as session:
        search = await session.scalar(
            select(SavedSearch).where(SavedSearch.user_id == user.id, SavedSearch.kind == kind)
        )
        if search is None:
            search = SavedSearch(user_id=user.id, kind=kind, name=kind, query="blue", platforms=["discogs"])
            session.add(search)
            await session.flush()
        offer = an_offer(f"{7000 + number}", marketplace="discogs")
        [stored] = await store_offers(session, Environment.SAMPLE, [offer], clock.now())
        listing = await session.get_one(Listing, stored.id)
        for name, value in (of_listing or {}).items():
            setattr(listing, name, value)
        columns = {
            "landed_total": Decimal(10 + number),
            "landed_currency": "EUR",
            "landed_cost": PRICED,
            "engine_version": "1",
        }
        result = SearchResult(
            user_id=user.id, search_id=search.id, listing_id=stored.id, want_id=want_id, **columns | more
        )
        session.add(result)
        await session.flush()
        return result.id


async def offers(user: User, want_id: UUID) -> WantOffers:
    async with read_session() as session:
        return (await holdings.want(session, user.id, want_id)).offers


async def test_only_wants_on_offer(user: User, want: UUID) -> None:
    async def listed() -> list[UUID]:
        async with read_session() as session:
            return [one.id for one in (await holdings.wants(session, user.id, "newest", None, 10, on_offer=True)).items]

    assert await listed() == []
    await found(user, want, 1)
    assert await listed() == [want]


async def test_a_want_nobody_offers(user: User, want: UUID) -> None:
    assert await offers(user, want) == WantOffers(0, None)


async def test_the_cheapest_at_the_door_of_several(user: User, want: UUID) -> None:
    await found(user, want, 9)
    cheapest = await found(user, want, 2)
    await found(user, want, 1, kind="query")  # only the search of the want list keeps to the want's rule
    assert await offers(user, want) == WantOffers(2, BestOffer(cheapest, Money(Decimal(12), "EUR"), "estimated"))


@pytest.mark.parametrize(
    "more",
    [{"excluded_by": "above_max_price"}, {"mark": "dismissed"}, {"of_listing": {"ended_at": clock.now()}}],
    ids=["left out", "dismissed", "ended"],
)
async def test_what_is_no_offer(user: User, want: UUID, more: dict[str, Any]) -> None:
    await found(user, want, 1, **more)
    assert await offers(user, want) == WantOffers(0, None)


@pytest.mark.parametrize(
    "more",
    [
        {"of_listing": {"fetched_at": clock.now() - timedelta(hours=7)}},
        {"landed_cost": {"is_lower_bound": True, "certain": "exact"}},
        {"landed_total": None, "landed_currency": None},
    ],
    ids=["older than may be shown", "a lower bound", "a part unknown"],
)
async def test_what_has_no_price_to_show_still_counts(user: User, want: UUID, more: dict[str, Any]) -> None:
    await found(user, want, 1, **more)
    assert await offers(user, want) == WantOffers(1, None)


async def test_others_see_nothing_of_it(user: User, want: UUID) -> None:
    await found(user, want, 1)
    async with unit_of_work() as session:
        stranger = User(email="b@example.org", password_hash="x", country="DE", currency="EUR")
        session.add(stranger)
        await session.flush()
        assert (await holdings.wants(session, stranger.id, "newest", None, 10)).items == []


async def test_the_lowest_price_of_a_search_is_one_that_may_be_shown(user: User, want: UUID) -> None:
    await found(user, want, 1, of_listing={"fetched_at": clock.now() - timedelta(hours=7)})
    await found(user, want, 2, of_listing={"ended_at": clock.now()})
    await found(user, want, 3, landed_cost=PRICED | {"is_lower_bound": True})
    await found(user, want, 4, excluded_by="above_max_price")
    await found(user, want, 9)
    async with read_session() as session:
        search = await session.scalar(select(SavedSearch.id).where(SavedSearch.user_id == user.id))
        assert search is not None
        tally = (await tallies(session, [search], freshness()))[search]
    assert (tally.total, tally.best_landed, tally.best_certain) == (5, Decimal(19), "estimated")
    await found(user, want, 8, landed_cost=PRICED | {"certain": "exact"})
    async with read_session() as session:
        tally = (await tallies(session, [search], freshness()))[search]
    assert (tally.best_landed, tally.best_certain) == (Decimal(18), "exact")
