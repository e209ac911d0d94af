"""Print a link for a new password, for whoever cannot log in."""

from __future__ import annotations

import asyncio

import click

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.errors import AppError
from vinyldigger.core.process import process_resources
from vinyldigger.services import administration


@click.command()
@click.argument("email")
def command(email: str) -> None:
    """Print a one-time link under which EMAIL can set a new password within the hour."""
    try:
        click.echo(asyncio.run(_make(email)))
    except AppError as error:
        raise click.ClickException(error.message) from error


async def _make(email: str) -> str:
    async with process_resources(get_settings()), unit_of_work() as session:
        return await administration.make_reset_link_for(session, email)
