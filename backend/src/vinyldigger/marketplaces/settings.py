"""What a marketplace needs to be built: everything by argument, nothing read from the environment."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from vinyldigger.marketplaces.calls import CallHook, ignore_call
from vinyldigger.marketplaces.contract import AppCredentials

if TYPE_CHECKING:
    import httpx
    from redis.asyncio import Redis

Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Where a marketplace lives. ``web`` serves the consent page; the two differ per environment, not per call."""

    api: str
    web: str


@dataclass(frozen=True, slots=True)
class MarketplaceSettings:
    """One marketplace in one environment.

    ``app`` None: anonymous calls only, where the marketplace has any. ``limit``: calls per window that we allow
    ourselves (Discogs: per 60 s and source IP, eBay: per Pacific day and application); None: the marketplace's usual.
    ``hash_key``: secret with which sellers' ids that must not be stored are hashed. ``campaign_id``: eBay Partner
    Network. ``clock`` stamps what was fetched. ``limiter_clock`` (seconds) replaces Redis' own clock in simulations.
    """

    endpoints: Endpoints
    http: httpx.AsyncClient
    redis: Redis
    clock: Callable[[], datetime]
    user_agent: str
    hash_key: bytes = field(repr=False)
    app: AppCredentials | None = None
    limit: int | None = None
    campaign_id: str | None = None
    patience: float = 5.0  # seconds a call may wait for its turn before the work is handed back
    answer_seconds: float = 20.0  # how long an answer may take to begin, and to go on
    on_call: CallHook = ignore_call
    limiter_clock: Callable[[], float] | None = None
    sleep: Sleep | None = None
