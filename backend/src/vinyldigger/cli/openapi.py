"""Print the API's OpenAPI document; the web app's client is generated from it."""

from __future__ import annotations

import json

import click


@click.command()
def command() -> None:
    """Print the OpenAPI document as JSON."""
    from vinyldigger.main import create_app

    click.echo(json.dumps(create_app().openapi(), indent=2, sort_keys=True))
