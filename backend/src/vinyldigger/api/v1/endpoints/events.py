"""Live events, as server-sent events read with ``fetch`` and the Authorization header."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from fastapi import APIRouter
from sse_starlette import EventSourceResponse, ServerSentEvent

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser
from vinyldigger.core.events import Event, subscribe

router = APIRouter(tags=["events"])

PING_SECONDS = 15


@router.get(
    "/events",
    operation_id="events-stream",
    response_class=EventSourceResponse,
    responses={200: {"content": {"text/event-stream": {}}}, **errors(401)},
)
async def events(user: CurrentUser) -> EventSourceResponse:
    """A user's events. ``resync`` comes first and after every interruption: read what is shown anew."""
    return EventSourceResponse(
        _lines(subscribe(user.id)), ping=PING_SECONDS, headers={"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
    )


async def _lines(stream: AsyncIterator[Event]) -> AsyncIterator[ServerSentEvent]:
    async for event in stream:
        yield ServerSentEvent(data=json.dumps(dict(event.data)), event=event.kind.value)
