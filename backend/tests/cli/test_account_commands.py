"""The commands for accounts and the API document, each as a process of its own."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests.support import BACKEND
from vinyldigger.core.config import child_environment
from vinyldigger.core.database import Database, read_session, unit_of_work
from vinyldigger.models.jobs import Heartbeat
from vinyldigger.models.users import User
from vinyldigger.services import health, sign_in
from vinyldigger.services.accounts import Origin
from vinyldigger.workers import scheduler


async def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`vinyldigger …` on this test's database."""
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "vinyldigger.cli", *arguments],
        env=child_environment(PYTHONPATH=str(BACKEND / "src")),
        cwd=BACKEND,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.usefixtures("redis")
@pytest.mark.parametrize(
    ("component", "instance"),
    [("worker", f"celery@{socket.gethostname()}"), ("scheduler", scheduler.INSTANCE)],
    ids=["worker", "scheduler"],
)
async def test_a_component_of_this_machine_is_alive_as_long_as_it_says_so(
    committed: Database, component: str, instance: str
) -> None:
    async with unit_of_work() as session:
        await health.beat(session, component, "celery@another-machine")
        await health.beat(session, "api", instance)
    silent = await run("alive", component)
    assert (silent.returncode, silent.stderr) == (1, "no sign of life\n")
    async with unit_of_work() as session:
        await health.beat(session, component, instance)
    assert (await run("alive", component)).returncode == 0
    async with unit_of_work() as session:
        await session.execute(update(Heartbeat).values(seen_at=func.now() - timedelta(minutes=10)))
    late = await run("alive", component)
    assert late.returncode == 1
    assert late.stderr.startswith("silent for 60")


@pytest.mark.usefixtures("redis")
async def test_an_admin_is_made_and_gets_a_new_password(committed: Database) -> None:
    made = await run("create-admin", "root@example.org", "--password", "first")
    assert made.returncode == 0, made.stderr
    async with read_session() as session:
        assert (await session.scalars(select(User.is_admin))).one()

    reset = await run("reset-password", "ROOT@example.org")
    token = reset.stdout.strip().rpartition("#")[2]
    async with unit_of_work() as session:
        await sign_in.reset_password(session, token, "second", Origin())
    assert (await sign_in.log_in("root@example.org", "second", Origin())).user.is_admin

    unknown = await run("reset-password", "nobody@example.org")
    assert (unknown.returncode, unknown.stderr) == (1, "Error: There is no account with this address\n")


async def test_the_api_document_is_printed() -> None:
    printed = await run("openapi")
    assert printed.returncode == 0, printed.stderr
    assert json.loads(printed.stdout)["paths"]["/api/v1/meta"]["get"]["operationId"] == "meta-get"
