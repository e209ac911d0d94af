"""The embedded servers: real ones, started, crashed and started again."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import asyncpg
import pytest
from redis.asyncio import Redis
from redis.exceptions import AuthenticationError

from vinyldigger.cli.embedded import EmbeddedServerError, free_port, prepare_postgres, prepare_redis


async def connect(url: str) -> asyncpg.Connection:
    return await asyncpg.connect(url.replace("+asyncpg", ""))


async def test_postgres_16_keeps_rows_over_a_crash(tmp_path: Path) -> None:
    running = prepare_postgres(tmp_path, free_port()).start()
    connection = await connect(running.url)
    assert connection.get_server_version().major == 16
    await connection.execute("CREATE TABLE records (title text); INSERT INTO records VALUES ('Kind of Blue')")
    running.process.kill()
    running.process.wait()
    connection.terminate()

    with prepare_postgres(tmp_path, free_port()).start() as again:
        connection = await connect(again.url)
        assert await connection.fetchval("SELECT title FROM records") == "Kind of Blue"
        await connection.close()


async def test_postgres_asks_for_its_password(tmp_path: Path) -> None:
    with prepare_postgres(tmp_path, free_port(), password="s3cret").start() as running:
        await (await connect(running.url)).close()
        with pytest.raises(asyncpg.InvalidPasswordError):
            await connect(running.url.replace("s3cret", "guess"))
    assert not (tmp_path / "postgres.password").exists()


def test_postgres_runs_as_root_where_user_namespaces_are_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbidding = tmp_path / "bin" / "unshare"
    forbidding.parent.mkdir()
    forbidding.write_text("#!/bin/sh\nexit 1\n")
    forbidding.chmod(0o755)
    monkeypatch.setenv("PATH", f"{forbidding.parent}{os.pathsep}{os.environ['PATH']}")
    (tmp_path / "closed").mkdir(mode=0o700)
    with prepare_postgres(tmp_path / "closed" / "data", free_port()).start():
        assert (tmp_path / "closed" / "data" / "postgres" / "PG_VERSION").exists()


async def test_redis_keeps_keys_over_a_crash_and_never_evicts(tmp_path: Path) -> None:
    running = prepare_redis(tmp_path, free_port()).start()
    async with Redis.from_url(running.url) as client:
        await client.set("budget", "60")
        assert (await client.config_get("maxmemory-policy"))["maxmemory-policy"] == "noeviction"
        # written to the file at the latest one second later; ask for it instead of waiting
        await client.bgrewriteaof()
        while (await client.info("persistence"))["aof_rewrite_in_progress"]:
            pass
    running.process.kill()
    running.process.wait()

    with prepare_redis(tmp_path, free_port()).start() as again:
        async with Redis.from_url(again.url) as client:
            assert await client.get("budget") == b"60"


async def test_redis_asks_for_its_password(tmp_path: Path) -> None:
    with prepare_redis(tmp_path, free_port(), password="s3cret").start() as running:
        async with Redis.from_url(running.url.replace("s3cret", "guess")) as stranger:
            with pytest.raises(AuthenticationError):
                await stranger.ping()
    assert stat.S_IMODE((tmp_path / "redis" / "redis.conf").stat().st_mode) == 0o600


def test_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with prepare_redis(tmp_path / "one", port := free_port()).start():
        taken = prepare_postgres(tmp_path / "two", port)
        with pytest.raises(EmbeddedServerError, match=r"^postgres did not start, see .*postgres\.log$"):
            taken.start()


def test_broken_off_preparation_is_made_good(tmp_path: Path) -> None:
    (tmp_path / "postgres.new" / "base").mkdir(parents=True)
    with prepare_postgres(tmp_path, free_port()).start():
        assert (tmp_path / "postgres" / "PG_VERSION").read_text() == "16\n"
