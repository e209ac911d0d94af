"""The two kinds of budget: so many calls in any minute, and so many calls a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from vinyldigger.marketplaces.contract import Priority

PACIFIC = ZoneInfo("America/Los_Angeles")
_AT_ONCE = 0.25  # share of a day's calls that background work may spend before any of the day has passed


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for one call at one moment, in milliseconds. ``moving`` 0: everything since ``since`` counts.

    ``more``: how long until one more call comes free when the window does not move. ``ends``: when it starts anew.
    """

    moving: int
    since: int
    limit: int
    more: int
    ends: int | None


class Window(Protocol):
    """A budget of ``limit`` calls in ``seconds``."""

    @property
    def limit(self) -> int:
        """Calls in one window."""

    @property
    def seconds(self) -> int:
        """Length of the window."""

    def terms(self, now: int, priority: Priority) -> Terms:
        """What holds for a call of this priority at ``now`` (ms since the epoch)."""


@dataclass(frozen=True, slots=True)
class MovingWindow:
    """At most ``limit`` calls in any ``seconds``."""

    limit: int
    seconds: int = 60

    def terms(self, now: int, priority: Priority) -> Terms:  # noqa: ARG002 - the same for every priority
        """The window ends where it begins: ``since`` is worked out by the clock that judges the call."""
        return Terms(moving=self.seconds * 1000, since=now - self.seconds * 1000, limit=self.limit, more=0, ends=None)


@dataclass(frozen=True, slots=True)
class PacificDay:
    """At most ``limit`` calls from midnight to midnight in California, as eBay counts.

    Background work gets a quarter at once and the rest evenly over the day, so that nobody finds the day spent at
    breakfast. A person who waits may spend all that is left.
    """

    limit: int
    seconds: int = 86_400

    def terms(self, now: int, priority: Priority) -> Terms:
        """Days of 23 and 25 hours are as long as they are."""
        begins, ends = pacific_day(now)
        if priority is Priority.INTERACTIVE:
            return Terms(moving=0, since=begins, limit=self.limit, more=ends - now, ends=ends)
        passed = (now - begins) / (ends - begins)
        released = int(self.limit * min(1.0, _AT_ONCE + (1 - _AT_ONCE) * passed))
        more = int((ends - begins) / max(1.0, self.limit * (1 - _AT_ONCE)))
        return Terms(moving=0, since=begins, limit=released, more=more, ends=ends)


def pacific_day(now: int) -> tuple[int, int]:
    """When the Pacific day around ``now`` begins and ends, in ms since the epoch."""
    today = datetime.fromtimestamp(now / 1000, UTC).astimezone(PACIFIC).date()
    begins = datetime.combine(today, time(), PACIFIC)
    ends = datetime.combine(today + timedelta(days=1), time(), PACIFIC)
    return int(begins.timestamp() * 1000), int(ends.timestamp() * 1000)
