"""How often searches really run: when the call budgets do not suffice for all, every interval stretches evenly."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.models.searches import SavedSearch
from vinyldigger.services.access import calls_a_day
from vinyldigger.services.repositories import installation, pacing

SCHEDULED_SHARE = 0.85  # of a day's calls; the rest is for who waits in front of the screen
RECKONED_FOR_SECONDS = 60.0

Stretches = Mapping[str, float]  # by marketplace, 1 and more

_reckoned: tuple[float, Stretches] | None = None


async def stretches(session: AsyncSession) -> Stretches:
    """By how much the intervals of searches on each marketplace stretch, reckoned anew every minute.

    Calls a day that all active searches would make (their runs a day, times the calls that runs took of late), over
    what the marketplace allows. A marketplace without a finished run does not stretch: nothing is known yet.
    """
    global _reckoned
    if _reckoned is None or clock.monotonic() - _reckoned[0] > RECKONED_FOR_SECONDS:
        _reckoned = clock.monotonic(), await _reckon(session)
    return _reckoned[1]


async def _reckon(session: AsyncSession) -> Stretches:
    environment = await installation.environment(session)
    calls = await pacing.calls_a_run(session, environment)
    asked = {name: runs * calls.get(name, 0.0) for name, runs in (await pacing.runs_a_day(session)).items()}
    return {name: max(1.0, asked[name] / (SCHEDULED_SHARE * calls_a_day(environment, name))) for name in asked}


def interval(search: SavedSearch, stretched: Stretches) -> timedelta:
    """The time between two runs of a search: what its user asked for, or more."""
    slowest = max((stretched.get(marketplace, 1.0) for marketplace in search.platforms), default=1.0)
    return timedelta(hours=search.check_interval_hours) * slowest


async def next_run(session: AsyncSession, search: SavedSearch, last: datetime) -> datetime:
    """When a search that ran at a moment runs again."""
    return last + interval(search, await stretches(session))


def forget() -> None:
    """Reckon anew."""
    global _reckoned
    _reckoned = None
