"""The basket equals brute force on small instances, whatever shipping, taxes and limits say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tools.basket_instances import Kind, instance

from tests.analysis.making import TABLES
from vinyldigger.analysis.basket_costs import parcel_cost
from vinyldigger.analysis.basket_model import Weights
from vinyldigger.analysis.basket_presolve import components, undominated
from vinyldigger.analysis.basket_types import BasketOffer, BasketSeller, BasketWant, ChangeKind, Plan, Problem
from vinyldigger.analysis.baskets import Variant, check, solve, top_up, variants
from vinyldigger.analysis.postage import Load, Postage, PostageStep
from vinyldigger.analysis.tables import Spread, TaxBracket, TaxRegime
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import TaxCollector
from vinyldigger.core.domain.want import Tier

DAY = date(2026, 11, 20)
GERMANY, BRITAIN, CANADA = (TABLES.taxes.regime(country, DAY) for country in ("DE", "GB", "CA"))
# No country we know takes less above a threshold than below it; the solver must be right about one that does.
KINDER = TaxRegime("XX", DAY, "EUR", (
    TaxBracket(Decimal(40), TaxCollector.BORDER, TaxCollector.BORDER, Spread.of("20"), Spread.of(None), Decimal(9),
               Spread.of(None)),
    TaxBracket(None, TaxCollector.BORDER, TaxCollector.BORDER, Spread.of("5"), Spread.of(None), Decimal(0),
               Spread.of(None)),
))  # fmt: skip
REGIMES = st.sampled_from([None, None, GERMANY, BRITAIN, CANADA, KINDER])
CENTS = Decimal("0.02")  # the model does not round taxes of a parcel to cents
LP, DOUBLE, SEVEN = Load(1, 230, 12, True), Load(2, 460, 12, True), Load(1, 50, 7, True)


def money(low: str, high: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2)


@st.composite
def postages(draw: st.DrawFn) -> Postage | None:
    """Any policy: straight or in steps by items or weight, free over, capped, with a least order; or quotes only."""
    kind = draw(st.sampled_from(["quotes", "straight", "single", "items", "grams"]))
    if kind == "quotes":
        return None
    first, extra = draw(money("2", "15")), draw(money("0", "6"))
    free_over = draw(st.one_of(st.none(), money("10", "120")))
    min_order = draw(st.one_of(st.none(), st.none(), money("5", "60")))
    cap = draw(st.one_of(st.none(), st.none(), money("3", "20")))
    if kind in ("straight", "single"):
        extra_or_none = extra if kind == "straight" else None
        return Postage("seller_policy", first, extra_or_none, (), free_over, cap, min_order)
    limits = (1, 3, 6) if kind == "items" else (350, 800, 5000)
    steps = tuple(
        PostageStep(first + extra * place, limit if kind == "items" else None, limit if kind == "grams" else None)
        for place, limit in enumerate(limits)
    )
    return Postage("seller_policy", None, None, steps, free_over, cap, min_order)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A few wants, sellers and offers; an offer may serve two wants."""
    wants = draw(st.integers(1, 4))
    sellers = [
        BasketSeller(f"s{place}", None, draw(postages()), draw(REGIMES), Decimal("1.25"))
        for place in range(draw(st.integers(1, 3)))
    ]
    offers = []
    for number in range(draw(st.integers(0, 7))):
        served = draw(st.sets(st.integers(0, wants - 1), min_size=1, max_size=2 if wants > 1 else 1))
        price, load = draw(money("0.5", "180")), draw(st.sampled_from([LP, LP, DOUBLE, SEVEN]))
        seller, grade = draw(st.sampled_from(sellers)).key, draw(st.sampled_from([Grade.NM, Grade.VG, None]))
        quoted, charges = draw(money("1", "12")), draw(st.one_of(st.just(Decimal(0)), money("0", "20")))
        offers += [
            BasketOffer(f"l{number}", f"w{want}", seller, price, load, grade, quoted, charges)
            for want in sorted(served)
        ]
    return Problem(
        currency="EUR",
        wants=tuple(BasketWant(f"w{place}", "", Tier.NICE, draw(money("5", "150"))) for place in range(wants)),
        offers=tuple(offers),
        sellers={seller.key: seller for seller in sellers},
        fixed_cost=draw(st.one_of(st.just(Decimal(0)), money("0", "8"))),
        budget=draw(st.one_of(st.none(), st.none(), money("5", "200"))),
        max_parcels=draw(st.one_of(st.none(), st.none(), st.integers(0, 3))),
    )


