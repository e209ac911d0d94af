"""``vinyldigger sandbox``: the stand-in marketplaces with sample data."""

from __future__ import annotations

import click
import uvicorn

from vinyldigger.core import clock
from vinyldigger.sandbox.app import create_sandbox
from vinyldigger.sandbox.config import SandboxConfig


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=18200, show_default=True, type=click.IntRange(0, 65535), help="Port to listen on.")
@click.option("--seed", default=1, show_default=True, help="Which sample world: same seed, same listings.")
@click.option("--discogs-per-minute", default=60, show_default=True, type=click.IntRange(min=1),
              help="Discogs calls per minute with credentials.")  # fmt: skip
@click.option("--ebay-per-day", default=5000, show_default=True, type=click.IntRange(min=0),
              help="eBay Browse calls per day.")  # fmt: skip
@click.option("--public-url", default="", help="Address browsers reach it by, when not the one it is asked by.")
@click.option("--ru-name", default="VinylDigger-Sandbox-RuName", show_default=True, help="eBay RuName it accepts.")
@click.option("--accept-url", default="", help="Where eBay's consent page returns to for the RuName.")
def command(
    host: str, port: int, seed: int, discogs_per_minute: int, ebay_per_day: int, public_url: str, ru_name: str,
    accept_url: str,
) -> None:  # fmt: skip
    """Serve stand-ins of Discogs and eBay from one sample catalogue."""
    config = SandboxConfig(
        seed=seed,
        discogs_per_minute=discogs_per_minute,
        ebay_per_day=ebay_per_day,
        public_url=public_url,
        ru_name=ru_name,
        accept_urls={ru_name: accept_url} if accept_url else {},
    )
    uvicorn.run(
        create_sandbox(config, clock.now), host=host, port=port, access_log=False, log_level="warning",
        timeout_graceful_shutdown=2,
    )  # fmt: skip
