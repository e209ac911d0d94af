"""What sending costs, told to a user's own token: asked for the best offers, and nobody else's business."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, update

from tests.services.accounts import CAN, AccountMarketplace
from tests.services.conftest import Work
from tests.services.fakes import a_release, a_seller, an_offer, euros
from tests.services.test_running import a_search, results_of, run
from tests.support import Clock
from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.domain.listing import Destination, Listing, Quote
from vinyldigger.marketplaces.contract import Caller, Capability, CredentialsRejected, NotFound
from vinyldigger.models.connections import OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import EndReason, ListingQuote
from vinyldigger.models.listings import Listing as ListingRow
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.services import access, connections, facts, guides, quotes, refreshing, results, running
from vinyldigger.services.access import Markets
from vinyldigger.services.offers import quote_values
from vinyldigger.services.repositories import listings as listing_rows


@dataclass
class ShopMarketplace(AccountMarketplace):
    """Sells records. Only to a user it tells what sending costs, or ("") that the seller does not want to."""

    postage: dict[str, str] = field(default_factory=dict)
    quoted_to: list[str] = field(default_factory=list)
    revoked: bool = False

    async def listing(self, external_id: str, destination: Destination, caller: Caller, site: str = "") -> Listing:
        self._asked("listing")
        if caller.user is not None and self.revoked:
            raise CredentialsRejected(self.id)
        offer = next((offer for offer in self.offers if offer.external_id == external_id), None)
        if offer is None:
            raise NotFound(self.id)
        if caller.user is None or external_id not in self.postage:
            return replace(offer, fetched_at=clock.now())
        self.quoted_to.append(caller.user.token)
        postage = self.postage[external_id]
        quote = Quote(destination.country, euros(postage) if postage else None, clock.now(), refused=not postage)
        return replace(offer, quote=quote, price=euros("0.01"), fetched_at=clock.now())


def offered(external_id: str, price: str) -> Listing:
    seller = a_seller("digger-berlin", "discogs", policies=())
    return an_offer(external_id, price, marketplace="discogs", site="", seller=seller, quote=None)


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch, redis: Redis) -> ShopMarketplace:
    can = CAN | {Capability.SEARCH_LISTINGS, Capability.OWN_QUOTES}
    offers = [offered(str(number), f"{10 + number}.00") for number in range(1, 8)]
    market = ShopMarketplace("discogs", can, offers, [a_release()], postage={str(n): "3.30" for n in range(1, 8)})

    async def opened(*_: object) -> Markets:
        return Markets(Environment.SAMPLE, {"discogs": market}, frozenset({"discogs"}))  # type: ignore[dict-item]

    for module in (access, connections, facts, guides, quotes, refreshing, running):
        monkeypatch.setattr(module, "open_markets", opened)
    monkeypatch.setattr(connections, "markets", opened)
    return market


@pytest.fixture
async def connected(user: User, shop: ShopMarketplace, work: Work) -> ShopMarketplace:
    await connections.use_personal_token(user.id, "discogs", "personal-token-of-mine")
    await work()
    return shop


async def search_of(user: User) -> SavedSearch:
    return await a_search(user, platforms=["discogs"])


async def kept() -> list[ListingQuote]:
    async with unit_of_work() as session:
        return list(await session.scalars(select(ListingQuote).order_by(ListingQuote.fetched_at)))


async def shipping_of(search: SavedSearch, external_id: str) -> str:
    """Why a result's shipping costs what it does."""
    result = next(result for result, listing in await results_of(search) if listing.external_id == external_id)
    assert result.landed_cost is not None
    return next(part["reason"]["code"] for part in result.landed_cost["parts"] if part["kind"] == "shipping")


async def test_the_best_offers_are_quoted_with_the_users_token_and_priced_by_it(
    user: User, connected: ShopMarketplace, work: Work
) -> None:
    search = await search_of(user)
    await run(search, work)
    limit = get_settings().run_plan.discogs_quotes
    assert len(connected.quoted_to) == limit
    assert {row.user_id for row in await kept()} == {user.id}
    quoted = [await shipping_of(search, str(number)) for number in range(1, 8)]
    assert quoted.count("quoted_shipping") == limit


async def test_of_the_answer_only_the_quote_is_kept(user: User, connected: ShopMarketplace, work: Work) -> None:
    """What everybody sees is only what the application's own credentials fetched."""
    search = await search_of(user)
    await run(search, work)
    assert {listing.price for _, listing in await results_of(search)} >= {euros("11.00").amount}
    assert euros("0.01").amount not in {listing.price for _, listing in await results_of(search)}