def choices(problem: Problem) -> Iterable[list[BasketOffer]]:
    """Every way to fill or leave open each want, no listing twice."""
    by_want: dict[str, list[BasketOffer | None]] = {want.key: [None] for want in problem.wants}
    for offer in problem.offers:
        by_want[offer.want_key].append(offer)
    for combination in product(*by_want.values()):
        chosen = [offer for offer in combination if offer is not None]
        if len({offer.listing_key for offer in chosen}) == len(chosen):
            yield chosen


def cost_of(problem: Problem, chosen: Sequence[BasketOffer]) -> tuple[Decimal, int] | None:
    """Landed total and parcels of a choice; None where it is not allowed."""
    by_seller: dict[str, list[BasketOffer]] = defaultdict(list)
    for offer in chosen:
        by_seller[offer.seller_key].append(offer)
    if problem.max_parcels is not None and len(by_seller) > problem.max_parcels:
        return None
    costs = [parcel_cost(offers, problem.sellers[key], problem) for key, offers in by_seller.items()]
    if any(cost is None for cost in costs):
        return None
    landed = sum((cost.landed for cost in costs if cost is not None), Decimal(0))
    return None if problem.budget is not None and landed > problem.budget else (landed, len(by_seller))


def objective(problem: Problem, chosen: Sequence[BasketOffer]) -> Decimal | None:
    cost = cost_of(problem, chosen)
    if cost is None:
        return None
    covered = {offer.want_key for offer in chosen}
    open_wants = sum((want.penalty for want in problem.wants if want.key not in covered), Decimal(0))
    return cost[0] + problem.fixed_cost * cost[1] + open_wants


def bought(problem: Problem, plan: Plan) -> list[BasketOffer]:
    items = {(item.listing_key, item.want_key) for parcel in plan.parcels for item in parcel.items}
    return [offer for offer in problem.offers if (offer.listing_key, offer.want_key) in items]


BRUTE = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(problems())
@BRUTE
def test_the_cheapest_plan_is_the_best_of_all(problem: Problem) -> None:
    best = min(found for found in (objective(problem, chosen) for chosen in choices(problem)) if found is not None)
    plan = solve(problem)
    assert abs(plan.objective - best) <= CENTS
    assert (plan.gap, plan.stopped_by_clock) == (0.0, False)


def test_a_dearer_second_record_never_makes_an_empty_parcel_pay() -> None:
    postage = Postage("seller_policy", Decimal("2"), Decimal("4.50"), (), None, None, None)
    problem = Problem(
        "EUR",
        wants=(BasketWant("w", "", Tier.NICE, Decimal("5")),),
        offers=(
            BasketOffer("l", "w", "s", Decimal("0.50"), Load(1, 230, 12, True), Grade.NM, Decimal("1"), Decimal("0")),
        ),
        sellers={"s": BasketSeller("s", None, postage, None, Decimal("1"), False)},
        fixed_cost=Decimal("0"),
        budget=None,
        max_parcels=None,
        mailers={"lp": 250, "single": 60},
        left_out={},
    )
    plan = solve(problem)
    assert plan.objective == Decimal("2.50")
    assert [item.listing_key for parcel in plan.parcels for item in parcel.items] == ["l"]


