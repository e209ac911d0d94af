"""How fast baskets of 100 wants × 5,000 offers × 300 sellers are solved, and how well within a time limit.

Instances are generated (tools/basket_instances.py). One thread; times are CPU time. The solver's limit is wall-clock
time: on a shared machine it is stretched by the share of a core that this process has just been given.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from typing import NamedTuple

from tools.basket_instances import Kind, instance
from tools.plots import Line, plot

from tests.benchmarks.support import say, table
from vinyldigger.analysis.basket_types import Plan
from vinyldigger.analysis.baskets import Variant, solve
from vinyldigger.services.tables import load_tables

INSTANCES = 10
SAMPLE = 0.5  # seconds
TARGETS = """
Targets: first + extra optimal under 1 s; steps and tax thresholds within 1 % in 5 s, and optimal in 30 s for 9 of 10;
with a parcel cap within 3 % in 15 s.
"""
REGIME = load_tables().taxes.regime("DE", date(2026, 11, 1))


class Run(NamedTuple):
    """One instance solved within a limit."""

    seconds: float
    plan: Plan


def share_of_core() -> float:
    """The share of a core this process gets now: CPU time by wall-clock time while doing nothing but counting."""
    wall, cpu = time.perf_counter(), time.process_time()
    while time.perf_counter() - wall < SAMPLE:
        pass
    return max(0.05, min(1.0, (time.process_time() - cpu) / (time.perf_counter() - wall)))


def run(kind: Kind, seed: int, limit: float, variant: Variant = Variant.CHEAPEST) -> Run:
    """Solves one instance within about so many seconds of CPU time."""
    assert REGIME is not None  # the table knows Germany
    problem = instance(kind, seed, REGIME)
    stretched = limit / share_of_core()
    started = time.process_time()
    plan = solve(problem, variant, stretched)
    return Run(time.process_time() - started, plan)


def row(kind: Kind, runs: list[Run], limit: float) -> tuple[str, ...]:
    """One line of the table."""
    seconds = sorted(found.seconds for found in runs)
    optimal = sum(not found.plan.stopped_by_clock for found in runs)
    worst = max(found.plan.gap for found in runs)
    middle = seconds[len(seconds) // 2]
    return (
        kind.value,
        f"{limit:g} s",
        f"{optimal} of {len(runs)}",
        f"{worst:.2%}",
        f"{middle:.2f} s",
        f"{seconds[-1]:.2f} s",
    )


def main() -> int:
    """Prints the figures as Markdown and draws the times."""
    rows, lines = [], []
    for kind, limits in ((Kind.STRAIGHT, (1.0,)), (Kind.STEPS, (5.0, 30.0)), (Kind.CAPPED, (15.0,))):
        for limit in limits:
            say(f"{kind.value}, {limit:g} s")
            runs = [run(kind, seed, limit) for seed in range(INSTANCES)]
            rows.append(row(kind, runs, limit))
        times = sorted(found.seconds for found in runs)
        lines.append(Line(kind.value, range(1, INSTANCES + 1), times))
    print(table(["shipping and limits", "limit", "proven optimal", "largest gap", "median", "slowest"], rows))
    print(TARGETS)
    variants = [(variant, run(Kind.STRAIGHT, 0, 20.0, variant)) for variant in Variant]
    print(table(["variant", "time", "gap", "parcels", "open wants", "landed"], [
        (variant.value, f"{found.seconds:.2f} s", f"{found.plan.gap:.2%}", len(found.plan.parcels),
         len(found.plan.unmet), found.plan.landed.amount)
        for variant, found in variants
    ]))  # fmt: skip
    plot("baskets", "Time to the proven best basket", "instance, fastest first", "seconds", lines, logarithmic=False)
    print("\n![Time to the proven best basket, by instance](plots/baskets.svg)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
