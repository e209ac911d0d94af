"""backup, restore and doctor against real servers."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from click.testing import CliRunner

from tests.support import migrate
from vinyldigger.cli import main
from vinyldigger.cli.embedded import free_port, start_postgres, start_redis
from vinyldigger.core.config import child_environment


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[CliRunner]:
    """Commands with servers of their own."""
    folder = tmp_path_factory.mktemp("servers")
    with start_postgres(folder, free_port(), durable=False) as postgres, start_redis(folder, free_port()) as redis:
        migrate(postgres.url, "head")
        nobody = f"http://127.0.0.1:{free_port()}"
        settings = {"DATABASE_URL": postgres.url, "REDIS_URL": redis.url, "SANDBOX_URL": nobody}
        yield CliRunner(env=settings | {"DATABASE_POOL_SIZE": "5"})


def sql(runner: CliRunner, statement: str) -> object:
    """The first value of the answer."""

    async def ask() -> object:
        connection = await asyncpg.connect(str(runner.env["DATABASE_URL"]).replace("+asyncpg", ""))
        try:
            return await connection.fetchval(statement)
        finally:
            await connection.close()

    return asyncio.run(ask())


def findings(output: str) -> dict[str, str]:
    """Mark by check."""
    return {name: mark for mark, name in re.findall(r"^  ([✓✗]) (\w+)", output, re.MULTILINE)}


def test_backup_brings_back_what_was_lost(runner: CliRunner, tmp_path: Path) -> None:
    file = tmp_path / "vinyl.dump"
    sql(runner, "CREATE TABLE shelf AS SELECT 'Kind of Blue' AS title")
    done = runner.invoke(main, ["backup", str(file)])
    assert done.exit_code == 0, done.output
    assert file.stat().st_mode & 0o777 == 0o600

    sql(runner, "UPDATE shelf SET title = 'scratched'")
    done = runner.invoke(main, ["restore", str(file)], input="n\n")
    assert done.exit_code == 1
    assert sql(runner, "SELECT title FROM shelf") == "scratched"

    done = runner.invoke(main, ["restore", "--yes", str(file)])
    assert done.exit_code == 0, done.output
    assert sql(runner, "SELECT title FROM shelf") == "Kind of Blue"


def test_broken_backup_changes_nothing(runner: CliRunner, tmp_path: Path) -> None:
    sql(runner, "CREATE TABLE crate AS SELECT 1 AS number")
    (tmp_path / "broken.dump").write_bytes(b"PGDMP and then noise")
    done = runner.invoke(main, ["restore", "--yes", str(tmp_path / "broken.dump")])
    assert done.exit_code == 1
    assert "nothing was changed" in done.output
    assert sql(runner, "SELECT number FROM crate") == 1


def test_failed_backup_leaves_no_file(runner: CliRunner, tmp_path: Path) -> None:
    missing = f"postgresql://nobody@127.0.0.1:{free_port()}/nothing"
    done = runner.invoke(main, ["backup", str(tmp_path / "x.dump")], env={"DATABASE_URL": missing})
    assert done.exit_code == 1
    assert not list(tmp_path.iterdir())


def test_doctor_finds_nothing_but_the_missing_marketplace(runner: CliRunner) -> None:
    done = runner.invoke(main, ["doctor"])
    assert done.exit_code == 1
    assert [name for name, mark in findings(done.output).items() if mark == "✗"] == ["marketplaces"], done.output


def test_doctor_finds_too_large_pools(runner: CliRunner) -> None:
    done = runner.invoke(main, ["doctor"], env={"DATABASE_POOL_SIZE": "50"})
    assert "4 processes × 2 × DATABASE_POOL_SIZE 50 = 400 connections, PostgreSQL gives 97" in done.output


def test_doctor_finds_an_old_schema(runner: CliRunner) -> None:
    newest = sql(runner, "SELECT version_num FROM alembic_version")
    sql(runner, "UPDATE alembic_version SET version_num = 'old'")
    try:
        done = runner.invoke(main, ["doctor"])
    finally:
        sql(runner, f"UPDATE alembic_version SET version_num = '{newest}'")
    assert f"the database is at old, the newest is {newest}" in done.output


def test_doctor_refuses_sample_secrets_beyond_this_machine(runner: CliRunner) -> None:
    done = runner.invoke(main, ["doctor"], env={"HOST": "0.0.0.0"})
    assert "SECRET_KEY is the sample" in done.output


@pytest.mark.parametrize(
    ("variables", "line"),
    [
        ({"WORKER_CONCURRENCY": "many"}, "WORKER_CONCURRENCY: Input should be a valid integer"),
        ({"APP_ENV": "production", "SECRET_KEY": ""}, "SECRET_KEY is missing, a sample, or shorter than 32 bytes"),
        ({"DATABASE_URL": "mysql://root:s3cret@localhost/x"}, "DATABASE_URL must begin with postgresql://"),
    ],
)
def test_wrong_setting_is_one_line(variables: dict[str, str], line: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vinyldigger.cli", "worker"],
        env=child_environment(**variables),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith(f"Error: {line}")
    assert done.stderr.count("\n") == 1
    assert "s3cret" not in done.stderr
