"""Passwords and encrypted secrets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from hypothesis import given
from hypothesis import strategies as st

from vinyldigger.core import security
from vinyldigger.core.config import get_settings


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Two keys; whichever list is set is the one in use."""
    made = [Fernet.generate_key().decode() for _ in range(2)]
    yield made
    monkeypatch.undo()
    get_settings.cache_clear()


def use(monkeypatch: pytest.MonkeyPatch, *keys: str) -> None:
    monkeypatch.setenv("ENCRYPTION_KEYS", ",".join(keys))
    get_settings.cache_clear()


@given(secret=st.text(max_size=200), owner=st.text(min_size=1, max_size=40))
def test_what_is_encrypted_comes_back_for_its_owner_alone(secret: str, owner: str) -> None:
    sealed = security.encrypt(secret, owner)
    assert security.decrypt(sealed, owner) == secret
    with pytest.raises(security.Undecryptable):
        security.decrypt(sealed, owner + "x")


def test_keys_are_changed_without_losing_anything(keys: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = keys
    use(monkeypatch, old)
    sealed = security.encrypt("secret", "ana")
    use(monkeypatch, new, old)
    assert security.decrypt(sealed, "ana") == "secret"
    moved = security.rotate(sealed)
    use(monkeypatch, new)
    assert security.decrypt(moved, "ana") == "secret"
    for lost in (sealed, "nonsense", ""):
        with pytest.raises(security.Undecryptable):
            security.decrypt(lost, "ana")


@pytest.mark.parametrize("password", ["x", "correct horse", "ü" * 512, "p" * 73, "\0in the middle", " spaces ", "密码"])
async def test_any_password_works_and_only_itself(password: str) -> None:
    stored = await security.hash_password(password)
    assert await security.verify_password(password, stored) == (True, None)
    for wrong in (password + "x", password[:-1], password.swapcase() + "!", ""):
        assert (await security.verify_password(wrong, stored))[0] is False
    assert stored.startswith("$bcrypt-sha256$")


async def test_an_unknown_account_is_checked_as_long_as_a_known_one(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    real = security._verify

    def counting(password: str, stored: str | None) -> tuple[bool, str | None]:
        checked.append(stored or security._dummy_hash())
        return real(password, stored)

    monkeypatch.setattr(security, "_verify", counting)
    stored = await security.hash_password("right")
    assert await security.verify_password("wrong", stored) == (False, None)
    assert (await security.verify_password("wrong", None))[0] is False
    rounds = {hash_.split("$")[2] for hash_ in checked}
    assert len(checked) == 2
    assert len(rounds) == 1  # the same scheme at the same cost


async def test_an_old_hash_is_renewed_at_login() -> None:
    from passlib.hash import bcrypt

    old = bcrypt.using(rounds=4).hash("secret")
    right, fresh = await security.verify_password("secret", old)
    assert right
    assert fresh is not None
    assert await security.verify_password("secret", fresh) == (True, None)