def test_a_dear_record_can_make_a_parcel_possible_that_has_no_price() -> None:
    """Two discs have no price at this seller, but nothing is charged from 10.00 on."""
    postage = Postage("seller_policy", Decimal("2"), None, (), Decimal("10"), None, None)
    free = Decimal("0")
    problem = Problem(
        "EUR",
        wants=(BasketWant("v", "", Tier.NICE, Decimal("5")), BasketWant("w", "", Tier.NICE, Decimal("5.03"))),
        offers=(
            BasketOffer("double", "v", "s", Decimal("0.50"), Load(2, 460, 12, True), Grade.NM, Decimal("1"), free),
            BasketOffer("dear", "w", "s", Decimal("9.50"), Load(1, 230, 12, True), Grade.NM, Decimal("1"), free),
        ),
        sellers={"s": BasketSeller("s", None, postage, None, Decimal("1"), False)},
        fixed_cost=free,
        budget=None,
        max_parcels=None,
        mailers={"lp": 250, "single": 60},
        left_out={},
    )
    assert solve(problem).objective == Decimal("10.00")


@given(problems(), st.sampled_from(list(Variant)))
@BRUTE
def test_every_plan_is_allowed_and_adds_up(problem: Problem, variant: Variant) -> None:
    plan = solve(problem, variant)
    chosen = bought(problem, plan)
    wants = [offer.want_key for offer in chosen]
    assert len(set(wants)) == len(wants)
    assert len({offer.listing_key for offer in chosen}) == len(chosen)
    assert {*wants, *(unmet.want_key for unmet in plan.unmet)} == {want.key for want in problem.wants}
    relaxed = replace(problem, budget=None if problem.budget is None else problem.budget + CENTS)
    assert cost_of(relaxed, chosen) == (plan.landed.amount, len(plan.parcels))
    assert plan.landed == plan.goods + plan.shipping + plan.taxes
    for parcel in plan.parcels:
        assert parcel.landed == parcel.goods + parcel.shipping + parcel.taxes
        assert parcel.items


@given(problems())
@BRUTE
def test_most_wants_covers_as_many_as_can_be(problem: Problem) -> None:
    most = max(len(chosen) for chosen in choices(problem) if cost_of(problem, chosen) is not None)
    assert sum(len(parcel.items) for parcel in solve(problem, Variant.MOST_WANTS).parcels) == most


@given(problems())
@BRUTE
def test_fewest_parcels_covers_as_many_wants_as_the_cheapest_in_as_few_parcels_as_can_be(problem: Problem) -> None:
    covered = sum(len(parcel.items) for parcel in solve(problem).parcels)
    allowed = ((cost_of(problem, chosen), len(chosen)) for chosen in choices(problem))
    fewest = min(cost[1] for cost, count in allowed if cost is not None and count >= covered)
    plan = solve(problem, Variant.FEWEST_PARCELS)
    assert sum(len(parcel.items) for parcel in plan.parcels) >= covered
    assert len(plan.parcels) == fewest


@given(problems())
@BRUTE
def test_best_condition_buys_only_the_best_graded(problem: Problem) -> None:
    for offer in bought(problem, solve(problem, Variant.BEST_CONDITION)):
        grades = [other.media for other in problem.offers if other.want_key == offer.want_key]
        assert Grade.NM not in grades or offer.media is Grade.NM
        assert offer.media is not None or set(grades) == {None}


@given(problems())
@BRUTE
def test_presolve_keeps_a_best_plan(problem: Problem) -> None:
    penalties = {want.key: float(want.penalty) for want in problem.wants}
    kept = undominated(problem, problem.offers, Weights(float(problem.fixed_cost), penalties))
    smaller = replace(problem, offers=tuple(kept))
    best, still = (
        min(found for found in (objective(which, chosen) for chosen in choices(which)) if found is not None)
        for which in (problem, smaller)
    )
    assert still <= best


@given(problems())
@settings(max_examples=100, deadline=None)
def test_parts_share_nothing(problem: Problem) -> None:
    parts = components(problem.offers)
    assert sorted(map(repr, problem.offers)) == sorted(repr(offer) for part in parts for offer in part)
    for name in ("seller_key", "want_key", "listing_key"):
        seen = [key for part in parts for key in {getattr(offer, name) for offer in part}]
        assert len(set(seen)) == len(seen)


