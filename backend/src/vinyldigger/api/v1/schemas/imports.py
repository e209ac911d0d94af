"""Links and ids that a user pastes."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from vinyldigger.api.v1.schemas.values import In, Out, ReasonOut


class ImportIn(In):
    """Pasted text: one link or id a line, from either marketplace."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=50_000)]


class ImportLineOut(Out):
    """What became of one line."""

    line: int
    text: str
    status: Literal["queued", "done", "wrong"]
    marketplace: str | None = None
    kind: str | None = None
    reason: ReasonOut | None = None


class ImportOut(Out):
    """The whole paste: every line with its outcome; the good ones are being read."""

    id: UUID
    search_id: UUID
    queued: int
    finished: bool
    lines: Annotated[list[ImportLineOut], Field(max_length=500)]
