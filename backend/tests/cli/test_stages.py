"""All parts of the test command run, whatever becomes of each, and the end says which failed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from vinyldigger.cli.embedded import REPOSITORY

STAGES = REPOSITORY / "backend" / "tools" / "stages.py"
JUST = """#!/bin/sh
echo "this is $1"
case $1 in
    broken) echo "reason $(seq -s, 500)"; exit 3 ;;
    leaving) sleep 1000 & echo $! ;;
esac
"""


@pytest.fixture
def just(tmp_path: Path) -> Path:
    """Stands for `just`: it fails for one recipe, and for another leaves a process behind that holds its output."""
    path = tmp_path / "just"
    path.write_text(JUST)
    path.chmod(0o755)
    return path


def run(just: Path, *recipes: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, STAGES, just.parent / "reports", just, *recipes]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_what_passes_is_shown_and_kept(just: Path) -> None:
    done = run(just, "one", "other")
    assert done.returncode == 0
    assert done.stdout.startswith("\n=== one\nthis is one\n\n=== other\nthis is other\n")
    assert (just.parent / "reports" / "other.log").read_text() == "this is other\n"


def test_the_rest_runs_after_a_failure_and_the_end_says_why(just: Path) -> None:
    done = run(just, "broken", "other")
    assert done.returncode == 1
    _, end = done.stdout.split("=== the end of broken.log\n")
    assert "this is other" in done.stdout
    assert end.startswith("this is broken\nreason 1,2,3")
    assert max(map(len, end.splitlines())) == 300
    assert [line.split()[:3] for line in end.splitlines()[-2:]] == [["broken", "exit", "3"], ["other", "exit", "0"]]


def test_nobody_waits_for_a_process_that_is_left_behind(just: Path) -> None:
    done = run(just, "leaving")
    left = int((just.parent / "reports" / "leaving.log").read_text().splitlines()[-1])
    subprocess.run(["kill", str(left)], check=True)
    assert done.returncode == 0
