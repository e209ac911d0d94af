"""The supervisor with real processes: order, restarts, failures, and nothing left behind."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinyldigger.cli.progress import Terminal
from vinyldigger.cli.supervisor import Backoff, Service, ServiceFailed, Supervisor

SOON = Backoff(first=0.01, longest=0.02)
# Says what happens to it in a diary, and ends on SIGTERM.
STAND_IN = """
import pathlib, signal, sys, time
name, diary = sys.argv[1], pathlib.Path(sys.argv[2])
def note(what):
    with diary.open("a") as file:
        file.write(f"{name} {what}\\n")
def end(*_):
    note("stopped")
    sys.exit(0)
signal.signal(signal.SIGTERM, end)
note("started")
print("ready to work", flush=True)
signal.pause()
"""


def stand_in(name: str, diary: Path) -> Service:
    def has_started() -> bool:
        return diary.exists() and f"{name} started" in diary.read_text()

    return Service(name, (sys.executable, "-c", STAND_IN, name, str(diary)), has_started)


def script(name: str, code: str, **options: object) -> Service:
    return Service(name, (sys.executable, "-c", textwrap.dedent(code)), **options)  # type: ignore[arg-type]  # of Service


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(120):
        while not true():  # noqa: ASYNC110  # other processes set no event of ours
            await asyncio.sleep(0.01)


@pytest.fixture
def screen() -> io.StringIO:
    return io.StringIO()


@pytest.fixture
def supervisor(screen: io.StringIO) -> Supervisor:
    return Supervisor(Terminal(screen), SOON)


async def test_starts_in_order_and_stops_in_reverse(supervisor: Supervisor, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    async with supervisor:
        await supervisor.start(stand_in("database", diary))
        await supervisor.run("migrate", [sys.executable, "-c", f"open({str(diary)!r}, 'a').write('migrated\\n')"])
        await supervisor.start(stand_in("api", diary))
    assert diary.read_text().splitlines() == [
        "database started",
        "migrated",
        "api started",
        "api stopped",
        "database stopped",
    ]


async def test_restarts_what_is_killed(supervisor: Supervisor, screen: io.StringIO, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    others = set(psutil.Process().children())  # servers of other tests in this process
    async with supervisor:
        await supervisor.start(stand_in("api", diary))
        [child] = set(psutil.Process().children()) - others
        child.kill()
        await until(lambda: diary.read_text().count("started") == 2)
        await until(lambda: screen.getvalue().count("ready to work") == 2)
    assert "api | ended with code -9, starts again in 0.01 s" in screen.getvalue()
    assert diary.read_text().splitlines()[-1] == "api stopped"


async def test_labels_every_line(supervisor: Supervisor, screen: io.StringIO) -> None:
    async with supervisor:
        await supervisor.run("talker", [sys.executable, "-c", "print('one\\ntwo', end='')"])
    assert [line.strip() for line in screen.getvalue().splitlines()[:2]] == ["talker | one", "talker | two"]


async def test_line_without_end_is_passed_on_in_pieces(supervisor: Supervisor, screen: io.StringIO) -> None:
    async with supervisor:
        await supervisor.run("talker", [sys.executable, "-c", "print('x' * 1_000_000)"])
    assert screen.getvalue().count("x") == 1_000_000


async def test_process_that_ends_before_it_is_ready_fails_with_its_last_words(supervisor: Supervisor) -> None:
    broken = script("api", "import sys; print('port 8000 is taken'); sys.exit(3)", is_ready=lambda: False)
    with pytest.raises(ServiceFailed, match="api did not start: port 8000 is taken"):
        async with supervisor:
            await supervisor.start(broken)


async def test_command_that_does_not_exist(supervisor: Supervisor) -> None:
    with pytest.raises(ServiceFailed, match=r"redis cannot be started: .*No such file"):
        async with supervisor:
            await supervisor.start(Service("redis", ("/nowhere/redis-server",)))


async def test_silent_process_is_given_up(supervisor: Supervisor) -> None:
    silent = script("api", "import signal; signal.pause()", is_ready=lambda: False, ready_seconds=0.2)
    with pytest.raises(ServiceFailed, match=r"api did not answer within 0\.2 s"):
        async with supervisor:
            await supervisor.start(silent)


async def test_failed_command_says_its_last_words(supervisor: Supervisor, tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    async with supervisor:
        await supervisor.start(stand_in("database", diary))
        with pytest.raises(ServiceFailed, match="migrate failed: no such table"):
            await supervisor.run("migrate", [sys.executable, "-c", "import sys; sys.exit('no such table')"])
    assert diary.read_text().splitlines()[-1] == "database stopped"


async def test_stubborn_process_is_killed_with_its_children(supervisor: Supervisor, tmp_path: Path) -> None:
    code = """
        import pathlib, signal, subprocess, sys
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        subprocess.Popen([sys.executable, "-c", "import signal; signal.signal(15, signal.SIG_IGN); signal.pause()"])
        pathlib.Path(READY).touch()
        signal.pause()
    """.replace("READY", repr(str(tmp_path / "ready")))
    others = set(psutil.Process().children(recursive=True))
    async with supervisor:
        await supervisor.start(script("worker", code, is_ready=(tmp_path / "ready").exists, stop_seconds=0.1))
        family = set(psutil.Process().children(recursive=True)) - others
        assert len(family) == 2
    await until(lambda: not any(alive(process) for process in family))


async def test_killed_supervisor_leaves_nothing(tmp_path: Path) -> None:
    diary = tmp_path / "diary"
    code = f"""
        import asyncio, sys
        from vinyldigger.cli.progress import Terminal
        from vinyldigger.cli.supervisor import Service, Supervisor
        async def main():
            async with Supervisor(Terminal(sys.stdout)) as supervisor:
                await supervisor.start(Service("api", {stand_in("api", diary).command!r}))
                print("everything runs", flush=True)
                await supervisor.wait()
        asyncio.run(main())
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", textwrap.dedent(code), stdout=asyncio.subprocess.PIPE, start_new_session=True
    )
    assert process.stdout is not None
    await process.stdout.readuntil(b"everything runs")
    children = psutil.Process(process.pid).children(recursive=True)
    assert children
    os.kill(process.pid, signal.SIGKILL)
    await process.communicate()
    await until(lambda: not any(alive(child) for child in children))


@given(lives=st.lists(st.floats(0, 200), min_size=1, max_size=30))
def test_pauses_double_within_bounds_and_start_over_after_a_good_while(lives: list[float]) -> None:
    backoff = Backoff()
    pause: float | None = None
    for lived in lives:
        last, pause = pause, backoff.next(pause, lived)
        if last is None or lived >= backoff.good_seconds:
            assert pause == backoff.first
        else:
            assert pause == min(2 * last, backoff.longest)


def alive(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
