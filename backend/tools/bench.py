"""Runs benches and writes what they print into docs/benchmarks.md: `bench.py [NAME…]`, all without a name.

A bench is a program ``tests/benchmarks/<name>.py`` that prints Markdown. Its block in the document stands between
``<!-- bench:<name> -->`` and ``<!-- /bench -->``; everything outside the blocks is written by people.
"""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from vinyldigger.core import clock

BACKEND = Path(__file__).resolve().parents[1]
BENCHES = BACKEND / "tests" / "benchmarks"
DOCUMENT = BACKEND.parent / "docs" / "benchmarks.md"
NO_BENCH = {"support"}
END = "<!-- /bench -->"


def main(names: Sequence[str]) -> int:
    """Run the named benches; 1 when one of them failed."""
    known = sorted(path.stem for path in BENCHES.glob("*.py") if path.stem not in NO_BENCH)
    if unknown := sorted(set(names) - set(known)):
        print(f"unknown: {', '.join(unknown)}; there are: {', '.join(known)}", file=sys.stderr)
        return 2
    failed = [name for name in names or known if not run(name)]
    if failed:
        print(f"failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run(name: str) -> bool:
    """Run one bench and store what it printed; whether it succeeded."""
    print(f"── {name}", file=sys.stderr)
    done = subprocess.run(
        [sys.executable, "-m", f"tests.benchmarks.{name}"], cwd=BACKEND, stdout=subprocess.PIPE, text=True, check=False
    )
    print(done.stdout)
    if done.returncode:
        return False
    text = DOCUMENT.read_text(encoding="utf-8")
    DOCUMENT.write_text(with_block(text, name, done.stdout.strip()), encoding="utf-8")
    return True


def with_block(document: str, name: str, body: str) -> str:
    """The document with the block of this bench replaced, or appended under a heading of its own."""
    start = f"<!-- bench:{name} -->"
    block = f"{start}\n{body}\n\n*`just bench {name}`, {clock.today()}, {machine()}*\n{END}"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(END)}", re.DOTALL)
    if pattern.search(document):
        return pattern.sub(lambda _: block, document, count=1)
    return f"{document.rstrip()}\n\n## {name.replace('_', ' ').capitalize()}\n\n{block}\n"


def machine() -> str:
    """What it ran on, and how busy that was with other things."""
    load = os.getloadavg()[1]
    hardware = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    return f"{hardware}, Python {platform.python_version()}, load average {load:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
