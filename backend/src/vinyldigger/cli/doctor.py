"""`vinyldigger doctor`: says what is wrong with a set-up, one line per finding."""

from __future__ import annotations

import asyncio
import platform
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import click
import httpx

from vinyldigger.cli.checks import CheckFailed, check_database, check_redis, connected, free_disk, load_settings
from vinyldigger.cli.embedded import REPOSITORY
from vinyldigger.cli.local import DATA_FOLDER
from vinyldigger.core import clock
from vinyldigger.core.config import SAMPLE_FERNET_KEY, SAMPLE_SECRET, Mode, Settings
from vinyldigger.core.http import make_client
from vinyldigger.services.health import newest_revision

_MIN_PYTHON, _MIN_NODE = (3, 11), (20, 19)
_RESERVED_CONNECTIONS = 3  # PostgreSQL keeps them for its superuser
_MAX_SKEW_SECONDS = 60  # OAuth 1.0a refuses older timestamps without saying so

Check = Callable[[Settings], str | Awaitable[str]]


@click.command
def command() -> None:
    """Check versions, disk, database, Redis, secrets, clock and marketplaces; exit 1 when something is wrong."""
    try:
        settings = load_settings()
    except CheckFailed as error:
        raise click.ClickException(str(error)) from error
    if not asyncio.run(_examine(settings)):
        sys.exit(1)


async def _examine(settings: Settings) -> bool:
    """Run every check; whether all passed."""
    healthy = True
    for name, check in CHECKS.items():
        try:
            outcome = check(settings)
            finding = outcome if isinstance(outcome, str) else await outcome
        except CheckFailed as error:
            healthy = False
            click.echo(f"  ✗ {name:<14} {error}")
        else:
            click.echo(f"  ✓ {name:<14} {finding}")
    return healthy


def check_python(_: Settings) -> str:
    """New enough a Python."""
    if sys.version_info < _MIN_PYTHON:
        raise CheckFailed(f"Python 3.11 or newer is needed, this is {platform.python_version()}")
    return platform.python_version()


def check_node(_: Settings) -> str:
    """New enough a Node, where the web app is built."""
    if not (REPOSITORY / "frontend" / "package.json").exists():
        return "not needed here"
    if not (node := shutil.which("node")):
        raise CheckFailed("Node 20.19 or newer is needed to build the web app; none was found on the PATH")
    version = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout.strip().lstrip("v")
    if tuple(int(part) for part in version.split(".")[:2]) < _MIN_NODE:
        raise CheckFailed(f"Node 20.19 or newer is needed to build the web app, this is {version}")
    return version


def check_disk(_: Settings) -> str:
    """Room for data."""
    return free_disk(DATA_FOLDER)


def check_secrets(settings: Settings) -> str:
    """Nobody signs with a secret that everybody knows. In production the settings themselves refuse that."""
    for name in ("secret_key", "hash_key", "encryption_keys"):
        if getattr(settings, name).get_secret_value() in {SAMPLE_SECRET, SAMPLE_FERNET_KEY}:
            if settings.is_loopback_only:
                return "the samples: good for this machine alone"
            raise CheckFailed(f"{name.upper()} is the sample; make one with `just env`")
    return "set"


async def check_postgres(settings: Settings) -> str:
    """The database is reachable and new enough."""
    return await check_database(settings.database_url)


async def check_migrations(settings: Settings) -> str:
    """The database is at the newest migration."""
    newest = newest_revision()
    async with connected(settings.database_url) as connection:
        known = await connection.fetchval("SELECT to_regclass('alembic_version') IS NOT NULL")
        present = await connection.fetchval("SELECT version_num FROM alembic_version") if known else "no migration"
    if present != newest:
        raise CheckFailed(f"the database is at {present}, the newest is {newest}: run `vinyldigger migrate`")
    return f"at {newest}"


async def check_pools(settings: Settings) -> str:
    """All processes together cannot ask for more connections than PostgreSQL gives."""
    async with connected(settings.database_url) as connection:
        allowed = int(await connection.fetchval("SHOW max_connections")) - _RESERVED_CONNECTIONS
    processes = 2 + settings.worker_concurrency  # api, scheduler, the worker's children
    wanted = processes * 2 * settings.database_pool_size
    sum_up = f"{processes} processes × 2 × DATABASE_POOL_SIZE {settings.database_pool_size} = {wanted} connections"
    if wanted > allowed:
        raise CheckFailed(f"{sum_up}, PostgreSQL gives {allowed}")
    return f"{sum_up} of {allowed}"


async def check_cache(settings: Settings) -> str:
    """Redis is reachable and keeps what it holds."""
    return await check_redis(settings.redis_url)


async def check_marketplaces(settings: Settings) -> str:
    """The marketplaces of this environment answer, and their clock and ours agree."""
    sample = settings.app_env is not Mode.PRODUCTION and await _is_sample(settings)
    addresses = [settings.sandbox_url] if sample else [settings.discogs_api_url, settings.ebay_api_url]
    allowed = [urlsplit(settings.sandbox_url).netloc] if sample else []
    async with make_client(user_agent=settings.user_agent, allow=allowed) as client:
        skews = [await _skew(client, address) for address in addresses]
    worst = max(skews, key=abs)
    if abs(worst) > _MAX_SKEW_SECONDS:
        raise CheckFailed(f"this machine's clock is {worst:+.0f} s off: OAuth requests will be refused")
    return f"{'the sandbox answers' if sample else 'Discogs and eBay answer'}, clock {worst:+.0f} s"


async def _is_sample(settings: Settings) -> bool:
    async with connected(settings.database_url) as connection:
        known = await connection.fetchval("SELECT to_regclass('installation') IS NOT NULL")
        return not known or await connection.fetchval("SELECT environment FROM installation") == "sample"


async def _skew(client: httpx.AsyncClient, address: str) -> float:
    """Seconds by which our clock is ahead of theirs. Any answer will do: it carries their time."""
    try:
        answer = await client.get(address)
    except httpx.HTTPError as error:
        raise CheckFailed(f"{address} does not answer: {error}") from error
    if "date" not in answer.headers:
        return 0.0
    return (clock.now() - parsedate_to_datetime(answer.headers["date"])).total_seconds()


CHECKS: dict[str, Check] = {
    "python": check_python,
    "node": check_node,
    "disk": check_disk,
    "secrets": check_secrets,
    "database": check_postgres,
    "migrations": check_migrations,
    "connections": check_pools,
    "redis": check_cache,
    "marketplaces": check_marketplaces,
}
