"""The analysis of a search: load plain values, ask the engine once, store what it said in batches."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.costs import Level
from vinyldigger.analysis.engine import analyse as ask_engine
from vinyldigger.analysis.quiet import no_cycle_search
from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.models.analyses import SearchResultAnalysis
from vinyldigger.services.analysis_rows import Owner
from vinyldigger.services.analysis_storing import store_analysis
from vinyldigger.services.changes import identify_changed, load_around, load_changed
from vinyldigger.services.repositories import analyses as analysis_rows
from vinyldigger.services.repositories import analysis_inputs as input_rows
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import jobs, users
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import recommendations as advice_rows
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories.jobs import Order
from vinyldigger.services.survey import survey_of
from vinyldigger.services.tables import load_tables

DEALS_TOLD = 5  # how many finds of one analysis are announced one by one


async def queue(session: AsyncSession, owners: Mapping[UUID, UUID]) -> None:
    """Have the stored offers of searches analysed (again). ``owners``: whose each search is."""
    orders = [Order(f"analyse:{search}", owner, {"search_id": str(search)}) for search, owner in owners.items()]
    await jobs.enqueue_each(session, Job.ANALYSE_SEARCH, orders)


async def run_analysis(claim: Claim, search_id: UUID) -> None:
    """The job: analyse a search under its newest run."""
    async with read_session() as session:
        run = (await run_rows.latest_runs(session, [search_id])).get(search_id)
    await analyse(search_id, run.id if run else None, claim)


async def analyse(search_id: UUID, run_id: UUID | None, claim: Claim | None = None) -> None:
    """Analyse a search's offers: those for which anything has changed, and what that does to the others.

    With nothing new since the last time the engine is not asked. With a ``claim`` that job ends in the transaction of
    the effects.
    """
    with no_cycle_search():
        await _analyse(search_id, run_id, claim)


async def _analyse(search_id: UUID, run_id: UUID | None, claim: Claim | None) -> None:
    async with read_session() as session:
        search = await search_rows.search_by_id(session, search_id)
        if search is None or search.deleted_at is not None:
            return
        user = await users.by_id(session, search.user_id)
        if user is None:
            return
        environment = await installation_rows.environment(session)
        now = clock.now()
        owner = Owner(user.id, search.id, run_id, environment, user.currency)
        last = await input_rows.latest_analysis(session, search.id)
        survey = await survey_of(session, search, user, environment, now)
        if last is not None and not survey.changed and last.summary.get("fingerprint") == survey.fingerprint():
            await _let_stand(owner, last, now, claim)
            return
        matched_against = last.summary.get("catalogue") if last else None
        changed = await load_changed(session, survey, search, user, matched_against)
    identified = await identify_changed(changed)
    async with read_session() as session:
        loaded = await load_around(session, survey, user, changed, identified)
    analysis = await asyncio.to_thread(ask_engine, loaded.input, load_tables())
    async with unit_of_work() as session:
        await listing_rows.end_past_dates(session, search.id, now)
        new = await store_analysis(session, owner, survey, loaded, analysis, now)
        if last is not None or not search.first_run_quiet:
            await _tell_of(session, owner, new)
        await _end(session, owner, claim, included=analysis.summary.included)


async def _let_stand(owner: Owner, last: SearchResultAnalysis, now: datetime, claim: Claim | None) -> None:
    """Nothing new: the analysis there is stands for this run too."""
    async with unit_of_work() as session:
        await listing_rows.end_past_dates(session, owner.search_id, now)
        await analysis_rows.move_analysis(session, last.id, owner.run_id, now)
        await _end(session, owner, claim, included=last.summary.get("included", 0))


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
