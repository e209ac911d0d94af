"""The real thing: sandbox and worker as processes of their own, the API in this one, everything over HTTP and Redis."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from redis.asyncio import Redis

from tests.support import BACKEND
from vinyldigger.cli.embedded import die_with_parent, free_port
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.services.repositories import jobs as job_rows

PATIENCE = 180.0  # seconds; a limit for broken code, never a measure of good code


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """A command of ours as its own process group; it ends with this process, however that ends."""
    variables = {**os.environ, "PYTHONPATH": str(BACKEND / "src"), **environment}
    command = [sys.executable, "-m", "vinyldigger.cli", *arguments]
    return subprocess.Popen(
        command, cwd=BACKEND, env=variables, start_new_session=True, preexec_fn=die_with_parent(signal.SIGKILL)
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[str]:
    """Address of the stand-in marketplaces."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    process = start("sandbox", "--port", str(port), "--discogs-per-minute", "600")
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None, "the sandbox ended"
            assert time.monotonic() < deadline, "the sandbox does not answer"
            try:
                httpx.get(f"{address}/_sandbox/info").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield address
    finally:
        stop(process)


@pytest.fixture
async def faults(sandbox: str) -> AsyncIterator[httpx.AsyncClient]:
    """The sandbox's switches; all off again afterwards."""
    async with httpx.AsyncClient(base_url=sandbox, timeout=PATIENCE) as client:
        await client.delete("/_sandbox/faults")
        await client.delete("/_sandbox/calls")
        yield client
        await client.delete("/_sandbox/faults")


@dataclass
class Worker:
    """A worker process that can be killed and started again."""

    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.process = start("worker", "--concurrency", "2", **self.environment)

    def kill(self) -> None:
        """As a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, 9)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        if self.process is not None:
            stop(self.process)


@pytest.fixture
def worker(settings: Settings, sandbox: str, committed: Database, redis: Redis) -> Iterator[Worker]:
    """A running worker on this test's database."""
    worker = Worker({"SANDBOX_URL": sandbox, "SANDBOX_CALLS_PER_MINUTE": "600"})
    worker.start()
    yield worker
    worker.stop()


@pytest.fixture
async def browser(
    worker: Worker, committed: Database, redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Browser]:
    """Somebody who has just registered; what was lost on the way is published again at once."""
    for name, value in {**worker.environment, "JOB_REPUBLISH_SECONDS": "1"}.items():
        monkeypatch.setenv(name, value)
    get_settings.cache_clear()
    from vinyldigger.main import create_app

    transport = httpx.ASGITransport(app=create_app(get_settings()), client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        wish = {"email": "collector@example.org", "password": "pw", "country": "DE", "currency": "EUR"}
        answer = await client.post("/api/v1/auth/register", json=wish)
        assert answer.status_code == 201, answer.text
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield Browser(client)
    get_settings.cache_clear()


@dataclass
class Browser:
    """What the web app does, without the web app."""

    client: httpx.AsyncClient

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.client.get(f"/api/v1{path}", params=params or None)  # {} would replace the path's own
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def post(self, path: str, body: Any = None) -> Any:
        answer = await self.client.post(f"/api/v1{path}", json=body)
        assert answer.status_code < 300, answer.text
        return answer.json()

    async def put(self, path: str, body: Any) -> None:
        answer = await self.client.put(f"/api/v1{path}", json=body)
        assert answer.status_code < 300, answer.text

    async def delete(self, path: str) -> None:
        answer = await self.client.delete(f"/api/v1{path}")
        assert answer.status_code < 300, answer.text

    async def until(self, path: str, reached: Any) -> Any:
        """Ask again until the answer is as expected; meanwhile do the scheduler's part, for there is none."""
        async with asyncio.timeout(PATIENCE):
            while True:
                body = await self.get(path)
                if reached(body):
                    return body
                async with unit_of_work() as session:
                    await job_rows.sweep(session)
                await asyncio.sleep(0.2)

    async def until_run_ended(self, run: Any) -> Any:
        ended = {"succeeded", "partial", "failed", "cancelled"}
        return await self.until(f"/runs/{run['id']}", lambda body: body["status"] in ended)
