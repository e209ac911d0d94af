"""Field types for wire models: they take what the marketplaces really send, and None for what is not there.

Wire models ignore unknown fields; unknown words stay text. A field that cannot be read fails its item, not the page.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

_TOO_LARGE = 2**31


class Wire(BaseModel):
    """An object as it comes over the wire."""

    model_config = ConfigDict(extra="ignore", coerce_numbers_to_str=True, frozen=True, populate_by_name=True)


def _empty_to_none(value: Any) -> Any:
    return None if value in ("", {}, []) else value


def _none_to_text(value: Any) -> Any:
    return "" if value is None else value


def _none_to_empty(value: Any) -> Any:
    return () if value is None else value


def _whole(value: Any) -> int | None:
    """An integer of 32 bits, written as a number or as text; None for anything else."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    fits = number.is_finite() and abs(number) < _TOO_LARGE and number == number.to_integral_value()
    return int(number) if fits else None


def _decimal(value: Any) -> Decimal | None:
    """A decimal written as a number or as text; None for anything else. Never by way of a binary float's digits."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _percent(value: Any) -> Decimal | None:
    """A share of 0 to 100; None for anything else."""
    number = _decimal(value)
    return number if number is not None and 0 <= number <= 100 else None


def _moment(value: Any) -> datetime | None:
    """An ISO 8601 moment with any offset, in UTC; None for anything else."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


Text = Annotated[str, BeforeValidator(_none_to_text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_none_to_empty)]
Whole = Annotated[int | None, BeforeValidator(_whole)]
Amount = Annotated[Decimal | None, BeforeValidator(_decimal)]
Percent = Annotated[Decimal | None, BeforeValidator(_percent)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
Absent = BeforeValidator(_empty_to_none)
Listed = BeforeValidator(_none_to_empty)
