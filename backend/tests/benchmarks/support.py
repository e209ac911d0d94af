"""What the benches share: durations, percentiles, Markdown tables."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

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


def apart(bench: str, *size: int) -> Any:
    """What a bench finds of one size in a process of its own, which prints it as JSON: its peak memory is its own."""
    command = [sys.executable, "-m", f"tests.benchmarks.{bench}", *map(str, size)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout)
