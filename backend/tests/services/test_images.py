"""The cover proxy: only what we signed, only pictures, only from known hosts."""

from __future__ import annotations

import httpx
import pytest
from redis.asyncio import Redis

from vinyldigger.core.config import Settings
from vinyldigger.core.errors import NotFound
from vinyldigger.gateways.images import CoverRefused, fetch_cover
from vinyldigger.services import images

HOSTS = ("discogs.com", "ebayimg.com")


def client(answer: httpx.Response) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.MockTransport(lambda _request: answer))


def picture(media_type: str = "image/jpeg", status: int = 200) -> httpx.Response:
    return httpx.Response(status, content=b"pixels", headers={"content-type": media_type})


def test_a_signed_path_reads_back_and_a_changed_one_does_not(settings: Settings) -> None:
    path = images.signed_path("https://i.discogs.com/cover.jpg")
    assert path is not None
    signed = path.removeprefix(images.PATH)
    assert images.read_signed(signed) == "https://i.discogs.com/cover.jpg"
    for forged in (signed[:-2] + "AA", "AA" + signed[2:], "x", "", "é"):
        with pytest.raises(NotFound):
            images.read_signed(forged)
    assert images.signed_path(None) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.jpg",
        "https://discogs.com.example.org/a.jpg",
        "https://notdiscogs.com/a.jpg",
        "http://i.discogs.com/a.jpg",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    ],
)
async def test_other_hosts_and_schemes_are_refused(url: str) -> None:
    with pytest.raises(CoverRefused):
        await fetch_cover(client(picture()), url, HOSTS)


@pytest.mark.parametrize(
    "answer", [picture("text/html"), picture("image/svg+xml"), picture(status=302), picture(status=404)]
)
async def test_what_is_no_picture_is_refused(answer: httpx.Response) -> None:
    with pytest.raises(CoverRefused):
        await fetch_cover(client(answer), "https://i.discogs.com/a.jpg", HOSTS)


async def test_a_drawing_is_taken_from_the_sandbox_alone() -> None:
    drawn = await fetch_cover(
        client(picture("image/svg+xml")), "http://127.0.0.1:8090/images/1", HOSTS, "127.0.0.1:8090"
    )
    assert drawn.media_type == "image/svg+xml"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Addresses that were fetched; all of them hold the same picture."""
    addresses: list[str] = []

    async def fetched(_client: object, url: str, *_rest: object) -> images.Cover:
        addresses.append(url)
        return images.Cover("image/png", b"a\nb")

    monkeypatch.setattr(images, "fetch_cover", fetched)
    return addresses


async def show(number: int = 1) -> images.Cover:
    path = images.signed_path(f"https://i.discogs.com/{number}.jpg")
    assert path is not None
    return await images.cover(path.removeprefix(images.PATH))


async def test_a_picture_is_asked_for_once(redis: Redis, asked: list[str]) -> None:
    assert [await show() for _ in range(2)] == [images.Cover("image/png", b"a\nb")] * 2
    assert len(asked) == 1


async def test_the_oldest_pictures_make_room(redis: Redis, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_KEPT", 3)
    for number in range(5):
        await show(number)
    assert len(await redis.keys("cover:*")) == await redis.zcard("covers") == 3
    await show(4)
    assert len(asked) == 5
    await show(0)
    assert len(asked) == 6


async def test_a_large_picture_is_shown_and_not_kept(
    redis: Redis, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(images, "MAX_KEPT_BYTES", 2)
    assert (await show()).content == b"a\nb"
    assert await redis.keys("*") == []


@pytest.mark.usefixtures("dead_redis")
async def test_pictures_are_shown_without_redis(asked: list[str]) -> None:
    assert [(await show()).content for _ in range(2)] == [b"a\nb"] * 2
