"""What every process opens when it starts and closes when it ends: logging, the database, Redis."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from vinyldigger.core.config import Settings
from vinyldigger.core.database import make_database, use_database
from vinyldigger.core.logging import setup_logging
from vinyldigger.core.redis import make_redis, use_redis
from vinyldigger.core.throttle import reset as reset_throttle


@asynccontextmanager
async def process_resources(settings: Settings) -> AsyncIterator[None]:
    """Open them in the process and event loop that will use them, never before a fork."""
    setup_logging(settings.log_level, json=settings.log_json)
    database, redis = make_database(settings), make_redis(settings)
    use_database(database)
    use_redis(redis)
    reset_throttle()
    try:
        yield
    finally:
        use_database(None)
        use_redis(None)
        await database.close()
        await redis.aclose()
