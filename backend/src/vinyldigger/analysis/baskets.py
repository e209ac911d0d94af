"""The basket: which offers to buy from whom for the lowest landed total, exactly, in four variants."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.basket_check import check, top_up
from vinyldigger.analysis.basket_costs import parcel_cost
from vinyldigger.analysis.basket_model import Weights, build
from vinyldigger.analysis.basket_presolve import components, undominated
from vinyldigger.analysis.basket_problem import problem
from vinyldigger.analysis.basket_types import (
    BasketOffer,
    BasketOptions,
    BasketWant,
    Parcel,
    Plan,
    PlanItem,
    Problem,
    Unmet,
    Variant,
)
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.words import Reason

__all__ = ["BasketOptions", "Plan", "Problem", "Variant", "check", "problem", "solve", "top_up", "variants"]

_ZERO = Decimal(0)


class _Choice(NamedTuple):
    """The offers bought, and how well that is proven."""

    offers: list[BasketOffer]
    gap: float
    stopped: bool


def variants(problem: Problem, time_limit: float = 10.0) -> tuple[Plan, ...]:
    """All four variants, the cheapest first; ``time_limit`` seconds each."""
    return tuple(solve(problem, variant, time_limit) for variant in Variant)


def solve(problem: Problem, variant: Variant = Variant.CHEAPEST, time_limit: float = 10.0) -> Plan:
    """The best plan of a variant. There always is one: a want that cannot or should not be bought is left open.

    cheapest: least landed cost, parcels' trouble and penalties. most_wants: as many wants as possible, then cheapest.
    best_condition: only the best graded copies of each want, then cheapest. fewest_parcels: as many wants as the
    cheapest plan, in as few parcels as possible, then cheapest.
    """
    if variant is Variant.FEWEST_PARCELS:
        return _fewest_parcels(problem, time_limit / 2)
    offers = _best_graded(problem) if variant is Variant.BEST_CONDITION else list(problem.offers)
    weights = _weights(problem, variant)
    return _plan(problem, variant, _choose(problem, offers, weights, time_limit))


def _fewest_parcels(problem: Problem, time_limit: float) -> Plan:
    """No fewer wants than the cheapest plan covers; a parcel fewer is worth more than anything it can cost."""
    cheapest = solve(problem, Variant.CHEAPEST, time_limit)
    covered = sum(len(parcel.items) for parcel in cheapest.parcels)
    weights = replace(
        _weights(problem, Variant.FEWEST_PARCELS),
        per_parcel=_more_than_any_plan(problem),
        least_covered=covered,
    )
    choice = _choose(problem, problem.offers, weights, time_limit)
    if math.isinf(choice.gap):  # the clock came before any other plan
        return replace(cheapest, variant=Variant.FEWEST_PARCELS, gap=1.0, stopped_by_clock=True)
    return _plan(problem, Variant.FEWEST_PARCELS, choice)


def _weights(problem: Problem, variant: Variant) -> Weights:
    penalties = {want.key: float(want.penalty) for want in problem.wants}
    if variant is Variant.MOST_WANTS:
        anything = float(problem.budget) if problem.budget is not None else _more_than_any_plan(problem)
        penalties = {key: penalty + anything for key, penalty in penalties.items()}
    return Weights(float(problem.fixed_cost), penalties)


def _more_than_any_plan(problem: Problem) -> float:
    """An amount that no plan costs: twice the dearest copy of each want sent by itself."""
    dearest: dict[str, Decimal] = {}
    for offer in problem.offers:
        alone = parcel_cost([offer], problem.sellers[offer.seller_key], problem)
        cost = (alone.landed if alone else offer.price) + problem.fixed_cost
        dearest[offer.want_key] = max(dearest.get(offer.want_key, _ZERO), cost)
    return 2 * float(sum(dearest.values(), _ZERO)) + 1


def _best_graded(problem: Problem) -> list[BasketOffer]:
    """The offers in the best grade there is of each want; ungraded ones only where nothing is graded."""
    best: dict[str, int] = {}
    for offer in problem.offers:
        best[offer.want_key] = max(best.get(offer.want_key, -1), _step(offer))
    return [offer for offer in problem.offers if _step(offer) == best[offer.want_key]]


def _step(offer: BasketOffer) -> int:
    step = offer.media.step if offer.media else None
    return -1 if step is None else step


def _choose(problem: Problem, offers: Sequence[BasketOffer], weights: Weights, time_limit: float) -> _Choice:
    kept = undominated(problem, offers, weights)
    coupled = problem.budget is not None or problem.max_parcels is not None or weights.least_covered > 0
    parts = [kept] if coupled else components(kept)
    chosen: list[BasketOffer] = []
    gap, stopped = 0.0, False
    for part in sorted(parts, key=len):
        if not part:
            continue
        model = build(problem, part, weights)
        solution = model.programme.solve(time_limit * max(len(part) / len(kept), 0.05))
        if solution is None:
            gap, stopped = math.inf, True  # not even a first plan in the time given
            continue
        chosen += [part[place] for place, column in model.bought.items() if solution.values[column] > 0.5]
        gap, stopped = max(gap, solution.gap), stopped or solution.stopped
    return _Choice(chosen, gap, stopped)


def _plan(problem: Problem, variant: Variant, choice: _Choice) -> Plan:
    by_seller: dict[str, list[BasketOffer]] = defaultdict(list)
    for offer in choice.offers:
        by_seller[offer.seller_key].append(offer)
    parcels = tuple(_parcel(problem, key, by_seller[key]) for key in sorted(by_seller))
    covered = {offer.want_key for offer in choice.offers}
    landed = sum((parcel.landed.amount for parcel in parcels), _ZERO)
    open_wants = [want for want in problem.wants if want.key not in covered]
    objective = landed + problem.fixed_cost * len(parcels) + sum((want.penalty for want in open_wants), _ZERO)
    return Plan(
        variant=variant,
        parcels=parcels,
        unmet=tuple(Unmet(want.key, want.tier, _why_open(problem, want, landed, len(parcels))) for want in open_wants),
        goods=Money(sum((parcel.goods.amount for parcel in parcels), _ZERO), problem.currency),
        shipping=Money(sum((parcel.shipping.amount for parcel in parcels), _ZERO), problem.currency),
        taxes=Money(sum((parcel.taxes.amount for parcel in parcels), _ZERO), problem.currency),
        landed=Money(landed, problem.currency),
        gap=choice.gap,
        stopped_by_clock=choice.stopped,
        objective=objective,
    )


def _parcel(problem: Problem, seller_key: str, offers: list[BasketOffer]) -> Parcel:
    seller = problem.sellers[seller_key]
    cost = parcel_cost(offers, seller, problem)
    assert cost is not None  # the model allows only parcels that the seller's policy allows
    items = sorted(offers, key=lambda offer: offer.listing_key)
    return Parcel(
        seller_key=seller_key,
        seller_name=seller.name,
        items=tuple(
            PlanItem(offer.listing_key, offer.want_key, Money(offer.price, problem.currency)) for offer in items
        ),
        goods=Money(cost.goods, problem.currency),
        shipping=Money(cost.shipping, problem.currency),
        taxes=Money(cost.taxes, problem.currency),
        landed=Money(cost.landed, problem.currency),
        grams=cost.grams,
        estimated=seller.estimated,
    )


def _why_open(problem: Problem, want: BasketWant, landed: Decimal, parcels: int) -> Reason:
    offers = [offer for offer in problem.offers if offer.want_key == want.key]
    if not offers:
        return Reason("no_offer")
    if problem.max_parcels is not None and parcels >= problem.max_parcels:
        return Reason("no_parcel_left", {"parcels": problem.max_parcels})
    cheapest = min(offer.price for offer in offers)
    if problem.budget is not None and landed + cheapest > problem.budget:
        return Reason("over_budget", {"amount": str(problem.budget), "currency": problem.currency})
    return Reason("not_worth_it")
