"""Live events of one user: published on Redis after the commit, read by that user's open pages."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog
from redis.exceptions import RedisError
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import after_commit
from vinyldigger.core.redis import get_redis, make_redis

_POLL_SECONDS = 30
_RECONNECT_SECONDS = 2
_log = structlog.get_logger(__name__)


class EventKind(StrEnum):
    """What can happen. ``resync``: events may have been missed, read everything anew."""

    RESYNC = "resync"
    RUN_PROGRESS = "run.progress"
    RUN_FINISHED = "run.finished"
    ANALYSIS_FINISHED = "analysis.finished"
    DEAL_FOUND = "deal.found"
    SYNC_PROGRESS = "sync.progress"
    SYNC_FINISHED = "sync.finished"
    NOTIFICATION_CREATED = "notification.created"
    CONNECTION_CHANGED = "connection.changed"
    BASKET_SOLVED = "basket.solved"


@dataclass(frozen=True, slots=True)
class Event:
    """One event: what happened, and the ids and figures a page needs to react."""

    kind: EventKind
    data: Mapping[str, Any] = field(default_factory=dict)


def _channel(user_id: UUID) -> str:
    return f"events:{user_id}"


def announce(session: AsyncSession, user_id: UUID, kind: EventKind, **data: Any) -> None:
    """Publish an event once the unit of work has committed."""
    after_commit(session, lambda: publish_event(user_id, kind, **data))


async def publish_event(user_id: UUID, kind: EventKind, **data: Any) -> None:
    """Publish an event now. Without Redis it is lost: pages resync when they reconnect."""
    message = json.dumps({"kind": kind.value, "data": data}, default=str)
    try:
        await get_redis().publish(_channel(user_id), message)
    except RedisError as error:
        _log.warning("event_lost", kind=kind.value, error=type(error).__name__)


async def subscribe(user_id: UUID, may_listen: Callable[[], Awaitable[bool]]) -> AsyncGenerator[Event, None]:
    """A user's events from now on. ``resync`` comes first, and again whenever some may have been missed.

    Ends once ``may_listen``, asked every half minute, says no. Each subscriber has a connection to Redis of its own:
    those who only ask and go share a pool that must not run dry.
    """
    while True:
        try:
            async with make_redis(get_settings()) as redis, redis.pubsub(ignore_subscribe_messages=True) as pubsub:
                await pubsub.subscribe(_channel(user_id))
                yield Event(EventKind.RESYNC)
                asked = clock.monotonic()
                while True:
                    message = await pubsub.get_message(timeout=_POLL_SECONDS)
                    if clock.monotonic() - asked >= _POLL_SECONDS:
                        if not await may_listen():
                            return
                        asked = clock.monotonic()
                    if message is not None:
                        body = json.loads(message["data"])
                        yield Event(EventKind(body["kind"]), body["data"])
        except RedisError as error:
            _log.warning("events_interrupted", error=type(error).__name__)
            await asyncio.sleep(_RECONNECT_SECONDS)
