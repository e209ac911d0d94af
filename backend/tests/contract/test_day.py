"""A day under the limits of the real marketplaces, on a simulated clock: the sandbox never has to say 429."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import httpx
from redis.asyncio import Redis

from tests.contract.harness import DESTINATION
from tests.contract.simulation import SimulatedTime
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.calls import Call
from vinyldigger.marketplaces.contract import AppCredentials, Caller, Marketplace, Priority, RateLimited
from vinyldigger.marketplaces.registry import build
from vinyldigger.marketplaces.settings import Endpoints, MarketplaceSettings
from vinyldigger.sandbox.app import create_sandbox
from vinyldigger.sandbox.config import SandboxConfig

BASE = "http://127.0.0.1:18300"
HOUR = 3600.0
Step = Callable[[Marketplace, Caller], Awaitable[object]]


class SlowWay(httpx.AsyncBaseTransport):
    """The way to the sandbox takes up to half a second, so that its window and ours never quite agree."""

    def __init__(self, inner: httpx.AsyncBaseTransport, time: SimulatedTime, chance: random.Random) -> None:
        self._inner, self._time, self._chance = inner, time, chance

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await self._time.sleep(self._chance.uniform(0.02, 0.25))
        response = await self._inner.handle_async_request(request)
        await self._time.sleep(self._chance.uniform(0.02, 0.25))
        return response


class World:
    """The sandbox with the documented limits, and an installation of three processes."""

    def __init__(self, redis: Redis) -> None:
        self.time = SimulatedTime()
        self.calls: list[Call] = []
        sandbox = create_sandbox(
            SandboxConfig(discogs_per_minute=60, ebay_per_day=300),
            lambda: datetime.fromtimestamp(self.time.now(), UTC),
        )
        self._at_once = httpx.ASGITransport(sandbox)
        self._redis = redis

    def slow_way(self) -> httpx.AsyncBaseTransport:
        return SlowWay(self._at_once, self.time, random.Random(7))

    def market(
        self, name: str, key: str, secret: str, limit: int | None, way: httpx.AsyncBaseTransport | None = None
    ) -> Marketplace:
        return build(
            name,
            MarketplaceSettings(
                endpoints=Endpoints(f"{BASE}/{name}", f"{BASE}/{name}-web"),
                http=httpx.AsyncClient(transport=self._at_once if way is None else way),
                redis=self._redis,
                clock=lambda: datetime.fromtimestamp(self.time.now(), UTC),
                user_agent="VinylDigger/test",
                hash_key=b"key",
                app=AppCredentials(key, secret, "VinylDigger-Sandbox-RuName"),
                limit=limit,
                on_call=self.calls.append,
                limiter_clock=self.time.now,
                sleep=self.time.sleep,
            ),
        )

    def worker(
        self, market: Marketplace, caller: Caller, step: Step, calls: int, pause: float
    ) -> Callable[[], Awaitable[None]]:
        """Does its step again and again; what is handed back comes again when it was told to."""

        async def work() -> None:
            for _ in range(calls):
                try:
                    await step(market, caller)
                except RateLimited as limited:
                    await self.time.sleep(limited.retry_after or HOUR)
                await self.time.sleep(pause)

        return work

    def outcomes(self, marketplace: str) -> set[str]:
        return {call.outcome for call in self.calls if call.marketplace == marketplace}


async def floor(market: Marketplace, caller: Caller) -> object:
    return await market.release_market("990000100", "EUR", caller)


async def test_a_quarter_of_an_hour_of_more_work_than_discogs_allows_meets_no_429(redis: Redis) -> None:
    world = World(redis)
    way = world.slow_way()
    processes = [world.market("discogs", "sandbox-discogs-key", "sandbox-discogs-secret", None, way) for _ in range(3)]
    crowd = [
        world.worker(processes[place % 3], Caller(priority=priority, fair_key=name), floor, 65, 0.0)
        for place, (priority, name) in enumerate(
            [(Priority.INTERACTIVE, "ann"), (Priority.MUST, "bob"), (Priority.NORMAL, "ann"), (Priority.NORMAL, "bob"),
             (Priority.NORMAL, "cyd"), (Priority.HOUSEKEEPING, "")] * 2
        )
    ]  # fmt: skip
    began = world.time.now()
    await world.time.run(*crowd)
    minutes = (world.time.now() - began) / 60
    assert world.outcomes("discogs") == {"200"}
    assert len(world.calls) > 500
    assert len(world.calls) / minutes > 40, "the budget is used, not only kept"


async def test_a_day_of_more_work_than_ebay_allows_meets_no_429(redis: Redis) -> None:
    world = World(redis)
    market = world.market("ebay", "sandbox-ebay-client-SBX", "sandbox-ebay-secret", 300)
    page = await market.search(Query(text="kind of blue"), DESTINATION, Caller())
    lasting = next(item.external_id for item in page.items if item.ends_at is None)

    async def item(market: Marketplace, caller: Caller) -> object:
        return await market.listing(lasting, DESTINATION, caller)

    crowd = [
        world.worker(market, Caller(priority=Priority.NORMAL, fair_key=name), item, 120, 11 * 60.0)
        for name in ("ann", "bob", "cyd")
    ]
    person = world.worker(market, Caller(priority=Priority.INTERACTIVE, fair_key="ann"), item, 22, HOUR)
    await world.time.run(*crowd, person)
    assert world.outcomes("ebay") == {"200"}
    assert sum(call.endpoint == "item" for call in world.calls) > 290
