"""Where an offer stands among the others: its price among those of the same record, its seller's further records."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.standing import Standing

MOST_COUNTED = 8  # of a seller's further records: more earn no point that shows
_UNGRADED = -1  # a grade that is not stated counts as worse than any


class Rank(NamedTuple):
    """How many comparable offers cost less, the same and more at the door."""

    cheaper: int
    equal: int
    dearer: int

    @property
    def offers(self) -> int:
        """How many are compared, with this one."""
        return self.cheaper + self.equal + self.dearer + 1

    @property
    def share(self) -> Decimal:
        """1 for the cheapest, 0 for the dearest."""
        return (self.dearer + Decimal(self.equal) / 2) / (self.offers - 1)


class Ranking:
    """The prices at the door of some offers, by record and media grade. Lower bounds do not compare.

    An offer stands against those that are as good or better for less, and as good or worse for more: a worn copy that
    costs less says nothing about a fine one. So neither a lower price nor a better grade ever loses a place.
    """

    def __init__(self, offers: Iterable[Standing]) -> None:
        self._prices: dict[str, dict[int, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
        for offer in offers:
            payable = offer.payable
            if offer.record_id is not None and payable is not None and not offer.is_lower_bound:
                self._prices[offer.record_id][_grade(offer)].append(payable)
        for grades in self._prices.values():
            for prices in grades.values():
                prices.sort()

    def rank(self, offer: Standing) -> Rank | None:
        """The place of one of the offers; None where there is nothing to compare it with."""
        payable = offer.payable
        if offer.record_id not in self._prices or payable is None or offer.is_lower_bound:
            return None
        mine = _grade(offer)
        cheaper = equal = dearer = 0
        for grade, prices in self._prices[offer.record_id].items():
            if grade > mine:
                cheaper += bisect_right(prices, payable)
            elif grade < mine:
                dearer += len(prices) - bisect_left(prices, payable)
            else:
                below, up_to = bisect_left(prices, payable), bisect_right(prices, payable)
                equal += up_to - below - 1  # all of the same price but itself
                cheaper, dearer = cheaper + below, dearer + len(prices) - up_to
        return Rank(cheaper, equal, dearer) if cheaper + equal + dearer else None


def _grade(offer: Standing) -> int:
    step = offer.media.step if offer.media else None
    return _UNGRADED if step is None else step


class Place(NamedTuple):
    """``rank``: None where the price is not compared. ``more_at_seller``: further records of the seller that are in, as
    far as they are counted.
    """

    rank: Rank | None = None
    more_at_seller: int = 0


class Stood(NamedTuple):
    """How an offer stood in an analysis. ``score``: None when it was kept out."""

    standing: Standing
    place: Place = Place()
    score: Decimal | None = None


class Places:
    """The places of the offers that are in. A price is ranked only where there is no fair value to hold it against."""

    def __init__(self, included: Iterable[Standing]) -> None:
        included = tuple(included)
        ranked = {standing.record_id for standing in included if standing.fair is None}
        self._ranking = Ranking(standing for standing in included if standing.record_id in ranked)
        stock: dict[str | None, set[str]] = defaultdict(set)
        for standing in included:
            if standing.record_id:
                stock[standing.seller_key].add(standing.record_id)
        self._more = {seller: min(MOST_COUNTED, len(records) - 1) for seller, records in stock.items() if seller}

    def of(self, standing: Standing) -> Place:
        """The place of one of them."""
        rank = self._ranking.rank(standing) if standing.fair is None else None
        return Place(rank, self._more.get(standing.seller_key or "", 0))
