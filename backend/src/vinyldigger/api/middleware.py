"""What happens around every request: id, log line, metrics, security headers, limits on size and rate."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars
from uuid_utils.compat import uuid7

from vinyldigger.api.errors import error_response, refusal
from vinyldigger.core import clock
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.errors import PayloadTooLarge, TooManyRequests
from vinyldigger.core.metrics import REQUEST_SECONDS, REQUESTS
from vinyldigger.core.security import read_access_token
from vinyldigger.core.throttle import network_of, throttle

PICTURES = "/api/v1/images/"
PICTURES_PER_REQUEST = 10  # one answer about a want list names 200 covers, and a browser keeps each for hours

_log = structlog.get_logger("vinyldigger.access")


class RequestFrame:
    """Outermost: gives each request an id, measures and logs it, turns what nobody caught into a bare 500."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._headers = security_headers(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = str(uuid7())
        status = 500
        has_started = False

        async def send_framed(message: Message) -> None:
            nonlocal status, has_started
            if message["type"] == "http.response.start":
                has_started, status = True, message["status"]
                self._add_headers(MutableHeaders(scope=message), scope["path"], request_id)
            await send(message)

        started = clock.monotonic()
        with bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, send_framed)
            except Exception:  # nothing of it may reach the client, not even as a broken connection
                _log.exception("unexpected_error", path=scope["path"])
                if has_started:
                    raise
                answer = error_response(500, "internal_error", "Something went wrong on our side")
                await answer(scope, receive, send_framed)
            finally:
                self._note(scope, status, clock.monotonic() - started)

    def _add_headers(self, headers: MutableHeaders, path: str, request_id: str) -> None:
        headers["X-Request-ID"] = request_id
        for name, value in self._headers.items():
            headers[name] = value
        if path.startswith("/api/"):
            headers.setdefault("Cache-Control", "no-store")

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"]
        REQUESTS.labels(method, route, str(status)).inc()
        REQUEST_SECONDS.labels(method, route).observe(seconds)
        _log.info("request", method=method, path=scope["path"], status=status, milliseconds=round(seconds * 1000, 1))


def security_headers(settings: Settings) -> Mapping[str, str]:
    """Headers of every answer, whatever its status. Marketplaces' pictures come through our own origin."""
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; connect-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    if settings.is_https:
        headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return headers


class BodyLimit:
    """Refuses bodies over the limit: by their announced length, else while they arrive."""

    def __init__(self, app: ASGIApp, max_bytes: int) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "0")
        if not announced.isdecimal() or int(announced) > self._max_bytes:
            await self._refusal()(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            await self._refusal()(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The whole body, or None as soon as it is too large."""
        body = bytearray()
        while True:
            message = await receive()
            body += message.get("body", b"")
            if len(body) > self._max_bytes:
                return None
            if message["type"] == "http.disconnect" or not message.get("more_body", False):
                return bytes(body)

    def _refusal(self) -> ASGIApp:
        return refusal(PayloadTooLarge("The body is too large", max_bytes=self._max_bytes))


def _replay(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives a body already read, then what else comes (the client's leaving)."""
    is_given = False

    async def replay() -> Message:
        nonlocal is_given
        if is_given:
            return await receive()
        is_given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay


class OwnNames:
    """For an installation that only this machine reaches: refuses names that another's DNS may have led here.

    A page of such a name would count as ours to the browser (DNS rebinding), and the first account becomes admin. Names
    without a dot and addresses are nobody's to give out.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_foreign(Headers(scope=scope).get("host", "")):
            status = HTTPStatus.MISDIRECTED_REQUEST
            await error_response(status, "misdirected_request", status.phrase)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_foreign(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:  # no name at all
        return True
    return "." in name and not name.endswith(".localhost") and not _is_address(name)


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class RateLimit:
    """So many API requests a minute for each user who is logged in, else for each address; of pictures ten times more.

    A browser asks for pictures without a token, so that everybody behind one address shares their limit.
    """

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self._app = app
        self._per_minute = per_minute

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            try:
                await throttle(*self._budget(scope))
            except TooManyRequests as error:
                await refusal(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _budget(self, scope: Scope) -> tuple[str, str, int]:
        if scope["path"].startswith(PICTURES):
            return "pictures", _address(scope), self._per_minute * PICTURES_PER_REQUEST
        return "requests", _who(scope), self._per_minute


def _who(scope: Scope) -> str:
    """Only a token that we signed counts: made-up ones would each be somebody new. Whether it stands, others ask."""
    scheme, _, token = Headers(scope=scope).get("authorization", "").partition(" ")
    said = read_access_token(token, get_settings()) if scheme.lower() == "bearer" else None
    return str(said.user_id) if said else _address(scope)


def _address(scope: Scope) -> str:
    return network_of(scope["client"][0] if scope.get("client") else None)