def test_the_order_of_offers_makes_no_difference() -> None:
    problem = instance(Kind.STEPS, 3, GERMANY, wants=12, offers=80, sellers=15)
    backwards = replace(problem, offers=problem.offers[::-1])
    assert solve(problem).parcels == solve(backwards).parcels


# Named situations.


def two_sellers(**others: object) -> Problem:
    """Two wants: separately cheapest from two sellers, together cheapest from one."""
    sellers = {key: BasketSeller(key, key.upper(), Postage("seller_policy", Decimal(6), Decimal(1))) for key in "ab"}
    offers = (
        BasketOffer("a1", "w1", "a", Decimal(10), LP, Grade.VG),
        BasketOffer("a2", "w2", "a", Decimal(14), LP, Grade.NM),
        BasketOffer("b2", "w2", "b", Decimal(11), LP, Grade.VG),
    )  # fmt: skip
    wants = tuple(BasketWant(key, key, Tier.MUST, Decimal(60)) for key in ("w1", "w2", "w3"))
    return replace(Problem("EUR", wants, offers, sellers), **others)  # type: ignore[arg-type]  # real fields


def test_one_dearer_parcel_beats_two_cheap_records() -> None:
    plan = solve(two_sellers())
    assert [parcel.seller_key for parcel in plan.parcels] == ["a"]
    assert plan.landed.amount == Decimal("31")
    assert [(unmet.want_key, unmet.reason.code) for unmet in plan.unmet] == [("w3", "no_offer")]


@pytest.mark.parametrize(
    ("others", "unmet"),
    [
        ({"budget": Decimal(20)}, {"w2": "over_budget", "w3": "no_offer"}),
        ({"max_parcels": 0}, {"w1": "no_parcel_left", "w2": "no_parcel_left", "w3": "no_offer"}),
        ({"fixed_cost": Decimal(500)}, {"w1": "not_worth_it", "w2": "not_worth_it", "w3": "no_offer"}),
    ],
)
def test_open_wants_say_why(others: dict[str, object], unmet: dict[str, str]) -> None:
    assert {found.want_key: found.reason.code for found in solve(two_sellers(**others)).unmet} == unmet


def test_a_basket_nobody_can_fill_is_empty_not_an_error() -> None:
    empty = two_sellers(offers=(), sellers={})
    for plan in variants(empty):
        assert plan.parcels == ()
        assert plan.landed.amount == 0
        assert len(plan.unmet) == 3
    assert solve(replace(empty, wants=())).unmet == ()


def test_variants_come_cheapest_first() -> None:
    plans = variants(two_sellers())
    assert [plan.variant for plan in plans] == list(Variant)
    assert plans[0].objective == min(plan.objective for plan in plans)


def test_two_records_in_one_parcel_can_cross_a_tax_threshold() -> None:
    straight = Postage("seller_policy", Decimal(5), Decimal(4))
    sellers = {"a": BasketSeller("a", None, straight, BRITAIN, Decimal("1.25")),
               "b": BasketSeller("b", None, straight, BRITAIN, Decimal("1.25"))}  # fmt: skip
    offers = (
        BasketOffer("a1", "w1", "a", Decimal(100), LP), BasketOffer("a2", "w2", "a", Decimal(100), LP),
        BasketOffer("b2", "w2", "b", Decimal(100), LP),
    )  # fmt: skip
    wants = tuple(BasketWant(key, key, Tier.MUST, Decimal(500)) for key in ("w1", "w2"))
    plan = solve(Problem("EUR", wants, offers, sellers))
    assert [parcel.seller_key for parcel in plan.parcels] == ["a", "b"]  # 10 EUR handling against 1 EUR of shipping


