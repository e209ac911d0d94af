"""A plan against the market now, and what one more want from a seller would add."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from vinyldigger.analysis.basket_costs import parcel_cost
from vinyldigger.analysis.basket_types import (
    BasketOffer,
    Change,
    ChangeKind,
    Check,
    Plan,
    PlanItem,
    Problem,
    TopUp,
)
from vinyldigger.core.domain.money import Money


def top_up(problem: Problem, seller_key: str, listing_keys: Collection[str] = ()) -> tuple[TopUp, ...]:
    """For one seller's parcel with the given offers in it: what each further want adds at the door, least first.

    Wants that the parcel already covers are left out; so are offers the seller would not send.
    """
    seller = problem.sellers.get(seller_key)
    if seller is None:
        return ()
    stock = [offer for offer in problem.offers if offer.seller_key == seller_key]
    parcel = _distinct([offer for offer in stock if offer.listing_key in listing_keys])
    covered = {offer.want_key for offer in parcel}
    before = parcel_cost(parcel, seller, problem) if parcel else None
    found: dict[str, TopUp] = {}
    for offer in stock:
        if offer.want_key in covered or offer.listing_key in listing_keys:
            continue
        with_it = parcel_cost([*parcel, offer], seller, problem)
        if with_it is None:
            continue
        alone = parcel_cost([offer], seller, problem)
        marginal = with_it.landed - (before.landed if before else Decimal(0))
        candidate = TopUp(
            offer.listing_key,
            offer.want_key,
            Money(offer.price, problem.currency),
            Money(marginal, problem.currency),
            None if alone is None else Money(alone.landed, problem.currency),
        )
        if offer.want_key not in found or _least_first(candidate) < _least_first(found[offer.want_key]):
            found[offer.want_key] = candidate
    return tuple(sorted(found.values(), key=_least_first))


def _least_first(extra: TopUp) -> tuple[Decimal, str]:
    return extra.marginal.amount, extra.listing_key


def _distinct(offers: list[BasketOffer]) -> list[BasketOffer]:
    """Each listing once, though it may serve several wants."""
    return list({offer.listing_key: offer for offer in offers}.values())


def check(plan: Plan, now: Problem) -> Check:
    """What became of each item: gone, dearer, cheaper, the same, or cheaper from someone else by itself."""
    offers = {(offer.listing_key, offer.want_key): offer for offer in now.offers}
    alone = _cheapest_alone(now)
    changes = []
    left: dict[str, list[BasketOffer]] = defaultdict(list)
    for parcel in plan.parcels:
        share = (parcel.landed.amount - parcel.goods.amount) / len(parcel.items)
        for item in parcel.items:
            offer = offers.get((item.listing_key, item.want_key))
            changes.append(_change(item, offer, share, alone, now))
            if offer is not None:
                left[offer.seller_key].append(offer)
    costs = [parcel_cost(found, now.sellers[key], now) for key, found in left.items()]
    landed = [cost.landed for cost in costs if cost is not None]
    whole = bool(costs) and len(landed) == len(costs)
    good = all(change.kind in (ChangeKind.UNCHANGED, ChangeKind.CHEAPER) for change in changes)
    total = Money(sum(landed, Decimal(0)), now.currency) if whole else None
    return Check(tuple(changes), total, good and whole)


def _cheapest_alone(now: Problem) -> dict[str, tuple[Decimal, str]]:
    best: dict[str, tuple[Decimal, str]] = {}
    for offer in now.offers:
        cost = parcel_cost([offer], now.sellers[offer.seller_key], now)
        if cost is not None:
            candidate = (cost.landed, offer.listing_key)
            best[offer.want_key] = min(best.get(offer.want_key, candidate), candidate)
    return best


def _change(
    item: PlanItem,
    offer: BasketOffer | None,
    share: Decimal,
    alone: dict[str, tuple[Decimal, str]],
    now: Problem,
) -> Change:
    """``share``: the item's part of its parcel's shipping and taxes in the plan."""
    price = None if offer is None else Money(offer.price, now.currency)
    other = alone.get(item.want_key)
    if other is not None and other[1] != item.listing_key and other[0] < item.price.amount + share:
        elsewhere = Money(other[0], now.currency)
        kind = ChangeKind.GONE if offer is None else ChangeKind.CHEAPER_ELSEWHERE
        return Change(item.listing_key, item.want_key, kind, item.price, elsewhere, other[1])
    if price is None:
        return Change(item.listing_key, item.want_key, ChangeKind.GONE, item.price)
    if price.amount == item.price.amount:
        return Change(item.listing_key, item.want_key, ChangeKind.UNCHANGED, item.price, price)
    kind = ChangeKind.DEARER if price > item.price else ChangeKind.CHEAPER
    return Change(item.listing_key, item.want_key, kind, item.price, price)
