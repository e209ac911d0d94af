"""An amount while it is being worked out: a bare decimal in the buyer's currency with its honesty."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

from vinyldigger.analysis.costs import Certain, CostPart, PartKind
from vinyldigger.core.domain.listing import TaxCollector
from vinyldigger.core.domain.money import Money, Rates, currency_digits
from vinyldigger.core.domain.words import Reason

ABSURD = Decimal(10) ** 8  # above this an amount is a mistake in the data, in any currency


class Figure(NamedTuple):
    """``low`` ≤ ``amount`` ≤ ``high``; ``amount`` None when unknown, ``high`` None when nothing bounds it."""

    certain: Certain
    low: Decimal
    amount: Decimal | None
    high: Decimal | None
    reason: Reason | None = None
    original: Money | None = None


def exact(amount: Decimal, reason: Reason | None = None, original: Money | None = None) -> Figure:
    """An amount that is known."""
    return Figure(Certain.EXACT, amount, amount, amount, reason, original)


def unknown(reason: Reason, high: Decimal | None = None, low: Decimal = Decimal(0)) -> Figure:
    """An amount that nobody told us: at least ``low``, at most ``high`` where anything bounds it."""
    return Figure(Certain.UNKNOWN, low, None, high, reason)


def amount_of(money: Money | None) -> Decimal | None:
    """The bare decimal; None stays None."""
    return None if money is None else money.amount


def sum_of(amounts: Iterable[Money | None]) -> Decimal | None:
    """Amounts of one currency together; None where one is unknown."""
    total = Decimal(0)
    for money in amounts:
        if money is None:
            return None
        total += money.amount
    return total


class Purse:
    """Turns money of any currency into rounded decimals of the buyer's, and notes whether a rate was needed."""

    def __init__(self, currency: str, rates: Rates) -> None:
        self.currency = currency
        self._rates = rates
        self._quantum = Decimal(1).scaleb(-currency_digits(currency))
        self._factors: dict[str, Decimal | None] = {currency: Decimal(1)}

    @property
    def day(self) -> date:
        """The day of the rates in use."""
        return self._rates.day

    def factor(self, currency: str) -> Decimal | None:
        """Units of the buyer's currency for one of another; None without a rate."""
        if currency not in self._factors:
            known = self._rates.knows(currency) and self._rates.knows(self.currency)
            one = Money(Decimal(1), currency)
            self._factors[currency] = self._rates.convert(one, self.currency).amount if known else None
        return self._factors[currency]

    def take(self, money: Money | None) -> Decimal | None:
        """The amount in the buyer's currency, rounded; None when missing, negative, absurd or without a rate."""
        if money is None or not 0 <= money.amount <= ABSURD:
            return None
        factor = self.factor(money.currency)
        return None if factor is None else self.round(money.amount * factor)

    def round(self, amount: Decimal) -> Decimal:
        """Rounded half-even to the buyer's currency."""
        return amount.quantize(self._quantum, rounding=ROUND_HALF_EVEN)

    def money(self, amount: Decimal) -> Money:
        """A decimal as money."""
        return Money(amount, self.currency)

    def part(self, kind: PartKind, figure: Figure, collector: TaxCollector | None = None) -> CostPart:
        """A figure as a part of the price at the door."""
        low = Money(self.round(figure.low), self.currency)
        if figure.amount is not None and figure.low == figure.high:
            return CostPart(kind, figure.certain, low, low, low, figure.original, collector, figure.reason)
        amount = None if figure.amount is None else Money(self.round(figure.amount), self.currency)
        high = None if figure.high is None else Money(self.round(figure.high), self.currency)
        return CostPart(kind, figure.certain, amount, low, high, figure.original, collector, figure.reason)
