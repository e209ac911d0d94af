"""The whole sandbox in one process: each host of the real services under a path of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI, Request, Response

from vinyldigger.sandbox import admin, rates
from vinyldigger.sandbox.config import SandboxConfig
from vinyldigger.sandbox.discogs.app import create_discogs
from vinyldigger.sandbox.ebay.app import create_ebay
from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.pages.discogs_web import create_discogs_web
from vinyldigger.sandbox.pages.ebay_web import create_ebay_auth, create_ebay_web
from vinyldigger.sandbox.pages.images import create_images
from vinyldigger.sandbox.world import World


def create_sandbox(config: SandboxConfig, wall_clock: Callable[[], datetime]) -> FastAPI:
    """The application. ``wall_clock`` gives the real time, aware; the admin's clock switch moves from there."""
    world = World(config, wall_clock)
    shelf = Shelf(world)
    app = FastAPI(openapi_url=None)
    app.state.world, app.state.shelf = world, shelf
    app.include_router(admin.router)
    app.add_api_route("/ecb/eurofxref-daily.xml", exchange_rates, response_model=None)
    app.mount("/discogs", create_discogs(world))
    app.mount("/discogs-web", create_discogs_web(world))
    app.mount("/ebay", create_ebay(world, shelf))
    app.mount("/ebay-auth", create_ebay_auth(world))
    app.mount("/ebay-web", create_ebay_web(world, shelf))
    app.mount("/images", create_images(world))
    return app


async def exchange_rates(request: Request) -> Response:
    """The European Central Bank's daily rates."""
    world: World = request.app.state.world
    return Response(rates.ecb_document(world.now().date()), media_type="text/xml")
