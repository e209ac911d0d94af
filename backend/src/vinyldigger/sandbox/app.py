"""The whole sandbox in one process: each host of the real services under a path of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from fastapi import FastAPI

from vinyldigger.sandbox.config import SandboxConfig
from vinyldigger.sandbox.discogs.app import create_discogs
from vinyldigger.sandbox.world import World


def create_sandbox(config: SandboxConfig, wall_clock: Callable[[], datetime]) -> FastAPI:
    """``/discogs`` api.discogs.com, ``/discogs-web`` www.discogs.com, ``/ebay`` api.ebay.com, …"""
    world = World(config, wall_clock)
    app = FastAPI(openapi_url=None)
    app.state.world = world
    app.mount("/discogs", create_discogs(world))
    return app
