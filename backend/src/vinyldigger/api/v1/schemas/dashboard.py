"""Today at a glance, in one call."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from vinyldigger.api.v1.schemas.holdings import ProgressOut
from vinyldigger.api.v1.schemas.recommendations import RecommendationOut
from vinyldigger.api.v1.schemas.results import ResultOut
from vinyldigger.api.v1.schemas.runs import RunOut
from vinyldigger.api.v1.schemas.values import Out, ReasonOut


class CountsOut(Out):
    """The four counts."""

    collection: int
    wants: int
    searches: int
    watched_sellers: int


class SetupOut(Out):
    """How far the user has come."""

    connected: list[str]
    has_search: bool
    has_wants: bool
    watches_sellers: bool
    is_sample: bool


class SyncStateOut(Out):
    """When something of the user was last read from a marketplace."""

    kind: Literal["collection", "wantlist"]
    marketplace: str
    status: str
    synced_at: datetime | None
    progress: ProgressOut


class RecentRunOut(RunOut):
    """A run and the name of its search."""

    search_name: str


class AttentionOut(Out):
    """Something that needs the user, with what it is about."""

    reason: ReasonOut
    search_id: UUID | None = None
    run_id: UUID | None = None
    marketplace: str | None = None


class DashboardOut(Out):
    """Everything the first page needs."""

    counts: CountsOut
    setup: SetupOut
    syncs: list[SyncStateOut]
    recent_runs: list[RecentRunOut]
    attention: list[AttentionOut]
    act_now: list[RecommendationOut]
    price_dropped: list[ResultOut]
    ending_soon: list[ResultOut]
