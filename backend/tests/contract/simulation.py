"""A clock that moves only when somebody sleeps, and callers that live by it."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable, Sequence
from itertools import count

START = 1_795_000_000.0  # some moment in November 2026


class SimulatedTime:
    """Runs coroutines against simulated seconds, one at a time, always the one that wakes first.

    ``sleep`` replaces :func:`asyncio.sleep`, ``now`` the clock. Real I/O (Redis) happens in between and takes no time.
    Nobody may sleep while holding a lock that another actor waits for: the one woken must sleep again or end.
    """

    def __init__(self, start: float = START) -> None:
        self.moment = start
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> float:
        return self.moment

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._sleepers, (self.moment + max(seconds, 0.001), next(self._order), woken))
        await woken

    async def run(self, *actors: Callable[[], Awaitable[None]]) -> None:
        """Runs the actors until all have ended."""
        tasks = [asyncio.ensure_future(self._enter(actor)) for actor in actors]
        while not all(task.done() for task in tasks):
            while not self._sleepers and not all(task.done() for task in tasks):
                await asyncio.wait([task for task in tasks if not task.done()], timeout=0)
                await asyncio.sleep(0)
            if self._sleepers:
                await self._wake_next(tasks)
        await asyncio.gather(*tasks)

    async def _enter(self, actor: Callable[[], Awaitable[None]]) -> None:
        await self.sleep(0)
        await actor()

    async def _wake_next(self, tasks: Sequence[asyncio.Future[None]]) -> None:
        moment, _, woken = heapq.heappop(self._sleepers)
        self.moment = max(self.moment, moment)
        before = sum(task.done() for task in tasks)
        waiting = len(self._sleepers)
        woken.set_result(None)
        # Until the woken one sleeps again or ends; only Redis answers are awaited in between.
        while len(self._sleepers) == waiting and sum(task.done() for task in tasks) == before:  # noqa: ASYNC110 - no event tells
            await asyncio.sleep(0)
