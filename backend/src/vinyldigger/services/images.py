"""Covers through our own proxy: only addresses that we signed are fetched, from the marketplaces' image hosts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from urllib.parse import urlsplit

from vinyldigger.core.config import Mode, get_settings
from vinyldigger.core.errors import NotFound
from vinyldigger.core.http import make_client
from vinyldigger.core.redis import get_redis
from vinyldigger.gateways.images import Cover, CoverRefused, fetch_cover

PATH = "/api/v1/images/"
SIGNATURE_BYTES = 16
MAX_BYTES = 2 * 1024 * 1024
HOSTS = ("discogs.com", "ebayimg.com")
CACHE_SECONDS = 6 * 3600  # marketplaces' pictures are kept no longer than their data


def signed_path(url: str | None) -> str | None:
    """Where our own server shows a marketplace's picture."""
    if not url:
        return None
    data = url.encode()
    return PATH + base64.urlsafe_b64encode(_signature(data) + data).decode().rstrip("=")


def _signature(data: bytes) -> bytes:
    key = get_settings().hash_key.get_secret_value().encode()
    return hmac.new(key, b"cover:" + data, hashlib.sha256).digest()[:SIGNATURE_BYTES]


def read_signed(signed: str) -> str:
    """The picture's address. Raises NotFound for anything that we did not sign."""
    try:
        raw = base64.urlsafe_b64decode(signed + "=" * (-len(signed) % 4))
    except (ValueError, binascii.Error) as error:
        raise NotFound() from error
    signature, data = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    if not data or not hmac.compare_digest(signature, _signature(data)):
        raise NotFound()
    return data.decode()


async def cover(signed: str) -> Cover:
    """A picture, from the cache or from its marketplace."""
    url = read_signed(signed)
    key = f"cover:{hashlib.sha256(url.encode()).hexdigest()}"
    stored = await get_redis().get(key)
    if isinstance(stored, bytes):
        media_type, _, content = stored.partition(b"\n")
        return Cover(media_type.decode(), content)
    settings = get_settings()
    sandbox = "" if settings.app_env is Mode.PRODUCTION else urlsplit(settings.sandbox_url).netloc
    try:
        async with make_client(user_agent=settings.user_agent, allow=(sandbox,), max_bytes=MAX_BYTES) as client:
            found = await fetch_cover(client, url, HOSTS, sandbox)
    except CoverRefused as error:
        raise NotFound("No such picture", "image_not_found") from error
    await get_redis().set(key, found.media_type.encode() + b"\n" + found.content, ex=CACHE_SECONDS)
    return found
