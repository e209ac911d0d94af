"""The stand-in of api.ebay.com as one ASGI application."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response

from vinyldigger.sandbox.ebay import account, auth, browse, notifications, search
from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.ebay.wire import EbayError, error_body
from vinyldigger.sandbox.gate import Gate, House
from vinyldigger.sandbox.world import World


def create_ebay(world: World, shelf: Shelf) -> FastAPI:
    """api.ebay.com."""
    app = FastAPI(openapi_url=None)
    app.state.world = world
    app.state.shelf = shelf
    for module in (auth, search, browse, account, notifications):
        app.include_router(module.router)
    app.add_exception_handler(EbayError, _known)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_middleware(Gate, world=world, house=House("ebay", _refuse, _throttled, _server_error))
    return app


def _refuse(world: World, request: Request) -> Response | None:
    """Count Browse calls, failed ones too, and answer 429 when the day's are spent."""
    if "/buy/browse/" in request.url.path and not world.ebay_quota.take(world.now()):
        long = "The request limit has been reached for the resource."
        return JSONResponse({"errors": [error_body(2001, long)]}, 429)
    return None


def _throttled() -> Response:
    """A short-term throttle: no quota error, so worth another try."""
    body = {"errorId": 15002, "domain": "ACCESS", "category": "APPLICATION", "message": "Short-term limit exceeded."}
    return JSONResponse({"errors": [body]}, 429)


async def _known(_request: Request, error: Exception) -> Response:
    if not isinstance(error, EbayError):
        raise error
    return JSONResponse(error.body, error.status)


async def _malformed(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"errors": [error_body(11001)]}, 400)


def _server_error(status: int) -> Response:
    return JSONResponse({"errors": [error_body(12000)]}, status)