def test_a_kinder_bracket_is_only_for_parcels_that_reach_it() -> None:
    free = Postage("seller_policy", Decimal(0), Decimal(0))
    sellers = {"a": BasketSeller("a", None, free, KINDER), "b": BasketSeller("b", None, free)}
    offers = (BasketOffer("a1", "w1", "a", Decimal(39), LP), BasketOffer("b1", "w1", "b", Decimal(50), LP),
              BasketOffer("a2", "w2", "a", Decimal(30), LP), BasketOffer("b2", "w2", "b", Decimal(20), LP))  # fmt: skip
    wants = (BasketWant("w1", "", Tier.MUST, Decimal(99)), BasketWant("w2", "", Tier.MUST, Decimal(99)))
    plan = solve(Problem("EUR", wants, offers, sellers))
    # 50 + 20, against 69 x 1.05 of both from a, and (39 + 9) x 1.2 + 20 of one from each
    assert [parcel.seller_key for parcel in plan.parcels] == ["b"]


def test_a_large_instance_is_solved_to_proof() -> None:
    plan = solve(instance(Kind.STRAIGHT, 1, GERMANY), time_limit=60)
    assert (plan.gap, plan.stopped_by_clock) == (0.0, False)


def test_without_time_there_still_is_a_plan_that_says_so() -> None:
    plan = solve(instance(Kind.STEPS, 1, GERMANY), time_limit=0.0)
    assert plan.stopped_by_clock
    assert plan.gap > 0
    assert cost_of(instance(Kind.STEPS, 1, GERMANY), bought(instance(Kind.STEPS, 1, GERMANY), plan)) is not None


# Top up and check.


def test_top_up_gives_the_marginal_landed_cost_of_each_further_want() -> None:
    (extra,) = top_up(two_sellers(), "a", ["a1"])
    assert (extra.listing_key, extra.marginal.amount, extra.alone and extra.alone.amount) == ("a2", 15, 20)
    assert [found.listing_key for found in top_up(two_sellers(), "a")] == ["a1", "a2"]
    assert top_up(two_sellers(), "nobody") == ()
    assert top_up(two_sellers(), "a", ["a1", "a2"]) == ()


@given(problems(), st.data())
@settings(max_examples=150, deadline=None)
def test_a_top_up_is_the_difference_of_two_parcels(problem: Problem, data: st.DataObject) -> None:
    seller = data.draw(st.sampled_from(sorted(problem.sellers)))
    stock = [offer for offer in problem.offers if offer.seller_key == seller]
    first = data.draw(st.sampled_from([None, *stock]))
    before = [] if first is None else [first]
    base = parcel_cost(before, problem.sellers[seller], problem) if before else None
    for extra in top_up(problem, seller, [offer.listing_key for offer in before]):
        added = next(offer for offer in stock if offer.listing_key == extra.listing_key)
        together = parcel_cost([*before, added], problem.sellers[seller], problem)
        assert together is not None
        assert extra.marginal.amount == together.landed - (base.landed if base else 0)


def test_check_says_what_became_of_each_item() -> None:
    problem = two_sellers()
    plan = solve(problem)
    a1, a2, b2 = problem.offers
    assert {change.kind for change in check(plan, problem).changes} == {ChangeKind.UNCHANGED}
    assert check(plan, problem).still_good

    def kinds(*offers: BasketOffer) -> dict[str, ChangeKind]:
        return {change.listing_key: change.kind for change in check(plan, replace(problem, offers=offers)).changes}

    assert kinds(a1, replace(a2, price=Decimal(13)))["a2"] is ChangeKind.CHEAPER
    assert kinds(a1, replace(a2, price=Decimal(15)))["a2"] is ChangeKind.DEARER
    assert kinds(a1)["a2"] is ChangeKind.GONE
    assert kinds(a1, a2, replace(b2, price=Decimal(5)))["a2"] is ChangeKind.CHEAPER_ELSEWHERE
    gone = check(plan, replace(problem, offers=(b2,)))
    assert not gone.still_good
    assert gone.landed is None
    assert [change.other_key for change in gone.changes] == [None, "b2"]
