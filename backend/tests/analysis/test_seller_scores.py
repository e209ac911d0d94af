"""Five scores of a seller."""

from __future__ import annotations

from decimal import Decimal
from statistics import median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.making import (
    analysed,
    auction,
    door,
    eur,
    floor,
    listing,
    policy,
    release,
    seller,
    standing_of,
    suggestions,
    want,
)
from vinyldigger.analysis.costs import SellerScore
from vinyldigger.analysis.engine import Analysis, SearchRules
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.sellers import Elsewhere, reputation, wilson_lower_bound


def score_of(analysis: Analysis, name: str = "ann") -> SellerScore:
    return next(score for score in analysis.sellers if score.seller_key == f"discogs:{name}")


# Reputation.


@pytest.mark.parametrize(
    ("positive", "count", "bound"),
    [(1.0, 3, 0.4385), (0.996, 9000, 0.9945), (0.7, 10, 0.3968), (0.5, 100, 0.4038), (0.0, 10, 0.0), (1.0, 0, 0.0)],
)
def test_the_lower_bound_of_the_wilson_interval(positive: float, count: int, bound: float) -> None:
    assert wilson_lower_bound(positive, count) == pytest.approx(bound, abs=0.0005)


def test_all_of_three_is_not_nearly_all_of_nine_thousand() -> None:
    few, many = reputation(seller(percent="100", ratings=3)), reputation(seller(percent="99.6", ratings=9000))
    assert few is not None
    assert many is not None
    assert few < 50 < 99 <= many


def test_a_seventy_percent_seller_with_ten_ratings_is_no_good_seller() -> None:
    assert reputation(seller(percent="70", ratings=10)) == 40


@pytest.mark.parametrize(("percent", "ratings"), [(None, 100), ("99", None), ("99", 0), ("99", -3)])
def test_unrated_is_unknown_not_zero(percent: str | None, ratings: int | None) -> None:
    assert reputation(seller(percent=percent, ratings=ratings)) is None
    assert reputation(None) is None


@given(st.floats(0, 1), st.floats(0, 1), st.integers(1, 100000), st.integers(1, 100000))
@settings(max_examples=300, deadline=None)
def test_more_praise_and_more_ratings_of_the_same_praise_never_lower_it(
    one: float, other: float, few: int, many: int
) -> None:
    low, high = sorted((one, other))
    fewer, more = sorted((few, many))
    assert wilson_lower_bound(low, fewer) <= wilson_lower_bound(high, fewer) + 1e-12
    assert 0 <= wilson_lower_bound(high, fewer) <= high + 1e-12
    assert wilson_lower_bound(1.0, fewer) <= wilson_lower_bound(1.0, more) + 1e-12


# Place.


@pytest.mark.parametrize(("country", "score"), [("DE", 100), ("FR", 85), ("GB", 60), ("US", 30), (None, None)])
def test_place_by_distance_without_a_preference(country: str | None, score: int | None) -> None:
    found = analysed(listing("a", seller=seller(country=country)), listing("b"))
    assert {score_of(found).location} <= {score, 100}
    alone = analysed(listing("a", seller=seller("far", country)), listing("b"))
    assert score_of(alone, "far").location == score


def test_place_by_the_users_countries() -> None:
    rules = SearchRules(ships_from=frozenset({"US", "GB"}))
    found = analysed(listing("a", seller=seller("far", "US")), listing("b", seller=seller("near", "GB")), rules=rules)
    assert score_of(found, "far").location == score_of(found, "near").location == 100


# Price.


def test_price_against_fair_value() -> None:
    worth = {"1": suggestions(nm="52.31")}  # VG+ is worth 40
    cheap, dear = listing("a", "15"), listing("b", "55", seller=seller("bob", policies=[policy()]))
    found = analysed(cheap, dear, suggestions=worth)
    assert (score_of(found).price, score_of(found, "bob").price) == (100, 0)


def test_price_against_the_same_record_elsewhere_where_there_is_no_value() -> None:
    other = seller("bob", policies=[policy()])
    found = analysed(listing("a", "15"), listing("b", "35", seller=other))
    assert score_of(found).price == 100  # 20 against 40
    assert score_of(found, "bob").price == 0  # 40 against 20


def test_a_seller_without_anything_to_compare_has_no_price_score_and_that_is_said() -> None:
    found = analysed(listing("a"), listing("b"))
    assert score_of(found).price is None
    assert ("seller_score_missing", "price") in [
        (reason.code, reason.params["score"]) for reason in score_of(found).reasons
    ]


def test_lower_bounds_never_count_for_prices() -> None:
    worth = {"1": suggestions(nm="52.31")}
    found = analysed(auction("a", "1"), listing("b", "35"), floor(), suggestions=worth)
    assert score_of(found).price == 50
    assert score_of(found).goods == eur("35.00")


# Depth, shipping, overall.


def test_depth_counts_wants_not_stock() -> None:
    records = [release(key) for key in "123"]
    stock = [listing(key, release_external_id=key) for key in "123"]
    one = analysed(*stock, releases=records, wants=[want("w1", "1")])
    two = analysed(*stock, releases=records, wants=[want("w1", "1"), want("w2", "2")])
    none = analysed(*stock, releases=records)
    assert (score_of(one).depth, score_of(two).depth, score_of(none).depth) == (50, 75, None)
    assert (score_of(one).wants, score_of(two).wants, score_of(two).items) == (1, 2, 3)


@pytest.mark.parametrize(("extra", "score"), [("0", 100), ("1", 80), ("5", 0), ("9", 0)])
def test_shipping_by_what_a_second_record_adds(extra: str, score: int) -> None:
    found = analysed(listing("a", seller=seller(policies=[policy("5", extra)])), listing("b", seller=seller("bob")))
    assert score_of(found).shipping == score


def test_overall_is_the_mean_of_what_is_known() -> None:
    found = analysed(listing("a"), listing("b"))  # reputation 99 of .35, location 100 of .1, shipping 80 of .15
    known = score_of(found)
    assert known.reputation is not None
    expected = (Decimal("0.35") * known.reputation + 10 + Decimal("0.15") * 80) / Decimal("0.6")
    assert known.overall == round(expected)


def test_sellers_are_ranked_best_first() -> None:
    good, bad = seller("good", ratings=9000), seller("bad", "US", "80", 40)
    found = analysed(listing("a", seller=bad), listing("b", seller=good))
    assert [(score.seller_key, score.rank) for score in found.sellers] == [("discogs:good", 1), ("discogs:bad", 2)]


def test_the_parcel_of_everything_listed_is_estimated() -> None:
    found = analysed(listing("a", "20"), listing("b", "30"))
    assert (score_of(found).goods, score_of(found).estimated_shipping) == (eur("50.00"), eur("6.00"))


PRICED = st.lists(st.tuples(st.sampled_from(["ann", "bob", "eve"]), st.integers(1, 9)), min_size=1, max_size=12)


@given(PRICED, st.sampled_from(["ann", "bob", "eve"]))
@settings(max_examples=200, deadline=None)
def test_the_median_elsewhere_is_that_of_the_others_prices(offers: list[tuple[str, int]], name: str) -> None:
    article = door().article(listing())
    included = [
        Scored(
            standing_of(article, seller_key=f"discogs:{one}", record_id="m1", payable=Decimal(price)), Decimal(50), None
        )
        for one, price in offers
    ]
    others = [Decimal(price) for one, price in offers if one != name]
    assert Elsewhere(included).median("m1", f"discogs:{name}") == (median(others) if others else None)
    assert Elsewhere(included).median("m2", f"discogs:{name}") is None
