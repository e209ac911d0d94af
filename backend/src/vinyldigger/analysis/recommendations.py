"""Advice from the included offers: five kinds, each saying which offers, the arithmetic and the reasons.

Lower bounds and records already owned (unless better) never come in.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import takewhile
from operator import attrgetter, itemgetter
from typing import NamedTuple

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
    buyable: Sequence[Scored]  # by falling score
    records: Mapping[str | None, Sequence[Scored]]  # the offers of each record, cheapest first
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
        """From all included offers, in the order of their keys: so come those of one price and one score."""
        buyable = [scored for scored in included if scored.is_buyable]
        records: dict[str | None, list[Scored]] = defaultdict(list)
        for scored in buyable:
            records[scored.standing.record_id].append(scored)
        records.pop(None, None)
        for offers in records.values():
            offers.sort(key=door_price)
        buyable.sort(key=attrgetter("score"), reverse=True)
        releases = {release.external_id: release for release in inp.releases}
        shares = shares_of(tables.values, inp.goldmine)
        return cls(inp, buyable, records, door, shares, tables.deals, releases)

    @property
    def good(self) -> Iterator[Scored]:
        """The offers that may be advised for themselves, by falling score."""
        least = self.least_score
        return takewhile(lambda scored: scored.score >= least, self.buyable)

    @property
    def good_records(self) -> Iterator[Sequence[Scored]]:
        """The offers of each record whose cheapest is good, cheapest first; by falling score of that one."""
        for scored in self.good:
            offers = self.records.get(scored.standing.record_id)
            if offers is not None and offers[0] is scored:
                yield offers


class Saying(NamedTuple):
    """Advice in words: what it costs to follow, what that saves against what (a code), a title, the reasons."""

    bill: Bill
    savings: tuple[Decimal, str] | None
    title: Reason
    reasons: Iterable[Reason]


class Finding(NamedTuple):
    """What might be advised: offers that are bought together. Much more is found than given: only that is said."""

    kind: RecommendationType
    offers: Sequence[Scored]
    score: Decimal
    say: Callable[[], Saying]

    @property
    def record_id(self) -> str | None:
        """The record of all of its offers; None where they are several."""
        records = {scored.standing.record_id for scored in self.offers}
        return records.pop() if len(records) == 1 else None

    @property
    def keys(self) -> tuple[str, ...]:
        """Of its offers, in order."""
        return tuple(sorted(scored.standing.key for scored in self.offers))

    @property
    def deal_key(self) -> str:
        """What tells it from other advice, the same from one analysis to the next."""
        return deal_key(self.kind, self.record_id, self.keys)


Adviser = Callable[[Scene], Iterable[Finding]]  # finds by falling score
Keyed = tuple[Decimal, str, Finding]  # in the order in which advice is given: by falling score, then by key


def recommend(scene: Scene, advisers: Sequence[Adviser]) -> tuple[Recommendation, ...]:
    """The advice of all advisers, best first, at most so many of each kind."""
    most = int(scene.table.recommend["most_each"])
    found = sorted((keyed for adviser in advisers for keyed in _best(adviser(scene), most)), key=_order)
    return tuple(_advice(finding, key, scene) for _, key, finding in found)


def _best(falling: Iterable[Finding], most: int) -> list[Keyed]:
    """The first so many; of those with the same score as the last, those with the first keys."""
    found: list[Finding] = []
    for finding in falling:
        if len(found) >= most and finding.score < found[-1].score:
            break
        found.append(finding)
    return sorted(((-finding.score, finding.deal_key, finding) for finding in found), key=_order)[:most]


_order: Callable[[Keyed], tuple[Decimal, str]] = itemgetter(0, 1)


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
    standing, details = scored.standing, scored.standing.details
    return Bill(standing.item, details.shipping, details.taxes, standing.total)


def _advice(finding: Finding, key: str, scene: Scene) -> Recommendation:
    """A finding in words."""
    bill, savings, title, reasons = finding.say()
    sellers = {scored.standing.seller_key for scored in finding.offers}
    currency = scene.door.purse.currency

    def money(amount: Decimal | None) -> Money | None:
        return None if amount is None else Money(amount, currency)

    return Recommendation(
        type=finding.kind,
        deal_key=key,
        record_id=finding.record_id,
        seller_key=sellers.pop() if len(sellers) == 1 else None,
        listing_keys=finding.keys,
        score=finding.score,
        level=Level.of(finding.score),
        wants=len({scored.want.key for scored in finding.offers if scored.want is not None}),
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
