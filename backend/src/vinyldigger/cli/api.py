"""Run the API server: migrate, show the setup code if one is needed, serve."""

from __future__ import annotations

import asyncio
import os
import sys

import click

from vinyldigger.cli.migrate import migrate
from vinyldigger.core.config import BACKEND, Settings, get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.process import process_resources
from vinyldigger.services import accounts

APP = "vinyldigger.main:create_app"
GRACE_SECONDS = 5  # open event streams would keep a stopping server waiting for ever


@click.command()
@click.option("--workers", default=1, show_default=True, help="Processes; more than one run under gunicorn.")
@click.option("--reload", is_flag=True, help="Restart when the source changes (development).")
@click.option("--migrate/--no-migrate", "is_migrating", default=True, show_default=True)
def command(workers: int, reload: bool, is_migrating: bool) -> None:
    """Run the API server."""
    settings = get_settings()
    if is_migrating:
        migrate()
    asyncio.run(_show_setup_code(settings))
    if workers > 1:
        _gunicorn(settings, workers)
    else:
        _uvicorn(settings, reload)


def _uvicorn(settings: Settings, reload: bool) -> None:
    import uvicorn

    uvicorn.run(
        APP,
        factory=True,
        host=settings.host,
        port=settings.port,
        reload=reload,
        reload_dirs=[str(BACKEND / "src")] if reload else None,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def _gunicorn(settings: Settings, workers: int) -> None:
    arguments = [
        *(sys.executable, "-m", "gunicorn"),
        f"{APP}()",
        *("--worker-class", "uvicorn_worker.UvicornWorker"),
        *("--workers", str(workers)),
        *("--bind", f"{settings.host}:{settings.port}"),
        *("--forwarded-allow-ips", ",".join(settings.trusted_proxies)),
        *("--graceful-timeout", str(GRACE_SECONDS)),
        "--no-control-socket",  # nobody steers it by hand, and containers have nowhere to put it
        *("--max-requests", "20000", "--max-requests-jitter", "2000"),
    ]
    # This process becomes the server, so that signals reach it directly.
    os.execv(sys.executable, arguments)  # noqa: S606 - no shell is the point


async def _show_setup_code(settings: Settings) -> None:
    async with process_resources(settings), unit_of_work() as session:
        code = await accounts.offer_setup_code(session)
    if code is not None:
        click.echo(f"\nThe first account becomes admin. Its setup code, valid for one hour: {code}\n", err=True)
