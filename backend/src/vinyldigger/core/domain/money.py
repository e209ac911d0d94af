"""Money: a decimal amount in one currency, and the rates that change one currency into another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

_DIGITS = {"JPY": 0, "KRW": 0, "ISK": 0, "CLP": 0, "HUF": 0, "TWD": 0}


class CurrencyMismatch(ValueError):
    """Two amounts in different currencies were added, subtracted or compared."""


class UnknownRate(LookupError):
    """No rate is known for a currency."""


def currency_digits(currency: str) -> int:
    """Digits after the point in which prices of a currency are written (2 for most, 0 for JPY)."""
    return _DIGITS.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """``amount`` in ``currency`` (ISO 4217, upper case). Amounts of two currencies never mix."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or not self.currency.isascii() or not self.currency.isupper():
            raise ValueError(f"not an ISO 4217 currency code: {self.currency!r}")
        if not self.amount.is_finite():
            raise ValueError("an amount of money is a finite number")

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """Money from a decimal, an integer or its text form; never from a float."""
        return cls(Decimal(amount), currency)

    def rounded(self) -> Money:
        """Rounded half-even to the digits of its currency."""
        step = Decimal(1).scaleb(-currency_digits(self.currency))
        return Money(self.amount.quantize(step, rounding=ROUND_HALF_EVEN), self.currency)

    def _other(self, other: Money) -> Decimal:
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix")
        return other.amount

    def __add__(self, other: Money) -> Money:
        return Money(self.amount + self._other(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.amount - self._other(other), self.currency)

    def __mul__(self, factor: Decimal | int) -> Money:
        return Money(self.amount * factor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.amount < self._other(other)

    def __le__(self, other: Money) -> bool:
        return self.amount <= self._other(other)

    def __gt__(self, other: Money) -> bool:
        return self.amount > self._other(other)

    def __ge__(self, other: Money) -> bool:
        return self.amount >= self._other(other)


@dataclass(frozen=True, slots=True)
class Rates:
    """Units of each currency for one euro, as published on ``day``. EUR itself is always 1."""

    day: date
    per_eur: Mapping[str, Decimal]

    def knows(self, currency: str) -> bool:
        """Whether amounts of this currency can be converted."""
        return currency == "EUR" or currency in self.per_eur

    def convert(self, money: Money, currency: str) -> Money:
        """The same value in another currency, not rounded. Raises :class:`UnknownRate`."""
        if money.currency == currency:
            return money
        return Money(money.amount / self._rate(money.currency) * self._rate(currency), currency)

    def _rate(self, currency: str) -> Decimal:
        if currency == "EUR":
            return Decimal(1)
        try:
            return self.per_eur[currency]
        except KeyError:
            raise UnknownRate(currency) from None
