"""One record as it goes into a parcel."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.postage import Load
from vinyldigger.core.domain.listing import BuyingOption, Listing, Quote
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import Seller


@dataclass(frozen=True, slots=True)
class Article:
    """What the price of a parcel depends on, of one listing. ``asked``: what has to be paid for it now, None: unsaid.

    ``origin``: the country it ships from. ``is_lower_bound``: the price is only a "from".
    """

    asked: Money | None
    is_lower_bound: bool
    seller: Seller | None
    origin: str | None
    quote: Quote | None
    load: Load

    @property
    def amounts(self) -> Iterator[Money]:
        """Every amount of money that may come into the price of its parcel."""
        given: list[Money | None] = [self.asked]
        if self.quote is not None:
            given += [self.quote.shipping, self.quote.import_charges]
        for policy in self.seller.policies if self.seller else ():
            given += [policy.first, policy.extra, policy.free_over, policy.cap, policy.min_order]
            given += [bracket.price for bracket in policy.brackets]
        return (money for money in given if money is not None)


class Contents(NamedTuple):
    """Articles of one seller that go into one parcel. ``goods``: what they cost, in the buyer's currency.

    ``quotes``: of each, in their order; looked at only where they have a part in the price.
    """

    first: Article
    loads: Sequence[Load]
    quotes: Iterable[Quote | None]
    goods: Decimal


def asked(listing: Listing) -> Money | None:
    """What has to be paid for the item now: the price, or an auction's current bid (the opening price before one)."""
    if listing.buying_option is BuyingOption.AUCTION:
        return listing.bid or listing.price
    return listing.price


def origin(listing: Listing) -> str | None:
    """The country it ships from, as stated, else the seller's."""
    return listing.ships_from or (listing.seller.country if listing.seller else None)
