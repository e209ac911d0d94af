"""The analysis of a search: load plain values, ask the engine once, store what it said in batches."""

from __future__ import annotations

import asyncio
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.costs import Level
from vinyldigger.analysis.engine import analyse as ask_engine
from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services.analysis_loading import load
from vinyldigger.services.analysis_storing import Owner, store_analysis
from vinyldigger.services.repositories import analyses as analysis_rows
from vinyldigger.services.repositories import analysis_inputs as input_rows
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import jobs, users
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import recommendations as advice_rows
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories.jobs import enqueue
from vinyldigger.services.tables import load_tables

DEALS_TOLD = 5  # how many finds of one analysis are announced one by one


async def queue(session: AsyncSession, user_id: UUID, search_id: UUID) -> None:
    """Have a search's stored offers analysed (again)."""
    await enqueue(
        session, Job.ANALYSE_SEARCH, user_id=user_id, dedupe_key=f"analyse:{search_id}", search_id=str(search_id)
    )


async def run_analysis(claim: Claim, search_id: UUID) -> None:
    """The job: analyse a search under its newest run."""
    async with read_session() as session:
        run = (await run_rows.latest_runs(session, [search_id])).get(search_id)
    await analyse(search_id, run.id if run else None, claim)


async def analyse(search_id: UUID, run_id: UUID | None, claim: Claim | None = None) -> None:
    """Analyse a search's offers. With nothing new since the last time the engine is not asked.

    With a ``claim`` that job ends in the transaction of the effects.
    """
    async with read_session() as session:
        search = await search_rows.search_by_id(session, search_id)
        if search is None or search.deleted_at is not None:
            return
        user = await users.by_id(session, search.user_id)
        if user is None:
            return
        environment = await installation_rows.environment(session)
        now = clock.now()
        found = await input_rows.offers_of_search(session, search.id, environment, now)
        loaded = await load(session, search, user, environment, found, now)
        last = await input_rows.latest_analysis(session, search.id)
    owner = Owner(user.id, search.id, run_id, environment, user.currency)
    if last is not None and last.summary.get("fingerprint") == loaded.fingerprint:
        async with unit_of_work() as session:
            await listing_rows.end_past_dates(session, search.id, now)
            await analysis_rows.move_analysis(session, last.id, run_id, now)
            await _end(session, owner, claim, included=last.summary.get("included", 0))
        return
    analysis = await asyncio.to_thread(ask_engine, loaded.input, load_tables())
    async with unit_of_work() as session:
        await listing_rows.end_past_dates(session, search.id, now)
        new = await store_analysis(session, owner, loaded, analysis, now)
        if last is not None or not search.first_run_quiet:
            await _tell_of(session, owner, new)
        await _end(session, owner, claim, included=analysis.summary.included)


async def _end(session: AsyncSession, owner: Owner, claim: Claim | None, *, included: int) -> None:
    if claim is not None:
        await jobs.finish(session, claim)
    announce(
        session,
        owner.user_id,
        EventKind.ANALYSIS_FINISHED,
        search_id=owner.search_id,
        run_id=owner.run_id,
        included=included,
    )


async def _tell_of(session: AsyncSession, owner: Owner, new: list[UUID]) -> None:
    """Announce the best of what was never advised before."""
    good = (Level.EXCELLENT, Level.VERY_GOOD, Level.GOOD)
    for advice in await advice_rows.best_of(session, new, [level.value for level in good], DEALS_TOLD):
        announce(
            session,
            owner.user_id,
            EventKind.DEAL_FOUND,
            recommendation_id=advice.id,
            search_id=owner.search_id,
            score=str(advice.score),
            level=advice.level,
            title=advice.title,
        )
