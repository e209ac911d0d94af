"""`vinyldigger restore`: a database from a backup file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from vinyldigger.cli.checks import CheckFailed, load_settings
from vinyldigger.cli.postgres_tools import postgres_tool


@click.command
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.confirmation_option(prompt="Replace everything in the database?")
def command(file: Path) -> None:
    """Replace the database by the backup in FILE, whole or not at all. Stop the api, worker and scheduler before.

    A backup of an older version: run `vinyldigger migrate` afterwards.
    """
    options = ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--exit-on-error"]
    try:
        tool, environment = postgres_tool("pg_restore", load_settings().database_url)
        subprocess.run(
            [tool, *options, f"--dbname={environment['PGDATABASE']}", str(file)], env=environment, check=True
        )
    except CheckFailed as error:
        raise click.ClickException(str(error)) from error
    except subprocess.CalledProcessError as error:
        raise click.ClickException("pg_restore failed, nothing was changed, see above") from error
    click.echo(f"restored {file}")
