"""The `vinyldigger` command: one file per sub-command, loaded only when it is called.

A sub-command ``some-name`` is the click command called ``command`` in ``some_name.py``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click
from pydantic import ValidationError

from vinyldigger import __version__
from vinyldigger.cli.misconfigured import in_one_line
from vinyldigger.core.config import Settings

COMMANDS = (
    "up",
    "down",
    "api",
    "worker",
    "scheduler",
    "sandbox",
    "migrate",
    "create-admin",
    "reset-password",
    "rotate-keys",
    "openapi",
    "alive",
    "doctor",
    "backup",
    "restore",
    "match",
)


class LazyGroup(click.Group):
    """Imports a sub-command when it is asked for, so that `vinyldigger worker` never pays for the API."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"{__name__}.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except ValidationError as error:
            if error.title != Settings.__name__:
                raise
            raise click.ClickException(in_one_line(error)) from None


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def main() -> None:
    """VinylDigger: finds record collectors the best deals on vinyl across Discogs and eBay."""
