"""Intervals stretch evenly when the calls of a day do not suffice, and only then."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.services.test_running import a_search
from tests.support import Published
from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchRun
from vinyldigger.models.users import User
from vinyldigger.services import pace, searches

CALLS = 500  # of each run at eBay


async def searches_of(user: User, number: int, **changes: object) -> list[SavedSearch]:
    due = clock.now() - timedelta(minutes=1)
    values: dict[str, object] = {"platforms": ["ebay"], "next_run_at": due}
    return [await a_search(user, **(values | changes)) for _ in range(number)]


async def ran(search: SavedSearch, status: RunStatus = RunStatus.SUCCEEDED, calls: int = CALLS) -> None:
    async with unit_of_work() as session:
        run = SearchRun(
            user_id=search.user_id, search_id=search.id, environment=Environment.SAMPLE, trigger=RunTrigger.SCHEDULE,
            status=status, finished_at=clock.now(), marketplaces={"ebay": {"calls": calls}},
        )  # fmt: skip
        session.add(run)


async def stretch() -> float:
    pace.forget()
    async with unit_of_work() as session:
        return (await pace.stretches(session)).get("ebay", 1.0)


async def test_what_fits_into_a_day_keeps_its_interval(user: User) -> None:
    first, *_ = await searches_of(user, 8)
    assert await stretch() == 1.0  # nobody knows yet what a run takes
    await ran(first)
    assert pace.SCHEDULED_SHARE * get_settings().ebay_calls_per_day > 8 * CALLS
    assert await stretch() == 1.0


async def test_what_does_not_fit_stretches_evenly(user: User, published: Published) -> None:
    found = await searches_of(user, 17)
    await ran(found[0])
    expected = 17 * CALLS / (pace.SCHEDULED_SHARE * get_settings().ebay_calls_per_day)
    assert expected == pytest.approx(2.0)
    assert await stretch() == pytest.approx(expected)
    now = clock.now()
    async with unit_of_work() as session:
        assert await searches.queue_due_searches(session, now) == 17
    async with unit_of_work() as session:
        view = await searches.get_search(session, user, found[0].id)
        assert view.search.next_run_at == now + timedelta(hours=48)
        assert view.interval == timedelta(hours=48)


async def test_only_what_is_scheduled_counts(user: User) -> None:
    first, *_ = await searches_of(user, 17)
    await ran(first)
    standing = await stretch()
    await searches_of(user, 5, is_active=False)
    await searches_of(user, 5, deleted_at=clock.now())
    await searches_of(user, 5, next_run_at=None)
    await searches_of(user, 5, platforms=["discogs"])
    assert await stretch() == standing
    await searches_of(user, 17, check_interval_hours=48)
    assert await stretch() == pytest.approx(standing * 1.5)


async def test_runs_that_were_cut_short_teach_nothing(user: User) -> None:
    first, *_ = await searches_of(user, 17)
    await ran(first)
    standing = await stretch()
    await ran(first, RunStatus.PARTIAL, calls=1)
    assert await stretch() == standing
