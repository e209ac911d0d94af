"""JSON as marketplaces send it, made safe to keep: exact numbers, and only text that a database can hold."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def parse(text: str) -> Any:
    """The parsed text; ValueError when it is no JSON. Fractions are :class:`~decimal.Decimal`, never binary floats.

    Escapes can spell what no text may hold: NUL, and halves of surrogate pairs. Those characters are dropped.
    """
    value = json.loads(text, parse_float=Decimal)
    return _cleaned(value) if "\\u0000" in text or "\\ud" in text.lower() else value


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")
    if isinstance(value, list):
        return [_cleaned(inner) for inner in value]
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
    return value
