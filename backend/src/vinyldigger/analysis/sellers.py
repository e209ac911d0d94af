"""Five scores of a seller for this user, 0-100; what cannot be told is left out of the overall score, and said so."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from vinyldigger.analysis.costs import SellerScore
from vinyldigger.analysis.deals import price_share
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.postage import continent
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.standing import contents_of
from vinyldigger.analysis.tables import Tables
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import Seller
from vinyldigger.core.domain.words import Reason

_Z = 1.959964  # two-sided 95 %
_NAMES = ("reputation", "location", "price", "depth", "shipping")
_PLACES = {"domestic": 100, "area": 85, "continent": 60, "world": 30}


def wilson_lower_bound(positive: float, count: int) -> float:
    """Lower bound of the 95 % Wilson score interval of a share (E. B. Wilson, 1927): 0 for no ratings at all."""
    if count <= 0:
        return 0.0
    share = min(1.0, max(0.0, positive))
    middle = share + _Z**2 / (2 * count)
    width = _Z * math.sqrt(share * (1 - share) / count + _Z**2 / (4 * count**2))
    return max(0.0, (middle - width) / (1 + _Z**2 / count))


def reputation(seller: Seller | None) -> int | None:
    """By the share of positive ratings and their number: 100 % of 3 is not 99.6 % of 9,000. None = unrated."""
    if seller is None or not seller.ratings or seller.ratings < 0 or seller.positive_percent is None:
        return None
    return round(100 * wilson_lower_bound(float(seller.positive_percent) / 100, seller.ratings))


@dataclass(frozen=True, slots=True)
class SellerContext:
    """What seller scores depend on besides the offers. ``has_wants``: whether the user wants anything at all."""

    door: Door
    tables: Tables
    preferred: frozenset[str]
    has_wants: bool


def score_sellers(included: Sequence[Scored], context: SellerContext) -> tuple[SellerScore, ...]:
    """Every seller with an included offer, best first. The offers come in the order of their keys."""
    by_seller: dict[str, list[Scored]] = defaultdict(list)
    for scored in included:
        if scored.standing.seller_key is not None:
            by_seller[scored.standing.seller_key].append(scored)
    elsewhere = Elsewhere(included)
    found = [_score(key, offers, elsewhere, context) for key, offers in by_seller.items()]
    found.sort(
        key=lambda score: (-(score.overall if score.overall is not None else -1), -score.wants, score.seller_key)
    )
    return tuple(replace(score, rank=place) for place, score in enumerate(found, 1))


class Elsewhere:
    """Prices at the door by record, and of each seller apart, of the records that some price needs to be held against.

    Lower bounds do not compare.
    """

    def __init__(self, included: Iterable[Scored]) -> None:
        standings = [scored.standing for scored in included]
        unvalued = {standing.record_id for standing in standings if not standing.fair} - {None}
        self._all: dict[str | None, list[Decimal]] = defaultdict(list)
        self._own: dict[tuple[str | None, str | None], list[Decimal]] = defaultdict(list)
        for standing in standings:
            record, payable = standing.record_id, standing.payable
            if record in unvalued and payable is not None and not standing.is_lower_bound:
                self._all[record].append(payable)
                self._own[record, standing.seller_key].append(payable)
        for prices in self._all.values():
            prices.sort()

    def median(self, record_id: str | None, seller_key: str) -> Decimal | None:
        """The median price of a record at other sellers; None where there are none."""
        every, own = self._all.get(record_id, ()), self._own.get((record_id, seller_key), [])
        count = len(every) - len(own)
        if not count:
            return None
        own.sort()
        left_out = [bisect_left(every, price) + own[:place].count(price) for place, price in enumerate(own)]
        middle = _nth(every, left_out, count // 2)
        return middle if count % 2 else (_nth(every, left_out, count // 2 - 1) + middle) / 2


def _nth(ordered: Sequence[Decimal], left_out: Sequence[int], place: int) -> Decimal:
    """The value at a place when some places (ascending) are left out."""
    for gone in left_out:
        place += gone <= place
    return ordered[place]


def _score(
    key: str,
    offers: list[Scored],
    elsewhere: Elsewhere,
    context: SellerContext,
) -> SellerScore:
    first = offers[0].standing.details.article
    wants = len({scored.want.key for scored in offers if scored.want is not None})
    scores = {
        "reputation": offers[0].standing.reputation,
        "location": _location(first.origin, context),
        "price": _price(key, offers, elsewhere, context),
        "depth": round(100 * (1 - 0.5**wants)) if context.has_wants else None,
        "shipping": _second_record(first.seller, first.origin, context),
    }
    weights = context.tables.deals.sellers
    present = {name: figure for name, figure in scores.items() if figure is not None}
    weight = sum((weights[name] for name in present), Decimal(0))
    overall = sum(weights[name] * figure for name, figure in present.items()) / weight if weight else None
    goods, shipping = _parcel(offers, context)
    return SellerScore(
        seller_key=key,
        **scores,
        overall=None if overall is None else round(overall),
        rank=0,
        items=len(offers),
        wants=wants,
        duplicates=sum(scored.is_owned for scored in offers),
        goods=goods,
        estimated_shipping=shipping,
        reasons=tuple(Reason("seller_score_missing", {"score": name}) for name in _NAMES if scores[name] is None),
    )


def _location(country: str | None, context: SellerContext) -> int | None:
    """By the user's chosen countries where there are any, else by distance: home, customs area, continent, world."""
    if country is None:
        return None
    if context.preferred:
        return 100 if country in context.preferred else 0
    home = context.door.destination.country
    if country == home:
        return _PLACES["domestic"]
    if context.tables.taxes.same_area(country, home):
        return _PLACES["area"]
    near = continent(country) is not None and continent(country) == continent(home)
    return _PLACES["continent" if near else "world"]


def _price(
    key: str,
    offers: Iterable[Scored],
    elsewhere: Elsewhere,
    context: SellerContext,
) -> int | None:
    """Median of own landed prices against fair value, or else against the same record elsewhere. No lower bounds."""
    ratios = []
    for standing in (scored.standing for scored in offers):
        if standing.payable is None or standing.is_lower_bound:
            continue
        worth = standing.fair or elsewhere.median(standing.record_id, key)
        if worth:
            ratios.append(standing.payable / worth)
    return round(100 * price_share(median(ratios), context.tables.deals)) if ratios else None


def _second_record(seller: Seller | None, country: str | None, context: SellerContext) -> int | None:
    """What a second LP adds to a parcel, against sending it alone: nothing more = 100, the whole price again = 0."""
    table = context.tables.shipping
    grams = table.disc_grams[12]
    mailer = table.mailer_grams["lp"]
    for found in context.door.postages(seller, country):
        one = found.cost(1, grams + mailer, Decimal(0))
        two = found.cost(2, 2 * grams + mailer, Decimal(0))
        if one is not None and two is not None:
            return 100 if one == 0 else round(100 * max(Decimal(0), min(Decimal(1), (2 * one - two) / one)))
    return None


def _parcel(offers: Iterable[Scored], context: SellerContext) -> tuple[Money | None, Money | None]:
    """Goods and shipping of everything listed, sent together."""
    standings = (scored.standing for scored in offers)
    buyable = [each for each in standings if each.payable is not None and not each.is_lower_bound]
    if not buyable:
        return None, None
    contents, purse = contents_of(buyable), context.door.purse
    shipping = context.door.shipping(contents)
    return purse.money(contents.goods), None if shipping is None else purse.money(purse.round(shipping))
