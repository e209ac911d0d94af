"""What the product says, before it is a sentence: a code and its parameters.

Sentences are made from one catalogue of codes in the web app and in the notification templates.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Param = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is: a stable snake_case ``code`` and JSON-ready ``params``.

    Money in params is two params: ``amount`` (string) and ``currency``.
    """

    code: str
    params: Mapping[str, Param] = field(default_factory=dict)
