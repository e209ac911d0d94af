"""Advice from the included offers: five kinds, each saying which offers, the arithmetic and the reasons.

Lower bounds and records already owned (unless better) never come in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from vinyldigger.analysis.costs import Level
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.outputs import Recommendation, RecommendationType
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.tables import DealTable, Tables
from vinyldigger.analysis.valuation import shares_of
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.words import Param, Reason

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Scene:
    """What advice is made from: the buyable offers, and what surrounds them."""

    inp: AnalysisInput
    buyable: tuple[Scored, ...]  # by falling score
    records: tuple[tuple[Scored, ...], ...]  # the offers of each record, cheapest first; by falling score of that one
    door: Door
    shares: Mapping[Grade, Fraction]  # what each grade is worth against Near Mint, by the buyer's table
    table: DealTable
    releases: Mapping[str, Release]

    @property
    def least_score(self) -> Decimal:
        """What an offer has to score to be advised for itself."""
        return self.table.recommend["least_score"]

    @classmethod
    def of(cls, inp: AnalysisInput, included: Iterable[Scored], door: Door, tables: Tables) -> Scene:
        """From all included offers."""
        buyable = sorted((scored for scored in included if scored.is_buyable), key=by_score)
        groups: dict[str, list[Scored]] = defaultdict(list)
        for scored in buyable:
            if scored.standing.record_id is not None:
                groups[scored.standing.record_id].append(scored)
        for offers in groups.values():
            offers.sort(key=cheapest_first)
        records = sorted(map(tuple, groups.values()), key=_by_first)
        releases = {release.external_id: release for release in inp.releases}
        shares = shares_of(tables.values, inp.goldmine)
        return cls(inp, tuple(buyable), tuple(records), door, shares, tables.deals, releases)


Adviser = Callable[[Scene], Iterable[Recommendation]]  # gives its advice by falling score


def recommend(scene: Scene, advisers: Sequence[Adviser]) -> tuple[Recommendation, ...]:
    """The advice of all advisers, best first, at most so many of each kind."""
    most = int(scene.table.recommend["most_each"])
    found = (advice for adviser in advisers for advice in _best(adviser(scene), most))
    return tuple(sorted(found, key=_best_first))


def _best(falling: Iterable[Recommendation], most: int) -> list[Recommendation]:
    """The first so many; what comes after them with a lower score is not even put into words."""
    found: list[Recommendation] = []
    for advice in falling:
        if len(found) >= most and advice.score < found[-1].score:
            break
        found.append(advice)
    return sorted(found, key=_best_first)[:most]


def _best_first(advice: Recommendation) -> tuple[Decimal, str]:
    return -advice.score, advice.deal_key


def cheapest_first(scored: Scored) -> tuple[Decimal, str]:
    """Sort key: price at the door, then listing key."""
    return door_price(scored), scored.standing.key


def _by_first(offers: Sequence[Scored]) -> Decimal:
    return by_score(offers[0])


def by_score(scored: Scored) -> Decimal:
    """Sort key: falling score."""
    return -scored.score


def door_price(scored: Scored) -> Decimal:
    """The total at the door of a buyable offer."""
    total = scored.standing.total
    assert total is not None  # buyable offers have one
    return total


@dataclass(frozen=True, slots=True)
class Bill:
    """What advice costs to follow, in the buyer's currency."""

    goods: Decimal | None
    shipping: Decimal | None
    taxes: Decimal | None
    landed: Decimal | None


def bill_of(scored: Scored) -> Bill:
    """One offer bought alone."""
    standing = scored.standing
    return Bill(standing.item, standing.shipping, standing.taxes, standing.total)


def advise(
    kind: RecommendationType,
    offers: Sequence[Scored],
    bill: Bill,
    score: Decimal,
    savings: tuple[Decimal, str] | None,
    title: Reason,
    reasons: Iterable[Reason],
    scene: Scene,
) -> Recommendation:
    """One piece of advice about offers that are bought together."""
    keys = tuple(sorted(scored.standing.key for scored in offers))
    records = {scored.standing.record_id for scored in offers}
    sellers = {scored.standing.seller_key for scored in offers}
    record = records.pop() if len(records) == 1 else None
    currency = scene.door.purse.currency

    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, currency)

    return Recommendation(
        type=kind,
        deal_key=deal_key(kind, record, keys),
        record_id=record,
        seller_key=sellers.pop() if len(sellers) == 1 else None,
        listing_keys=keys,
        score=score,
        level=Level.of(score),
        wants=len({scored.want.key for scored in offers if scored.want is not None}),
        goods=Money(bill.goods or _ZERO, currency),
        shipping=money(bill.shipping),
        taxes=money(bill.taxes),
        landed=money(bill.landed),
        savings=None if savings is None else Money(savings[0], currency),
        savings_against=None if savings is None else savings[1],
        title=title,
        reasons=tuple(reasons),
    )


def deal_key(kind: RecommendationType, record: str | None, keys: Sequence[str]) -> str:
    """Stable identity of a piece of advice: hash of type, record and sorted listing keys."""
    text = "|".join((kind.value, record or "", *sorted(keys)))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def money_params(amount: Decimal, currency: str, **others: Param) -> dict[str, Param]:
    """Money in the params of a reason."""
    return {"amount": str(amount), "currency": currency, **others}
