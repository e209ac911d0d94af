"""The process's connection to Redis. Losing Redis loses no work: it rings bells, counts budgets and caches.

A Redis that is away says so at once. One that hangs would cost everybody a time-out, so after the first it is left
alone for a while: using it then fails at once, as if it were away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import AbstractConnection
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSilent

from vinyldigger.core import clock
from vinyldigger.core.config import Settings

ANSWER_SECONDS = 2
LEFT_ALONE_SECONDS = 10.0

_current: Redis | None = None


class Silence:
    """Whether Redis has let somebody wait in vain, and is left alone."""

    def __init__(self) -> None:
        self._until: float | None = None

    def begin(self) -> None:
        """Redis did not answer in time."""
        self._until = clock.monotonic() + LEFT_ALONE_SECONDS

    def end(self) -> None:
        """Redis answered."""
        self._until = None

    def check(self) -> None:
        """Raises :class:`RedisAway` while it lasts. Then one may try, and the others wait for what comes of it."""
        if self._until is None:
            return
        if clock.monotonic() < self._until:
            raise RedisAway("Redis did not answer a moment ago")
        self.begin()


class Pool(ConnectionPool):
    """Connections of which none is given out while Redis is silent."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.silence = Silence()

    async def get_connection(self, *arguments: Any, **options: Any) -> AbstractConnection:
        """A connection. Raises :class:`RedisAway`."""
        self.silence.check()
        connection: AbstractConnection = await super().get_connection(*arguments, **options)  # type: ignore[no-untyped-call]  # so is the library
        return connection

    def make_connection(self) -> AbstractConnection:
        """A connection that notes when it has waited in vain."""
        connection: AbstractConnection = super().make_connection()  # type: ignore[no-untyped-call]  # so is the library
        connection.retry = _OneTry(self.silence)
        return connection

    async def release(self, connection: AbstractConnection) -> None:
        """Takes a connection back; one that has failed is closed by then."""
        if connection.is_connected:
            self.silence.end()
        await super().release(connection)


class _OneTry(Retry):
    def __init__(self, silence: Silence) -> None:
        super().__init__(NoBackoff(), 0)
        self._silence = silence

    async def call_with_retry(self, do: Callable[[], Awaitable[Any]], *how: Any, **options: Any) -> Any:
        try:
            return await super().call_with_retry(do, *how, **options)
        except RedisSilent:
            self._silence.begin()
            raise


def make_redis(settings: Settings) -> Redis:
    """A client for these settings. Call it in the process and loop that will use it."""
    pool = Pool.from_url(
        settings.redis_url,
        socket_connect_timeout=ANSWER_SECONDS,
        socket_timeout=ANSWER_SECONDS,
        health_check_interval=30,
    )
    return Redis.from_pool(pool)


def use_redis(redis: Redis | None) -> Redis | None:
    """Make ``redis`` the client of this process; answers the one before."""
    global _current
    previous, _current = _current, redis
    return previous


def get_redis() -> Redis:
    """The client of this process."""
    if _current is None:
        raise RuntimeError("no Redis client in this process: call use_redis() first")
    return _current


def silence_of(redis: Redis) -> Silence:
    """Whether a client's Redis is silent, for those who speak to it by other ways as well."""
    pool = redis.connection_pool
    assert isinstance(pool, Pool)
    return pool.silence
