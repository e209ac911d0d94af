"""Make an account an admin, or make an admin account."""

from __future__ import annotations

import asyncio

import click

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.errors import AppError
from vinyldigger.core.process import process_resources
from vinyldigger.services import accounts
from vinyldigger.services.accounts import Registration


@click.command()
@click.argument("email")
@click.option("--country", default="DE", show_default=True, help="ISO 3166 code, for a new account.")
@click.option("--currency", default="EUR", show_default=True, help="ISO 4217 code, for a new account.")
@click.password_option(help="For a new account; asked for when left out.")
def command(email: str, country: str, currency: str, password: str) -> None:
    """Make the account EMAIL an admin; it is created when there is none."""
    try:
        asyncio.run(_create(Registration(email=email, password=password, country=country, currency=currency)))
    except AppError as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{email} is admin")


async def _create(wish: Registration) -> None:
    async with process_resources(get_settings()), unit_of_work() as session:
        await accounts.create_admin(session, wish)
