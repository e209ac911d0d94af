"""Tokens that carry their own meaning, so that they outlive a restart of the sandbox."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from typing import Any


class Sealer:
    """Makes and opens tokens with a key that follows from the seed."""

    def __init__(self, seed: int) -> None:
        self._key = hashlib.sha256(f"sandbox {seed}".encode()).digest()

    def seal(self, content: dict[str, Any]) -> str:
        """A token that holds ``content``; two tokens are never the same."""
        raw = json.dumps(content | {"n": secrets.token_hex(6)}, separators=(",", ":")).encode()
        body = base64.urlsafe_b64encode(raw).decode().rstrip("=")
        return f"{body}.{self.secret_of(body)[:24]}"

    def open(self, token: str) -> dict[str, Any] | None:
        """The content of a token; None when it is not one of ours."""
        body, _, seal = token.partition(".")
        if not hmac.compare_digest(seal.encode(), self.secret_of(body)[:24].encode()):
            return None
        content = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        return content if isinstance(content, dict) else None

    def secret_of(self, token: str) -> str:
        """The secret that belongs to a token."""
        return hmac.new(self._key, token.encode(), hashlib.sha256).hexdigest()
