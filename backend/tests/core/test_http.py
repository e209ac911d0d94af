"""Outgoing requests: never into the private network, never an answer without end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import httpx
import pytest

from vinyldigger.core.http import AnswerTooLarge, ForbiddenAddress, is_public, make_client


@asynccontextmanager
async def server(answer: bytes) -> AsyncIterator[int]:
    """A server on loopback that gives every request the same answer; its port."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    listening = await asyncio.start_server(speak, "127.0.0.1", 0)
    async with listening:
        yield listening.sockets[0].getsockname()[1]


def ok(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(body), body)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fc00::1", "fd12::1",
        "fe80::1", "fe80::1%eth0", "ff02::1", "2002:7f00:1::", "64:ff9b:1::1", "64:ff9b::7f00:1", "2001:db8::1",
    ],
)  # fmt: skip
def test_private_addresses_are_recognised_however_written(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.1.140", "2606:4700::6810:84e5", "::ffff:8.8.8.8"])
def test_public_addresses_are_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "0.0.0.0", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "[::1]"]
)
async def test_no_spelling_of_loopback_is_reached(host: str) -> None:
    async with server(ok(b"secret")) as port, make_client(user_agent="tests") as client:
        with pytest.raises((httpx.ConnectError, httpx.InvalidURL)):
            await client.get(f"http://{host}:{port}/")


async def test_a_name_that_leads_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def inside(host: str, port: int, **_: object) -> list[object]:
        return [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("10.0.0.7", port))]

    monkeypatch.setattr(anyio, "getaddrinfo", inside)
    async with make_client(user_agent="tests") as client:
        with pytest.raises(ForbiddenAddress):
            await client.get("http://looks-harmless.example/")


async def test_a_name_that_cannot_be_resolved_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async def broken(host: str, port: int, **_: object) -> list[object]:
        raise OSError("no answer")

    monkeypatch.setattr(anyio, "getaddrinfo", broken)
    async with make_client(user_agent="tests") as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("http://nowhere.example/")


async def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second DNS answer cannot lead elsewhere: the name is resolved once, and that very address is used."""
    asked: list[str] = []
    connected: list[str] = []

    async def outside(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(2, 1, 6, "", ("93.184.216.34", port))]

    async def connect(remote_host: str, **_: object) -> None:
        connected.append(remote_host)
        raise OSError("far away")

    monkeypatch.setattr(anyio, "getaddrinfo", outside)
    monkeypatch.setattr(anyio, "connect_tcp", connect)
    async with make_client(user_agent="tests") as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("http://flips.example/")
    assert (asked, connected) == (["flips.example"], ["93.184.216.34"])


async def test_configured_addresses_are_reached_and_only_they() -> None:
    async with (
        server(ok(b"sample")) as port,
        server(ok(b"other")) as another,
        make_client(user_agent="tests", allow=[f"127.0.0.1:{port}"]) as client,
    ):
        assert (await client.get(f"http://127.0.0.1:{port}/")).text == "sample"
        with pytest.raises(httpx.ConnectError):
            await client.get(f"http://127.0.0.1:{another}/")


async def test_a_redirect_inside_is_not_followed() -> None:
    async with server(ok(b"secret")) as inside:
        moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n" % inside
        async with server(moved) as port, make_client(user_agent="tests", allow=[f"127.0.0.1:{port}"]) as client:
            assert (await client.get(f"http://127.0.0.1:{port}/")).status_code == 302
            with pytest.raises(httpx.ConnectError):
                await client.get(f"http://127.0.0.1:{port}/", follow_redirects=True)


async def test_an_answer_over_the_cap_is_broken_off() -> None:
    async with server(ok(b"x" * 5000)) as port:
        allow = [f"127.0.0.1:{port}"]
        async with make_client(user_agent="tests", allow=allow, max_bytes=4999) as client:
            with pytest.raises(AnswerTooLarge):
                await client.get(f"http://127.0.0.1:{port}/")
        async with make_client(user_agent="tests", allow=allow, max_bytes=5000) as client:
            assert len((await client.get(f"http://127.0.0.1:{port}/")).content) == 5000
