"""`vinyldigger down`: stop what `up` started in another terminal."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import click

from vinyldigger.cli.local import DATA_FOLDER, running_process
from vinyldigger.core import clock

_PATIENCE_SECONDS = 30


@click.command
@click.option("--folder", type=click.Path(path_type=Path), default=DATA_FOLDER, help="Data folder (default: .run).")
def command(folder: Path) -> None:
    """Stop the stack of this data folder; return when everything has ended."""
    process = running_process(folder)
    if process is None:
        click.echo("nothing runs")
        return
    os.kill(process, signal.SIGTERM)
    deadline = clock.monotonic() + _PATIENCE_SECONDS
    while running_process(folder) == process:
        if clock.monotonic() > deadline:
            raise click.ClickException(f"process {process} has not stopped within {_PATIENCE_SECONDS} s")
        time.sleep(0.05)
    click.echo("stopped")
