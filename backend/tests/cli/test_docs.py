"""What the documents name exists: files, recipes, commands, settings, metrics."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vinyldigger.cli import COMMANDS
from vinyldigger.cli.embedded import REPOSITORY
from vinyldigger.core import metrics

DOCUMENTS = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
RECIPES = set(re.findall(r"^([a-z][\w-]*)(?: [^:=]*)?:(?!=)", (REPOSITORY / "justfile").read_text(), re.MULTILINE))
SETTINGS = set(re.findall(r"^([A-Z_]+)=", (REPOSITORY / "backend" / ".env.example").read_text(), re.MULTILINE))
COMPOSE = (REPOSITORY / "docker-compose.yml").read_text()


def name_of(path: Path) -> str:
    return str(path.relative_to(REPOSITORY))


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_recipes_and_commands_exist(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    recipes = re.findall(
        r"(?:\./justw|\bjust) ([a-z][\w-]*)", " ".join(re.findall(r"`[^`]+`|```.*?```", text, re.DOTALL))
    )
    commands = re.findall(r"(?:justw cli|run --rm api|`vinyldigger) ([a-z][\w-]*)", text)
    assert [name for name in recipes if name not in RECIPES] == []
    assert [name for name in commands if name not in COMMANDS] == []


def test_settings_and_metrics_in_the_operators_page_exist() -> None:
    text = (REPOSITORY / "docs" / "operations.md").read_text(encoding="utf-8")
    settings = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", text))
    assert {name for name in settings if name not in SETTINGS and name not in COMPOSE} == set()
    known = {value._name for value in vars(metrics).values() if hasattr(value, "_name")}  # as the registry knows them
    assert set(re.findall(r"`(vinyldigger_\w+)`", text)) <= known
