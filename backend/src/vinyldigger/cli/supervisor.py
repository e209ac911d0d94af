"""Starts processes in order, restarts what exits, stops all in reverse order.

::

    async with Supervisor(terminal) as supervisor:
        await supervisor.start(postgres, redis)  # together; returns when both answer
        await supervisor.run("migrate", command)
        await supervisor.start(api, worker)
        await supervisor.wait()  # until the task is cancelled

Every process has a session of its own, so a Ctrl-C in the terminal reaches only the supervisor, and dies with it
should it be killed.
"""

from __future__ import annotations

import asyncio
import os
import signal
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Self

from vinyldigger.cli.embedded import die_with_parent
from vinyldigger.cli.progress import Terminal

_LONGEST_LINE = 64 * 1024


class ServiceFailed(Exception):
    """A process ended before it was ready, or a one-off command failed; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Service:
    """A process to keep running."""

    name: str
    command: tuple[str, ...]
    is_ready: Callable[[], bool] = lambda: True  # asked in a thread, may block for a moment
    poll_seconds: float = 0.05  # between two such questions
    environment: Mapping[str, str] | None = None  # None: this process's own
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL  # what it gets when the supervisor dies
    stop_seconds: float = 8.0
    ready_seconds: float = 120.0
    log_file: Path | None = None  # where it writes, if not to its output


@dataclass(frozen=True, slots=True)
class Backoff:
    """How long to wait before the next restart: doubling, back to the first after a good while."""

    first: float = 0.5
    longest: float = 30.0
    good_seconds: float = 60.0

    def next(self, last: float | None, lived: float) -> float:
        """The pause after a process that lived ``lived`` seconds, the pause before it having been ``last``."""
        if last is None or lived >= self.good_seconds:
            return self.first
        return min(last * 2, self.longest)


class Supervisor:
    """Keeps services running between ``__aenter__`` and ``__aexit__``."""

    def __init__(self, terminal: Terminal, backoff: Backoff | None = None) -> None:
        self._terminal = terminal
        self._backoff = backoff or Backoff()
        self._stages: list[list[_Keeper]] = []

    async def start(self, *services: Service) -> None:
        """Start these together; return when all are ready, raise `ServiceFailed` when one ends before."""
        keepers = [_Keeper(service, self._terminal, self._backoff) for service in services]
        self._stages.append(keepers)
        await asyncio.gather(*(keeper.start() for keeper in keepers))

    async def run(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        """Run a command to its end; raise `ServiceFailed` unless it succeeds."""
        once = _Keeper(Service(name, tuple(command), environment=environment), self._terminal, self._backoff)
        self._stages.append([once])
        with self._terminal.step(name):
            if await once.run_once():
                raise ServiceFailed(f"{name} failed: {once.last_words}")

    async def wait(self) -> None:
        """Keep everything running for ever."""
        await asyncio.gather(*(keeper.ended() for keeper in chain.from_iterable(self._stages)))

    def kill(self) -> None:
        """End everything at once, cleanly or not."""
        for keeper in chain.from_iterable(self._stages):
            keeper.kill()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop the last started first; what was started together stops together."""
        for keepers in reversed(self._stages):
            await asyncio.gather(*(keeper.stop() for keeper in keepers))


class _Keeper:
    """One service: its present process, its output, its restarts."""

    def __init__(self, service: Service, terminal: Terminal, backoff: Backoff) -> None:
        self._service = service
        self._terminal = terminal
        self._backoff = backoff
        self._process: asyncio.subprocess.Process | None = None
        self._ends = 0
        self._stopping = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._lines: deque[str] = deque(maxlen=20)

    @property
    def last_words(self) -> str:
        """The last line of its output that says something."""
        silent = f"see {self._service.log_file}" if self._service.log_file else "it wrote nothing"
        return next((line.strip() for line in reversed(self._lines) if line.strip()), silent)

    async def start(self) -> None:
        """Start it and wait until it is ready."""
        with self._terminal.step(self._service.name):
            self._task = keeping = asyncio.create_task(self._keep())
            try:
                async with asyncio.timeout(self._service.ready_seconds):
                    await self._until_ready(keeping)
            except TimeoutError:
                seconds = self._service.ready_seconds
                raise ServiceFailed(f"{self._service.name} did not answer within {seconds:g} s") from None

    async def ended(self) -> None:
        """Return when its restarts have ended; pass on what broke them."""
        if self._task is not None:
            await self._task

    async def run_once(self) -> int:
        """Start the process, pass its output on, return its exit code."""
        service = self._service
        try:
            process = await asyncio.create_subprocess_exec(
                *service.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                env=service.environment,
                start_new_session=True,
                preexec_fn=die_with_parent(service.orphan_signal),
            )
        except OSError as error:
            raise ServiceFailed(f"{service.name} cannot be started: {error}") from error
        self._process = process
        reading = asyncio.create_task(self._pass_on_output(process))
        code = await process.wait()
        _kill_group(process)  # what it left behind would hold its ports
        await reading
        return code

    async def stop(self) -> None:
        """Ask it to end, insist after a while, and wait until it has ended."""
        self._stopping.set()
        process = self._process
        if process is not None and process.returncode is None:
            with suppress(ProcessLookupError):
                process.send_signal(self._service.stop_signal)
            try:
                async with asyncio.timeout(self._service.stop_seconds):
                    await process.wait()
            except TimeoutError:
                self.kill()
                await process.wait()
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    def kill(self) -> None:
        """End it and its children at once."""
        if self._process is not None:
            _kill_group(self._process)

    async def _keep(self) -> None:
        """Run it again and again until asked to stop."""
        pause: float | None = None
        clock = asyncio.get_running_loop().time
        while not self._stopping.is_set():
            started = clock()
            code = await self.run_once()
            self._ends += 1
            if self._stopping.is_set():
                return
            pause = self._backoff.next(pause, clock() - started)
            self._terminal.log(self._service.name, f"ended with code {code}, starts again in {pause:g} s")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _until_ready(self, keeping: asyncio.Task[None]) -> None:
        """Return when the first process answers; whoever answers after its end is somebody else."""
        answers = False
        while not answers:
            await asyncio.sleep(self._service.poll_seconds)
            answers = self._process is not None and await asyncio.to_thread(self._service.is_ready)
            if keeping.done():
                keeping.result()
            if self._ends:
                self._stopping.set()
                raise ServiceFailed(f"{self._service.name} did not start: {self.last_words}")

    async def _pass_on_output(self, process: asyncio.subprocess.Process) -> None:
        """Write each line with the service's label; a line without end is cut, never waited for."""
        assert process.stdout is not None
        rest = b""
        while chunk := await process.stdout.read(_LONGEST_LINE):
            *lines, rest = (rest + chunk).split(b"\n")
            if len(rest) >= _LONGEST_LINE:
                lines, rest = [*lines, rest], b""
            for line in lines:
                self._take(line)
        if rest:
            self._take(rest)

    def _take(self, raw: bytes) -> None:
        line = raw.decode("utf-8", "replace").rstrip()
        self._lines.append(line)
        self._terminal.log(self._service.name, line)


def _kill_group(process: asyncio.subprocess.Process) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
