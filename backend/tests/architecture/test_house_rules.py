"""What imports cannot show: who commits, who reads clock and environment, who knows what."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import BACKEND

SOURCE = BACKEND / "src" / "vinyldigger"
FILES = sorted(SOURCE.rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 400, 50


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def imports_of(path: Path) -> Iterator[str]:
    """Full names of everything a file imports."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def calls_of(path: Path) -> Iterator[str]:
    """Everything a file calls, as it is written."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func)


def files_that_call(*endings: str) -> set[str]:
    return {name_of(path) for path in FILES for call in calls_of(path) if call.endswith(endings)}


def test_only_the_unit_of_work_commits() -> None:
    assert files_that_call(".commit") == {"core/database.py"}


def test_only_the_clock_reads_the_clock() -> None:
    readers = files_that_call("datetime.now", "datetime.utcnow", "date.today", "time.time")
    # The sandbox shares no code with the product and has a clock of its own, which tests can turn.
    assert {name for name in readers if not name.startswith("sandbox/")} == {"core/clock.py"}


def test_only_the_settings_read_the_environment() -> None:
    readers = {
        name_of(path)
        for path in FILES
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Attribute) and ast.unparse(node) in {"os.environ", "os.getenv"}
    }
    # Commands hand an environment to the processes they start.
    assert {name for name in readers if not name.startswith("cli/")} <= {"core/config.py"}


@pytest.mark.parametrize("path", sorted((SOURCE / "services" / "repositories").glob("*.py")), ids=name_of)
def test_repositories_know_tables_and_nothing_else_of_ours(path: Path) -> None:
    allowed = ("vinyldigger.models", "vinyldigger.core", "vinyldigger.services.repositories")
    ours = [name for name in imports_of(path) if name.startswith("vinyldigger")]
    assert [name for name in ours if not name.startswith(allowed)] == []


@pytest.mark.parametrize("path", sorted((SOURCE / "analysis").glob("*.py")), ids=name_of)
def test_the_engine_imports_values_and_mathematics(path: Path) -> None:
    forbidden = {"asyncio", "io", "logging", "os", "pathlib", "random", "secrets", "socket", "time"}
    found = set(imports_of(path))
    assert {name for name in found if name.split(".")[0] in forbidden} == set()
    ours = {name for name in found if name.startswith("vinyldigger")}
    assert {name for name in ours if not name.startswith(("vinyldigger.analysis", "vinyldigger.core.domain"))} == set()


@pytest.mark.parametrize("path", sorted((SOURCE / "sandbox").rglob("*.py")), ids=name_of)
def test_the_sandbox_shares_only_values(path: Path) -> None:
    ours = {name for name in imports_of(path) if name.startswith("vinyldigger")}
    assert {name for name in ours if not name.startswith(("vinyldigger.sandbox", "vinyldigger.core.domain"))} == set()


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_files_and_functions_keep_their_budget(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE
    too_long = [
        node.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    ]
    assert too_long == []
