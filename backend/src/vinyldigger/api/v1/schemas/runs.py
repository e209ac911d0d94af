"""Runs of a search: progress and the outcome at each marketplace."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from vinyldigger.api.v1.schemas.values import Out, ReasonOut, RunStatus

RunStage = Literal["queued", "planning", "asking", "analysing", "reading", "done"]


class RunPlanOut(Out):
    """What the run means to ask: calls at all marketplaces, and about how long they take."""

    calls: int
    seconds: int


class MarketplaceOutcomeOut(Out):
    """What came of one marketplace. ``notes``: what went wrong without failing it."""

    marketplace: str
    status: Literal["waiting", "running", "succeeded", "partial", "failed", "skipped"]
    calls: int
    found: int
    new: int
    fresh: int
    skipped: int
    error: ReasonOut | None
    notes: tuple[ReasonOut, ...] = ()


class RunOut(Out):
    """One run of a search. ``progress`` 0-100."""

    id: UUID
    search_id: UUID
    trigger: Literal["manual", "schedule", "api"]
    status: RunStatus
    stage: RunStage
    progress: int
    plan: RunPlanOut | None
    marketplaces: list[MarketplaceOutcomeOut]
    error: ReasonOut | None
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
