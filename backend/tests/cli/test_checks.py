"""Each thing that can be wrong with a set-up is one clear line, with no secret in it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from redis.asyncio import Redis

from vinyldigger.cli import checks
from vinyldigger.cli.checks import CheckFailed
from vinyldigger.cli.embedded import RunningServer, free_port, start_postgres, start_redis
from vinyldigger.cli.local import load_secrets, locked, remembered_port, running_process


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with start_postgres(tmp_path_factory.mktemp("postgres"), free_port(), durable=False) as running:
        yield running


@pytest.fixture(scope="module")
def redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with start_redis(tmp_path_factory.mktemp("redis"), free_port()) as running:
        yield running


async def test_database_answers(postgres: RunningServer) -> None:
    assert (await checks.check_database(postgres.url)).startswith("PostgreSQL 16.")


async def test_missing_database_is_named_without_its_password(postgres: RunningServer) -> None:
    url = postgres.url.replace("vinyldigger@", "vinyldigger:s3cret@").replace("/vinyldigger", "/nothing")
    with pytest.raises(CheckFailed, match=r'^DATABASE_URL: cannot use .*"nothing" does not exist$') as failed:
        await checks.check_database(url)
    assert "s3cret" not in str(failed.value)


async def test_nobody_listens() -> None:
    port = free_port()
    with pytest.raises(CheckFailed, match=f"^DATABASE_URL: cannot use 127.0.0.1:{port}/x: "):
        await checks.check_database(f"postgresql+asyncpg://x@127.0.0.1:{port}/x")
    with pytest.raises(CheckFailed, match=f"^REDIS_URL: cannot use 127.0.0.1:{port}/0: "):
        await checks.check_redis(f"redis://127.0.0.1:{port}/0")


async def test_redis_that_evicts_is_refused(redis: RunningServer) -> None:
    assert (await checks.check_redis(redis.url)).endswith("noeviction")
    async with Redis.from_url(redis.url) as client:
        await client.config_set("maxmemory-policy", "allkeys-lru")
    with pytest.raises(CheckFailed, match="maxmemory-policy is allkeys-lru"):
        await checks.check_redis(redis.url)


def test_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKER_CONCURRENCY", "many")
    with pytest.raises(CheckFailed, match=r"^WORKER_CONCURRENCY: Input should be a valid integer"):
        checks.load_settings()


def test_taken_port_is_named() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CheckFailed, match=f"^port {port} of 127.0.0.1 cannot be used"):
            checks.free_to_listen("127.0.0.1", port)
    checks.free_to_listen("127.0.0.1", port)


def test_full_disk_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert checks.free_disk(tmp_path / "not" / "yet").endswith("GB free")
    monkeypatch.setattr(checks, "MIN_FREE_MEGABYTES", 10**9)
    with pytest.raises(CheckFailed, match=r"is full: .* MB free"):
        checks.free_disk(tmp_path)


def test_one_stack_per_folder(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    assert running_process(folder) is None
    with locked(folder):
        assert running_process(folder) is not None
        with pytest.raises(CheckFailed, match="already runs"), locked(folder):
            pass
    assert running_process(folder) is None


def test_port_is_remembered_while_it_is_free(tmp_path: Path) -> None:
    port = remembered_port(tmp_path / "port")
    assert remembered_port(tmp_path / "port") == port
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        other = remembered_port(tmp_path / "port")
    assert other != port
    assert remembered_port(tmp_path / "port") == other


def test_secrets_are_made_once_and_private(tmp_path: Path) -> None:
    made = load_secrets(tmp_path / "secrets")
    assert load_secrets(tmp_path / "secrets") == made
    assert len(set(made.values())) == len(made)
    assert (tmp_path / "secrets").stat().st_mode & 0o777 == 0o600
