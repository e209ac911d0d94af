"""A plan against the market now, and what one more want from a seller would add."""

from __future__ import annotations

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
    changes: list[Change] = []
    costs: list[Decimal | None] = []
    for parcel in plan.parcels:
        found = [offers.get((item.listing_key, item.want_key)) for item in parcel.items]
        left = [offer for offer in found if offer is not None]
        for item, offer in zip(parcel.items, found, strict=True):
            share = None if offer is None else _marginal(offer, left, now)
            changes.append(_change(item, offer, share, alone.get(item.want_key), now.currency))
        if left:
            costs.append(_cost(left, now))
    known = [cost for cost in costs if cost is not None]
    whole = bool(costs) and len(known) == len(costs)
    good = all(change.kind in (ChangeKind.UNCHANGED, ChangeKind.CHEAPER) for change in changes)
    total = Money(sum(known, Decimal(0)), now.currency) if whole else None
    return Check(tuple(changes), total, good and whole)


def _cost(offers: list[BasketOffer], now: Problem) -> Decimal | None:
    cost = parcel_cost(offers, now.sellers[offers[0].seller_key], now)
    return None if cost is None else cost.landed


def _marginal(offer: BasketOffer, parcel: list[BasketOffer], now: Problem) -> Decimal | None:
    """What an item adds to what is left of its parcel; None where the parcel cannot be had with or without it."""
    rest = [other for other in parcel if other is not offer]
    whole, without = _cost(parcel, now), _cost(rest, now) if rest else Decimal(0)
    return None if whole is None or without is None else whole - without


def _cheapest_alone(now: Problem) -> dict[str, tuple[Decimal, str]]:
    best: dict[str, tuple[Decimal, str]] = {}
    for offer in now.offers:
        cost = _cost([offer], now)
        if cost is not None:
            candidate = (cost, offer.listing_key)
            best[offer.want_key] = min(best.get(offer.want_key, candidate), candidate)
    return best


def _change(
    item: PlanItem,
    offer: BasketOffer | None,
    share: Decimal | None,
    other: tuple[Decimal, str] | None,
    currency: str,
) -> Change:
    """``share``: what the item adds to its parcel now; ``other``: the cheapest copy sent by itself."""
    if offer is None:
        landed, other_key = (None, None) if other is None else (Money(other[0], currency), other[1])
        return Change(item.listing_key, item.want_key, ChangeKind.GONE, item.price, landed, other_key)
    if other is not None and share is not None and other[0] < share and other[1] != item.listing_key:
        elsewhere = Money(other[0], currency)
        return Change(item.listing_key, item.want_key, ChangeKind.CHEAPER_ELSEWHERE, item.price, elsewhere, other[1])
    price = Money(offer.price, currency)
    kind = ChangeKind.UNCHANGED
    if price != item.price:
        kind = ChangeKind.DEARER if price > item.price else ChangeKind.CHEAPER
    return Change(item.listing_key, item.want_key, kind, item.price, price)
