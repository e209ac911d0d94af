"""Run a Celery worker that does the queued jobs."""

from __future__ import annotations

import click

from vinyldigger.core.config import get_settings
from vinyldigger.core.jobs import Queue


@click.command()
@click.option("--concurrency", type=int, help="Child processes; the setting WORKER_CONCURRENCY when left out.")
def command(concurrency: int | None) -> None:
    """Run a worker."""
    from vinyldigger.workers.celery_app import app

    app.worker_main(
        [
            "--quiet",  # no banner
            "worker",
            "--pool=prefork",
            f"--concurrency={concurrency or get_settings().worker_concurrency}",
            f"--queues={','.join(queue.value for queue in Queue)}",
            f"--loglevel={get_settings().log_level}",
            "--without-gossip",
            "--without-mingle",
        ]
    )
