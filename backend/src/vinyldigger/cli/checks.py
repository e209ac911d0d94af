"""What can be wrong with a set-up, each found by one small check: used by `up` before it starts and by `doctor`."""

from __future__ import annotations

import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import asyncpg
from pydantic import ValidationError
from redis.asyncio import Redis
from redis.exceptions import RedisError

from vinyldigger.cli.misconfigured import in_one_line
from vinyldigger.core.config import Settings

MIN_POSTGRES = 16
MIN_FREE_MEGABYTES = 300  # a cluster with its write-ahead log, and room to work


class CheckFailed(Exception):
    """Something is wrong; the message is one line for a person."""


def load_settings() -> Settings:
    """The settings, or one line naming the first variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise CheckFailed(in_one_line(error)) from None


def free_disk(folder: Path) -> str:
    """Room for the data of the embedded servers; answers how much there is."""
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free // 2**20
    if free < MIN_FREE_MEGABYTES:
        raise CheckFailed(f"the disk of {folder} is full: {free} MB free, {MIN_FREE_MEGABYTES} MB are needed")
    return f"{free / 1024:.1f} GB free"


def free_to_listen(host: str, port: int) -> None:
    """Nobody listens there yet."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CheckFailed(
                f"port {port} of {host} cannot be used ({error.strerror}); choose another: --port"
            ) from None


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection to the database of ``url``."""
    try:
        connection = await asyncpg.connect(url.replace("+asyncpg", "", 1), timeout=5)
    except (OSError, TimeoutError, ValueError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise CheckFailed(f"DATABASE_URL: cannot use {shown(url)}: {_reason(error)}") from None
    try:
        yield connection
    finally:
        await connection.close()


async def check_database(url: str) -> str:
    """Reachable and new enough; answers its version."""
    async with connected(url) as connection:
        version: str = await connection.fetchval("SHOW server_version")
    if int(version.split(".")[0]) < MIN_POSTGRES:
        raise CheckFailed(f"PostgreSQL {MIN_POSTGRES} or newer is needed, this is {version}")
    return f"PostgreSQL {version}"


async def check_redis(url: str) -> str:
    """Redis answers and never throws away what it holds; answers its version."""
    try:
        async with Redis.from_url(url, socket_connect_timeout=5, socket_timeout=5) as client:
            version = (await client.info("server"))["redis_version"]
            policy = (await client.info("memory"))["maxmemory_policy"]
    except (OSError, ValueError, RedisError) as error:
        raise CheckFailed(f"REDIS_URL: cannot use {shown(url)}: {_reason(error)}") from None
    if policy != "noeviction":
        raise CheckFailed(f"REDIS_URL: maxmemory-policy is {policy}; it must be noeviction, or queued work gets lost")
    return f"Redis {version}, {policy}"


def shown(url: str) -> str:
    """An address without its password."""
    parts: SplitResult = urlsplit(url)
    return f"{parts.hostname or '?'}{f':{parts.port}' if parts.port else ''}{parts.path}"


def _reason(error: BaseException) -> str:
    text = str(error).splitlines()[0] if str(error) else type(error).__name__
    return "no answer" if isinstance(error, TimeoutError) else text
