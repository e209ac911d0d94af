"""Makes a basket smaller without losing its best solution: offers that cannot be in it go, and it falls into parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from vinyldigger.analysis.basket_costs import parcel_cost
from vinyldigger.analysis.basket_model import Weights, tax_steps
from vinyldigger.analysis.basket_types import BasketOffer, BasketSeller, Problem
from vinyldigger.analysis.milp import INFINITY

_ANY_GOODS = 1e12


def undominated(problem: Problem, offers: Sequence[BasketOffer], weights: Weights) -> list[BasketOffer]:
    """The offers that may be part of a best plan.

    Out goes an offer that costs no less than another of the same want and seller and is no lighter; one whose least
    share in any parcel costs more than leaving the want open (unless so many wants have to be covered); and, where
    parcels are not counted, more than sending another copy by itself.
    """
    kept = _best_of_seller(problem, offers)
    alone = {} if problem.max_parcels is not None else _cheapest_alone(problem, kept, weights.per_parcel)
    result = []
    for offer in kept:
        least = least_share(problem.sellers[offer.seller_key], offer)
        rival = alone.get(offer.want_key)
        beaten = rival is not None and rival[1] != offer.listing_key and least >= rival[0]
        worth_it = weights.least_covered > 0 or least <= weights.penalties[offer.want_key]
        if worth_it and not beaten:
            result.append(offer)
    return result


def _best_of_seller(problem: Problem, offers: Sequence[BasketOffer]) -> list[BasketOffer]:
    kept: dict[tuple[str, str], list[BasketOffer]] = defaultdict(list)
    wanted: dict[str, set[str]] = defaultdict(set)
    for offer in offers:
        wanted[offer.listing_key].add(offer.want_key)
    for offer in sorted(offers, key=lambda offer: (offer.price + offer.quoted, offer.load.grams, offer.listing_key)):
        rivals = kept[offer.want_key, offer.seller_key]
        shared = any(len(wanted[rival.listing_key]) > 1 for rival in rivals)
        if shared or not rises(problem.sellers[offer.seller_key]) or not any(_covers(rival, offer) for rival in rivals):
            rivals.append(offer)
    return sorted((offer for rivals in kept.values() for offer in rivals), key=_by_want)


def _by_want(offer: BasketOffer) -> tuple[str, str, str]:
    return offer.want_key, offer.seller_key, offer.listing_key


def _covers(rival: BasketOffer, offer: BasketOffer) -> bool:
    """Whether a rival is at least as good in everything a parcel's cost depends on."""
    return (
        rival.price <= offer.price
        and rival.quoted <= offer.quoted
        and rival.load.discs <= offer.load.discs
        and rival.load.grams <= offer.load.grams
        and (rival.load.inches == 7 or offer.load.inches != 7)
    )


def rises(seller: BasketSeller) -> bool:
    """Whether a dearer parcel of this seller never costs less: no minimum order, nothing free, no kinder bracket."""
    postage = seller.postage
    if postage is not None and (postage.min_order is not None or postage.free_over is not None):
        return False
    if seller.regime is None:
        return True
    steps = tax_steps(seller.regime, seller.factor, _ANY_GOODS)
    return all(
        low.fixed + low.on_goods * low.up_to <= high.fixed + high.on_goods * low.up_to
        and low.on_shipping <= high.on_shipping
        for low, high in pairwise(steps)
        if low.up_to != INFINITY
    )


def least_share(seller: BasketSeller, offer: BasketOffer) -> float:
    """The least an offer can add to a parcel; minus infinity where adding may make the rest cheaper."""
    if not rises(seller):
        return -INFINITY
    on_goods = on_shipping = 0.0
    if seller.regime is not None:
        steps = tax_steps(seller.regime, seller.factor, _ANY_GOODS)
        on_goods, on_shipping = min(step.on_goods for step in steps), min(step.on_shipping for step in steps)
    postage, shipping = seller.postage, 0.0
    if postage is None:
        shipping = float(offer.quoted)
    elif postage.first is not None and postage.cap is None:
        shipping = min(float(postage.extra or 0), float(postage.first)) * offer.load.discs
    return float(offer.price) * (1 + on_goods) + shipping * (1 + on_shipping)


def _cheapest_alone(problem: Problem, offers: Sequence[BasketOffer], per_parcel: float) -> dict[str, tuple[float, str]]:
    """By want: the cheapest copy sent by itself, where joining a parcel never costs more than that."""
    wanted: dict[str, int] = defaultdict(int)
    for offer in offers:
        wanted[offer.listing_key] += 1
    best: dict[str, tuple[float, str]] = {}
    for offer in offers:
        seller = problem.sellers[offer.seller_key]
        cost = parcel_cost([offer], seller, problem)
        if cost is None or wanted[offer.listing_key] > 1 or not _joins_gladly(seller):
            continue
        candidate = (float(cost.landed) + per_parcel, offer.listing_key)
        if offer.want_key not in best or candidate < best[offer.want_key]:
            best[offer.want_key] = candidate
    return best


def _joins_gladly(seller: BasketSeller) -> bool:
    """Whether a record in a fuller parcel never costs more than sent alone: straight prices, a single tax bracket."""
    postage = seller.postage
    straight = postage is None or (
        postage.first is not None
        and postage.extra is not None
        and postage.extra <= postage.first
        and postage.min_order is None
    )
    return straight and (seller.regime is None or len(seller.regime.brackets) == 1)


def components(offers: Sequence[BasketOffer]) -> list[list[BasketOffer]]:
    """Parts that share neither want nor seller nor listing: each can be solved by itself."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for offer in offers:
        for name in (f"seller {offer.seller_key}", f"listing {offer.listing_key}"):
            leader[find(name)] = find(f"want {offer.want_key}")
    parts: dict[str, list[BasketOffer]] = defaultdict(list)
    for offer in offers:
        parts[find(f"want {offer.want_key}")].append(offer)
    return list(parts.values())
