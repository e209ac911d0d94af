"""The stand-in of api.discogs.com as one ASGI application."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from vinyldigger.sandbox.discogs import access, collection, database, lists, marketplace, oauth, profiles, wants
from vinyldigger.sandbox.discogs.wire import NOT_FOUND, DiscogsError
from vinyldigger.sandbox.gate import Gate, House
from vinyldigger.sandbox.world import World


def create_discogs(world: World) -> FastAPI:
    """api.discogs.com."""
    app = FastAPI(openapi_url=None)
    app.state.world = world
    for module in (oauth, profiles, wants, collection, lists, marketplace, database):  # the last one catches the rest
        app.include_router(module.router)
    app.add_exception_handler(DiscogsError, _known)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_middleware(Gate, world=world, house=House("discogs", access.refuse, access.too_many, _server_error))
    return app


async def _known(_request: Request, error: Exception) -> Response:
    if not isinstance(error, DiscogsError):
        raise error
    headers = {"WWW-Authenticate": 'OAuth realm="https://api.discogs.com"'} if error.status == 401 else None
    return JSONResponse({"message": error.message}, error.status, headers=headers)


async def _malformed(_request: Request, _error: Exception) -> Response:
    return JSONResponse({"message": NOT_FOUND}, 404)


def _server_error(status: int) -> Response:
    return JSONResponse({"message": "An internal server error occurred. (Malformed query?)"}, status)
