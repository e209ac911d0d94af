"""Marketplaces in memory and a worker in this process, for API tests that need something found."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis

from tests.services.conftest import Work, markets, work
from tests.services.fakes import (
    FakeMarketplace,
    a_release,
    a_seller,
    an_offer,
    catalogue_market,
    euros,
    offers_market,
)
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import Database
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.services import access, searches

__all__ = ["markets", "work"]


@dataclass
class Collector:
    """A logged-in user who speaks to the API."""

    client: httpx.AsyncClient
    headers: dict[str, str]

    async def ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        return await self.client.request(method, f"/api/v1{path}", headers=self.headers, **options)

    async def get(self, path: str, **params: Any) -> Any:
        answer = await self.ask("GET", path, params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    async def send(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self.ask(method, path, json=body)
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.content else None


@pytest.fixture
def both(markets: dict[str, FakeMarketplace], monkeypatch: pytest.MonkeyPatch) -> dict[str, FakeMarketplace]:
    """Two marketplaces that know Kind Of Blue."""
    names = {"offers": access.MARKETPLACES["ebay"], "catalogue": access.MARKETPLACES["discogs"]}
    monkeypatch.setattr(searches, "MARKETPLACES", names)
    graded = {"media_grade": Grade.NM, "sleeve_grade": Grade.VG_PLUS, "grade_source": GradeSource.FIELD}
    markets["offers"] = offers_market(
        an_offer("1", "20.00", **graded),
        an_offer("2", "35.00", seller=a_seller("dear-records", country="FR"), ships_from="FR"),
        an_offer("3", "9.00", title="Miles Davis Kind Of Blue CD"),
    )
    markets["catalogue"] = catalogue_market(a_release(), floors={"7001": euros("18.00")})
    return markets


@pytest.fixture
async def api(shared_app: FastAPI, committed: Database, redis: Redis, work: Work) -> AsyncIterator[httpx.AsyncClient]:
    """Speaks to the API over a database with real connections."""
    transport = httpx.ASGITransport(app=shared_app, client=("127.0.0.1", 50000))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def register(api: httpx.AsyncClient, email: str) -> Collector:
    wish = {"email": email, "password": "pw", "country": "DE", "currency": "EUR"}
    answer = await api.post("/api/v1/auth/register", json=wish)
    assert answer.status_code == 201, answer.text
    return Collector(api, {"Authorization": f"Bearer {answer.json()['access_token']}"})


@pytest.fixture
async def collector(api: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> Collector:
    """A new user, without sample sellers."""
    monkeypatch.setenv("SAMPLE_SELLERS", ",")
    get_settings.cache_clear()
    return await register(api, "me@example.org")


@pytest.fixture
async def stranger(collector: Collector) -> Collector:
    """Another user."""
    return await register(collector.client, "other@example.org")


@pytest.fixture
async def search(collector: Collector, both: dict[str, FakeMarketplace], work: Work) -> Any:
    """A search for Kind Of Blue that has run and was analysed."""
    made = await collector.send("POST", "/searches", {"name": "Blue", "query": "kind of blue"})
    await work()
    return await collector.get(f"/searches/{made['id']}")
