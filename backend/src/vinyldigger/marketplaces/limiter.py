"""One budget for all processes: who may call now, and when to come back otherwise.

A call is admitted when the window has room that is not kept for others. Each priority has a small share of its own,
so that none starves; the rest goes to the most urgent who wait, and among equals to whoever has had least.
"""

from __future__ import annotations

import asyncio
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from vinyldigger.marketplaces.contract import Budget, Caller, Priority, RateLimited
from vinyldigger.marketplaces.fallback import LocalLimit
from vinyldigger.marketplaces.settings import Sleep
from vinyldigger.marketplaces.shared import Shared, script
from vinyldigger.marketplaces.windows import Window

RANKS = {Priority.INTERACTIVE: 1, Priority.MUST: 2, Priority.NORMAL: 3, Priority.HOUSEKEEPING: 4}
_KEPT = (0.10, 0.05, 0.05, 0.05)  # share of the limit that only calls of that rank may use
_USED_OF_ANNOUNCED = 55 / 60  # the rest covers the way from our clock to theirs
_LIMITER, _ANNOUNCE = script("limiter.lua"), script("announce.lua")
_CALLS, _WAITING, _CEILING, _CLOSED = "calls", "waiting", "ceiling", "closed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a call may go out. Otherwise ``wait``: seconds until asking again may help; ``turn``: until it should."""

    admitted: bool
    wait: float = 0.0
    turn: float = 0.0


class Limiter:
    """The budget of one marketplace. ``patience``: seconds a caller waits here before the work is handed back.

    ``clock`` (seconds) serves only while Redis is away; otherwise Redis' own is asked, the same for all processes.
    """

    def __init__(
        self,
        marketplace: str,
        shared: Shared,
        window: Window,
        clock: Callable[[], float],
        patience: float = 5.0,
        sleep: Sleep | None = None,
    ) -> None:
        self._marketplace = marketplace
        self._shared = shared
        self._window = window
        self._patience = patience
        self._sleep: Sleep = sleep or asyncio.sleep
        self._local = LocalLimit(window, clock)

    async def acquire(self, caller: Caller) -> None:
        """Returns when one call may go out; raises :class:`RateLimited` when that is more than a few seconds away."""
        waited, place = 0.0, uuid.uuid4().hex
        while not (verdict := await self.ask(caller, place)).admitted:
            if waited + verdict.wait > self._patience:
                raise RateLimited(self._marketplace, "the call budget is spent", retry_after=verdict.turn)
            await self._sleep(verdict.wait)
            waited += verdict.wait

    async def ask(self, caller: Caller, place: str) -> Verdict:
        """Takes one call from the budget if there is one, without waiting. ``place``: the same while asking again."""
        now = await self._shared.now()
        if now is None:
            return Verdict(*self._local.ask())
        terms = self._window.terms(now, caller.priority)
        answer = await self._shared.run(
            _LIMITER, (_CALLS, _WAITING, _CEILING, _CLOSED),
            self._shared.now_argument(), terms.moving, terms.since, terms.limit, RANKS[caller.priority],
            caller.fair_key, place, terms.more, *_KEPT,
        )  # fmt: skip
        if answer is None:
            return Verdict(*self._local.ask())
        admitted, wait, turn = (int(part) for part in answer)
        if terms.ends is not None:
            wait, turn = min(wait, terms.ends - now), min(turn, terms.ends - now)
        return Verdict(bool(admitted), wait / 1000, turn / 1000)

    async def announce(self, limit: int, used: int) -> None:
        """Takes in what the marketplace says: its limit, and how many calls it has counted in the window."""
        now = await self._shared.now()
        if now is None or limit < 1:
            return
        terms = self._window.terms(now, Priority.INTERACTIVE)
        allowed = max(1, int(limit * _USED_OF_ANNOUNCED)) if terms.moving else limit
        await self._shared.run(
            _ANNOUNCE, (_CALLS, _CEILING),
            self._shared.now_argument(), terms.moving, terms.since, allowed, used, uuid.uuid4().hex,
        )  # fmt: skip

    async def close(self, seconds: float) -> None:
        """Stops everybody: the marketplace has said that it is too much."""
        now = await self._shared.now()
        self._local.close(seconds)
        if now is not None:
            await self._shared.put(_CLOSED, str(now + int(seconds * 1000)), max(1, int(seconds) + 1))

    async def budget(self) -> Budget:
        """What is used and who waits. Without Redis nothing is known of the others: used counts from zero."""
        now = await self._shared.now()
        if now is None:
            return Budget(self._marketplace, self._window.limit, 0, self._window.seconds)
        terms = self._window.terms(now, Priority.INTERACTIVE)
        calls = await self._shared.members(_CALLS, terms.since) or []
        notes = await self._shared.members(_WAITING, now) or []
        ceiling = await self._shared.get(_CEILING)
        names = {str(rank): priority.value for priority, rank in RANKS.items()}
        return Budget(
            marketplace=self._marketplace,
            limit=min(terms.limit, int(ceiling or terms.limit)),
            used=sum(int(call.split("|")[2]) for call in calls),
            window_seconds=self._window.seconds,
            resets_at=None if terms.ends is None else datetime.fromtimestamp(terms.ends / 1000, UTC),
            waiting=Counter(names[note.split("|")[0]] for note in notes),
        )
