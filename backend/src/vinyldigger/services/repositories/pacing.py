"""What the searches of an installation ask of the marketplaces: all SQL."""

from __future__ import annotations

from sqlalchemy import BigInteger, Float, String, cast, column, func, select, true
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import RunStatus, SavedSearch, SearchRun

RECENT_RUNS = 200


async def runs_a_day(session: AsyncSession) -> dict[str, float]:
    """How many scheduled runs a day the active searches ask for, by marketplace."""
    each = func.unnest(SavedSearch.platforms).table_valued("marketplace").render_derived()
    statement = (
        select(each.c.marketplace, func.sum(24.0 / SavedSearch.check_interval_hours))
        .select_from(SavedSearch)
        .join(each, true())
        .where(SavedSearch.is_active, SavedSearch.deleted_at.is_(None), SavedSearch.next_run_at.is_not(None))
        .group_by(each.c.marketplace)
    )
    return {row[0]: float(row[1]) for row in await session.execute(statement)}


async def calls_a_run(session: AsyncSession, environment: Environment) -> dict[str, float]:
    """How many calls the newest successful runs took on average, by marketplace."""
    newest = (
        select(SearchRun.marketplaces)
        .where(SearchRun.environment == environment, SearchRun.status == RunStatus.SUCCEEDED)
        .order_by(SearchRun.finished_at.desc())
        .limit(RECENT_RUNS)
        .subquery()
    )
    each = func.jsonb_each(newest.c.marketplaces).table_valued(column("key", String), column("value", JSONB))
    calls = cast(each.c.value["calls"].astext, BigInteger)
    statement = (
        select(each.c.key, cast(func.avg(calls), Float)).select_from(newest).join(each, true()).group_by(each.c.key)
    )
    return {row[0]: row[1] for row in await session.execute(statement)}
