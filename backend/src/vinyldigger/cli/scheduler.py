"""Run the scheduler, which queues what is due."""

from __future__ import annotations

import asyncio

import click


@click.command()
def command() -> None:
    """Run the scheduler. Two at once do no harm."""
    from vinyldigger.workers.scheduler import main

    asyncio.run(main())
