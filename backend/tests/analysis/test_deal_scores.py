"""The deal score: its parts, its bounds, and what never lowers it."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.making import (
    TABLES,
    analysed,
    auction,
    door,
    eur,
    floor,
    landed,
    listing,
    seller,
    standing_of,
    value,
)
from vinyldigger.analysis.costs import Certain, DealScore, FairValue, Level
from vinyldigger.analysis.deals import Wish, score
from vinyldigger.analysis.ranking import Place, Rank, ranks
from vinyldigger.analysis.sellers import reputation
from vinyldigger.analysis.standing import Details, Standing
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.want import Tier
from vinyldigger.core.domain.words import Reason

TABLE = TABLES.deals
MEDIA = [grade for grade in Grade if grade.step is not None]


STANDING, PLACE, WISH = {*Standing._fields, *Details._fields}, {*Place._fields}, {field.name for field in fields(Wish)}


def facts(
    at_door: str | Decimal = "30", worth: FairValue | None = None, /, *, lower_bound: bool = False, **others: Any
) -> tuple[Standing, Place, Wish]:
    """An offer at so much at the door, worth 40, wanted; named fields of standing, place or wish are as given."""
    worth = value() if worth is None else worth
    article = door().article(listing(price=eur(at_door)))
    given: dict[str, Any] = {
        "key": "a", "seller_key": "discogs:ann", "is_lower_bound": lower_bound,
        "media": Grade.NM, "sleeve": Grade.NM, "reputation": 99, "tier": Tier.MUST,
        "total": Decimal(at_door), "payable": Decimal(at_door), "match_confidence": 99,
        "fair": worth.value and worth.value.amount, "basis": worth.basis,
        "sure": worth.confidence,
    } | others  # fmt: skip
    of_each = [{name: given.pop(name) for name in names & given.keys()} for names in (STANDING, PLACE, WISH)]
    assert not given, "no such field"
    return standing_of(article, **of_each[0]), Place(**of_each[1]), Wish(**of_each[2])


def scored(*args: Any, **others: Any) -> DealScore:
    return score(*facts(*args, **others), TABLE)


def part(found: DealScore, name: str) -> Decimal:
    return sum((part.points for part in found.parts if part.name == name), Decimal(0))


def codes(found: DealScore) -> list[str]:
    return [part.reason.code for part in found.parts]


@pytest.mark.parametrize(
    ("total", "points"), [("10", "50.0"), ("20", "50.0"), ("24", "45.0"), ("30", "37.5"), ("40", "25.0"), ("60", "0.0")]
)
def test_the_price_counts_by_its_share_of_the_value(total: str, points: str) -> None:
    assert part(scored(total), "price") == Decimal(points)


def test_a_wanted_record_far_below_value_from_a_good_seller_is_excellent() -> None:
    assert scored("20").level is Level.EXCELLENT


def test_a_record_at_its_value_nobody_asked_for_is_poor() -> None:
    assert scored("40", tier=None, media=Grade.VG_PLUS, sleeve=Grade.VG_PLUS).level is Level.POOR


@pytest.mark.parametrize(
    ("points", "level"),
    [("90", "excellent"), ("89.9", "very_good"), ("80", "very_good"), ("79.9", "good"), ("70", "good"),
     ("69.9", "fair"), ("60", "fair"), ("59.9", "poor"), ("0", "poor")],
)  # fmt: skip
def test_levels(points: str, level: str) -> None:
    assert Level.of(Decimal(points)).value == level


def test_tiers_and_the_search_itself_count_as_wanted() -> None:
    wanted = [part(scored(tier=tier), "wanted") for tier in (Tier.MUST, Tier.NICE, Tier.EVENTUALLY, None)]
    assert wanted == sorted(wanted, reverse=True)
    assert part(scored(tier=None, searched=True), "wanted") > part(scored(tier=None), "wanted") == 0


def test_unrated_sellers_earn_nothing_and_that_is_said() -> None:
    found = scored(reputation=None)
    assert part(found, "seller") == 0
    assert "seller_unrated" in codes(found)


def test_more_records_at_the_seller_earn_shipping_points() -> None:
    earned = [part(scored(more_at_seller=count), "shipping") for count in (0, 1, 2, 50)]
    assert earned == [Decimal("0.0"), Decimal("2.5"), Decimal("3.8"), Decimal("5.0")]


def test_risks_are_named_negative_parts_and_warnings() -> None:
    noise = Reason("risk_noise", {"words": "plays with noise"})
    found = scored(risks=(noise,))
    assert part(found, "risk") == Decimal(-5)
    assert noise in found.warnings
    assert found.score == scored().score - 5


def test_risks_take_away_at_most_twenty() -> None:
    many = tuple(Reason(f"risk_{number}") for number in range(9))
    assert part(scored(risks=many, unofficial=True), "risk") == Decimal(-20)


def test_an_unofficial_release_is_warned_of_and_loses_points() -> None:
    found = scored(unofficial=True)
    assert part(found, "risk") == Decimal(-15)
    assert "unofficial" in [warning.code for warning in found.warnings]


def test_far_under_value_lowers_confidence_never_points() -> None:
    normal, suspicious = scored("20"), scored("10")
    assert suspicious.score >= normal.score
    assert suspicious.confidence < normal.confidence
    assert [warning.code for warning in suspicious.warnings] == ["far_under_value"]


# Without a value.


def test_without_a_value_the_place_among_offers_counts_and_the_score_ends_at_good() -> None:
    none = value(None, 0, None)
    cheapest = scored("5", none, rank=Rank(0, 0, 9))
    dearest = scored("5", none, rank=Rank(9, 0, 0))
    assert part(cheapest, "price_rank") == Decimal("50.0")
    assert part(dearest, "price_rank") == 0
    assert cheapest.score == Decimal(79)
    assert cheapest.level is Level.GOOD
    assert part(cheapest, "cap") < 0
    assert "capped_without_value" in codes(cheapest)


def places(*offers: tuple[str, Grade | None]) -> list[Rank | None]:
    """The rank of each (price at the door, grade) among all."""
    made = [
        facts(price, key=str(number), media=grade, record_id="m1")[0] for number, (price, grade) in enumerate(offers)
    ]
    found = dict(ranks(made))
    return [found.get(standing.key) for standing in made]


def test_a_worn_copy_for_less_says_nothing_about_a_fine_one() -> None:
    fine, worn, dear = places(("30", Grade.NM), ("10", Grade.G), ("50", Grade.VG))
    assert (fine, worn, dear) == (Rank(0, 0, 1), None, Rank(1, 0, 0))


def test_an_unstated_grade_counts_as_the_worst() -> None:
    ungraded, graded = places(("30", None), ("25", Grade.P))
    assert (ungraded, graded) == (Rank(1, 0, 0), Rank(0, 0, 1))


def test_the_same_copy_for_the_same_price_is_equal() -> None:
    assert places(("30", Grade.VG), ("30", Grade.VG)) == [Rank(0, 1, 0)] * 2
    assert places(("30", Grade.VG), ("30", Grade.NM)) == [Rank(1, 0, 0), Rank(0, 0, 1)]


PRICED = st.lists(st.tuples(st.sampled_from(["5", "6", "7"]), st.sampled_from([*MEDIA, None])), max_size=9)


@given(PRICED)
@settings(deadline=None)
def test_ranks_are_counted_one_by_one(offers: list[tuple[str, Grade | None]]) -> None:
    """Cheaper: less for as good, or no more for better; dearer: more for as good, or no less for worse."""
    graded = [(Decimal(price), -1 if grade is None else MEDIA[::-1].index(grade)) for price, grade in offers]
    expected = []
    for place, (price, grade) in enumerate(graded):
        others = graded[:place] + graded[place + 1 :]
        cheaper = sum((p < price and g == grade) or (p <= price and g > grade) for p, g in others)
        dearer = sum((p > price and g == grade) or (p >= price and g < grade) for p, g in others)
        equal = sum((p, g) == (price, grade) for p, g in others)
        expected.append(Rank(cheaper, equal, dearer) if cheaper + equal + dearer else None)
    assert places(*offers) == expected


def test_without_a_value_the_distance_to_the_limit_counts_too() -> None:
    none = value(None, 0, None)
    found = scored("20", none, rank=Rank(0, 0, 4), limit=Decimal(40))
    assert (part(found, "price_rank"), part(found, "price_limit")) == (Decimal("25.0"), Decimal("25.0"))
    assert part(scored("40", none, limit=Decimal(40)), "price_limit") == 0


def test_with_nothing_to_compare_the_price_earns_nothing_and_that_is_said() -> None:
    assert "price_not_comparable" in codes(scored("5", value(None, 0, None)))


# Unknown costs and lower bounds.


def test_an_unknown_part_counts_at_its_worst_and_lowers_confidence() -> None:
    found = scored("20", total=None, payable=Decimal(50), certain=Certain.UNKNOWN)
    assert part(found, "price") == part(scored("50"), "price")
    assert found.confidence < scored("50").confidence
    assert "cost_unknown" in [warning.code for warning in found.warnings]


def test_the_worst_case_of_an_unknown_part_is_what_an_offer_stands_with() -> None:
    nowhere = listing("a", seller=seller(country=None))
    found = analysed(nowhere, listing("b")).stood["discogs::a"].standing
    cost = landed(nowhere)
    assert cost.high is not None
    assert (found.total, found.payable) == (None, cost.high.amount)


def test_a_price_nobody_knows_earns_nothing() -> None:
    nothing = scored("20", total=None, payable=None, certain=Certain.UNKNOWN)
    assert part(nothing, "price") == 0
    assert "landed_unknown" in codes(nothing)


def test_a_lower_bound_is_at_most_a_lead() -> None:
    found = scored("5", lower_bound=True)
    assert found.score == Decimal(69)
    assert found.level is Level.FAIR
    assert found.confidence < scored("5").confidence + 30


@pytest.mark.parametrize("offer", [auction(), floor(), listing(is_variation=True)])
def test_auctions_floors_and_variations_are_lower_bounds(offer: object) -> None:
    assert landed(offer).is_lower_bound  # type: ignore[arg-type]  # a listing


# What always holds.

MONEY = st.decimals("0.01", "500", places=2)
SOME_FACTS = st.fixed_dictionaries({
    "media": st.sampled_from([*MEDIA, None]),
    "sleeve": st.sampled_from([*Grade, None]),
    "reputation": st.one_of(st.none(), st.integers(0, 100)),
    "tier": st.sampled_from([*Tier, None]),
    "searched": st.booleans(),
    "limit": st.one_of(st.none(), MONEY),
    "more_at_seller": st.integers(0, 100),
    "risks": st.lists(st.just(Reason("risk_noise")), max_size=6).map(tuple),
    "unofficial": st.booleans(),
    "match_confidence": st.integers(0, 100),
    "rank": st.one_of(st.none(), st.builds(Rank, st.integers(1, 9), st.integers(0, 9), st.integers(0, 9))),
})  # fmt: skip
VALUES = st.one_of(st.just(value(None, 0, None)), MONEY.map(lambda amount: value(str(amount))))


@given(SOME_FACTS, VALUES, MONEY, st.booleans())
@settings(max_examples=300, deadline=None)
def test_parts_sum_to_a_score_between_0_and_100_and_caps_hold(
    some: dict[str, object], worth: FairValue, total: Decimal, lower_bound: bool
) -> None:
    found = scored(total, worth, lower_bound=lower_bound, **some)
    assert found.score == sum(part.points for part in found.parts)
    assert 0 <= found.score <= 100
    assert 0 <= found.confidence <= 100
    assert found.level is Level.of(found.score)
    assert all(part.reason.code for part in found.parts)
    if worth.value is None:
        assert found.score <= 79
    if lower_bound:
        assert found.score <= 69


@given(SOME_FACTS, VALUES, MONEY, MONEY)
@settings(max_examples=300, deadline=None)
def test_a_lower_landed_cost_never_lowers_the_score(
    some: dict[str, object], worth: FairValue, one: Decimal, other: Decimal
) -> None:
    low, high = sorted((one, other))
    assert scored(low, worth, **some).score >= scored(high, worth, **some).score


@given(SOME_FACTS, VALUES, MONEY, st.sampled_from(MEDIA), st.sampled_from(MEDIA), st.booleans())
@settings(max_examples=300, deadline=None)
def test_a_better_grade_never_lowers_the_score(
    some: dict[str, object], worth: FairValue, total: Decimal, one: Grade, other: Grade, of_sleeve: bool
) -> None:
    worse, better = sorted((one, other), key=lambda grade: grade.step or 0)
    name = "sleeve" if of_sleeve else "media"
    assert scored(total, worth, **{**some, name: better}).score >= scored(total, worth, **{**some, name: worse}).score


@given(SOME_FACTS, VALUES, MONEY, st.integers(1, 20000), st.integers(0, 1000), st.integers(0, 1000))
@settings(max_examples=300, deadline=None)
def test_a_better_rating_never_lowers_the_score(
    some: dict[str, object], worth: FairValue, total: Decimal, ratings: int, one: int, other: int
) -> None:
    worse, better = (
        reputation(seller(percent=str(Decimal(share) / 10), ratings=ratings)) for share in sorted((one, other))
    )
    assert (
        scored(total, worth, **{**some, "reputation": better}).score
        >= scored(total, worth, **{**some, "reputation": worse}).score
    )


@given(SOME_FACTS, VALUES, MONEY, st.sampled_from([*Tier, None]), st.sampled_from([*Tier, None]))
@settings(max_examples=200, deadline=None)
def test_wanting_more_never_lowers_the_score(
    some: dict[str, object], worth: FairValue, total: Decimal, one: Tier | None, other: Tier | None
) -> None:
    order = [None, Tier.EVENTUALLY, Tier.NICE, Tier.MUST]
    less, more = sorted((one, other), key=order.index)
    assert scored(total, worth, **{**some, "tier": more}).score >= scored(total, worth, **{**some, "tier": less}).score


GRADED = st.tuples(st.integers(1, 6).map(str), st.sampled_from([*MEDIA, None]))


@given(st.lists(GRADED, min_size=1, max_size=8), GRADED, st.integers(0, 5), st.integers(0, 7))
@settings(max_examples=300, deadline=None)
def test_neither_a_lower_price_nor_a_better_grade_loses_a_place(
    others: list[tuple[str, Grade | None]], mine: tuple[str, Grade | None], less: int, steps: int
) -> None:
    price, grade = mine
    step = -1 if grade is None else (grade.step or 0)
    better = next((found for found in MEDIA if found.step == min(7, step + steps)), grade)
    cheaper = (str(max(1, int(price) - less)), better)
    before, after = places(mine, *others)[0], places(cheaper, *others)[0]
    if before is not None:
        assert (after.share if after else 0) >= before.share


@given(MONEY, MONEY)
@settings(max_examples=100, deadline=None)
def test_a_higher_value_never_lowers_the_score(one: Decimal, other: Decimal) -> None:
    low, high = sorted((one, other))
    assert scored("30", value(str(high))).score >= scored("30", value(str(low))).score


def test_zero_worth_is_no_value_to_divide_by() -> None:
    found = scored("30", FairValue(Money.of(0, "EUR"), None, None, 50, "asked"))
    assert "price_not_comparable" in codes(found)
