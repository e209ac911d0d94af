"""How often something may be tried: moving windows shared through Redis, in this process alone while Redis is away."""

from __future__ import annotations

import math
from functools import cache

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.errors import TooManyRequests

_log = structlog.get_logger(__name__)


async def throttle(purpose: str, who: str, per_minute: int) -> None:
    """Count one try. Raises :class:`TooManyRequests` when ``who`` had ``per_minute`` in the last 60 seconds."""
    item = RateLimitItemPerMinute(per_minute, namespace=purpose)
    try:
        allowed, wait = await _hit(_shared(), item, who)
    except StorageError as error:
        _log.warning("throttle_alone", purpose=purpose, error=type(error).__name__)
        allowed, wait = await _hit(_alone(), item, who)
    if not allowed:
        raise TooManyRequests("Too many tries, wait a moment", retry_after=wait)


async def _hit(limiter: MovingWindowRateLimiter, item: RateLimitItem, who: str) -> tuple[bool, int]:
    if await limiter.hit(item, who):
        return True, 0
    window = await limiter.get_window_stats(item, who)
    return False, max(1, math.ceil(window.reset_time - clock.wall_seconds()))


@cache
def _shared() -> MovingWindowRateLimiter:
    storage = RedisStorage(
        f"async+{get_settings().redis_url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="throttle",
        socket_connect_timeout=1,
        socket_timeout=1,
    )
    return MovingWindowRateLimiter(storage)


@cache
def _alone() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def reset() -> None:
    """Forget clients and counts of this process: another event loop needs its own."""
    _shared.cache_clear()
    _alone.cache_clear()