async def test_what_its_seller_does_not_sell_to_the_user_is_left_out_for_as_long_as_nobody_asks_again(
    user: User, connected: ShopMarketplace, work: Work, frozen_clock: Clock
) -> None:
    connected.postage["1"] = ""
    search = await search_of(user)
    for _ in range(2):
        await run(search, work)
        left_out = {listing.external_id: result.excluded_by for result, listing in await results_of(search)}
        assert {number for number, why in left_out.items() if why == "not_shipped_here"} == {"1"}
        frozen_clock.advance(hours=7)
    connected.postage["1"] = "3.30"
    async with unit_of_work() as session:
        await results.refresh(session, user, [result.id for result, _ in await results_of(search)])
    await work()
    assert not any(result.excluded_by for result, _ in await results_of(search))


async def test_a_quote_is_no_other_users_business(user: User, connected: ShopMarketplace, work: Work) -> None:
    await run(await search_of(user), work)
    async with unit_of_work() as session:
        other = User(email="other@example.org", password_hash="x", country="DE", currency="EUR", postal_code="10115")
        session.add(other)
        await session.flush()
    asked = len(connected.quoted_to)
    theirs = await search_of(other)
    await run(theirs, work)
    assert len(connected.quoted_to) == asked
    reasons = {await shipping_of(theirs, str(number)) for number in range(1, 8)}
    assert "quoted_shipping" not in reasons


async def test_what_is_still_fresh_is_not_asked_again_and_what_is_old_is(
    user: User, connected: ShopMarketplace, work: Work
) -> None:
    connected.offers = connected.offers[:3]
    search = await search_of(user)
    await run(search, work)
    await run(search, work)
    assert len(connected.quoted_to) == 3
    async with unit_of_work() as session:
        await session.execute(update(ListingQuote).values(fetched_at=clock.now() - timedelta(hours=7)))
    await run(search, work)
    assert len(connected.quoted_to) == 6


async def test_an_old_quote_prices_nothing(user: User, connected: ShopMarketplace, work: Work) -> None:
    """The terms allow six hours."""
    connected.offers = connected.offers[:1]
    search = await search_of(user)
    await run(search, work)
    assert await shipping_of(search, "1") == "quoted_shipping"
    async with unit_of_work() as session:
        await session.execute(update(ListingQuote).values(fetched_at=clock.now() - timedelta(hours=7)))
    connected.revoked = True
    await run(search, work)
    assert await shipping_of(search, "1") != "quoted_shipping"


async def test_a_seller_who_says_nothing_is_not_asked_again_at_once(
    user: User, connected: ShopMarketplace, work: Work
) -> None:
    connected.offers, connected.postage = connected.offers[:1], {}
    search = await search_of(user)
    await run(search, work)
    asked = connected.asked["listing"]
    await run(search, work)
    assert connected.asked["listing"] == asked
    assert [row.shipping for row in await kept()] == [None]


async def test_what_is_gone_for_the_user_is_over(user: User, connected: ShopMarketplace, work: Work) -> None:
    search = await search_of(user)
    ask = connected.search

    async def found_for_the_last_time(*arguments: object) -> object:
        page = await ask(*arguments)  # type: ignore[arg-type]
        connected.offers = connected.offers[1:]
        return page

    connected.search = found_for_the_last_time  # type: ignore[assignment,method-assign]
    await run(search, work)
    async with unit_of_work() as session:
        gone = (await session.scalars(select(ListingRow).where(ListingRow.external_id == "1"))).one()
    assert gone.end_reason is EndReason.GONE


async def test_a_revoked_token_marks_the_connection_and_fails_nothing(
    user: User, connected: ShopMarketplace, work: Work
) -> None:
    connected.revoked = True
    await run(await search_of(user), work)
    async with unit_of_work() as session:
        assert (await session.scalars(select(OAuthToken.status))).one() == "revoked"
    assert await kept() == []


async def test_without_an_account_nobody_is_asked(user: User, shop: ShopMarketplace, work: Work) -> None:
    await run(await search_of(user), work)
    assert shop.quoted_to == []


async def test_offers_read_again_are_quoted_again(user: User, connected: ShopMarketplace, work: Work) -> None:
    search = await search_of(user)
    await run(search, work)
    asked = len(connected.quoted_to)
    async with unit_of_work() as session:
        await session.execute(update(ListingQuote).values(fetched_at=clock.now() - timedelta(hours=7)))
        ids = list(await session.scalars(select(ListingRow.id)))
        await quotes.queue_for_listings(session, user.id, ids)
    await work()
    assert len(connected.quoted_to) == asked + 7


async def test_disconnecting_removes_what_the_token_told_and_nothing_of_others(
    user: User, connected: ShopMarketplace, work: Work
) -> None:
    search = await search_of(user)
    await run(search, work)
    async with unit_of_work() as session:
        other = User(email="other@example.org", password_hash="x", country="DE", currency="EUR")
        session.add(other)
        await session.flush()
        (of_other,) = [quote_values(listing.id, Quote("DE", euros("9.00"), clock.now()), other.id)
                       for _, listing in (await results_of(search))[:1]]  # fmt: skip
        await listing_rows.upsert_quotes(session, [of_other])
    await connections.disconnect(user.id, "discogs")
    assert [row.user_id for row in await kept()] == [other.id]
