"""A Redis that hangs costs one time-out, and from then on no more than one that is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from kombu.exceptions import OperationalError
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSilent

from tests.support import Clock
from vinyldigger.core import clock, jobs
from vinyldigger.core import redis as redis_module
from vinyldigger.core.config import Settings
from vinyldigger.core.errors import TooManyRequests
from vinyldigger.core.jobs import Job, Queue, publish
from vinyldigger.core.redis import LEFT_ALONE_SECONDS, make_redis, silence_of, use_redis
from vinyldigger.core.throttle import throttle


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """What durations are measured by; it stands still."""
    standing = Clock()
    monkeypatch.setattr(clock, "monotonic", lambda: standing().timestamp())
    return standing


class Sleeper:
    """Takes connections and says nothing, until it is ``awake``: then it passes everything on to Redis."""

    def __init__(self, redis: Redis) -> None:
        self.awake = asyncio.Event()
        self._address = {name: redis.connection_pool.connection_kwargs[name] for name in ("host", "port")}

    async def meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.awake.wait()
        answers, questions = await asyncio.open_connection(**self._address)
        await asyncio.gather(self._pass_on(reader, questions), self._pass_on(answers, writer))

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while words := await reader.read(65536):
            writer.write(words)
        writer.close()


@pytest.fixture
async def sleeper(redis: Redis) -> AsyncIterator[tuple[Sleeper, int]]:
    """With its port."""
    sleeper = Sleeper(redis)
    async with await asyncio.start_server(sleeper.meet, "127.0.0.1", 0) as server:
        yield sleeper, server.sockets[0].getsockname()[1]
        sleeper.awake.set()


@pytest.fixture
async def hung(
    settings: Settings, sleeper: tuple[Sleeper, int], stopwatch: Clock, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Redis]:
    """The process's Redis, which takes connections and never answers."""
    monkeypatch.setattr(redis_module, "ANSWER_SECONDS", 0.5)
    address = f"redis://127.0.0.1:{sleeper[1]}/0"
    async with make_redis(settings.model_copy(update={"redis_url": address})) as redis:
        before = use_redis(redis)
        yield redis
        use_redis(before)


async def test_after_the_first_time_out_nobody_waits(hung: Redis, stopwatch: Clock) -> None:
    with pytest.raises(RedisSilent):
        await hung.get("x")
    for _ in range(3):
        with pytest.raises(RedisAway):
            await hung.get("x")
    stopwatch.advance(seconds=LEFT_ALONE_SECONDS)
    answers = await asyncio.gather(*(hung.get("x") for _ in range(5)), return_exceptions=True)
    assert sorted(type(answer).__name__ for answer in answers) == ["ConnectionError"] * 4 + ["TimeoutError"]


async def test_what_answers_again_is_used_again(hung: Redis, sleeper: tuple[Sleeper, int], stopwatch: Clock) -> None:
    with pytest.raises(RedisSilent):
        await hung.ping()
    sleeper[0].awake.set()
    with pytest.raises(RedisAway):
        await hung.ping()
    stopwatch.advance(seconds=LEFT_ALONE_SECONDS)
    assert [await hung.ping() for _ in range(3)] == [True] * 3


async def test_limits_hold_in_this_process_meanwhile(hung: Redis) -> None:
    for _ in range(2):
        await throttle("test", "somebody", 2)
    with pytest.raises(TooManyRequests):
        await throttle("test", "somebody", 2)


async def test_bells_are_not_rung_where_nobody_answers(hung: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    rung = []

    class Bell:
        def send_task(self, name: str, **_options: object) -> None:
            rung.append(name)
            raise OperationalError("Timeout reading from socket") from RedisSilent()

    monkeypatch.setattr(jobs, "_publisher", Bell)
    for _ in range(3):
        await publish(Job.CLEAN_UP, uuid4(), Queue.BACKGROUND)
    assert rung == [Job.CLEAN_UP.task_name]
    with pytest.raises(RedisAway):
        silence_of(hung).check()
