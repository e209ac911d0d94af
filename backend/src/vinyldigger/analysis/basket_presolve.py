"""Makes a basket smaller without losing its best solution: offers that cannot be in it go, and it falls into parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise, product

from vinyldigger.analysis.basket_costs import parcel_cost
from vinyldigger.analysis.basket_model import TaxStep, Weights, most, tax_steps
from vinyldigger.analysis.basket_types import BasketOffer, BasketSeller, Problem
from vinyldigger.analysis.milp import INFINITY
from vinyldigger.analysis.postage import Postage

_ANY_GOODS = 1e12
_NOTHING = Decimal(0)
_ROUNDING = 0.03  # taxes of one parcel and of two differ by the cents they are rounded to


def undominated(problem: Problem, offers: Sequence[BasketOffer], weights: Weights) -> list[BasketOffer]:
    """The offers that may be part of a best plan.

    Out goes an offer that costs no less than another of the same want and seller and is no lighter; one whose least
    share in any parcel costs more than leaving the want open (unless so many wants have to be covered); and, where
    parcels are not counted, more than sending another copy by itself.
    """
    kept = _best_of_seller(problem, offers)
    stock: dict[str, list[BasketOffer]] = defaultdict(list)
    for offer in kept:
        stock[offer.seller_key].append(offer)
    alone: dict[str, tuple[float, str]] = {}
    if problem.max_parcels is None:
        glad = {key for key, found in stock.items() if joins_gladly(problem.sellers[key], found, problem)}
        alone = _cheapest_alone(problem, [offer for offer in kept if offer.seller_key in glad], weights.per_parcel)
    result = []
    for offer in kept:
        least = least_share(problem.sellers[offer.seller_key], offer, stock[offer.seller_key])
        rival = alone.get(offer.want_key)
        beaten = rival is not None and rival[1] != offer.listing_key and least >= rival[0] + _ROUNDING
        worth_it = weights.least_covered > 0 or least <= weights.penalties[offer.want_key]
        if worth_it and not beaten:
            result.append(offer)
    return result


def _best_of_seller(problem: Problem, offers: Sequence[BasketOffer]) -> list[BasketOffer]:
    kept: dict[tuple[str, str], list[BasketOffer]] = defaultdict(list)
    wanted: dict[str, set[str]] = defaultdict(set)
    for offer in offers:
        wanted[offer.listing_key].add(offer.want_key)
    for offer in sorted(offers, key=_cheapest_first):
        rivals = kept[offer.want_key, offer.seller_key]
        shared = any(len(wanted[rival.listing_key]) > 1 for rival in rivals)
        if shared or not rises(problem.sellers[offer.seller_key]) or not any(_covers(rival, offer) for rival in rivals):
            rivals.append(offer)
    return sorted((offer for rivals in kept.values() for offer in rivals), key=_by_want)


def _cheapest_first(offer: BasketOffer) -> tuple[Decimal, int, str]:
    return offer.price + offer.quoted + offer.charges, offer.load.grams, offer.listing_key


def _by_want(offer: BasketOffer) -> tuple[str, str, str]:
    return offer.want_key, offer.seller_key, offer.listing_key


def _covers(rival: BasketOffer, offer: BasketOffer) -> bool:
    """Whether a rival is at least as good in everything a parcel's cost depends on."""
    return (
        rival.price <= offer.price
        and rival.quoted <= offer.quoted
        and rival.charges <= offer.charges
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


def least_share(seller: BasketSeller, offer: BasketOffer, stock: Sequence[BasketOffer]) -> float:
    """The least an offer can add to a parcel; minus infinity where that has no bound.

    Where much goods go free, the offer may save all of the shipping that the seller's whole stock would cost, or even
    make a parcel possible for which the policy names no price.
    """
    postage, saved = seller.postage, 0.0
    if postage is not None and postage.free_over is not None and postage.min_order is None:
        if not _prices_all(postage):
            return -INFINITY
        saved = _dearest_shipping(postage, stock)
        postage = replace(postage, free_over=None)
    if not rises(replace(seller, postage=postage)):
        return -INFINITY
    steps = [TaxStep(INFINITY, 0.0, 0.0, 0.0)]
    if seller.regime is not None:
        steps = tax_steps(seller.regime, seller.factor, _ANY_GOODS)
    goods = float(offer.price) * (1 + min(step.on_goods for step in steps)) + float(offer.charges)
    if saved:
        return goods - saved * (1 + max(step.on_shipping for step in steps))
    return goods + _least_shipping(postage, offer) * (1 + min(step.on_shipping for step in steps))


def _least_shipping(postage: Postage | None, offer: BasketOffer) -> float:
    if postage is None:
        return float(offer.quoted)
    if postage.first is None or postage.cap is not None:
        return 0.0  # within a step, or above the cap, one more costs nothing
    return float(min(postage.extra or 0, postage.first)) * offer.load.discs


def _prices_all(postage: Postage) -> bool:
    """Whether a policy names a price for every parcel, however large."""
    if postage.first is not None:
        return postage.extra is not None
    return any(step.max_items is None and step.max_grams is None for step in postage.steps)


def _dearest_shipping(postage: Postage, stock: Sequence[BasketOffer]) -> float:
    if postage.cap is not None:
        return float(postage.cap)
    if postage.first is None:
        return max(float(step.price) for step in postage.steps)
    discs = most(stock, lambda offer: float(offer.load.discs))
    return float(postage.first) + float(postage.extra or 0) * max(0.0, discs - 1)


def _cheapest_alone(problem: Problem, offers: Sequence[BasketOffer], per_parcel: float) -> dict[str, tuple[float, str]]:
    """By want: the cheapest copy sent by itself that serves no other want."""
    wanted: dict[str, int] = defaultdict(int)
    for offer in offers:
        wanted[offer.listing_key] += 1
    best: dict[str, tuple[float, str]] = {}
    for offer in offers:
        cost = parcel_cost([offer], problem.sellers[offer.seller_key], problem)
        if cost is None or wanted[offer.listing_key] > 1:
            continue
        candidate = (float(cost.landed) + per_parcel, offer.listing_key)
        if offer.want_key not in best or candidate < best[offer.want_key]:
            best[offer.want_key] = candidate
    return best


def joins_gladly(seller: BasketSeller, stock: Sequence[BasketOffer], problem: Problem) -> bool:
    """Whether two parcels of this seller sent as one never cost more than both."""
    return _taxes_join(seller) and (seller.postage is None or _postage_joins(seller.postage, stock, problem))


def _taxes_join(seller: BasketSeller) -> bool:
    if seller.regime is None:
        return True
    steps = tax_steps(seller.regime, seller.factor, _ANY_GOODS)
    same = len({(step.on_goods, step.on_shipping) for step in steps}) == 1
    return same and all(
        together.fixed <= one.fixed + other.fixed
        for (place, one), other in product(enumerate(steps), steps)
        for together in steps[max(place, steps.index(other)) :]
    )


def _postage_joins(postage: Postage, stock: Sequence[BasketOffer], problem: Problem) -> bool:
    if postage.first is not None:
        return postage.extra is not None and postage.extra <= postage.first
    discs = int(most(stock, lambda offer: float(offer.load.discs)))
    grams = int(most(stock, lambda offer: float(offer.load.grams))) + max(problem.mailers.values())
    listed = replace(postage, free_over=None, cap=None)
    for one, other in product(postage.steps, repeat=2):
        price = listed.cost(
            _at_most(discs, one.max_items, other.max_items), _at_most(grams, one.max_grams, other.max_grams), _NOTHING
        )
        if price is None or price > one.price + other.price:
            return False
    return True


def _at_most(everything: int, one: int | None, other: int | None) -> int:
    """What two full parcels hold together, at most everything there is."""
    return everything if one is None or other is None else min(everything, one + other)


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
