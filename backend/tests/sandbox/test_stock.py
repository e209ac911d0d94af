from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.support import Clock
from vinyldigger.sandbox.config import SandboxConfig
from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.stock.offers import DAY, priced
from vinyldigger.sandbox.stock.sellers import LARGE_SELLER, SELLERS, WATCHED_SELLERS, make_sellers
from vinyldigger.sandbox.stock.stock import Stock
from vinyldigger.sandbox.world import World

SOME = range(0, 2_000, 7)


def seen(stock: Stock, now: float) -> list[tuple[int, float, str]]:
    return [(one.id, one.price_at(now), one.media) for one in stock.on_sale(SOME, now)]


def test_three_hundred_sellers_with_names_of_their_own() -> None:
    sellers = make_sellers(1)
    assert len(sellers) == SELLERS == 300
    assert len({one.username for one in sellers}) == 300
    assert all(one.on_discogs or one.on_ebay for one in sellers)


def test_watched_sellers_are_the_same_in_every_seed() -> None:
    for seed in (1, 2):
        first = make_sellers(seed)[: len(WATCHED_SELLERS)]
        assert tuple(one.username for one in first) == WATCHED_SELLERS
        assert [one.place.code for one in first] == ["DE", "GB", "FR", "US", "JP"]


def test_more_than_twenty_thousand_listings_at_any_time(world: World) -> None:
    for day in (0, 40, 400):
        now = world.seconds() + day * DAY
        assert world.discogs.count(now) + world.ebay.count(now) >= 20_000


def test_the_large_seller_is_too_large_for_a_hundred_pages(world: World) -> None:
    places = world.discogs.of_seller(LARGE_SELLER)
    assert sum(1 for _ in world.discogs.on_sale(places, world.seconds())) > 10_000


def test_same_seed_same_listings_other_seed_others() -> None:
    now = datetime(2026, 11, 23, tzinfo=UTC).timestamp()
    first, again, other = (World(SandboxConfig(seed=seed), Clock()) for seed in (1, 1, 2))
    assert seen(first.discogs, now) == seen(again.discogs, now)
    assert seen(first.ebay, now) == seen(again.ebay, now)
    assert seen(first.ebay, now) != seen(other.ebay, now)
    titles = [item.title for item in Shelf(first).on_show(now)[:50]]
    assert titles == [item.title for item in Shelf(again).on_show(now)[:50]]


def test_a_moment_is_the_same_whatever_was_asked_before(world: World) -> None:
    now = world.seconds()
    before = seen(world.discogs, now)
    seen(world.discogs, now + 500 * DAY)
    assert seen(world.discogs, now) == before


def test_listings_come_and_go(world: World) -> None:
    now = world.seconds()
    today = {one for one, _, _ in seen(world.discogs, now)}
    later = {one for one, _, _ in seen(world.discogs, now + 60 * DAY)}
    assert today - later
    assert later - today
    assert today & later


def test_prices_of_standing_listings_come_down(world: World) -> None:
    now = world.seconds()
    today = {one: price for one, price, _ in seen(world.discogs, now)}
    later = {one: price for one, price, _ in seen(world.discogs, now + 60 * DAY)}
    moved = [(today[one], later[one]) for one in today.keys() & later.keys()]
    assert any(new < old for old, new in moved)
    assert all(new <= old for old, new in moved)


def test_a_listing_is_found_by_its_id_while_it_stands(world: World) -> None:
    now = world.seconds()
    offer = next(world.discogs.on_sale(SOME, now))
    assert world.discogs.by_id(offer.id) == offer
    assert world.discogs.is_on_sale(offer, now)
    assert not world.discogs.is_on_sale(offer, offer.dies)
    assert world.discogs.by_id(12) is None


def test_prices_hold_bargains_and_absurdities_around_the_value(world: World) -> None:
    offers = list(world.discogs.on_sale(range(0, 20_000, 3), world.seconds()))
    oddities = [one.oddity for one in offers]
    assert 0.02 < oddities.count("bargain") / len(offers) < 0.06
    assert 0.01 < oddities.count("absurd") / len(offers) < 0.05


def test_auctions_last_about_a_week_and_bids_only_rise(shelf: Shelf, world: World) -> None:
    item = next(one for one in shelf.on_show(world.seconds()) if one.is_auction)
    span = item.offer.dies - item.offer.born
    assert timedelta(days=5) < timedelta(seconds=span) < timedelta(days=10)
    bids = [item.bids_at(item.offer.born + span * step / 10) for step in range(11)]
    assert bids == sorted(bids)


@pytest.mark.parametrize(("amount", "currency"), [(0.2, "EUR"), (24.37, "USD"), (4_512.0, "JPY"), (90.0, "JPY")])
def test_prices_look_like_prices(amount: float, currency: str) -> None:
    price = priced(amount, currency)
    assert price >= 1
    assert price % 10 == 0 if currency == "JPY" else round(price % 1, 2) in (0.0, 0.5, 0.99)
