"""The whole engine: one answer whatever the order, nothing raised whatever the input, nothing guessed in silence."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.sample_market import market as sample_market

from tests.analysis import making
from tests.analysis.making import (
    NOW,
    RATES,
    TABLES,
    analysed,
    auction,
    eur,
    floor,
    landed,
    listing,
    market,
    policy,
    quote,
    release,
    seller,
    suggestions,
    want,
)  # fmt: skip
from vinyldigger.analysis import baskets, quiet
from vinyldigger.analysis.engine import Analysis, AnalysisInput, SearchRules, analyse
from vinyldigger.core.domain.codes import ENGINE_CODES
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, Destination, ListingKind, TaxCollector
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import ShippingBracket, ShippingPolicy
from vinyldigger.core.domain.want import Owned, PressingScope, Tier
from vinyldigger.core.domain.words import Reason

WORTH = {"1": suggestions()}


# Auctions.


@pytest.mark.parametrize(
    ("others", "bid"),
    [
        ({}, "25.59"),  # VG+ is worth 30.59; 5 for sending
        ({"quote": quote("0.00")}, "30.59"),
        ({"seller": seller(country="US"), "quote": quote("5")}, "17.71"),  # (17.71 + 5 + 3) x 1.19 = 30.59
    ],
)
def test_the_highest_good_bid_is_value_less_shipping_and_taxes(others: dict[str, Any], bid: str) -> None:
    item = auction("a", "5", **others)
    found = analysed(item, listing("b"), suggestions=WORTH).listings["discogs::a"]
    assert found.max_good_bid == eur(bid)
    assert found.fair_value.value is not None
    for step, good in ((Decimal(0), True), (Decimal("0.01"), False)):
        total = landed(replace(item, bid=eur(Decimal(bid) + step))).total
        assert total is not None
        assert (total <= found.fair_value.value) == good


def test_no_good_bid_without_a_value_or_where_sending_alone_costs_more() -> None:
    assert analysed(auction(), listing("b")).listings["discogs::a"].max_good_bid is None
    dear = auction(quote=quote("90"))
    assert analysed(dear, listing("b"), suggestions=WORTH).listings["discogs::a"].max_good_bid is None
    assert analysed(listing(), suggestions=WORTH).listings["discogs::a"].max_good_bid is None


def test_an_auction_is_at_most_a_lead_however_low_its_bid() -> None:
    found = analysed(auction("a", "0.01"), listing("b"), suggestions=WORTH, wants=[want(tier=Tier.MUST)])
    score = found.listings["discogs::a"].score
    assert score is not None
    assert score.score <= 69


def test_best_offer_listings_count_at_the_asked_price() -> None:
    offers = [listing("a", "12", buying_option=BuyingOption.BEST_OFFER, accepts_offers=True), listing("b", "18")]
    found = analysed(*offers, suggestions=WORTH)
    assert not found.listings["discogs::a"].landed.is_lower_bound  # type: ignore[union-attr]  # it has one
    assert next(each.listing_keys for each in found.recommendations) == ("discogs::a",)


# Marketplaces side by side.


def test_ebay_prices_never_make_a_value() -> None:
    ebay = [listing(str(price), str(price), marketplace="ebay", site="EBAY_DE") for price in (5, 30, 31, 32)]
    with_ebay = analysed(listing("d", "20"), *ebay, suggestions=WORTH, markets={"1": market()})
    without = analysed(listing("d", "20"), listing("e", "20"), suggestions=WORTH, markets={"1": market()})
    assert with_ebay.listings["discogs::d"].fair_value == without.listings["discogs::d"].fair_value
    bare = analysed(*ebay)
    assert {found.fair_value.value for found in bare.listings.values()} == {None}


def test_live_offers_of_both_marketplaces_are_compared() -> None:
    offers = [listing("d", "20"), listing("e", "10", marketplace="ebay", site="EBAY_DE")]
    parts = analysed(*offers).listings["discogs::d"].score.parts  # type: ignore[union-attr]  # it is in
    rank = next(part.reason for part in parts if part.name == "price_rank")
    assert rank.params == {"place": 2, "offers": 2}


# The summary.


def test_the_summary_counts() -> None:
    catalogue, eve = [release(), release("2")], seller("eve", marketplace="ebay")
    found = analysed(
        listing("a", "12"), listing("b", "20"), listing("c", release_external_id="2"), floor(),
        listing("e", marketplace="ebay", site="EBAY_DE", media_grade=Grade.NM, seller=eve),
        listing("x", available=False), listing("y", available=False), listing("z", format=Format(making.Medium.CD)),
        releases=catalogue, wants=[want()], owned=[Owned("2", "92")],
    ).summary  # fmt: skip
    assert (found.listings, found.included, found.records) == (8, 5, 2)
    assert found.excluded == {"no_longer_available": 2, "not_a_record": 1}
    assert (found.sellers, found.multi_item_sellers) == (2, 1)
    assert (found.wantlist_matches, found.collection_duplicates, found.discoveries) == (4, 1, 0)
    assert found.by_marketplace == {"discogs": 4, "ebay": 1}
    assert [(each.marketplace, each.condition, each.count, each.low, each.median, each.high)
            for each in found.distributions] == [
        ("discogs", "very_good_plus", 3, eur("12.00"), eur("20.00"), eur("20.00")),
        ("ebay", "near_mint", 1, eur("20.00"), eur("20.00"), eur("20.00")),
    ]  # fmt: skip


# One answer.


def small_market(seed: int) -> AnalysisInput:
    return sample_market(60, 30, RATES, seed)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_input_makes_no_difference(seed: int) -> None:
    inp = small_market(seed)
    rng = random.Random(seed)

    def shuffled(items: Sequence[Any]) -> list[Any]:
        return rng.sample(list(items), len(items))

    other = replace(inp, listings=shuffled(inp.listings), releases=shuffled(inp.releases),
                    wants=shuffled(inp.wants), owned=shuffled(inp.owned))  # fmt: skip
    assert analyse(inp, TABLES) == analyse(other, TABLES)


def test_a_listing_given_twice_counts_once_as_read_last() -> None:
    old, new = listing("a", "30", fetched_at=NOW - timedelta(hours=3)), listing("a", "20")
    for pair in ((old, new), (new, old)):
        found = analysed(*pair, listing("b"))
        assert found.summary.listings == 2
        landed = found.listings["discogs::a"].landed
        assert landed is not None
        assert landed.parts[0].amount == eur("20.00")


def test_known_readings_and_matches_are_taken_over() -> None:
    inp = small_market(1)
    first = analyse(inp, TABLES)
    known = replace(
        inp,
        known_parsed={key: found.parsed for key, found in first.listings.items()},
        known_matches={key: found.match for key, found in first.listings.items() if found.match},
    )
    assert analyse(known, TABLES) == first


# Bad input.

TEXT = st.one_of(
    st.text(max_size=80),
    st.sampled_from(["", "\0" * 20, "<b>LP</b> &amp;", "🎷" * 50, "א" * 40, "x" * 10_000, "VG+/VG- NM M"]),
)  # fmt: skip
AMOUNT = st.one_of(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-1000, max_value=10000),
    st.sampled_from([Decimal(0), Decimal("-0.01"), Decimal("1e30"), Decimal("1e-30")]),
)
MONEY = st.builds(Money, AMOUNT, st.sampled_from(["EUR", "GBP", "JPY", "XXX", "ZZZ"]))
MAYBE = st.one_of(st.none(), MONEY)
COUNTRY = st.sampled_from(["DE", "GB", "US", "XX", "ZZ", "", None])
GRADE = st.sampled_from([*Grade, None])
COUNT = st.one_of(st.none(), st.integers(-5, 10**12))
POLICY = st.builds(
    ShippingPolicy, st.sampled_from(["DE", "US"]), MAYBE, MAYBE,
    st.lists(st.builds(ShippingBracket, MONEY, COUNT, COUNT), max_size=3).map(tuple), MAYBE, MAYBE, MAYBE,
)  # fmt: skip
FORM = st.one_of(st.none(), st.builds(Format, discs=COUNT, inches=COUNT, rpm=COUNT))


@st.composite
def bad_listings(draw: st.DrawFn) -> Any:
    someone = draw(st.one_of(st.none(), st.builds(
        seller, st.sampled_from(["a", "b"]), COUNTRY,
        st.sampled_from([None, "-5", "99.5", "1000"]), COUNT, st.lists(POLICY, max_size=2),
    )))  # fmt: skip
    quoted = draw(st.one_of(st.none(), st.builds(
        lambda shipping, charges, collector: replace(quote(), shipping=shipping, import_charges=charges,
                                                     tax_collector=collector),
        MAYBE, MAYBE, st.sampled_from([*TaxCollector, None]),
    )))  # fmt: skip
    return listing(
        str(draw(st.integers(0, 5))), draw(MAYBE), kind=draw(st.sampled_from(ListingKind)), seller=someone,
        buying_option=draw(st.sampled_from(BuyingOption)), bid=draw(MAYBE), ships_from=draw(COUNTRY), quote=quoted,
        media_grade=draw(GRADE), sleeve_grade=draw(GRADE), format=draw(FORM), title=draw(TEXT), comments=draw(TEXT),
        release_external_id=draw(st.sampled_from(["1", "2", "nowhere", "", None])), quantity=draw(COUNT),
        marketplace=draw(st.sampled_from(["discogs", "ebay"])), aspects={draw(TEXT): (draw(TEXT),)},
    )  # fmt: skip


@st.composite
def bad_inputs(draw: st.DrawFn) -> AnalysisInput:
    rules = SearchRules(
        min_price=draw(MAYBE), max_price=draw(MAYBE), min_media=draw(GRADE), min_sleeve=draw(GRADE),
        ships_from=frozenset(draw(st.sets(st.sampled_from(["DE", "XX"])))), query=draw(TEXT),
        formats=frozenset(draw(st.sets(st.sampled_from(["lp", "7", "nonsense"])))),
        year_from=draw(COUNT), year_to=draw(COUNT), exclude_words=(draw(TEXT),), wants_only=draw(st.booleans()),
        min_seller_rating=draw(st.sampled_from([None, Decimal(-1), Decimal(99)])), min_seller_ratings=draw(COUNT),
    )  # fmt: skip
    wants = [
        want(f"w{place}", draw(st.sampled_from(["1", "2", None])), scope=draw(st.sampled_from(PressingScope)),
             max_landed=draw(MAYBE), min_media=draw(GRADE))
        for place in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    releases = [
        release("1", format_quantity=draw(COUNT), estimated_weight=draw(COUNT), have=draw(COUNT), want=draw(COUNT)),
        release("2", draw(TEXT), draw(TEXT), master_id=draw(st.sampled_from(["91", None]))),
    ]  # fmt: skip
    grid = {draw(st.sampled_from(list(Grade))): draw(MONEY) for _ in range(draw(st.integers(0, 3)))}
    return making.given(
        draw(st.lists(bad_listings(), max_size=6)), releases, rules=rules, wants=wants,
        destination=draw(st.builds(
            Destination, st.sampled_from(["DE", "GB", "BR", "XX"]), st.sampled_from(["EUR", "JPY", "XXX"]))),
        suggestions={"1": replace(suggestions(), by_grade=grid)},
        markets={"1": replace(market(), lowest_price=draw(MAYBE), num_for_sale=draw(COUNT))},
        owned=[Owned("1", "91", draw(GRADE)), Owned("2", None, None, None, None, draw(TEXT), draw(TEXT))],
        shipping_corrections={"discogs:a": draw(POLICY)},
        goldmine=draw(st.booleans()),
    )  # fmt: skip


def reasons_of(analysis: Analysis) -> list[Reason]:
    found: list[Reason | None] = []
    for each in analysis.listings.values():
        found += [each.excluded_by, *each.fair_value.reasons]
        found += [part.reason for part in each.landed.parts] if each.landed else []
        found += [part.reason for part in each.score.parts] if each.score else []
    for advice in analysis.recommendations:
        found += [advice.title, *advice.reasons]
    for score in analysis.sellers:
        found += score.reasons
    return [reason for reason in found if reason is not None]


@given(bad_inputs())
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
def test_bad_input_raises_nothing_and_is_never_guessed_at(inp: AnalysisInput) -> None:
    found = analyse(inp, TABLES)
    assert set(found.listings) == {item.key for item in inp.listings}
    for each in found.listings.values():
        assert each.landed is not None
        unknown = [part for part in each.landed.parts if part.amount is None]
        assert (each.landed.total is None) == bool(unknown)
        assert all(part.amount is None or part.amount.amount >= 0 for part in each.landed.parts)
        assert all(part.reason is not None for part in unknown)
        assert (each.score is None) == (each.excluded_by is not None)
        if each.score is not None:
            assert each.score.score == sum(part.points for part in each.score.parts)
            assert 0 <= each.score.score <= 100
    for reason in reasons_of(found):
        assert reason.code in ENGINE_CODES
    problem = baskets.problem(inp, found, baskets.BasketOptions(), TABLES)
    plan = baskets.solve(problem)
    assert {unmet.want_key for unmet in plan.unmet} | {
        item.want_key for parcel in plan.parcels for item in parcel.items
    } == {wanted.key for wanted in inp.wants}


def test_the_engine_pauses_and_restores_the_search_for_cycles(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr("vinyldigger.analysis.engine.judge", lambda *_: seen.append(quiet.gc.isenabled()) or 1 / 0)
    assert quiet.gc.isenabled()
    with pytest.raises(ZeroDivisionError):
        analyse(making.given(), TABLES)
    assert seen == [False]
    assert quiet.gc.isenabled()


def test_nothing_in_nothing_out() -> None:
    found = analysed()
    assert (found.listings, found.sellers, found.recommendations, found.summary.listings) == ({}, (), (), 0)


# From an analysis to a basket.


def test_a_basket_buys_what_satisfies_the_wants() -> None:
    catalogue = [release(key) for key in "123"]
    items = [listing(key, "12", release_external_id=key) for key in "12"]
    items += [
        listing("c", "9", release_external_id="1", seller=seller("bob", policies=[policy("9")])),
        auction("x", "1"),
    ]
    inp = making.given(items, catalogue, wants=[want(f"w{key}", key) for key in "123"])
    problem = baskets.problem(inp, analyse(inp, TABLES), baskets.BasketOptions(), TABLES)
    plan = baskets.solve(problem)
    assert [[item.listing_key for item in parcel.items] for parcel in plan.parcels] == [["discogs::1", "discogs::2"]]
    assert plan.landed == eur("30.00")
    assert [unmet.want_key for unmet in plan.unmet] == ["w3"]
    assert problem.left_out["discogs::x"].code == "lower_bound"


def test_options_of_a_basket_are_followed() -> None:
    catalogue = [release(key) for key in "12"]
    items = [listing(key, "12", release_external_id=key) for key in "12"]
    inp = making.given(items, catalogue, wants=[want(f"w{key}", key) for key in "12"])
    found = analyse(inp, TABLES)

    def landed_with(**options: Any) -> Decimal:
        problem = baskets.problem(inp, found, baskets.BasketOptions(**options), TABLES)
        return baskets.solve(problem).landed.amount

    assert landed_with() == Decimal("30.00")
    assert landed_with(want_keys=frozenset({"w1"})) == Decimal("17.00")
    assert landed_with(listing_keys=frozenset({"discogs::2"})) == Decimal("17.00")
    assert landed_with(budget=eur(20)) == Decimal("17.00")
    assert landed_with(max_parcels=0) == 0
    assert landed_with(fixed_cost=eur(1000)) == 0
    assert landed_with(penalties={Tier.NICE: eur(1)}) == 0


def test_a_basket_pays_the_import_charges_that_were_quoted() -> None:
    catalogue, abroad = [release(key) for key in "12"], seller(country="US")
    items = [listing(key, "12", release_external_id=key, seller=abroad, quote=quote("4", charges="3")) for key in "12"]
    inp = making.given(items, catalogue, wants=[want(f"w{key}", key) for key in "12"])
    found = analyse(inp, TABLES)
    plan = baskets.solve(baskets.problem(inp, found, baskets.BasketOptions(), TABLES))
    assert (plan.goods, plan.shipping, plan.taxes) == (eur("24.00"), eur("8.00"), eur("6.00"))
    assert sum(each.landed.total.amount for each in found.listings.values()) == plan.landed.amount  # type: ignore[union-attr]  # all known


def test_a_quote_for_any_item_of_a_seller_counts_in_a_basket() -> None:
    catalogue = [release(key) for key in "12"]
    items = [listing("1", "12", seller=seller()), listing("2", "12", release_external_id="2", seller=seller(),
                                                          quote=quote("4"))]  # fmt: skip
    inp = making.given(items, catalogue, wants=[want("w2", "2")])
    plan = baskets.solve(baskets.problem(inp, analyse(inp, TABLES), baskets.BasketOptions(), TABLES))
    assert plan.landed == eur("16.00")


def test_quotes_of_single_items_add_up_in_a_basket() -> None:
    catalogue = [release(key) for key in "12"]
    items = [listing(key, "12", release_external_id=key, seller=seller(), quote=quote("4")) for key in "12"]
    inp = making.given(items, catalogue, wants=[want(f"w{key}", key) for key in "12"])
    plan = baskets.solve(baskets.problem(inp, analyse(inp, TABLES), baskets.BasketOptions(), TABLES))
    assert plan.landed == eur("32.00")
    assert plan.parcels[0].estimated
