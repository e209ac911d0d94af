"""Marketplaces' pictures: fetched from the hosts they are known to come from, and nothing but pictures."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

MEDIA_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/avif"})
VECTOR = "image/svg+xml"  # drawn covers of the sample marketplaces; never taken from the real ones


@dataclass(frozen=True, slots=True)
class Cover:
    """One picture."""

    media_type: str
    content: bytes


class CoverRefused(Exception):
    """There is no picture there that we would show."""


async def fetch_cover(client: httpx.AsyncClient, url: str, hosts: Collection[str], trusted: str = "") -> Cover:
    """A picture from one of ``hosts`` (or their subdomains), or from the ``trusted`` host and port of the sandbox.

    Redirects are not followed. Raises :class:`CoverRefused`.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    is_sample = bool(trusted) and parts.netloc == trusted
    known = parts.scheme == "https" and any(host == each or host.endswith(f".{each}") for each in hosts)
    if not (is_sample or known):
        raise CoverRefused(host)
    try:
        answer = await client.get(url, headers={"Accept": "image/*"})
    except httpx.HTTPError as error:
        raise CoverRefused(type(error).__name__) from error
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    allowed = MEDIA_TYPES | {VECTOR} if is_sample else MEDIA_TYPES
    if answer.status_code != httpx.codes.OK or media_type not in allowed:
        raise CoverRefused(f"{answer.status_code} {media_type}")
    return Cover(media_type, answer.content)
