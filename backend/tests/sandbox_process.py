"""The sandbox in a process of its own, for tests that speak to it over real HTTP."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx

from tests.support import BACKEND
from vinyldigger.cli.embedded import die_with_parent, free_port
from vinyldigger.core import clock
from vinyldigger.core.config import child_environment

PATIENCE = 120  # seconds; a limit for broken code, never a measure of good code


@contextmanager
def sandbox_process(*options: str) -> Iterator[str]:
    """A sandbox with generous limits; answers its address once it serves."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "vinyldigger.cli", "sandbox", "--port", str(port), "--discogs-per-minute", "6000"]
    environment = child_environment(PYTHONPATH=str(BACKEND / "src"))
    process = subprocess.Popen([*command, *options], env=environment, preexec_fn=die_with_parent(signal.SIGKILL))
    try:
        deadline = clock.monotonic() + PATIENCE
        while not _answers(url):
            assert process.poll() is None, "the sandbox ended"
            assert clock.monotonic() < deadline, "the sandbox does not answer"
            time.sleep(0.1)
        yield url
    finally:
        process.kill()  # it keeps nothing
        process.wait()


def _answers(url: str) -> bool:
    try:
        return httpx.get(f"{url}/_sandbox/info", timeout=2).is_success
    except httpx.TransportError:
        return False


async def fault(switches: httpx.AsyncClient, marketplace: str, kind: str, **more: Any) -> None:
    """Have something go wrong from now on."""
    answer = await switches.post("/_sandbox/faults", json={"marketplace": marketplace, "kind": kind, **more})
    assert answer.is_success, answer.text
