"""The import contracts of pyproject.toml."""

from __future__ import annotations

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

from tests.support import BACKEND


def test_every_import_contract_is_kept() -> None:
    assert lint_imports(config_filename=str(BACKEND / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS
