"""The highest bid on an auction that would still be good."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from vinyldigger.analysis.article import Article
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.core.domain.money import Money, currency_digits


def max_good_bid(article: Article, value: Money, door: Door) -> Money | None:
    """The bid, in the listing's currency, that brings the price at the door up to the fair value.

    That is value − shipping − taxes, found by halving, since taxes go in steps; an unknown part counts at its
    upper guess. None when nothing bounds the price at the door, or when even a bid of one unit is too much.
    """
    price = article.asked
    factor = door.purse.factor(price.currency) if price is not None else None
    if price is None or not factor:
        return None
    unit = Decimal(1).scaleb(-currency_digits(price.currency))
    low, high = 0, int(value.amount / factor / unit) + 1  # in units: low is good, high is not
    while high - low > 1:
        middle = (low + high) // 2
        if _at_door(article, Money(middle * unit, price.currency), value, door):
            low = middle
        else:
            high = middle
    return Money(low * unit, price.currency) if low else None


def _at_door(article: Article, bid: Money, value: Money, door: Door) -> bool:
    landed = door.parcel([replace(article, asked=bid)])
    payable = landed.total or landed.high
    return payable is not None and payable <= value
