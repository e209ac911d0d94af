"""Before anything is installed: what is missing on a machine is one clear line and a non-zero exit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vinyldigger.cli.embedded import REPOSITORY

SETUP = REPOSITORY / "backend" / "tools" / "setup.py"
VERDICT = REPOSITORY / "backend" / "tools" / "verdict.py"


def run(*command: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env={"PATH": str(path)}, capture_output=True, text=True, check=False)


def program(folder: Path, name: str, script: str) -> None:
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def test_missing_node(tmp_path: Path) -> None:
    done = run(sys.executable, str(SETUP), "web", path=tmp_path)
    assert done.returncode == 1
    assert done.stderr == ("  ✗ web packages: Node 20.19 or newer is needed, with npm; none was found on the PATH\n")


def test_old_node(tmp_path: Path) -> None:
    program(tmp_path, "node", "echo v18.20.4")
    program(tmp_path, "npm", "exit 0")
    done = run(sys.executable, str(SETUP), "web", path=tmp_path)
    assert (done.returncode, done.stderr) == (
        1,
        "  ✗ web packages: Node 20.19 or newer is needed, this is v18.20.4\n",
    )


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with nothing but the wrapper."""
    root = tmp_path / "checkout"
    root.mkdir()
    shutil.copy(REPOSITORY / "justw", root)
    return root


def essentials(folder: Path) -> Path:
    """A PATH with the few programs that every system has, and no Python."""
    folder.mkdir()
    for name in ("sh", "dirname", "rm", "mkdir"):
        (folder / name).symlink_to(str(shutil.which(name)))
    return folder


def test_wrapper_without_python(checkout: Path, tmp_path: Path) -> None:
    done = run(str(checkout / "justw"), path=essentials(tmp_path / "bin"))
    assert (done.returncode, done.stderr) == (1, "justw: Python 3.11 or newer is needed; none was found\n")


def test_wrapper_with_too_old_a_python(checkout: Path, tmp_path: Path) -> None:
    path = essentials(tmp_path / "bin")
    program(path, "python3", "exit 1")  # as an older one answers the question for its version
    done = run(str(checkout / "justw"), path=path)
    assert (done.returncode, done.stderr) == (1, "justw: Python 3.11 or newer is needed; none was found\n")


def test_wrapper_without_pip_and_venv(checkout: Path, tmp_path: Path) -> None:
    path = essentials(tmp_path / "bin")
    program(path, "python3", 'case "$2" in *executable*) echo /bin/false;; esac')
    done = run(str(checkout / "justw"), path=path)
    assert (done.returncode, done.stderr) == (
        1,
        "justw: /bin/false has neither pip nor venv (on Debian: apt install python3-pip)\n",
    )
    assert not list((checkout / ".tools").glob(".ok-*"))


def test_verdict_of_the_reports(tmp_path: Path) -> None:
    report = tmp_path / "pytest.xml"
    case = '<testsuites><testcase classname="tests.e2e.test_nginx" name="test_alive">{}</testcase></testsuites>'

    def verdict() -> tuple[int, str]:
        done = run(sys.executable, str(VERDICT), str(report), path=tmp_path)
        return done.returncode, done.stdout.strip()

    assert verdict() == (1, "pytest.xml: no such report\n0 passed, 0 failed, 0 skipped")
    report.write_text("<testsuites/>")
    assert verdict() == (1, "pytest.xml: no test ran\n0 passed, 0 failed, 0 skipped")
    report.write_text(case.format(""))
    assert verdict() == (0, "1 passed, 0 failed, 0 skipped")
    report.write_text(case.format('<skipped message="no nginx"/>'))
    assert verdict() == (1, "LEFT OUT tests.e2e.test_nginx test_alive: no nginx\n0 passed, 0 failed, 1 skipped")
    report.write_text(case.format("<failure>def test_alive():\nassert 503 == 200</failure>"))
    assert verdict() == (
        1,
        "FAILED tests.e2e.test_nginx test_alive\n    def test_alive():\n    assert 503 == 200\n"
        "0 passed, 1 failed, 0 skipped",
    )
