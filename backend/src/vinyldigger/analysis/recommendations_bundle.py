"""Advice about several offers of one seller: one parcel instead of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import partial
from heapq import heappop, heappush
from typing import NamedTuple

from vinyldigger.analysis.outputs import RecommendationType
from vinyldigger.analysis.recommendations import Bill, Finding, Saying, Scene, door_price, money_params
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.standing import contents_of
from vinyldigger.core.domain.words import Reason

_MOST_ITEMS = 20
_MOST_BONUS = Decimal(10)
_TENTH = Decimal("0.1")
_ALL = Decimal(1)  # no parcel saves more


class _Bundle(NamedTuple):
    """Offers of one seller in one parcel. ``apart``: what they cost in parcels of their own."""

    chosen: Sequence[Scored]
    bill: Bill
    total: Decimal
    apart: Decimal
    score: Decimal


def multi_items(scene: Scene) -> Iterable[Finding]:
    """One seller with several wants or good offers: what one parcel saves against separate ones."""
    for bundle in _bundles(scene):
        yield Finding(RecommendationType.MULTI_ITEM, bundle.chosen, bundle.score, partial(_say, bundle, scene))


def _say(bundle: _Bundle, scene: Scene) -> Saying:
    currency = scene.door.purse.currency
    reasons = [
        Reason("separate_parcels", money_params(bundle.apart, currency, parcels=len(bundle.chosen))),
        Reason("one_parcel", money_params(bundle.total, currency)),
    ]
    seller = bundle.chosen[0].standing.details.article.seller
    title = Reason("multi_item", {"items": len(bundle.chosen), "seller": seller.name if seller else None})
    return Saying(bundle.bill, (bundle.apart - bundle.total, "separate_parcels"), title, reasons)


def _bundles(scene: Scene) -> Iterator[_Bundle]:
    """By falling score. A parcel is priced when no other could score more: few of them are ever asked for."""
    several = (chosen for chosen in _worth_combining(scene) if len(chosen) > 1)
    priced: list[tuple[Decimal, int, _Bundle]] = []
    for most, place, chosen in sorted(
        (-_score(chosen, _ALL, scene), place, chosen) for place, chosen in enumerate(several)
    ):
        while priced and priced[0][0] <= most:
            yield heappop(priced)[-1]
        bundle = _bundle(chosen, scene)
        if bundle is not None:
            heappush(priced, (-bundle.score, place, bundle))
    while priced:
        yield heappop(priced)[-1]


def _bundle(chosen: Sequence[Scored], scene: Scene) -> _Bundle | None:
    """These offers in one parcel; None where that saves nothing."""
    apart = sum([door_price(scored) for scored in chosen], Decimal(0))
    contents = contents_of([scored.standing for scored in chosen])
    charges = scene.door.charges(contents)
    if charges is None or (total := contents.goods + sum(charges)) >= apart:
        return None
    bill = Bill(contents.goods, charges.shipping, charges.taxes, total)
    return _Bundle(chosen, bill, total, apart, _score(chosen, (apart - total) / apart, scene))


def _worth_combining(scene: Scene) -> Iterable[list[Scored]]:
    """Of each seller the best offer of each record that is wanted or good."""
    least = scene.least_score
    sellers: dict[str, dict[str, Scored]] = defaultdict(dict)
    for scored in scene.buyable:
        if scored.want is None and scored.score < least:
            continue
        seller, record = scored.standing.seller_key, scored.standing.record_id
        if seller is not None and record is not None and len(best := sellers[seller]) < _MOST_ITEMS:
            best.setdefault(record, scored)
    return (list(best.values()) for best in sellers.values())


def _score(chosen: Sequence[Scored], saved_share: Decimal, scene: Scene) -> Decimal:
    """The mean of the items' scores, plus up to ten points for the share that one parcel saves.

    Without a fair value among its items a bundle is no surer than they are: the same cap holds.
    """
    mean = sum((scored.score for scored in chosen), Decimal(0)) / len(chosen)
    valued = all(scored.standing.fair is not None for scored in chosen)
    most = Decimal(100) if valued else scene.table.caps["no_value"]
    return min(most, mean + min(_MOST_BONUS, saved_share * 50)).quantize(_TENTH)
