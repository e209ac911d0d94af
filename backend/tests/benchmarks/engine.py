"""How fast the whole engine is, how it grows, and what it needs: read, matched, priced, scored, recommended.

The market is generated (tools/sample_market.py): speed, not accuracy. Each size runs in a process of its own, so that
its peak memory is its own; CPU time of one thread is what counts on a shared machine.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
import time
from typing import TypedDict

from tools.plots import Line, plot
from tools.sample_market import market

from tests.benchmarks.support import apart, say, table
from vinyldigger.analysis.engine import analyse
from vinyldigger.services.tables import bundled_rates, load_tables

FIXED = [(1_000, 10_000), (10_000, 10_000), (100_000, 10_000)]
BOTH = [(1_000, 1_000), (10_000, 10_000), (100_000, 100_000)]
REACH_SECONDS, REACH_MEGABYTES, REACH_FIXED, REACH_BOTH = 5.0, 500, 12, 25


class Run(TypedDict):
    """One size, measured."""

    listings: int
    releases: int
    cpu: float
    megabytes: int
    recommendations: int


def measure(listings: int, releases: int) -> Run:
    """Analyses one generated market in this process."""
    inp, tables = market(listings, releases, bundled_rates()), load_tables()
    gc.collect()
    started = time.process_time()
    found = analyse(inp, tables)
    cpu = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Run(
        listings=listings, releases=releases, cpu=cpu, megabytes=peak, recommendations=len(found.recommendations)
    )


def of_size(listings: int, releases: int) -> Run:
    """One size, measured."""
    say(f"{listings:,} listings, {releases:,} releases")
    run: Run = apart("engine", listings, releases)
    return run


def main() -> None:
    """Prints the figures as Markdown and draws how time grows."""
    runs = {size: of_size(*size) for size in dict.fromkeys(BOTH + FIXED)}
    rows = [
        (f"{run['listings']:,}", f"{run['releases']:,}", f"{run['cpu']:.2f} s", f"{run['listings'] / run['cpu']:,.0f}",
         f"{run['megabytes']:,} MB", run["recommendations"])
        for run in runs.values()
    ]  # fmt: skip
    main_run = runs[10_000, 10_000]
    fixed = runs[100_000, 10_000]["cpu"] / main_run["cpu"]
    both = runs[100_000, 100_000]["cpu"] / main_run["cpu"]
    plot(
        "engine", "Time of one analysis", "listings", "seconds of CPU time",
        [Line(name, [float(size[0]) for size in sizes], [runs[size]["cpu"] for size in sizes])
         for name, sizes in (("catalogue of 10,000", FIXED), ("both growing", BOTH))],
    )  # fmt: skip
    print(table(["listings", "releases", "CPU time", "listings/s", "peak memory", "recommendations"], rows))
    print()
    print(table(["target", "reach", "measured"], [
        ("10,000 × 10,000", f"≤ {REACH_SECONDS:.0f} s, best 2 s", f"{main_run['cpu']:.2f} s"),
        ("its peak memory", f"< {REACH_MEGABYTES} MB", f"{main_run['megabytes']} MB"),
        ("10k → 100k listings, catalogue fixed", f"≤ {REACH_FIXED} ×", f"{fixed:.1f} ×"),
        ("10k → 100k, both growing", f"≤ {REACH_BOTH} ×", f"{both:.1f} ×"),
    ]))  # fmt: skip
    print("\n![Time of one analysis by number of listings](plots/engine.svg)")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        print(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
    else:
        main()
