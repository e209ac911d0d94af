"""The engine's values as the JSON they are stored in, and back."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")

_adapters: dict[type[Any], TypeAdapter[Any]] = {}


def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return _adapters.get(kind) or _adapters.setdefault(kind, TypeAdapter(kind))


def to_json(value: object) -> Any:
    """A frozen value as JSON-ready dicts, lists and strings; decimals are strings. None stays None."""
    return None if value is None else _adapter(type(value)).dump_python(value, mode="json")


def from_json(kind: type[T], stored: Any) -> T:
    """The value that :func:`to_json` stored."""
    value: T = _adapter(kind).validate_python(stored)
    return value
