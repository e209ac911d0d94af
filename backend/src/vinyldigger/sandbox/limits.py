"""How many calls the stand-ins allow: a moving window for Discogs, a day for eBay."""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_PACIFIC = ZoneInfo("America/Los_Angeles")


class MovingWindow:
    """Calls per address within the last ``seconds``. Refused calls count too: who goes on asking stays out."""

    def __init__(self, seconds: int) -> None:
        self._seconds = seconds
        self._calls: dict[str, deque[float]] = defaultdict(deque)

    def take(self, address: str, now: float) -> int:
        """Count one call; answers how many the window now holds."""
        calls = self._calls[address]
        while calls and (calls[0] <= now - self._seconds or calls[0] > now):
            calls.popleft()
        calls.append(now)
        return len(calls)


class DailyQuota:
    """Calls of an application since midnight, Pacific time."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self._day = ""
        self._count = 0

    def take(self, now: datetime) -> bool:
        """Count one call; whether it was within the limit."""
        self._roll(now)
        self._count += 1
        return self._count <= self.limit

    def used(self, now: datetime) -> int:
        """Calls counted today."""
        self._roll(now)
        return min(self._count, self.limit)

    def resets_at(self, now: datetime) -> datetime:
        """The next midnight in California, in the zone of ``now``."""
        local = now.astimezone(_PACIFIC)
        midnight = (local + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight.astimezone(now.tzinfo)

    def _roll(self, now: datetime) -> None:
        day = now.astimezone(_PACIFIC).date().isoformat()
        if day != self._day:
            self._day, self._count = day, 0
