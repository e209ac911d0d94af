"""A circuit breaker that all processes share: a marketplace that is down is left alone for a while."""

from __future__ import annotations

from datetime import UTC, datetime

from vinyldigger.marketplaces.contract import Unavailable
from vinyldigger.marketplaces.shared import Shared, script

_BREAKER = script("breaker.lua")
_KEY = "breaker"
_FAILURES = 5  # straight time-outs or 5xx
_FIRST_PAUSE, _LONGEST_PAUSE, _PROBE = 30_000, 600_000, 60_000  # ms


class Breaker:
    """Opens after five failures in a row; then one call at a time tries whether it is well again."""

    def __init__(self, marketplace: str, shared: Shared) -> None:
        self._marketplace = marketplace
        self._shared = shared

    async def check(self) -> None:
        """Raises :class:`Unavailable` while it is open."""
        pause = await self._tell("ask")
        if pause:
            raise Unavailable(self._marketplace, "left alone after repeated failures", retry_after=pause / 1000)

    async def succeeded(self) -> None:
        """The marketplace answered, whatever it said."""
        await self._tell("ok")

    async def failed(self) -> None:
        """A time-out or a 5xx."""
        await self._tell("failed")

    async def open_until(self) -> datetime | None:
        """When the next call may try, while it is open."""
        until = await self._shared.field(_KEY, "until")
        now = await self._shared.now()
        if until is None or now is None or float(until) <= now:
            return None
        return datetime.fromtimestamp(float(until) / 1000, UTC)

    async def _tell(self, what: str) -> int:
        """What the script says; 0 while Redis is away, when every process is on its own."""
        now = self._shared.now_argument()
        answer = await self._shared.run(_BREAKER, (_KEY,), what, now, _FAILURES, _FIRST_PAUSE, _LONGEST_PAUSE, _PROBE)
        return int(answer or 0)
