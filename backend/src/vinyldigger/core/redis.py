"""The process's connection to Redis. Losing Redis loses no work: it rings bells, counts budgets and caches."""

from __future__ import annotations

from redis.asyncio import Redis

from vinyldigger.core.config import Settings

_current: Redis | None = None


def make_redis(settings: Settings) -> Redis:
    """A client for these settings. Call it in the process and loop that will use it."""
    return Redis.from_url(settings.redis_url, socket_connect_timeout=2, socket_timeout=2, health_check_interval=30)


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
