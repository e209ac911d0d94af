"""The only place that reads the clock. Tests replace :func:`now` through :func:`use`."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """This moment, in UTC, aware."""
    return _source() if _source else datetime.now(UTC)  # noqa: TID251 - the one place


def today() -> date:
    """This day, in UTC."""
    return now().date()


def wall_seconds() -> float:
    """Seconds since 1970 by the machine's own clock, for libraries that count with it."""
    return time.time()


def monotonic() -> float:
    """Seconds that never go back, for measuring durations."""
    return time.monotonic()


@contextmanager
def use(source: Callable[[], datetime]) -> Iterator[None]:
    """Take the time from ``source`` for a while."""
    global _source
    previous, _source = _source, source
    try:
        yield
    finally:
        _source = previous
