"""The shared budget, on real Redis and a simulated clock: never too many calls, nobody starves."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from redis.asyncio import Redis

from tests.contract.simulation import START, SimulatedTime
from vinyldigger.marketplaces.contract import Caller, Priority, RateLimited
from vinyldigger.marketplaces.limiter import Limiter
from vinyldigger.marketplaces.shared import Shared
from vinyldigger.marketplaces.windows import MovingWindow, PacificDay, Window, pacific_day

MINUTE = 60.0


class Installation:
    """Some processes of one installation, each with a limiter of its own, around one Redis."""

    def __init__(self, redis: Redis, window: Window, processes: int = 3, patience: float = 5.0) -> None:
        self.time = SimulatedTime()
        self.calls: list[tuple[float, Caller]] = []
        self.limiters = [
            Limiter(
                "test",
                Shared(redis, "test", self.time.now),
                window,
                clock=self.time.now,
                patience=patience,
                sleep=self.time.sleep,
            )
            for _ in range(processes)
        ]

    def worker(self, caller: Caller, process: int, calls: int, pause: float = 0.0) -> Callable[[], Awaitable[None]]:
        """Makes so many calls as fast as it may; what is handed back comes again when it was told to."""

        async def work() -> None:
            limiter = self.limiters[process % len(self.limiters)]
            for _ in range(calls):
                while True:
                    try:
                        await limiter.acquire(caller)
                        break
                    except RateLimited as limited:
                        await self.time.sleep(limited.retry_after or MINUTE)
                self.calls.append((self.time.now(), caller))
                await self.time.sleep(pause)

        return work

    def busiest(self, seconds: float = MINUTE) -> int:
        """The most calls in any window of this length, both ends included."""
        moments = sorted(moment for moment, _ in self.calls)
        return max(bisect_right(moments, start + seconds) - at for at, start in enumerate(moments))


callers = st.lists(
    st.tuples(
        st.sampled_from(list(Priority)),
        st.sampled_from(["ann", "bob", "cyd"]),
        st.integers(1, 40),
        st.sampled_from([0.0, 0.3, 2.0, 20.0]),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(limit=st.integers(1, 30), crowd=callers)
async def test_no_minute_ever_holds_more_than_the_limit_and_everybody_gets_through(
    redis: Redis, limit: int, crowd: list[tuple[Priority, str, int, float]]
) -> None:
    await redis.flushdb()
    installation = Installation(redis, MovingWindow(limit))
    await installation.time.run(
        *(
            installation.worker(Caller(priority=priority, fair_key=name), process, calls, pause)
            for process, (priority, name, calls, pause) in enumerate(crowd)
        )
    )
    wanted = sum(calls for _, _, calls, _ in crowd)
    assert len(installation.calls) == wanted
    assert installation.busiest() <= limit
    took = installation.time.now() - START
    pauses = max(calls * pause for _, _, calls, pause in crowd)
    assert took <= (wanted / limit + 2) * MINUTE * 2 + pauses


async def test_the_whole_limit_is_used_when_calls_of_several_kinds_wait(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(55))
    await installation.time.run(
        *(
            installation.worker(Caller(priority=priority, fair_key=priority.value), place, 120)
            for place, priority in enumerate(Priority)
        )
    )
    assert installation.busiest() == 55


async def test_housekeeping_alone_leaves_only_the_shares_of_the_others(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(60))
    await installation.time.run(installation.worker(Caller(priority=Priority.HOUSEKEEPING), 0, 150))
    assert installation.busiest() == 60 - 6 - 3 - 3


async def test_every_priority_has_a_share_under_pressure_and_urgent_calls_go_first(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(60), patience=60)
    crowd = [
        installation.worker(Caller(priority=rank, fair_key=rank.value), place, 60)
        for place in range(4)
        for rank in Priority
    ]
    await installation.time.run(*crowd)
    contended = [caller.priority for moment, caller in installation.calls if moment < START + 5 * MINUTE]
    share = {rank: contended.count(rank) for rank in Priority}
    assert share[Priority.INTERACTIVE] > sum(share.values()) / 2, share
    assert min(share.values()) >= 3 * 4


async def test_two_users_share_evenly_whoever_asks_more(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(20))
    greedy = [installation.worker(Caller(fair_key="greedy"), place, 60) for place in range(4)]
    modest = installation.worker(Caller(fair_key="modest"), 5, 60)
    await installation.time.run(*greedy, modest)
    done = max(moment for moment, caller in installation.calls if caller.fair_key == "modest")
    before = [caller.fair_key for moment, caller in installation.calls if moment <= done]
    assert before.count("modest") == 60
    assert before.count("greedy") <= 60 * 1.5


async def test_what_takes_longer_than_patience_is_handed_back_with_its_time(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(2))
    limiter = installation.limiters[0]
    caller = Caller(priority=Priority.INTERACTIVE)
    await limiter.acquire(caller)
    await limiter.acquire(caller)
    with pytest.raises(RateLimited) as limited:
        await limiter.acquire(caller)
    assert limited.value.retry_after == pytest.approx(MINUTE, abs=0.1)
    assert (await limiter.budget()).waiting == {"interactive": 1}


async def test_a_lower_announced_limit_and_strangers_on_the_address_are_respected(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(55))
    limiter = installation.limiters[0]
    await limiter.acquire(Caller())
    await limiter.announce(limit=25, used=20)
    budget = await limiter.budget()
    assert (budget.limit, budget.used) == (22, 20)
    await limiter.announce(limit=25, used=20)
    assert (await limiter.budget()).used == 20


async def test_a_429_stops_everybody_until_it_said(redis: Redis) -> None:
    installation = Installation(redis, MovingWindow(55), processes=2)
    first, second = installation.limiters
    await first.close(30)
    with pytest.raises(RateLimited) as limited:
        await second.acquire(Caller(priority=Priority.INTERACTIVE))
    assert limited.value.retry_after == pytest.approx(30, abs=0.1)


async def test_without_redis_a_process_takes_a_quarter(redis: Redis) -> None:
    away = Redis.from_url("redis://127.0.0.1:1/0", socket_connect_timeout=0.2)
    time = SimulatedTime()
    limiter = Limiter("test", Shared(away, "test"), MovingWindow(40), clock=time.now, sleep=time.sleep)
    for _ in range(10):
        await limiter.acquire(Caller())
    with pytest.raises(RateLimited) as limited:
        await limiter.acquire(Caller())
    assert limited.value.retry_after == pytest.approx(MINUTE)
    time.moment += MINUTE
    await limiter.acquire(Caller())
    assert (await limiter.budget()).used == 0
    await away.aclose()


@given(st.integers(0, 2 * 366 * 24 * 60))
def test_a_pacific_day_holds_its_moment_and_lasts_23_to_25_hours(minute: int) -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minute)
    begins, ends = pacific_day(int(moment.timestamp() * 1000))
    assert begins <= moment.timestamp() * 1000 < ends
    assert (ends - begins) / 3_600_000 in (23, 24, 25)


async def test_a_day_is_released_evenly_to_background_work_and_whole_to_people(redis: Redis) -> None:
    installation = Installation(redis, PacificDay(400), processes=1, patience=0)
    begins, ends = pacific_day(int(START * 1000))
    installation.time.moment = begins / 1000
    limiter = installation.limiters[0]
    places = map(str, count())
    background, person = Caller(priority=Priority.NORMAL), Caller(priority=Priority.INTERACTIVE)

    async def spend(caller: Caller) -> int:
        spent = 0
        while (await limiter.ask(caller, next(places))).admitted:
            spent += 1
        return spent

    at_midnight = await spend(background)
    assert at_midnight == 100 - 10 - 5 - 5
    installation.time.moment += 12 * 3600
    assert 100 < await spend(background) + at_midnight < 400 * 0.625
    with pytest.raises(RateLimited) as limited:
        await limiter.acquire(background)
    assert limited.value.retry_after is not None
    assert 0 < limited.value.retry_after < 3600
    await spend(person)
    assert (await limiter.budget()).used == 400 - 20 - 20
    installation.time.moment = ends / 1000
    assert (await limiter.budget()).used == 0
    assert (await limiter.ask(background, next(places))).admitted
