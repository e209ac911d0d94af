"""Advice from the included offers: five kinds, each saying which offers, the arithmetic and the reasons.

Lower bounds and records already owned (unless better) never come in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from vinyldigger.analysis.costs import LandedCost, Level
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.outputs import Recommendation, RecommendationType
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.tables import DealTable
from vinyldigger.analysis.valuation import Values
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.words import Param, Reason

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scene:
    """What advice is made from: the buyable offers, and what surrounds them."""

    inp: AnalysisInput
    buyable: tuple[Scored, ...]  # by listing key
    by_record: Mapping[str, tuple[Scored, ...]]  # cheapest at the door first
    door: Door
    values: Values
    table: DealTable
    releases: Mapping[str, Release]

    @classmethod
    def of(cls, inp: AnalysisInput, included: Iterable[Scored], door: Door, values: Values, table: DealTable) -> Scene:
        """From all included offers."""
        buyable = tuple(scored for scored in included if scored.is_buyable)
        groups: dict[str, list[Scored]] = defaultdict(list)
        for scored in buyable:
            if scored.offer.record_id is not None:
                groups[scored.offer.record_id].append(scored)
        by_record = {record: tuple(sorted(offers, key=cheapest_first)) for record, offers in groups.items()}
        releases = {release.external_id: release for release in inp.releases}
        return cls(inp, buyable, by_record, door, values, table, releases)


Adviser = Callable[[Scene], Iterable[Recommendation]]


def recommend(scene: Scene, advisers: Sequence[Adviser]) -> tuple[Recommendation, ...]:
    """The advice of all advisers, best first, at most so many of each kind."""
    most = int(scene.table.recommend["most_each"])
    found: list[Recommendation] = []
    for adviser in advisers:
        found += sorted(adviser(scene), key=_best_first)[:most]
    return tuple(sorted(found, key=_best_first))


def _best_first(advice: Recommendation) -> tuple[Decimal, str]:
    return -advice.score, advice.deal_key


def cheapest_first(scored: Scored) -> tuple[Decimal, str]:
    """Sort key: price at the door, then listing key."""
    return door_price(scored), scored.offer.key


def door_price(scored: Scored) -> Decimal:
    """The total at the door of a buyable offer."""
    total = scored.offer.landed.total
    assert total is not None  # buyable offers have one
    return total.amount


def advise(
    kind: RecommendationType,
    offers: Sequence[Scored],
    landed: LandedCost,
    score: Decimal,
    savings: tuple[Decimal, str] | None,
    title: Reason,
    reasons: Iterable[Reason],
) -> Recommendation:
    """One piece of advice about offers that are bought together for ``landed``."""
    keys = tuple(sorted(scored.offer.key for scored in offers))
    records = {scored.offer.record_id for scored in offers}
    sellers = {scored.offer.seller_key for scored in offers}
    record = records.pop() if len(records) == 1 else None
    shipping = landed.parts[1].amount
    taxes = [part.amount for part in landed.parts[2:]]
    goods = landed.parts[0].amount or landed.low
    return Recommendation(
        type=kind,
        deal_key=deal_key(kind, record, keys),
        record_id=record,
        seller_key=sellers.pop() if len(sellers) == 1 else None,
        listing_keys=keys,
        score=score,
        level=Level.of(score),
        wants=len({scored.want.key for scored in offers if scored.want is not None}),
        goods=goods,
        shipping=shipping,
        taxes=_sum(taxes, landed.currency),
        landed=landed.total,
        savings=None if savings is None else Money(savings[0], landed.currency),
        savings_against=None if savings is None else savings[1],
        title=title,
        reasons=tuple(reasons),
    )


def deal_key(kind: RecommendationType, record: str | None, keys: Sequence[str]) -> str:
    """Stable identity of a piece of advice: hash of type, record and sorted listing keys."""
    text = "|".join((kind.value, record or "", *sorted(keys)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _sum(amounts: Sequence[Money | None], currency: str) -> Money | None:
    known = [money.amount for money in amounts if money is not None]
    return Money(sum(known, _ZERO), currency) if len(known) == len(amounts) else None


def money_params(amount: Decimal, currency: str, **others: Param) -> dict[str, Param]:
    """Money in the params of a reason."""
    return {"amount": str(amount), "currency": currency, **others}
