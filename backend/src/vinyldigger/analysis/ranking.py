"""Where an offer stands among the others: its price among those of the same record, its seller's further records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from vinyldigger.analysis.standing import Standing
from vinyldigger.core.domain.grade import Grade

MOST_COUNTED = 8  # of a seller's further records: more earn no point that shows
_UNGRADED = 0  # a grade that is not stated counts as worse than any
_STEPS: dict[Grade | None, int] = {grade: grade.step + 1 for grade in Grade if grade.step is not None}
_price: Callable[[tuple[Decimal | None, int, str]], Decimal] = itemgetter(0)


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


def ranks(offers: Iterable[Standing]) -> Iterator[tuple[str, Rank]]:
    """The places of offers of one record, by their keys; without those that there is nothing to compare with.

    An offer stands against those that are as good or better for less, and as good or worse for more: a worn copy that
    costs less says nothing about a fine one. So neither a lower price nor a better grade ever loses a place.
    """
    priced = (offer for offer in offers if offer.payable is not None)
    graded = sorted(((offer.payable, _STEPS.get(offer.media, _UNGRADED), offer.key) for offer in priced), key=_price)
    none = [0] * (2 + max(_STEPS.values()))
    every, below, up_to = none.copy(), none, none.copy()  # offers by grade: all, those for less, those for no more
    for _, grade, _ in graded:
        every[grade] += 1
    for _, same in groupby(graded, key=_price):
        of_one_price = tuple(same)
        for _, grade, _ in of_one_price:
            up_to[grade] += 1
        for _, mine, key in of_one_price:
            cheaper = below[mine] + sum(up_to[mine + 1 :])
            dearer = every[mine] - up_to[mine] + sum(every[:mine]) - sum(below[:mine])
            equal = up_to[mine] - below[mine] - 1  # all of the same price but itself
            if cheaper or equal or dearer:
                yield key, Rank(cheaper, equal, dearer)
        below = up_to.copy()


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
    """The places of the offers that are in. A price is ranked only where there is no fair value to hold it against.

    Lower bounds do not compare.
    """

    def __init__(self, included: Iterable[Standing]) -> None:
        compared: dict[str, list[Standing]] = defaultdict(list)
        stock: dict[str | None, set[str]] = defaultdict(set)
        unvalued: set[str] = set()
        for standing in included:
            record = standing.record_id
            if record is not None:
                stock[standing.seller_key].add(record)
                if not standing.is_lower_bound:
                    compared[record].append(standing)
                if standing.fair is None:
                    unvalued.add(record)
        self._ranks = {key: rank for record in unvalued if record in compared for key, rank in ranks(compared[record])}
        self._more = {seller: min(MOST_COUNTED, len(records) - 1) for seller, records in stock.items() if seller}

    def of(self, standing: Standing) -> Place:
        """The place of one of them."""
        rank = self._ranks.get(standing.key) if standing.fair is None else None
        return Place(rank, self._more.get(standing.seller_key or "", 0))
