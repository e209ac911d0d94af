"""Advice about several offers of one seller: one parcel instead of many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from vinyldigger.analysis.costs import LandedCost
from vinyldigger.analysis.figures import amount_of, sum_of
from vinyldigger.analysis.outputs import Recommendation, RecommendationType
from vinyldigger.analysis.recommendations import Bill, Scene, advise, door_price, money_params
from vinyldigger.analysis.scored import Scored
from vinyldigger.core.domain.words import Reason

_MOST_ITEMS = 20
_MOST_BONUS = Decimal(10)
_TENTH = Decimal("0.1")


def multi_items(scene: Scene) -> Iterable[Recommendation]:
    """One seller with several wants or good offers: what one parcel saves against separate ones."""
    for offers in _by_seller(scene).values():
        chosen = _worth_combining(offers, scene)
        if len(chosen) < 2:
            continue
        landed = scene.door.parcel([scored.standing.article for scored in chosen])
        apart = sum((door_price(scored) for scored in chosen), Decimal(0))
        if landed.total is None or landed.total.amount >= apart:
            continue
        saved = apart - landed.total.amount
        currency = scene.door.purse.currency
        reasons = [
            Reason("separate_parcels", money_params(apart, currency, parcels=len(chosen))),
            Reason("one_parcel", money_params(landed.total.amount, currency)),
        ]
        seller = chosen[0].standing.article.seller
        title = Reason("multi_item", {"items": len(chosen), "seller": seller.name if seller else None})
        yield advise(
            RecommendationType.MULTI_ITEM, chosen, _bill(landed), _score(chosen, saved / apart, scene),
            (saved, "separate_parcels"), title, reasons, scene,
        )  # fmt: skip


def _bill(landed: LandedCost) -> Bill:
    goods, shipping, *taxes = (part.amount for part in landed.parts)
    return Bill(amount_of(goods), amount_of(shipping), sum_of(taxes), amount_of(landed.total))


def _by_seller(scene: Scene) -> dict[str, list[Scored]]:
    by_seller: dict[str, list[Scored]] = defaultdict(list)
    for scored in scene.buyable:
        seller_key = scored.standing.seller_key
        if seller_key is not None:
            by_seller[seller_key].append(scored)
    return by_seller


def _worth_combining(offers: Sequence[Scored], scene: Scene) -> list[Scored]:
    """The best offer of each record that is wanted or good, best first."""
    least = scene.table.recommend["least_score"]
    best: dict[str, Scored] = {}
    for scored in sorted(offers, key=lambda scored: (-scored.score, scored.standing.key)):
        record = scored.standing.record_id
        if record is not None and record not in best and (scored.want is not None or scored.score >= least):
            best[record] = scored
    return list(best.values())[:_MOST_ITEMS]


def _score(chosen: Sequence[Scored], saved_share: Decimal, scene: Scene) -> Decimal:
    """The mean of the items' scores, plus up to ten points for the share that one parcel saves.

    Without a fair value among its items a bundle is no surer than they are: the same cap holds.
    """
    mean = sum((scored.score for scored in chosen), Decimal(0)) / len(chosen)
    valued = all(scored.standing.fair is not None for scored in chosen)
    most = Decimal(100) if valued else scene.table.caps["no_value"]
    return min(most, mean + min(_MOST_BONUS, saved_share * 50)).quantize(_TENTH)
