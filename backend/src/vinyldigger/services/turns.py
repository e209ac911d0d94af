"""Taking turns: of many who would ask a marketplace the same at the same time, one asks and the others wait for it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from redis.exceptions import RedisError

from vinyldigger.core.jobs import Claim
from vinyldigger.core.redis import get_redis

HELD_SECONDS = 60.0  # a worker that dies with its turn holds up other jobs no longer than this
PATIENCE_SECONDS = 30.0

# Ends a turn (KEYS[1]) whose holder's name begins with a text (ARGV[1]).
_END = """
local holder = redis.call('GET', KEYS[1])
if holder and string.sub(holder, 1, #ARGV[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
"""


@asynccontextmanager
async def in_turn(name: str, claim: Claim) -> AsyncIterator[None]:
    """One at a time for each name, across all processes. Whoever has waited too long, or without Redis, goes on.

    ``claim``: whose turn it is. What an earlier attempt at the same job holds is taken over: its worker is gone.
    """
    redis, key, job = get_redis(), f"turn:{name}", f"{claim.id}:"
    lock = redis.lock(key, timeout=HELD_SECONDS, blocking_timeout=PATIENCE_SECONDS)
    is_mine = False
    with suppress(RedisError):
        await redis.register_script(_END)([key], [job])
        is_mine = await lock.acquire(token=f"{job}{claim.fence}")
    try:
        yield
    finally:
        if is_mine:
            with suppress(RedisError):
                await lock.release()
