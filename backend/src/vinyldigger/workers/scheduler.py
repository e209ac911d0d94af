"""The scheduler process: ticks that call use cases. What is due stands in the database, so two of them do no harm."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.metric_sums import sharing
from vinyldigger.core.process import process_resources
from vinyldigger.services import giving_up, health, inventories, jobs, periodic, searches

INSTANCE = f"{socket.gethostname()}:{os.getpid()}"

_log = structlog.get_logger(__name__)


async def tick() -> None:
    """Queue the periodic work that is due, and say that the scheduler lives."""
    async with unit_of_work() as session:
        await health.beat(session, "scheduler", INSTANCE)
        await periodic.queue_due(session)


async def queue_searches() -> None:
    """Queue the searches whose time has come."""
    async with unit_of_work() as session:
        await searches.queue_due_searches(session, clock.now())


async def queue_inventories() -> None:
    """Queue the reading of watched sellers' inventories that are due."""
    async with unit_of_work() as session:
        await inventories.queue_due(session, clock.now())


TICKS: tuple[Callable[[], Awaitable[object]], ...] = (
    tick,
    queue_searches,
    queue_inventories,
    giving_up.end_given_up,
)


async def main() -> None:
    """Tick until the process is asked to stop. The first tick comes at once and catches up what was missed."""
    settings = get_settings()
    stopped = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, stopped.set)
    async with process_resources(settings), sharing():
        scheduler = AsyncIOScheduler(timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1})
        for each in TICKS:
            await guarded(each)
            scheduler.add_job(guarded, "interval", args=[each], seconds=settings.scheduler_tick_seconds)
        scheduler.add_job(guarded, "interval", args=[jobs.sweep], seconds=settings.sweep_seconds)
        scheduler.start()
        await stopped.wait()
        scheduler.shutdown(wait=False)


async def guarded(work: Callable[[], Awaitable[object]]) -> None:
    """Run one tick; a failing one is logged, and the next comes all the same."""
    try:
        await work()
    except Exception:  # the database may be away: the next tick catches up
        _log.exception("tick_failed", tick=getattr(work, "__name__", "?"))
