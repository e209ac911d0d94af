"""What the other offers of a search, and the advice, see of one offer.

Everything that one offer is by itself, its standing, depends on nothing but its own listing, record and seller.
Whatever compares offers (ranks, sellers, advice, the summary) looks at standings alone, so that an offer that has not
changed need not be read, matched and priced again: its standing is kept and given back to the next analysis.

A search has thousands of them, so they are tuples: made and compared in a fraction of the time of a dataclass.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.article import Article
from vinyldigger.analysis.costs import Certain
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.release import LabelCredit
from vinyldigger.core.domain.words import Param, Reason


class Standing(NamedTuple):
    """What one offer is by itself. Amounts are in the buyer's currency.

    ``is_lower_bound``: the price is only a "from". ``excluded_by``: code of the rule that keeps it out. ``record_id``,
    ``release_id``: the record it is and the pressing, where these are known. ``pressing``: its country, year and
    catalogue number, what is known of them. ``sought``: why many look for it. ``taxes``, ``total``: None where a part
    is unknown; ``payable`` is then the worst case. ``fair``: the fair value, on which ``basis`` and how ``sure``
    (0-100). ``is_converted``: exchange rates may have a part in it.
    """

    key: str
    marketplace: str
    seller_key: str | None
    article: Article
    is_lower_bound: bool = False
    excluded_by: str | None = None
    record_id: str | None = None
    release_id: str | None = None
    match_confidence: int = 0
    artists: tuple[str, ...] = ()
    title: str = ""
    pressing: Mapping[str, Param] | None = None
    labels: tuple[LabelCredit, ...] = ()
    sought: Reason | None = None
    media: Grade | None = None
    sleeve: Grade | None = None
    risks: tuple[Reason, ...] = ()
    unofficial: bool = False
    reputation: int | None = None
    item: Decimal | None = None
    shipping: Decimal | None = None
    taxes: Decimal | None = None
    total: Decimal | None = None
    payable: Decimal | None = None
    certain: Certain = Certain.EXACT
    fair: Decimal | None = None
    basis: str | None = None
    sure: int = 0
    want_key: str | None = None
    wanted: Ownership = Ownership.NONE
    owned: Ownership = Ownership.NONE
    is_upgrade: bool = False
    is_converted: bool = False

    @property
    def names(self) -> dict[str, Param]:
        """Artist and title, from the catalogue where it is known."""
        return {"artist": ", ".join(self.artists) if self.artists else None, "title": self.title}

    @property
    def ratio(self) -> Decimal | None:
        """Price at the door (the worst case where a part is unknown) against fair value; None without either."""
        if self.payable is None or self.fair is None or self.fair <= 0:
            return None
        return self.payable / self.fair
