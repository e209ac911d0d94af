"""What one process allows itself while Redis is away and nobody knows what the others do."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from vinyldigger.marketplaces.windows import Window

_SHARE = 4  # as if four processes called at the same time
_MINUTE = 60.0


class LocalLimit:
    """A quarter of the budget, spread evenly: at most so many calls in any minute of this process."""

    def __init__(self, window: Window, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._limit = max(1, int(window.limit * _MINUTE / window.seconds / _SHARE))
        self._calls: deque[float] = deque()
        self._closed_until = 0.0

    def ask(self) -> tuple[bool, float, float]:
        """Whether a call may go out, and twice the seconds until asking again may help."""
        now = self._clock()
        while self._calls and self._calls[0] <= now - _MINUTE:
            self._calls.popleft()
        wait = self._closed_until - now
        if len(self._calls) >= self._limit:
            wait = max(wait, self._calls[0] + _MINUTE - now)
        if wait > 0:
            return False, wait, wait
        self._calls.append(now)
        return True, 0.0, 0.0

    def close(self, seconds: float) -> None:
        """Stops this process for a while."""
        self._closed_until = self._clock() + seconds
