"""State that all processes share at one marketplace, kept in Redis. Redis may be away: then answers are None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

Argument = str | int | float | bytes


class Shared:
    """A marketplace's corner of Redis. Losing it loses no work, only knowledge of what was spent lately."""

    def __init__(self, redis: Redis, scope: str, clock: Callable[[], float] | None = None) -> None:
        self._redis = redis
        self._scope = scope
        self._clock = clock

    def key(self, name: str) -> str:
        """A key of this marketplace; the braces keep all of them on one node."""
        return f"marketplace:{{{self._scope}}}:{name}"

    def now_argument(self) -> int:
        """Milliseconds for a script, or -1: read Redis' own clock, the only one that all processes share."""
        return -1 if self._clock is None else int(self._clock() * 1000)

    async def now(self) -> int | None:
        """Milliseconds since the epoch by the shared clock."""
        if self._clock is not None:
            return int(self._clock() * 1000)
        try:
            seconds, micros = await self._redis.time()
        except RedisError:
            return None
        return int(seconds) * 1000 + int(micros) // 1000

    async def run(self, script: str, keys: Sequence[str], *arguments: Argument) -> Any | None:
        """What a Lua script answers."""
        try:
            return await self._redis.register_script(script)([self.key(key) for key in keys], list(arguments))
        except RedisError:
            return None

    async def members(self, name: str, low: int, high: int | None = None) -> list[str] | None:
        """Members of a sorted set scored ``low`` to ``high`` (None: no upper end)."""
        try:
            found = await self._redis.zrangebyscore(self.key(name), low, "+inf" if high is None else high)
        except RedisError:
            return None
        return [_text(member) for member in found]

    async def get(self, name: str) -> str | None:
        """A remembered value."""
        try:
            value = await self._redis.get(self.key(name))
        except RedisError:
            return None
        return None if value is None else _text(value)

    async def field(self, name: str, field: str) -> str | None:
        """A field of a remembered hash."""
        try:
            value = await self._redis.hget(self.key(name), field)
        except RedisError:
            return None
        return None if value is None else _text(value)

    async def put(self, name: str, value: str, seconds: int) -> None:
        """Remembers a value for a while, if Redis is there."""
        try:
            await self._redis.set(self.key(name), value, ex=seconds)
        except RedisError:
            return

    async def forget(self, name: str) -> None:
        """Drops a remembered value."""
        try:
            await self._redis.delete(self.key(name))
        except RedisError:
            return


def script(name: str) -> str:
    """The text of a Lua script that lies beside this file."""
    return files("vinyldigger.marketplaces").joinpath(name).read_text(encoding="utf-8")


def _text(value: object) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)
