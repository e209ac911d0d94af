"""A wrong or missing setting in one line, for a person in front of a terminal."""

from __future__ import annotations

from pydantic import ValidationError


def in_one_line(error: ValidationError) -> str:
    """The first variable that is wrong, and why. Never its value, which may be a secret."""
    first = error.errors(include_input=False)[0]
    variable = "__".join(str(part) for part in first["loc"]).upper()
    message = first["msg"].removeprefix("Value error, ")
    return message if message.startswith(variable) else f"{variable}: {message}"
