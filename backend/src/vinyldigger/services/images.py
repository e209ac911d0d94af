"""Covers through our own proxy: only addresses that we signed are fetched, from the marketplaces' image hosts."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import Any
from urllib.parse import urlsplit

import structlog
from redis.exceptions import RedisError

from vinyldigger.core import clock
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
MAX_KEPT_BYTES = 256 * 1024
MOST_KEPT = 1000
KEPT = "covers"  # keys of the pictures kept, by the time they came

_log = structlog.get_logger(__name__)


def signed_path(url: str | None) -> str | None:
    """Where our own server shows a marketplace's picture."""
    if not url:
        return None
    data = url.encode()
    return PATH + base64.urlsafe_b64encode(_signature(data) + data).decode().rstrip("=")


def _signature(data: bytes) -> bytes:
    key = get_settings().hash_key.get_secret_value().encode()
    return hmac.digest(key, b"cover:" + data, "sha256")[:SIGNATURE_BYTES]


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
    if (kept := await _kept(key)) is not None:
        return kept
    settings = get_settings()
    sandbox = "" if settings.app_env is Mode.PRODUCTION else urlsplit(settings.sandbox_url).netloc
    try:
        async with make_client(user_agent=settings.user_agent, allow=(sandbox,), max_bytes=MAX_BYTES) as client:
            found = await fetch_cover(client, url, HOSTS, sandbox)
    except CoverRefused as error:
        raise NotFound("No such picture", "image_not_found") from error
    await _keep(key, found)
    return found


async def _kept(key: str) -> Cover | None:
    try:
        stored = await get_redis().get(key)
    except RedisError:
        return None  # the marketplace still has it
    if not isinstance(stored, bytes):
        return None
    media_type, _, content = stored.partition(b"\n")
    return Cover(media_type.decode(), content)


async def _keep(key: str, found: Cover) -> None:
    """Keep a picture, and of all no more than so many: Redis evicts nothing, for it holds the queue as well."""
    if len(found.content) > MAX_KEPT_BYTES:
        return
    redis = get_redis()
    try:
        await redis.set(key, found.media_type.encode() + b"\n" + found.content, ex=CACHE_SECONDS)
        await redis.zadd(KEPT, {key: clock.wall_seconds()})
        surplus: list[Any] = await redis.zrange(KEPT, 0, -MOST_KEPT - 1)
        if surplus:
            await redis.delete(*surplus)
            await redis.zrem(KEPT, *surplus)
    except RedisError as error:
        _log.warning("cover_not_kept", error=type(error).__name__)
