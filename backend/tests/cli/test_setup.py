"""Before anything is installed: what is missing on a machine is one clear line and a non-zero exit."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vinyldigger.cli.embedded import REPOSITORY

SETUP = REPOSITORY / "backend" / "tools" / "setup.py"
NO_SKIPS = REPOSITORY / "backend" / "tools" / "no_skips.py"


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


def test_left_out_tests_are_told(tmp_path: Path) -> None:
    report = tmp_path / "pytest.xml"
    case = '<testsuites><testcase classname="tests.e2e.test_nginx" name="test_alive">{}</testcase></testsuites>'

    def check() -> subprocess.CompletedProcess[str]:
        return run(sys.executable, str(NO_SKIPS), str(report), path=tmp_path)

    assert (check().returncode, check().stdout) == (1, f"{report}: no such report\n")
    report.write_text("<testsuites/>")
    assert (check().returncode, check().stdout) == (1, f"{report}: no test ran\n")
    report.write_text(case.format(""))
    assert check().returncode == 0
    report.write_text(case.format('<skipped message="no nginx"/>'))
    assert (check().returncode, check().stdout) == (
        1,
        "pytest.xml: left out tests.e2e.test_nginx test_alive: no nginx\n",
    )
