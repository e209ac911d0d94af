"""`vinyldigger backup`: the database in one file."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from vinyldigger.cli.checks import CheckFailed, load_settings
from vinyldigger.cli.postgres_tools import postgres_tool


@click.command
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write the whole database to FILE (PostgreSQL's custom format), readable for its owner only.

    Marketplace tokens in it are encrypted: keep ENCRYPTION_KEYS and HASH_KEY beside the backup.
    """
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        tool, environment = postgres_tool("pg_dump", load_settings().database_url)
        unfinished.touch(mode=0o600)
        subprocess.run([tool, "--format=custom", f"--file={unfinished}"], env=environment, check=True)
    except (CheckFailed, OSError) as error:
        raise click.ClickException(str(error)) from error
    except subprocess.CalledProcessError as error:
        unfinished.unlink()
        raise click.ClickException("pg_dump failed, see above") from error
    unfinished.replace(file)
    click.echo(f"wrote {file} ({file.stat().st_size / 2**20:.1f} MB)")
