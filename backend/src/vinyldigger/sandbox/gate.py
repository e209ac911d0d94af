"""What every call passes: counting, faults, and the marketplace's own refusals."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vinyldigger.sandbox.faults import Fault, FaultKind, with_unknown_fields, with_unknown_values
from vinyldigger.sandbox.world import World

HTML_PAGE = "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"


@dataclass(frozen=True, slots=True)
class House:
    """What differs between marketplaces. ``refuse`` answers a call that must not go through, else None."""

    marketplace: str
    refuse: Callable[[World, Request], Response | None]
    too_many: Callable[[], Response]
    server_error: Callable[[int], Response]


class Gate:
    """ASGI middleware in front of one marketplace."""

    def __init__(self, app: ASGIApp, world: World, house: House) -> None:
        self._app = app
        self._world = world
        self._house = house

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a call through, refuse it or spoil it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope, receive)
        path = str(scope["path"]).removeprefix(str(scope.get("root_path", "")))
        self._world.calls[f"{self._house.marketplace} {request.method} {path}"] += 1
        faults = self._world.faults.take(self._house.marketplace, path)
        if FaultKind.LATENCY in faults:
            await self._world.faults.hold_back(faults[FaultKind.LATENCY].seconds)
        refusal = self._broken(faults) or self._house.refuse(self._world, request)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        await self._app(scope, receive, _spoiling(send, faults, scope.setdefault("state", {})))

    def _broken(self, faults: dict[FaultKind, Fault]) -> Response | None:
        if FaultKind.TOO_MANY_REQUESTS in faults:
            return self._house.too_many()
        if FaultKind.SERVER_ERROR in faults:
            return self._house.server_error(faults[FaultKind.SERVER_ERROR].status)
        if FaultKind.HTML in faults:
            return Response(HTML_PAGE, 200, media_type="text/html; charset=UTF-8")
        return None


def _spoiling(send: Send, faults: dict[FaultKind, Fault], state: dict[str, object]) -> Send:
    """A ``send`` that adds the headers of ``state["headers"]`` and spoils JSON bodies as the faults say."""
    start: list[Message] = []

    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            extra = state.get("headers")
            if isinstance(extra, dict):
                message["headers"] = [*message["headers"], *((k.encode(), str(v).encode()) for k, v in extra.items())]
            start.append(message)
            return
        if start:
            first = start.pop()
            body = _spoiled(message.get("body", b""), faults)
            message = {**message, "body": body}
            headers = [(k, v) for k, v in first["headers"] if k != b"content-length"]
            await send({**first, "headers": [*headers, (b"content-length", str(len(body)).encode())]})
        await send(message)

    return wrapped


def _spoiled(body: bytes, faults: dict[FaultKind, Fault]) -> bytes:
    if not body.startswith((b"{", b"[")):
        return body
    if FaultKind.UNKNOWN_FIELDS in faults:
        body = json.dumps(with_unknown_fields(json.loads(body)), ensure_ascii=False).encode()
    if FaultKind.UNKNOWN_VALUES in faults:
        body = json.dumps(with_unknown_values(json.loads(body)), ensure_ascii=False).encode()
    if FaultKind.CUT_OFF_JSON in faults:
        body = body[: len(body) // 2]
    return body
