"""From JSON to values, one item at a time: a broken item is left out and counted, a broken page is an error."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from vinyldigger.core.domain.money import Money
from vinyldigger.marketplaces.contract import WireChanged

_TOO_MUCH = 10**9

M = TypeVar("M", bound=BaseModel)
V = TypeVar("V")


def decode(marketplace: str, model: type[M], body: Any) -> M:
    """One object; raises :class:`WireChanged` when it does not fit."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise WireChanged(marketplace, _where(model, error)) from error


def decode_one(marketplace: str, model: type[M], body: Any, read: Callable[[M], V]) -> V:
    """One object and what is read from it; raises :class:`WireChanged` when either does not fit."""
    wire = decode(marketplace, model, body)
    try:
        return read(wire)
    except ValueError as error:
        raise WireChanged(marketplace, f"{model.__name__}: {error}") from error


def decode_items(model: type[M], items: Iterable[Any], read: Callable[[M], V | None]) -> tuple[tuple[V, ...], int]:
    """The items that fit, and how many did not. An item read as None is none of ours: left out, not counted."""
    found: list[V] = []
    skipped = 0
    for item in items:
        try:
            value = read(model.model_validate(item))
        except ValueError:  # pydantic's ValidationError is one too
            skipped += 1
            continue
        if value is not None:
            found.append(value)
    return tuple(found), skipped


def money(amount: Decimal | None, currency: str | None) -> Money | None:
    """Money rounded half-even to the digits of its currency; None when either half is missing.

    ValueError for a currency that is no code and for amounts that no record ever cost.
    """
    if amount is None or not currency:
        return None
    if abs(amount) >= _TOO_MUCH:
        raise ValueError("an amount of money out of all proportion")
    return Money(amount, currency.upper()).rounded()


def _where(model: type[BaseModel], error: ValidationError) -> str:
    places = {".".join(str(part) for part in problem["loc"]) for problem in error.errors(include_input=False)}
    return f"{model.__name__} does not fit at {', '.join(sorted(places)[:5])}"
