"""Live events of one user: published on Redis after the commit, read by that user's open pages."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.database import after_commit
from vinyldigger.core.redis import get_redis

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


async def subscribe(user_id: UUID, redis: Redis | None = None) -> AsyncIterator[Event]:
    """A user's events from now on; ``resync`` comes first, once the subscription stands."""
    async with (redis or get_redis()).pubsub(ignore_subscribe_messages=True) as pubsub:
        await pubsub.subscribe(_channel(user_id))
        yield Event(EventKind.RESYNC)
        async with aclosing(pubsub.listen()) as messages:
            async for message in messages:
                body = json.loads(message["data"])
                yield Event(EventKind(body["kind"]), body["data"])
