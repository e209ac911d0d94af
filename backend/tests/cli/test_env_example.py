""".env.example and the settings say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import BaseModel

from vinyldigger.core.config import Settings

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"


def variables(model: type[BaseModel], prefix: str = "") -> set[str]:
    """The names of a model's variables; a nested model's fields follow two underscores."""
    names: set[str] = set()
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            names |= variables(inner, f"{prefix}{name}__".upper())
        else:
            names.add(f"{prefix}{name}".upper())
    return names


def test_every_setting_is_documented_and_nothing_else() -> None:
    documented = set(re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE))
    assert documented == variables(Settings)


def test_example_is_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in variables(Settings):
        monkeypatch.delenv(name, raising=False)
    example, defaults = (Settings(_env_file=file) for file in (EXAMPLE, None))  # type: ignore[call-arg]  # pydantic-settings' own
    assert example == defaults
