"""Real worker processes."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.support import BACKEND
from vinyldigger.cli.embedded import die_with_parent
from vinyldigger.core.config import Settings, child_environment


class Worker:
    """One worker with its child processes."""

    def __init__(self, log: Path) -> None:
        self.log = log
        with log.open("wb") as output:
            self.process = psutil.Popen(
                [sys.executable, "-m", "tests.workers.worker_process"],
                cwd=BACKEND,
                env=child_environment(PYTHONPATH=f"{BACKEND / 'src'}:{BACKEND}", LOG_LEVEL="INFO"),
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent(signal.SIGTERM),
            )

    def kill_all(self) -> None:
        """kill -9 of the worker and its children, as when a machine loses power."""
        family = [*self.process.children(recursive=True), self.process]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=10)


@pytest.fixture
def start_worker(settings: Settings, tmp_path: Path) -> Iterator[Callable[[], Worker]]:
    """Starts workers on this test's database and Redis."""
    workers: list[Worker] = []

    def start() -> Worker:
        workers.append(Worker(tmp_path / f"worker-{len(workers)}.log"))
        return workers[-1]

    yield start
    for worker in workers:
        if worker.process.is_running():
            worker.kill_all()
