"""Encrypt every stored secret with the newest key."""

from __future__ import annotations

import asyncio

import click

from vinyldigger.core.config import get_settings
from vinyldigger.core.process import process_resources
from vinyldigger.services import key_rotation


@click.command()
def command() -> None:
    """Re-encrypt all stored secrets with the first of ENCRYPTION_KEYS. Can be repeated and broken off at any time.

    Put the new key first and keep the old one behind it, run this, then remove the old key.
    """
    outcome = asyncio.run(_rotate())
    click.echo(f"{outcome.rotated} secrets now use the newest key")
    if outcome.unreadable:
        raise click.ClickException(f"{outcome.unreadable} secrets cannot be read with any of the keys")


async def _rotate() -> key_rotation.Outcome:
    async with process_resources(get_settings()):
        return await key_rotation.rotate_all()
