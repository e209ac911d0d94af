"""One sandbox for all tests here; every test begins with it reset and at the same moment."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from tests.support import BACKEND, Clock
from vinyldigger.sandbox.app import create_sandbox
from vinyldigger.sandbox.config import SandboxConfig
from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.world import World

BASE = "http://127.0.0.1:18200"
BASIC = ("sandbox-ebay-client-SBX", "sandbox-ebay-secret")
PUBLIC_SCOPE = "https://api.ebay.com/oauth/api_scope"


@pytest.fixture(scope="session")
def sandbox_clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def sandbox(sandbox_clock: Clock) -> FastAPI:
    return create_sandbox(SandboxConfig(accept_urls={"VinylDigger-Sandbox-RuName": f"{BASE}/accepted"}), sandbox_clock)


@pytest.fixture
def world(sandbox: FastAPI, sandbox_clock: Clock) -> World:
    world: World = sandbox.state.world
    sandbox_clock.moment = Clock().moment
    world.reset()
    return world


@pytest.fixture
def shelf(sandbox: FastAPI, world: World) -> Shelf:
    """eBay's items, as the application keeps them."""
    shelf: Shelf = sandbox.state.shelf
    return shelf


@pytest.fixture
def transport(sandbox: FastAPI, world: World) -> httpx.ASGITransport:
    return httpx.ASGITransport(sandbox)


@pytest.fixture
async def http(transport: httpx.ASGITransport) -> AsyncIterator[httpx.AsyncClient]:
    """A caller without credentials."""
    async with httpx.AsyncClient(transport=transport, base_url=BASE, headers={"User-Agent": "tests/1.0"}) as client:
        yield client


@pytest.fixture
async def collector(transport: httpx.ASGITransport) -> AsyncIterator[httpx.AsyncClient]:
    """The German collector, by personal token, at api.discogs.com."""
    headers = {"User-Agent": "tests/1.0", "Authorization": "Discogs token=sandbox-token-sample_collector"}
    async with httpx.AsyncClient(transport=transport, base_url=f"{BASE}/discogs", headers=headers) as client:
        yield client


@pytest.fixture
async def ebay(transport: httpx.ASGITransport) -> AsyncIterator[httpx.AsyncClient]:
    """The application at api.ebay.com, looking from Berlin at EBAY_DE."""
    async with httpx.AsyncClient(transport=transport, base_url=f"{BASE}/ebay") as client:
        client.headers["X-EBAY-C-MARKETPLACE-ID"] = "EBAY_DE"
        client.headers["X-EBAY-C-ENDUSERCTX"] = "contextualLocation=country%3DDE%2Czip%3D10115"
        await sign_in(client)
        yield client


async def sign_in(client: httpx.AsyncClient) -> None:
    """Give an eBay client a fresh application token."""
    form = {"grant_type": "client_credentials", "scope": PUBLIC_SCOPE}
    answer = await client.post("/identity/v1/oauth2/token", data=form, auth=BASIC)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of recorded answers; ``.ci/run`` demands it."""
    folder = Path(os.environ.get("SHARED_DIR", BACKEND.parent.parent / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no recorded answers at {folder} (SHARED_DIR)")
    return folder
