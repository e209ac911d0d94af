"""The worker's sign of life: its main process writes one every few seconds, also while nothing is to be done."""

from __future__ import annotations

import asyncio
from typing import Any

import structlog
from celery.signals import heartbeat_sent

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import make_database, unit_of_work, use_database
from vinyldigger.services import health

PERIOD_SECONDS = 15

_log = structlog.get_logger(__name__)
_last = 0.0


def connect() -> None:
    """Begin to give signs of life."""
    heartbeat_sent.connect(_beat)


def _beat(sender: Any, **_: object) -> None:
    """Celery's own heartbeat comes every two seconds."""
    global _last
    if clock.monotonic() - _last < PERIOD_SECONDS:
        return
    _last = clock.monotonic()
    try:
        asyncio.run(_write(sender.eventer.hostname))
    except Exception as error:  # no reason of the database's may stop the worker
        _log.warning("no_sign_of_life", error=type(error).__name__)


async def _write(instance: str) -> None:
    """A loop and a connection of their own: the children have theirs, and this process has no other use for them."""
    database = make_database(get_settings())
    before = use_database(database)
    try:
        async with unit_of_work() as session:
            await health.beat(session, "worker", instance)
    finally:
        use_database(before)
        await database.close()
