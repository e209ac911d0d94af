"""What the other offers of a search, and the advice, see of one offer.

Everything that one offer is by itself, its standing, depends on nothing but its own listing, record and seller.
Whatever compares offers (ranks, sellers, advice, the summary) looks at standings alone, so that an offer that has not
changed need not be read, matched and priced again: its standing is kept and given back to the next analysis.

A search has thousands of them, so they are tuples: made and compared in a fraction of the time of a dataclass. What is
compared stands in them; the details are what is only looked at where something is said of one offer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Generic, NamedTuple, TypeVar

from vinyldigger.analysis.article import Article, Contents
from vinyldigger.analysis.costs import Certain
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.postage import Load
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.release import LabelCredit
from vinyldigger.core.domain.words import Param, Reason

T = TypeVar("T")


class Late(Generic[T]):
    """A value that is at hand, or made when it is first asked for. Two are equal when their values are."""

    __slots__ = ("_value",)

    def _make(self) -> T:
        raise NotImplementedError

    @property
    def value(self) -> T:
        """The value."""
        if not hasattr(self, "_value"):
            self._value = self._make()
        return self._value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Late) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)


class Made(Late[T]):
    """A value at hand."""

    __slots__ = ()

    def __init__(self, value: T) -> None:
        self._value = value


class Details(NamedTuple):
    """What of one offer is told but not compared with others. Amounts are in the buyer's currency.

    ``pressing``: its country, year and catalogue number, what is known of them. ``sought``: why many look for it.
    ``taxes``: None where they are unknown. ``basis``: of the fair value, and how ``sure`` it is (0-100).
    """

    article: Article
    artists: tuple[str, ...] = ()
    title: str = ""
    pressing: Mapping[str, Param] | None = None
    labels: tuple[LabelCredit, ...] = ()
    sought: Reason | None = None
    sleeve: Grade | None = None
    risks: tuple[Reason, ...] = ()
    unofficial: bool = False
    shipping: Decimal | None = None
    taxes: Decimal | None = None
    certain: Certain = Certain.EXACT
    basis: str | None = None
    sure: int = 0

    @property
    def names(self) -> dict[str, Param]:
        """Artist and title, from the catalogue where it is known."""
        return {"artist": ", ".join(self.artists) if self.artists else None, "title": self.title}


class Standing(NamedTuple):
    """What one offer is by itself. Amounts are in the buyer's currency.

    ``is_lower_bound``: the price is only a "from". ``excluded_by``: code of the rule that keeps it out. ``record_id``,
    ``release_id``: the record it is and the pressing, where these are known. ``total``: None where a part is unknown;
    ``payable`` is then the worst case. ``is_converted``: exchange rates may have a part in it.
    """

    key: str
    marketplace: str
    seller_key: str | None
    load: Load
    late: Late[Details]
    is_lower_bound: bool = False
    excluded_by: str | None = None
    record_id: str | None = None
    release_id: str | None = None
    match_confidence: int = 0
    media: Grade | None = None
    reputation: int | None = None
    item: Decimal | None = None
    total: Decimal | None = None
    payable: Decimal | None = None
    fair: Decimal | None = None
    want_key: str | None = None
    wanted: Ownership = Ownership.NONE
    owned: Ownership = Ownership.NONE
    is_upgrade: bool = False
    is_converted: bool = False

    @property
    def details(self) -> Details:
        """What is told but not compared."""
        return self.late.value

    @property
    def ratio(self) -> Decimal | None:
        """Price at the door (the worst case where a part is unknown) against fair value; None without either."""
        if self.payable is None or self.fair is None or self.fair <= 0:
            return None
        return self.payable / self.fair


def contents_of(standings: Sequence[Standing]) -> Contents:
    """Offers of one seller as they go into one parcel (not empty); a price that is not known counts for nothing."""
    goods = sum([standing.item for standing in standings if standing.item is not None], Decimal(0))
    quotes = (standing.details.article.quote for standing in standings)
    return Contents(standings[0].details.article, [standing.load for standing in standings], quotes, goods)
