"""Settings refuse what would be dangerous, before anything starts."""

from __future__ import annotations

from typing import Any

import pytest
from cryptography.fernet import Fernet
from pydantic import ValidationError

from vinyldigger.core.config import SAMPLE_FERNET_KEY, SAMPLE_SECRET, Mode, Settings

GOOD = {
    "app_env": Mode.PRODUCTION,
    "secret_key": "a real secret that is long enough for anything",
    "hash_key": "another real secret that is long enough too",
    "encryption_keys": Fernet.generate_key().decode(),
}


def make(**values: Any) -> Settings:
    return Settings(_env_file=None, **values)  # type: ignore[call-arg]


def test_development_needs_nothing() -> None:
    assert make(app_env="development").secret_key.get_secret_value() == SAMPLE_SECRET


def test_production_starts_with_real_secrets() -> None:
    assert make(**GOOD).app_env is Mode.PRODUCTION


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("secret_key", SAMPLE_SECRET), ("secret_key", "short"), ("secret_key", ""), ("hash_key", SAMPLE_SECRET),
        ("hash_key", "x" * 31), ("encryption_keys", SAMPLE_FERNET_KEY), ("encryption_keys", ""),
    ],
)  # fmt: skip
def test_production_refuses_missing_sample_and_short_secrets(name: str, value: str) -> None:
    with pytest.raises(ValidationError, match=name.upper()):
        make(**GOOD | {name: value})


@pytest.mark.parametrize("name", ["secret_key", "hash_key", "encryption_keys"])
def test_production_refuses_secrets_left_out(name: str) -> None:
    with pytest.raises(ValidationError, match=name.upper()):
        make(**{key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+asyncpg", "postgresql+psycopg"])
def test_every_spelling_of_a_postgresql_address_means_our_driver(scheme: str) -> None:
    assert make(database_url=f"{scheme}://app@db/app").database_url == "postgresql+asyncpg://app@db/app"


def test_other_databases_are_refused() -> None:
    with pytest.raises(ValidationError, match="postgresql"):
        make(database_url="sqlite:///file.db")


@pytest.mark.parametrize(
    ("host", "public_url", "is_loopback_only"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000", True),
        ("localhost", "http://localhost:8000", True),
        ("0.0.0.0", "http://127.0.0.1:8000", False),
        ("127.0.0.1", "https://records.example", False),
        ("192.168.1.5", "http://192.168.1.5:8000", False),
    ],
)
def test_whether_anybody_else_can_reach_us(host: str, public_url: str, is_loopback_only: bool) -> None:
    assert make(host=host, public_url=public_url).is_loopback_only is is_loopback_only


def test_secrets_do_not_show() -> None:
    assert GOOD["secret_key"] not in repr(make(**GOOD))
