"""Passwords, tokens and encryption. Nothing here touches the database."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from jose import JWTError, jwt
from passlib.context import CryptContext
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.config import Settings, get_settings

ALGORITHM = "HS256"
ISSUER = "vinyldigger"
ACCESS_AUDIENCE = "vinyldigger:access"
MAX_PASSWORD_BYTES = 1024
_hashing_slots = asyncio.Semaphore(max(1, os.cpu_count() or 1))


@cache
def _passwords() -> CryptContext:
    """bcrypt over SHA-256, so that the whole password counts; plain bcrypt is only read."""
    return CryptContext(
        schemes=["bcrypt_sha256", "bcrypt"],
        deprecated=["bcrypt"],
        bcrypt_sha256__rounds=get_settings().bcrypt_rounds,
    )


@cache
def _dummy_hash() -> str:
    return _passwords().hash(secrets.token_urlsafe(16))


async def hash_password(password: str) -> str:
    """A salted hash, computed off the event loop."""
    async with _hashing_slots:
        return await asyncio.to_thread(_passwords().hash, password)


async def verify_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether the password is right, and a new hash to store when the old one is outdated.

    ``stored`` None (no such user) costs the same time, so that nobody learns who has an account.
    """
    async with _hashing_slots:
        right, fresh = await asyncio.to_thread(_verify, password, stored)
    return right and stored is not None, fresh


def _verify(password: str, stored: str | None) -> tuple[bool, str | None]:
    if len(password.encode()) > MAX_PASSWORD_BYTES:
        return False, None
    right, fresh = _passwords().verify_and_update(password, stored or _dummy_hash())
    return bool(right), fresh


def new_token(prefix: str = "") -> str:
    """An unguessable token of 256 bits. The prefix lets people and log filters recognise its kind."""
    return f"{prefix}{secrets.token_urlsafe(32)}"


def hash_token(token: str) -> str:
    """What is stored of a random token. It has enough entropy for a plain hash."""
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a valid access token says. ``session_id``: the login (family) it belongs to."""

    user_id: UUID
    session_id: UUID
    token_version: int


def make_access_token(token: AccessToken, settings: Settings) -> str:
    """A signed access token, valid for ``access_token_minutes``."""
    issued = clock.now()
    claims = {
        "iss": ISSUER,
        "aud": ACCESS_AUDIENCE,
        "typ": "access",
        "sub": str(token.user_id),
        "sid": str(token.session_id),
        "ver": token.token_version,
        "iat": issued,
        "nbf": issued,
        "exp": issued + timedelta(minutes=settings.access_token_minutes),
        "jti": str(uuid7()),
    }
    return jwt.encode(claims, settings.secret_key.get_secret_value(), algorithm=ALGORITHM)


def read_access_token(token: str, settings: Settings) -> AccessToken | None:
    """What the token says, or None unless signature, algorithm, type, audience, issuer and times are all right."""
    read = _read_signed(token, settings.secret_key.get_secret_value())
    if read is None or not read.valid_from <= clock.now().timestamp() < read.valid_until:
        return None
    return read.said


@dataclass(frozen=True, slots=True)
class _Signed:
    """What a token of ours says, and between which seconds since 1970."""

    said: AccessToken
    valid_from: float
    valid_until: float


@lru_cache(maxsize=4096)  # a token is asked for twice in each request, and comes with many
def _read_signed(token: str, key: str) -> _Signed | None:
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=ACCESS_AUDIENCE,
            issuer=ISSUER,
            # Times are checked each time, against our own clock.
            options={
                **{f"verify_{claim}": False for claim in ("exp", "nbf", "iat")},
                **{f"require_{claim}": True for claim in ("aud", "iss")},  # else a token without them would do
            },
        )
        if claims.get("typ") != "access":
            return None
        said = AccessToken(UUID(claims["sub"]), UUID(claims["sid"]), int(claims["ver"]))
        return _Signed(said, float(claims["nbf"]), float(claims["exp"]))
    except (JWTError, KeyError, TypeError, ValueError):
        return None


class Undecryptable(Exception):
    """The text was not encrypted with any of our keys, or not for this owner."""


def encrypt(plain: str, owner: str) -> str:
    """Encrypt a secret together with whose it is: another row's ciphertext cannot be put in its place."""
    sealed = json.dumps({"owner": owner, "secret": plain}).encode()
    return _fernet().encrypt(sealed).decode()


def decrypt(sealed: str, owner: str) -> str:
    """The secret, when it was encrypted for this owner. Raises :class:`Undecryptable`."""
    try:
        content: dict[str, str] = json.loads(_fernet().decrypt(sealed.encode()))
    except (InvalidToken, ValueError):
        raise Undecryptable("encrypted with an unknown key") from None
    if not hmac.compare_digest(content["owner"].encode(), owner.encode()):
        raise Undecryptable("encrypted for another owner")
    return content["secret"]


def rotate(sealed: str) -> str:
    """The same secret encrypted with the newest key. Raises :class:`Undecryptable`."""
    try:
        return _fernet().rotate(sealed.encode()).decode()
    except InvalidToken:
        raise Undecryptable("encrypted with an unknown key") from None


def _fernet() -> MultiFernet:
    keys = get_settings().encryption_keys.get_secret_value().split(",")
    return MultiFernet([Fernet(key.strip()) for key in keys if key.strip()])
