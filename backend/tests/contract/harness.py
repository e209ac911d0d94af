"""A stand-in for each registered marketplace, fed with the raw bodies in ``fixtures/<marketplace>/``.

``cases.json`` of a marketplace says which path answers which file, and which ids its bodies have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import httpx
from redis.asyncio import Redis

from vinyldigger.core.domain.listing import Destination
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.contract import (
    AppCredentials,
    Caller,
    Capability,
    Marketplace,
    Priority,
    UserCredentials,
)
from vinyldigger.marketplaces.registry import MARKETPLACES, build
from vinyldigger.marketplaces.settings import MarketplaceSettings

FIXTURES = Path(__file__).parent / "fixtures"
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DESTINATION = Destination("DE", "EUR", "10115")
QUERY = Query(text="tin harbour low water marks")
TOKEN_PATH = "/oauth2/token"

Fault = Callable[[httpx.Request], httpx.Response | None]
Operation = Callable[[Marketplace, Caller, Mapping[str, str]], Awaitable[Any]]

OPERATIONS: dict[Capability, Operation] = {
    Capability.SEARCH_LISTINGS: lambda m, c, i: m.search(QUERY, DESTINATION, c),
    Capability.SEARCH_CATALOGUE: lambda m, c, i: m.search_catalogue(QUERY, c),
    Capability.LISTING: lambda m, c, i: m.listing(i["listing"], DESTINATION, c),
    Capability.SELLER: lambda m, c, i: m.seller(i["seller"], c),
    Capability.SELLER_INVENTORY: lambda m, c, i: m.seller_inventory(i["seller"], DESTINATION, c),
    Capability.RELEASE: lambda m, c, i: m.release(i["release"], c),
    Capability.MASTER_VERSIONS: lambda m, c, i: m.master_versions(i["master"], c),
    Capability.RELEASE_MARKET: lambda m, c, i: m.release_market(i["release"], "EUR", c),
    Capability.PRICE_SUGGESTIONS: lambda m, c, i: m.price_suggestions(i["release"], c),
    Capability.IDENTITY: lambda m, c, i: m.identity(c),
    Capability.COLLECTION: lambda m, c, i: m.collection(i["username"], c),
    Capability.WANTLIST: lambda m, c, i: m.wantlist(i["username"], c),
    Capability.LISTS: lambda m, c, i: m.lists(i["username"], c),
}


@dataclass
class StandIn:
    """Answers for one marketplace. ``fault`` may answer first; it never hears requests for tokens."""

    marketplace: str
    requests: list[httpx.Request] = field(default_factory=list)
    fault: Fault | None = None
    tokens_fail: bool = False

    def __post_init__(self) -> None:
        self.cases: dict[str, Any] = json.loads(self.raw("cases.json"))

    def raw(self, name: str) -> str:
        return (FIXTURES / self.marketplace / name).read_text(encoding="utf-8")

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        is_token = request.url.path.endswith(TOKEN_PATH)
        if self.fault and (self.tokens_fail or not is_token) and (answer := self.fault(request)):
            return answer
        return self.answer(request)

    def answer(self, request: httpx.Request) -> httpx.Response:
        """The recorded body for a path."""
        for pattern, name in self.cases["routes"]:
            if re.fullmatch(pattern, request.url.path):
                kind = "application/json" if name.endswith(".json") else "application/x-www-form-urlencoded"
                return httpx.Response(200, text=self.raw(name), headers={"Content-Type": kind})
        raise AssertionError(f"no body for {request.url.path}")

    def error(self, status: int, headers: Mapping[str, str] | None = None, body: str | None = None) -> None:
        """From now on every call but those for tokens is refused."""
        text = self.raw(f"error_{status}.json") if body is None else body
        self.fault = lambda _request: httpx.Response(
            status, text=text, headers={"Content-Type": "application/json", **(headers or {})}
        )

    def rewrite(self, change: Callable[[Any], Any]) -> None:
        """Changes every JSON body before it goes out."""

        def changed(request: httpx.Request) -> httpx.Response:
            answer = self.answer(request)
            if "json" in answer.headers["Content-Type"]:
                return httpx.Response(200, json=change(answer.json()))
            return answer

        self.fault = changed

    @property
    def asked(self) -> list[httpx.Request]:
        """Requests other than for tokens."""
        return [request for request in self.requests if not request.url.path.endswith(TOKEN_PATH)]


@dataclass
class Bench:
    """A marketplace with its stand-in."""

    stand_in: StandIn
    market: Marketplace
    app: Caller
    user: Caller

    def caller(self, capability: Capability) -> Caller:
        """What belongs to a user is asked with the user's credentials."""
        theirs = {
            Capability.PRICE_SUGGESTIONS,
            Capability.IDENTITY,
            Capability.COLLECTION,
            Capability.WANTLIST,
            Capability.LISTS,
        }
        return self.user if capability in theirs else self.app

    async def run(self, capability: Capability) -> Any:
        """Makes the call of a capability."""
        return await OPERATIONS[capability](self.market, self.caller(capability), self.stand_in.cases["ids"])


def make_bench(marketplace: str, redis: Redis, **changes: Any) -> Bench:
    """A marketplace from the registry in front of its stand-in."""
    stand_in = StandIn(marketplace)
    given = {
        "endpoints": MARKETPLACES[marketplace].live,
        "http": httpx.AsyncClient(transport=httpx.MockTransport(stand_in)),
        "redis": redis,
        "clock": lambda: NOW,
        "user_agent": "VinylDigger/test +https://example.org",
        "hash_key": b"a key for tests",
        "app": AppCredentials(**stand_in.cases["app"]),
        **changes,
    }
    market = build(marketplace, MarketplaceSettings(**given))
    user = UserCredentials(**stand_in.cases["user"])
    return Bench(
        stand_in,
        market,
        Caller(priority=Priority.INTERACTIVE, fair_key="app"),
        Caller(user=user, priority=Priority.INTERACTIVE, fair_key="user"),
    )


def plain(value: Any) -> Any:
    """A value as JSON, enumerations and decimals as text: what a snapshot holds."""
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(inner) for key, inner in sorted(value.items())}
    if isinstance(value, frozenset):
        return sorted(plain(inner) for inner in value)
    if isinstance(value, tuple | list):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
