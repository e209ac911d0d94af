"""`vinyldigger alive`: whether the worker or scheduler of this machine is; for containers' health checks."""

from __future__ import annotations

import asyncio
import socket
import sys

import click

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session
from vinyldigger.core.process import process_resources
from vinyldigger.services import health


@click.command()
@click.argument("component", type=click.Choice(["worker", "scheduler"]))
def command(component: str) -> None:
    """Succeed if COMPONENT gave a sign of life on this machine of late."""
    seconds = asyncio.run(_silent_for(component))
    if seconds is None or seconds > health.SILENT_SECONDS:
        click.echo("no sign of life" if seconds is None else f"silent for {seconds:.0f} s", err=True)
        sys.exit(1)
    click.echo(f"alive {seconds:.0f} s ago")


async def _silent_for(component: str) -> float | None:
    async with process_resources(get_settings()), read_session() as session:
        return await health.silent_for(session, component, socket.gethostname())
