"""What a sandbox is started with. Every credential here is public and worthless elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SandboxConfig:
    """Seed, limits and the credentials it accepts.

    ``public_url``: how browsers reach it, when that differs from how the backend does ("" = as asked).
    ``accept_urls``: eBay's RuName -> the address its consent page returns to.
    """

    seed: int = 1
    discogs_per_minute: int = 60
    ebay_per_day: int = 5000
    public_url: str = ""
    discogs_key: str = "sandbox-discogs-key"
    discogs_secret: str = "sandbox-discogs-secret"  # noqa: S105 - a published sample
    ebay_client_id: str = "sandbox-ebay-client-SBX"
    ebay_client_secret: str = "sandbox-ebay-secret"  # noqa: S105 - a published sample
    accept_urls: Mapping[str, str] = field(default_factory=dict)
    ru_name: str = "VinylDigger-Sandbox-RuName"
    verification_token: str = "sandbox-verification-token-for-deletion-notices"  # noqa: S105 - a published sample

    @property
    def discogs_anonymous_per_minute(self) -> int:
        """The limit without credentials: 25 where the documented 60 hold, and in that proportion."""
        return max(1, self.discogs_per_minute * 25 // 60)
