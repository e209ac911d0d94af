"""Bring the database to the newest revision."""

from __future__ import annotations

import click
from alembic import command as alembic
from alembic.config import Config

from vinyldigger.core.config import BACKEND


@click.command()
@click.argument("revision", default="head")
def command(revision: str) -> None:
    """Migrate the database: up to REVISION (head when left out), or down to it with a leading "-", as in -1."""
    migrate(revision)


def migrate(revision: str = "head") -> None:
    """Run the migrations, alone: a second process waits for the first (advisory lock in alembic/env.py)."""
    config = Config(BACKEND / "alembic.ini")
    if revision.startswith("-") or revision == "base":
        alembic.downgrade(config, revision)
    else:
        alembic.upgrade(config, revision)
