"""Live events, as server-sent events read with ``fetch`` and the Authorization header."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import aclosing
from uuid import UUID

from fastapi import APIRouter
from sse_starlette import EventSourceResponse, ServerSentEvent

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, StillAllowed
from vinyldigger.core.errors import TooManyRequests
from vinyldigger.core.events import Event, subscribe

router = APIRouter(tags=["events"])

PING_SECONDS = 15
MOST_STREAMS = 20  # of one user in one process: open pages, not a way to use up connections

_streams: Counter[UUID] = Counter()


@router.get(
    "/events",
    operation_id="events-stream",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **errors(401)},
)
async def events(user: CurrentUser, may_listen: StillAllowed) -> EventSourceResponse:
    """A user's events. ``resync`` comes first and after every interruption: read what is shown anew.

    The stream ends with the login or token that opened it, an access token's with its expiry: open it again.
    """
    if _streams[user.id] >= MOST_STREAMS:
        raise TooManyRequests("Too many pages are open", retry_after=PING_SECONDS)
    return EventSourceResponse(
        _lines(user.id, subscribe(user.id, may_listen)),
        ping=PING_SECONDS,
        headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"},
    )


async def _lines(user_id: UUID, stream: AsyncGenerator[Event, None]) -> AsyncGenerator[ServerSentEvent, None]:
    _streams[user_id] += 1
    try:
        async with aclosing(stream):  # its connection to Redis goes with the page, not at some time later
            async for event in stream:
                yield ServerSentEvent(data=json.dumps(dict(event.data)), event=event.kind.value)
    finally:
        _streams.subtract([user_id])
        if not _streams[user_id]:
            del _streams[user_id]
