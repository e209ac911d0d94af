"""Taking turns: of many who would ask a marketplace the same at the same time, one asks and the others wait for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.exceptions import RedisError

from vinyldigger.core.redis import get_redis

HELD_SECONDS = 60.0  # a worker that dies with its turn holds the others up no longer than this
PATIENCE_SECONDS = 30.0


@asynccontextmanager
async def in_turn(name: str) -> AsyncIterator[None]:
    """One at a time for each name, across all processes. Whoever has waited too long, or without Redis, goes on."""
    lock = get_redis().lock(f"turn:{name}", timeout=HELD_SECONDS, blocking_timeout=PATIENCE_SECONDS)
    is_mine = False
    with suppress(RedisError):
        is_mine = await lock.acquire()
    try:
        yield
    finally:
        if is_mine:
            with suppress(RedisError):
                await lock.release()
