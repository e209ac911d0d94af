"""Makes every outgoing HTTP client: time-outs, a cap on the answer's size, no way into the private network.

The private-network check looks at the address actually connected to, after the name has been resolved and on every
redirect, so neither a second DNS answer nor another spelling of an address gets round it.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import AsyncIterable, AsyncIterator, Collection, Iterable
from typing import Any

import anyio
import httpcore
import httpx

TIMEOUT = httpx.Timeout(20, connect=5, read=20, write=20, pool=5)
MAX_ANSWER_BYTES = 10 * 1024 * 1024
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: carries an IPv4 address in its last 32 bits
LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")  # RFC 8215: translators of a private network

Client = httpx.AsyncClient


class ForbiddenAddress(httpx.ConnectError):
    """The name leads into a private network."""


class AnswerTooLarge(httpx.ReadError):
    """The answer is larger than the cap."""


def make_client(
    *, user_agent: str, allow: Collection[str] = (), base_url: str = "", max_bytes: int = MAX_ANSWER_BYTES
) -> httpx.AsyncClient:
    """A client that reaches public addresses, and of the others only the hosts in ``allow`` ("host" or "host:port").

    ``allow`` holds configured addresses (the sandbox), never one that a user gave.
    """
    transport = CappedTransport(GuardedTransport(frozenset(allow)), max_bytes)
    return httpx.AsyncClient(
        base_url=base_url,
        transport=transport,
        timeout=TIMEOUT,
        headers={"User-Agent": user_agent},
        follow_redirects=False,
        trust_env=False,
    )


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx' transport over a network backend that checks each address before it connects."""

    def __init__(self, allow: frozenset[str]) -> None:
        super().__init__(limits=httpx.Limits(max_connections=20, max_keepalive_connections=10))
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=20,
            max_keepalive_connections=10,
            keepalive_expiry=30,
            network_backend=GuardedBackend(allow),
        )


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Resolves a name itself, refuses private addresses, and connects to the very address it checked."""

    def __init__(self, allow: frozenset[str]) -> None:
        self._allow = allow
        self._inner = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        if host not in self._allow and f"{host}:{port}" not in self._allow:
            host = await self._public_address(host, port)
        return await self._inner.connect_tcp(host, port, timeout, local_address, socket_options)

    async def _public_address(self, host: str, port: int) -> str:
        try:
            found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"cannot resolve {host}") from error
        addresses = [str(entry[4][0]) for entry in found]
        if not addresses or not all(is_public(address) for address in addresses):
            raise ForbiddenAddress(f"{host} is not a public address")
        return addresses[0]

    async def connect_unix_socket(self, *_args: Any, **_options: Any) -> httpcore.AsyncNetworkStream:
        raise ForbiddenAddress("no unix sockets")

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable unicast; IPv4 inside IPv6 counts as that IPv4 address."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if ip in LOCAL_NAT64:
            return False
        embedded = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None
        ip = embedded or ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None) or ip
    return ip.is_global and not ip.is_multicast


class CappedTransport(httpx.AsyncBaseTransport):
    """Stops reading an answer that grows beyond the cap."""

    def __init__(self, inner: httpx.AsyncBaseTransport, max_bytes: int) -> None:
        self._inner = inner
        self._max_bytes = max_bytes

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        if not isinstance(response.stream, httpx.AsyncByteStream):
            raise TypeError("an asynchronous transport answers with an asynchronous stream")
        response.stream = _CappedStream(response.stream, self._max_bytes)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class _CappedStream(httpx.AsyncByteStream):
    def __init__(self, inner: httpx.AsyncByteStream, max_bytes: int) -> None:
        self._inner = inner
        self._left = max_bytes

    async def __aiter__(self) -> AsyncIterator[bytes]:
        parts: AsyncIterable[bytes] = self._inner
        async for part in parts:
            self._left -= len(part)
            if self._left < 0:
                raise AnswerTooLarge("the answer is larger than the cap")
            yield part

    async def aclose(self) -> None:
        await self._inner.aclose()
