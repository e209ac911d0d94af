"""How often something may be tried: moving windows shared through Redis, in this process alone while Redis is away."""

from __future__ import annotations

import math
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network

import structlog
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.errors import StorageError
from redis.asyncio import Redis

from vinyldigger.core import clock
from vinyldigger.core.errors import TooManyRequests
from vinyldigger.core.redis import get_redis

_log = structlog.get_logger(__name__)
HOUSEHOLD = 64  # bits of an IPv6 address that one customer is given: the rest is theirs to change


def network_of(address: str | None) -> str:
    """Whom an address counts as: itself, in IPv6 its /64."""
    if address is None:
        return "unknown"
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if not isinstance(ip, IPv6Address):
        return address
    return str(ip.ipv4_mapped or ip_network((ip, HOUSEHOLD), strict=False))


async def throttle(purpose: str, who: str, per_minute: int) -> None:
    """Count one try. Raises :class:`TooManyRequests` when ``who`` had ``per_minute`` in the last 60 seconds."""
    item = RateLimitItemPerMinute(per_minute, namespace=purpose)
    try:
        allowed, wait = await _hit(_shared(get_redis()), item, who)
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
def _shared(redis: Redis) -> MovingWindowRateLimiter:
    storage = RedisStorage(
        "async+redis://the-pool-knows:6379",  # not used: the pool has the address
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="throttle",
        connection_pool=redis.connection_pool,  # type: ignore[arg-type]  # taken as is, says the source
    )
    return MovingWindowRateLimiter(storage)


@cache
def _alone() -> MovingWindowRateLimiter:
    return MovingWindowRateLimiter(MemoryStorage())


def reset() -> None:
    """Forget clients and counts of this process: another event loop needs its own."""
    _shared.cache_clear()
    _alone.cache_clear()
