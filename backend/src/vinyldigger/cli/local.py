"""The local stack: its data folder, its secrets, and the processes that `up` starts."""

from __future__ import annotations

import asyncio
import fcntl
import http.client
import os
import secrets
import shlex
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.fernet import Fernet

from vinyldigger.cli.checks import CheckFailed, connected, free_to_listen
from vinyldigger.cli.embedded import REPOSITORY, Server, free_port, prepare_postgres, prepare_redis, write_private
from vinyldigger.cli.supervisor import Service
from vinyldigger.core import clock
from vinyldigger.core.config import Mode, Settings, child_environment

DATA_FOLDER = REPOSITORY / ".run"
_WEB_APP = REPOSITORY / "frontend" / "dist"
_EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104 - recognised, not used
_CLI = (sys.executable, "-m", "vinyldigger.cli")
_SECRETS: dict[str, Callable[[], str]] = {
    "POSTGRES_PASSWORD": secrets.token_hex,
    "REDIS_PASSWORD": secrets.token_hex,
    "SECRET_KEY": lambda: secrets.token_urlsafe(48),
    "HASH_KEY": lambda: secrets.token_urlsafe(48),
    "ENCRYPTION_KEYS": lambda: Fernet.generate_key().decode(),
}


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Only one stack per data folder; the lock file names its process and falls with it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / "lock").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CheckFailed(f"it already runs in {folder}: stop it with `just down`") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def running_process(folder: Path) -> int | None:
    """The process that holds the data folder, if any."""
    lock = folder / "lock"
    if not lock.exists():
        return None
    with lock.open("r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return int(file.read())
    return None


class LocalStack:
    """The settings, processes and environment of one stack in ``folder``, listening on ``port``."""

    def __init__(self, folder: Path, settings: Settings, port: int, *, sandbox: bool, reload: bool) -> None:
        self._began = clock.monotonic()
        self._folder = folder
        self._settings = settings
        self._reload = reload
        self._secrets = load_secrets(folder / "secrets")
        self._sandbox_port = remembered_port(folder / "sandbox.port") if sandbox else None
        given = settings.model_fields_set
        self._postgres = None if "database_url" in given else self._make_postgres()
        self._redis = None if "redis_url" in given else self._make_redis()
        self.port = port or free_port()
        host = "127.0.0.1" if settings.host in _EVERYWHERE else settings.host
        self.url = f"http://{host}:{self.port}"
        self.variables = self._variables()
        write_private(folder / "env", "".join(f"{key}={shlex.quote(text)}\n" for key, text in self.variables.items()))

    @property
    def database_url(self) -> str:
        """The embedded database, or the given one."""
        return self._postgres.url if self._postgres else self._settings.database_url

    @property
    def redis_url(self) -> str:
        """The embedded Redis, or the given one."""
        return self._redis.url if self._redis else self._settings.redis_url

    @property
    def environment(self) -> dict[str, str]:
        """For every process of the stack."""
        return child_environment(PYTHONUNBUFFERED="1", **self.variables)

    @property
    def servers(self) -> list[Service]:
        """The embedded servers, to be started first."""
        return [_embedded(server) for server in (self._postgres, self._redis) if server]

    @property
    def marketplaces(self) -> list[Service]:
        """The sandbox, when it is wanted."""
        if self._sandbox_port is None:
            return []
        limits = ("--discogs-per-minute", str(self._settings.sandbox_calls_per_minute))
        consent = ("--accept-url", f"{self.url}/connect/ebay")
        command = (*_CLI, "sandbox", "--port", str(self._sandbox_port), *limits, *consent)
        return [self._service("sandbox", command, is_ready=lambda: accepts(self._sandbox_port))]

    @property
    def migration(self) -> tuple[str, ...]:
        """The command that brings the database up to date."""
        return (*_CLI, "migrate")

    @property
    def processes(self) -> list[Service]:
        """The product itself."""
        api = (*_CLI, "api", "--no-migrate", *(["--reload"] if self._reload else []))
        return [
            self._service("api", api, is_ready=lambda: answers(self._settings.host, self.port, "/health/ready")),
            self._service("worker", (*_CLI, "worker"), is_ready=lambda: self._beats("worker")),
            self._service("scheduler", (*_CLI, "scheduler"), is_ready=lambda: self._beats("scheduler")),
        ]

    def _beats(self, component: str) -> bool:
        """Whether such a process has given a sign of life since this stack began, by the database's own clock."""
        try:
            return asyncio.run(_has_beaten(self.database_url, component, clock.monotonic() - self._began))
        except CheckFailed:
            return False  # a busy database is asked again

    def _variables(self) -> dict[str, str]:
        """The variables that are this stack's own; what the user has set wins."""
        given = self._settings.model_fields_set
        defaults = {
            "APP_ENV": Mode.DEVELOPMENT.value,
            "LOG_JSON": "false",
            "DATABASE_POOL_SIZE": "4",
            "PUBLIC_URL": self.url,
            **{name: self._secrets[name] for name in ("SECRET_KEY", "HASH_KEY", "ENCRYPTION_KEYS")},
        }
        if _WEB_APP.exists():
            defaults["FRONTEND_DIR"] = str(_WEB_APP)
        if self._sandbox_port is not None:
            defaults["SANDBOX_URL"] = f"http://127.0.0.1:{self._sandbox_port}"
        ours = {name: value for name, value in defaults.items() if name.lower() not in given}
        return ours | {"DATABASE_URL": self.database_url, "REDIS_URL": self.redis_url, "PORT": str(self.port)}

    def _make_postgres(self) -> Server:
        return prepare_postgres(self._folder, free_port(), password=self._secrets["POSTGRES_PASSWORD"])

    def _make_redis(self) -> Server:
        return prepare_redis(self._folder, free_port(), password=self._secrets["REDIS_PASSWORD"])

    def _service(self, name: str, command: tuple[str, ...], *, is_ready: Callable[[], bool]) -> Service:
        return Service(name, command, is_ready, poll_seconds=0.3, environment=self.environment)


def load_secrets(path: Path) -> dict[str, str]:
    """The secrets of this data folder, made on first use; only their owner can read the file."""
    known = dict(line.split("=", 1) for line in path.read_text().splitlines()) if path.exists() else {}
    missing = {name: make() for name, make in _SECRETS.items() if name not in known}
    if missing:
        known |= missing
        write_private(path, "".join(f"{name}={value}\n" for name, value in known.items()))
    return known


def remembered_port(path: Path) -> int:
    """The port of last time unless somebody has taken it: stored links to sample offers lead there."""
    if path.exists():
        last = int(path.read_text())
        with suppress(CheckFailed):
            free_to_listen("127.0.0.1", last)
            return last
    port = free_port()
    path.write_text(str(port))
    return port


def answers(host: str, port: int, path: str) -> bool:
    """Whether GET answers 200."""
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def accepts(port: int | None) -> bool:
    """Whether somebody listens on this port of 127.0.0.1."""
    try:
        socket.create_connection(("127.0.0.1", port or 0), timeout=1).close()
    except OSError:
        return False
    return True


async def _has_beaten(database_url: str, component: str, within_seconds: float) -> bool:
    async with connected(database_url) as connection:
        seen = "SELECT FROM heartbeats WHERE component = $1 AND seen_at > now() - make_interval(secs => $2)"
        beaten: bool = await connection.fetchval(f"SELECT EXISTS ({seen})", component, within_seconds)
        return beaten


def _embedded(server: Server) -> Service:
    return Service(
        server.name,
        server.command,
        server.is_ready,
        stop_signal=server.stop_signal,
        orphan_signal=server.stop_signal,
        log_file=server.log,
    )
