"""The cookie that keeps a browser logged in: never readable by scripts, never sent across sites."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request, Response

from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.errors import Forbidden


def name(settings: Settings) -> str:
    """``__Host-`` binds the cookie to exactly this host; browsers accept it only over TLS."""
    return "__Host-refresh" if settings.is_https else "refresh"


def read(request: Request) -> str | None:
    """The token, if a page of ours sends it. Raises :class:`Forbidden` for a page of somebody else's."""
    token = request.cookies.get(name(get_settings()))
    if token is not None:
        _check_origin(request, get_settings())
    return token


def write(response: Response, token: str, seconds: int) -> None:
    """Keep the token for so long."""
    settings = get_settings()
    response.set_cookie(
        name(settings), token, max_age=seconds, path="/", secure=settings.is_https, httponly=True, samesite="strict"
    )


def clear(response: Response) -> None:
    """Forget the token."""
    settings = get_settings()
    response.delete_cookie(name(settings), path="/", secure=settings.is_https, httponly=True, samesite="strict")


def _check_origin(request: Request, settings: Settings) -> None:
    """Browsers say where a POST comes from; programs that keep cookies themselves need not."""
    origin = request.headers.get("origin")
    if origin is None or origin == settings.public_url or origin in settings.cors_origins:
        return
    if urlsplit(origin).netloc != request.headers.get("host"):
        raise Forbidden("This request comes from another site", "origin_refused")
