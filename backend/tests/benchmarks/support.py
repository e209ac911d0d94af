"""What the benches share: durations, percentiles, Markdown tables."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from vinyldigger.core import clock


def percentile(values: Iterable[float], share: float) -> float:
    """The smallest value that at least ``share`` (0-1) of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([str(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


@dataclass
class Duration:
    """How long a block took."""

    seconds: float = 0.0


@contextmanager
def timed() -> Iterator[Duration]:
    """Measures a block; read the duration after it."""
    duration, started = Duration(), clock.monotonic()
    yield duration
    duration.seconds = clock.monotonic() - started


def say(text: str) -> None:
    """Progress, for whoever waits."""
    sys.stderr.write(f"{text}\n")
