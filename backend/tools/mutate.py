"""Breaks the product on purpose and shows that a test notices: `mutate.py [PATTERN]`, all mutations without one.

``mutations.yaml`` lists them: a name, a file below src/vinyldigger, the words to find (exactly once), what stands there
instead, and the tests that must fail then. Works on a copy of the tree; the tree itself is never touched.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

BACKEND = Path(__file__).resolve().parents[1]
LIST = BACKEND / "tools" / "mutations.yaml"
COPIED = ("src", "tests", "tools", "pyproject.toml")
RUN = "import sys, pytest; sys.path.insert(0, sys.argv[1]); sys.exit(pytest.main(sys.argv[2:]))"
PASSED, FAILED = 0, 1  # pytest's exit codes for "all passed" and "some failed"; others mean that it could not run


class NotApplicable(Exception):
    """The words of a mutation are not in the file exactly once: the list has to follow the source."""


@dataclass(frozen=True, slots=True)
class Mutation:
    """One thing broken."""

    name: str
    file: str
    find: str
    replace: str
    tests: str

    def apply(self, root: Path) -> str:
        """Breaks the copy below ``root``; the text as it was before."""
        target = root / "src" / "vinyldigger" / self.file
        before = target.read_text(encoding="utf-8")
        if before.count(self.find) != 1:
            raise NotApplicable(f"{self.name}: found {before.count(self.find)} times in {self.file}")
        target.write_text(before.replace(self.find, self.replace), encoding="utf-8")
        return before

    def restore(self, root: Path, before: str) -> None:
        """Mends the copy."""
        (root / "src" / "vinyldigger" / self.file).write_text(before, encoding="utf-8")


def main(patterns: Sequence[str]) -> int:
    """Tries every mutation whose name contains a pattern; 1 when one of them went unnoticed."""
    every = [Mutation(**entry) for entry in yaml.safe_load(LIST.read_text(encoding="utf-8"))]
    chosen = [each for each in every if not patterns or any(pattern in each.name for pattern in patterns)]
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for name in COPIED:
            source = BACKEND / name
            if source.is_dir():
                shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(source, root / name)
        unnoticed = [each.name for each in chosen if not noticed(each, root)]
    print(f"{len(chosen) - len(unnoticed)} of {len(chosen)} mutations caught")
    return 1 if unnoticed else 0


def noticed(mutation: Mutation, root: Path) -> bool:
    """Whether the tests of a mutation fail once it is applied."""
    before = mutation.apply(root)
    try:
        code = run_tests(mutation.tests, root)
    finally:
        mutation.restore(root, before)
    if code not in (PASSED, FAILED):
        raise RuntimeError(f"{mutation.name}: the tests could not run (pytest exit code {code})")
    print(f"{'caught  ' if code == FAILED else 'UNNOTICED'}  {mutation.name}", flush=True)
    return code == FAILED


def run_tests(tests: str, root: Path) -> int:
    """pytest's exit code for some tests of the copy."""
    command = [sys.executable, "-B", "-c", RUN, str(root / "src"), "-x", "-q", "-p", "no:cacheprovider", *tests.split()]
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
