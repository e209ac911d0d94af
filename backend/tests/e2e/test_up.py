"""`vinyldigger up` with everything real: start, crashes, stop, start again."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil

from vinyldigger.core.config import child_environment

ACCOUNT = {"email": "miles@example.org", "password": "so what 1959", "country": "DE", "currency": "EUR"}
UP = (sys.executable, "-m", "vinyldigger.cli", "up", "--port", "0")
# who asks again and again until the stack is back would have no tries left when it is
UNLIMITED = dict.fromkeys(("LOGIN_ATTEMPTS_PER_MINUTE", "LOGINS_PER_IP_PER_MINUTE", "REQUESTS_PER_MINUTE"), "100000")
ENVIRONMENT = child_environment(BCRYPT_ROUNDS="4", APP_ENV="development", **UNLIMITED)
PATIENCE = 150  # seconds; a limit for broken code, never a measure of good code


class Stack:
    """A running `up`."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "output"
        with self.output.open("w") as output:
            self.process = psutil.Popen(
                [*UP, "--folder", str(folder / "data")],
                stdout=output,
                stderr=output,
                env=ENVIRONMENT,
                start_new_session=True,
            )
        until(lambda: "VinylDigger answers on" in self.said or self.process.poll() is not None)
        found = re.search(r"answers on (http://\S+)", self.said)
        assert found, self.said
        self.url = found[1]

    @property
    def said(self) -> str:
        return self.output.read_text()

    def child(self, name: str) -> psutil.Process | None:
        """The living child that runs this command or program."""
        for child in self.process.children():
            with suppress(psutil.NoSuchProcess):  # it may end while it is looked at
                if name in {Path(part).name for part in child.cmdline()[:4]} and is_alive(child):
                    return child
        return None

    def kill(self, name: str) -> psutil.Process:
        """Kill a child, which may be about to start again after the death of another."""
        until(lambda: self.child(name))
        child = self.child(name)
        assert child is not None
        child.kill()
        return child

    def kill_and_await_successor(self, name: str) -> None:
        """Kill a child; return when another runs in its place."""
        old = self.kill(name)
        until(lambda: self.child(name) not in {None, old})

    def stop(self) -> None:
        self.process.send_signal(signal.SIGINT)


@contextmanager
def running(folder: Path) -> Iterator[Stack]:
    stack = Stack(folder)
    family = stack.process.children(recursive=True)
    try:
        yield stack
        stack.stop()
        assert stack.process.wait(PATIENCE) == 0, stack.said
        until(lambda: not any(is_alive(process) for process in family))
    finally:
        if stack.process.poll() is None:
            stack.process.kill()


def is_alive(process: psutil.Process) -> bool:
    """A zombie is dead: who adopts the orphans of a machine may take its time to bury them."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def log_in(url: str) -> httpx.Response:
    credentials = {"username": ACCOUNT["email"], "password": ACCOUNT["password"]}
    return httpx.post(f"{url}/api/v1/auth/login", data=credentials, timeout=PATIENCE)


def logs_in(url: str) -> bool:
    try:
        return log_in(url).status_code == 200
    except httpx.HTTPError:
        return False


def run_up(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    command = [*UP, "--folder", str(folder / "data"), *options]
    return subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)


LOG_IN = f"""
import os, sys, httpx
credentials = {{"username": {ACCOUNT["email"]!r}, "password": {ACCOUNT["password"]!r}}}
answer = httpx.post(os.environ["BASE_URL"] + "/api/v1/auth/login", data=credentials, timeout={PATIENCE})
sys.exit(7 if answer.status_code == 200 else answer.text)
"""

CUT_SHORT = """
import os, signal, sys
open(sys.argv[1], "w").write(str(os.getpid()))
os.kill(os.getppid(), signal.SIGINT)
signal.pause()
"""


def test_crashes_are_mended_and_data_outlives_a_restart(tmp_path: Path) -> None:
    with running(tmp_path) as stack:
        httpx.post(f"{stack.url}/api/v1/auth/register", json=ACCOUNT, timeout=PATIENCE).raise_for_status()

        stack.kill("postgres")
        until(lambda: logs_in(stack.url))

        for name in ("worker", "scheduler", "api"):
            stack.kill_and_await_successor(name)
        until(lambda: logs_in(stack.url))

        second = run_up(tmp_path)
        assert second.returncode == 1
        assert "it already runs in" in second.stderr

    # a program runs inside the stack, its exit code is passed on, and the logs go elsewhere
    again = run_up(tmp_path, "--logs", str(tmp_path / "logs"), "--", sys.executable, "-c", LOG_IN)
    assert again.returncode == 7, again.stdout + again.stderr
    assert " | " not in again.stdout
    assert " | " in (tmp_path / "logs").read_text()

    # cut short, it ends with the stack, and that is no success
    cut = run_up(tmp_path, "--", sys.executable, "-c", CUT_SHORT, str(tmp_path / "program"))
    assert cut.returncode == 130, cut.stdout + cut.stderr
    program = int((tmp_path / "program").read_text())
    until(lambda: not psutil.pid_exists(program) or not is_alive(psutil.Process(program)))


def test_wrong_database_is_one_clear_line(tmp_path: Path) -> None:
    environment = ENVIRONMENT | {"DATABASE_URL": "postgresql://nobody:s3cret@127.0.0.1:1/nothing"}
    done = subprocess.run(
        [*UP, "--folder", str(tmp_path / "data")], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert re.fullmatch(r"Error: DATABASE_URL: cannot use 127\.0\.0\.1:1/nothing: .+\n", done.stderr)
    assert "s3cret" not in done.stdout + done.stderr


def test_killed_supervisor_leaves_nothing(tmp_path: Path) -> None:
    command = [*UP, "--folder", str(tmp_path)]
    process = psutil.Popen(command, stdout=subprocess.DEVNULL, env=ENVIRONMENT, start_new_session=True)
    until(lambda: len(process.children()) >= 6)
    family = process.children(recursive=True)
    process.kill()
    process.wait()
    until(lambda: not any(is_alive(child) for child in family))
