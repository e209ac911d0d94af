from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_der_public_key
from defusedxml import ElementTree
from fastapi import FastAPI

from vinyldigger.sandbox.stock.sellers import WATCHED_SELLERS
from vinyldigger.sandbox.world import World

RELEASE = "/discogs/releases/990000100"


async def test_info(http: httpx.AsyncClient) -> None:
    body = (await http.get("/_sandbox/info")).json()
    assert body["watched_sellers"] == list(WATCHED_SELLERS)
    assert sum(body["listings"].values()) >= 20_000
    assert body["discogs"]["tokens"]["sample_collector"] == "sandbox-token-sample_collector"


async def test_only_from_this_machine(sandbox: FastAPI, world: World) -> None:
    transport = httpx.ASGITransport(sandbox, client=("203.0.113.7", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as stranger:
        assert (await stranger.get("/_sandbox/info")).status_code == 403
        assert (await stranger.post("/_sandbox/reset")).status_code == 403
        assert (await stranger.get(RELEASE)).status_code == 200


async def test_clock(http: httpx.AsyncClient, world: World) -> None:
    answer = await http.post("/_sandbox/clock", json={"set": "2027-01-02T03:04:05Z"})
    assert answer.json() == {"now": "2027-01-02T03:04:05Z"}
    await http.post("/_sandbox/clock", json={"advance": 55})
    assert (await http.get("/_sandbox/clock")).json() == {"now": "2027-01-02T03:05:00Z"}
    assert (await http.post("/_sandbox/clock", json={"set": "2027-01-02T03:04:05"})).status_code == 422
    await http.post("/_sandbox/reset")
    assert world.now().year == 2026


async def test_calls_are_counted(http: httpx.AsyncClient) -> None:
    for _ in range(3):
        await http.get(RELEASE)
    body = (await http.get("/_sandbox/calls")).json()
    assert body == {"total": 3, "by_call": {"discogs GET /releases/990000100": 3}}
    await http.delete("/_sandbox/calls")
    assert (await http.get("/_sandbox/calls")).json()["total"] == 0


async def test_rates_as_the_central_bank_publishes_them(http: httpx.AsyncClient) -> None:
    root = ElementTree.fromstring((await http.get("/ecb/eurofxref-daily.xml")).content)
    cubes = {cube.get("currency"): cube.get("rate") for cube in root.iter() if cube.get("currency")}
    assert {"USD", "GBP", "JPY", "SEK"} <= cubes.keys()
    assert [cube.get("time") for cube in root.iter() if cube.get("time")] == ["2026-11-23"]


class Mailbox(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    received: list[tuple[dict[str, str], bytes]]
    registered = ""  # the address it believes to be registered under

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(200)
        self.end_headers()

    def do_GET(self) -> None:
        code = parse_qs(urlsplit(self.path).query)["challenge_code"][0]
        told = f"{code}sandbox-verification-token-for-deletion-notices{self.registered}"
        body = json.dumps({"challengeResponse": hashlib.sha256(told.encode()).hexdigest()}).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def mailbox() -> Iterator[HTTPServer]:
    Mailbox.received = []
    server = HTTPServer(("127.0.0.1", 0), Mailbox)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


async def test_deletion_notices_are_signed(
    http: httpx.AsyncClient, ebay: httpx.AsyncClient, mailbox: HTTPServer
) -> None:
    url = f"http://127.0.0.1:{mailbox.server_port}/webhook"
    answer = await http.post("/_sandbox/ebay/deletion-notice", json={"url": url, "username": "sample_buyer_de"})
    assert answer.json() == {"status": 200}
    headers, body = Mailbox.received[0]
    notice = json.loads(body)
    assert notice["metadata"]["topic"] == "MARKETPLACE_ACCOUNT_DELETION"
    assert notice["notification"]["data"]["username"] == "sample_buyer_de"
    signature = json.loads(base64.b64decode(headers["x-ebay-signature"]))
    key = (await ebay.get(f"/commerce/notification/v1/public_key/{signature['kid']}")).json()
    assert (key["algorithm"], key["digest"]) == ("ECDSA", "SHA1")
    armour = key["key"].removeprefix("-----BEGIN PUBLIC KEY-----").removesuffix("-----END PUBLIC KEY-----")
    public = load_der_public_key(base64.b64decode(armour))
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(base64.b64decode(signature["signature"]), body, ec.ECDSA(hashes.SHA1()))
    assert (await ebay.get("/commerce/notification/v1/public_key/other")).status_code == 404


async def test_challenges(http: httpx.AsyncClient, mailbox: HTTPServer) -> None:
    url = f"http://127.0.0.1:{mailbox.server_port}/webhook"
    Mailbox.registered = "https://example.org/webhook"
    for endpoint, is_right in (("https://example.org/webhook", True), (url, False)):
        answer = await http.post("/_sandbox/ebay/challenge", json={"url": url, "endpoint": endpoint})
        assert answer.json() == {"status": 200, "is_right": is_right}


@pytest.mark.parametrize("url", ["http://203.0.113.7/", "https://127.0.0.1/", "http://example.org/"])
async def test_notices_stay_on_this_machine(http: httpx.AsyncClient, url: str) -> None:
    assert (await http.post("/_sandbox/ebay/deletion-notice", json={"url": url})).status_code == 422
