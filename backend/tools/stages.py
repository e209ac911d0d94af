"""Runs recipes one after the other, each whatever became of those before it: `stages.py FOLDER JUST RECIPE…`.

What they say is shown, and kept as FOLDER/RECIPE.log. The end says how long each took, how it ended, and how
the logs of the failed ones end. Fails when one of them did.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

LONGEST = 20 * 60  # seconds; a recipe that takes longer hangs
LAST_LINES, LONGEST_LINE = 40, 300
ALSO = {"e2e": ["stack"]}  # further logs that tell why a recipe failed


def run(just: str, recipe: str, log: Path) -> int:
    """Run one recipe and pass on what it says; its exit code, that of a signal where it took too long.

    Its log is followed, as a pipe would wait for every process that a broken test leaves behind.
    """
    began = time.monotonic()
    with log.open("wb") as kept, log.open("rb") as shown:
        process = subprocess.Popen(
            [just, recipe], stdin=subprocess.DEVNULL, stdout=kept, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            while True:
                is_over = process.poll() is not None
                shutil.copyfileobj(shown, sys.stdout.buffer)
                sys.stdout.flush()
                if is_over:
                    return process.returncode
                if time.monotonic() - began > LONGEST:
                    os.killpg(process.pid, signal.SIGKILL)
                time.sleep(0.1)
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGINT)
            process.wait()
            raise


def last_lines(log: Path) -> list[str]:
    """How a log ends; nothing where there is none."""
    if not log.exists():
        return []
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return [f"\n=== the end of {log.name}", *(line[:LONGEST_LINE] for line in lines[-LAST_LINES:])]


def main(reports: str, just: str, *recipes: str) -> int:
    """Run them all; 1 when one of them failed."""
    folder = Path(reports)
    folder.mkdir(parents=True, exist_ok=True)
    ended: list[str] = []
    failed: list[str] = []
    for recipe in recipes:
        began = time.monotonic()
        print(f"\n=== {recipe}", flush=True)
        code = run(just, recipe, folder / f"{recipe}.log")
        ended.append(f"{recipe:15} exit {code:3}  {time.monotonic() - began:5.0f} s")
        failed += [recipe] if code else []
    for recipe in failed:
        for log in (recipe, *ALSO.get(recipe, [])):
            print(*last_lines(folder / f"{log}.log"), sep="\n")
    print("\n=== how each ended", *ended, sep="\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
