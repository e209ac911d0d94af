"""Field types for wire models: they take what the marketplaces really send, and None for what is not there.

Wire models ignore unknown fields; unknown words stay text. A field that cannot be read fails its item, not the page.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict


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
    """An integer written as a number or as text; None for "", text that is no number, or a fraction."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return int(number) if number.is_finite() and number == number.to_integral_value() else None


def _decimal(value: Any) -> Decimal | None:
    """A decimal written as a number or as text; None for anything else. Never by way of a binary float's digits."""
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _moment(value: Any) -> datetime | None:
    """An ISO 8601 moment with any offset, in UTC; None for anything else."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


Text = Annotated[str, BeforeValidator(_none_to_text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(_none_to_empty)]
Whole = Annotated[int | None, BeforeValidator(_whole)]
Amount = Annotated[Decimal | None, BeforeValidator(_decimal)]
Moment = Annotated[datetime | None, BeforeValidator(_moment)]
Absent = BeforeValidator(_empty_to_none)
Listed = BeforeValidator(_none_to_empty)
