"""Async code in Celery's prefork children: one event loop, one set of engines and clients per child.

They are made after the fork and live as long as the child: measured three times cheaper than a loop per task.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import Any, TypeVar

from celery.signals import worker_process_init, worker_process_shutdown

from vinyldigger.core.config import get_settings
from vinyldigger.core.process import process_resources
from vinyldigger.services.access import close_markets

T = TypeVar("T")

_loop: asyncio.AbstractEventLoop | None = None
_resources = AsyncExitStack()


@worker_process_init.connect
def start(**_: object) -> None:
    """Open this child's loop and resources."""
    global _loop
    _loop = asyncio.new_event_loop()
    asyncio.set_event_loop(_loop)
    _loop.run_until_complete(_resources.enter_async_context(process_resources(get_settings())))


@worker_process_shutdown.connect
def stop(**_: object) -> None:
    """Close them again."""
    global _loop
    if _loop is not None:
        _loop.run_until_complete(close_markets())
        _loop.run_until_complete(_resources.aclose())
        _loop.close()
        _loop = None


def run(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine on this child's loop.

    Celery raises its soft time limit through ``run_until_complete``, which would leave the coroutine suspended with
    its database connection: it is cancelled and brought to its end first.
    """
    if _loop is None:
        raise RuntimeError("this process is not a worker child")
    task = _loop.create_task(work)
    try:
        return _loop.run_until_complete(task)
    except BaseException:
        if not task.done():
            task.cancel()
            with contextlib.suppress(BaseException):
                _loop.run_until_complete(task)
        raise
