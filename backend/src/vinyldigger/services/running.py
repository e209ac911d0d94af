"""The life of a run: plan, ask the marketplaces side by side, analyse, read what looks good in full, finish."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim, HandBack
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.calls import counted_calls
from vinyldigger.marketplaces.contract import Marketplace, Priority
from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.searches import RunStatus, RunTrigger, SearchRun
from vinyldigger.services import analyses, facts, guides, quotes
from vinyldigger.services.access import Markets, app_caller, open_markets
from vinyldigger.services.asking import Asking, read_items
from vinyldigger.services.repositories import asked as asked_rows
from vinyldigger.services.repositories import jobs, users
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories import wanted as want_rows
from vinyldigger.services.run_context import RunContext, load_context
from vinyldigger.services.run_plan import MarketplacePlan, plan_for, questions_of, seconds_for
from vinyldigger.services.run_progress import RunCancelled, RunProgress, failure_of, status_of
from vinyldigger.services.stored import to_json

PATIENCE = timedelta(minutes=15)  # how long a run waits for budgets before it ends partial
SHORT_WAIT_SECONDS = 120.0

_log = structlog.get_logger(__name__)


async def run_search(claim: Claim, run_id: UUID) -> None:
    """Do one run. Whatever happened before (a killed worker, a second delivery), it ends once and doubles nothing."""
    loaded = await _load(claim, run_id)
    if loaded is None:
        return
    run, context, markets, fresh = loaded
    plans = {
        market.id: plan_for(context, market, fresh, get_settings().run_plan) for market in _asked(context, markets)
    }
    planned = {marketplace: plan.calls for marketplace, plan in plans.items()}
    progress = RunProgress(claim, context, planned, run.marketplaces)
    askings = [
        Asking(markets.get(marketplace), _caller(run, context), context, plan, progress, fresh)
        for marketplace, plan in plans.items()
    ]
    try:
        await _show_plan(progress, run, plans, askings)
        waits = await _ask_all(askings)
        async with unit_of_work() as session:
            await progress.save(session, "analysing")
        await analyses.analyse(context.search_id, run.id)
        read = await _read_all(askings)
        await _hand_back_if_worth_it(run, progress, waits)
        await _finish(claim, run, context, progress, analyse_again=read > 0)
    except RunCancelled:
        _log.info("run_cancelled", run_id=str(run_id))


async def _load(claim: Claim, run_id: UUID) -> tuple[SearchRun, RunContext, Markets, Mapping[str, AskedQuery]] | None:
    """The run with all it needs, marked as running; None when it is finished or its search is gone."""
    async with unit_of_work() as session:
        await jobs.hold(session, claim)
        run = await run_rows.run_by_id(session, run_id)
        if run is None or run.status not in run_rows.UNFINISHED:
            return None
        search = await search_rows.search_by_id(session, run.search_id)
        if search is None:
            return None
        if search.deleted_at is not None:
            await run_rows.cancel(session, run.id, clock.now())
            return None
        user = await users.by_id(session, run.user_id)
        if user is None:
            return None
        run.started_at = run.started_at or clock.now()
        run.status, run.stage = RunStatus.RUNNING, "planning"
        context = await load_context(session, run, search, user)
        markets = await open_markets(session, run.environment)
        fresh = await _fresh(session, context, markets)
        return run, context, markets, fresh


def _asked(context: RunContext, markets: Markets) -> list[Marketplace]:
    return [market for market in markets.by_id.values() if market.id in context.platforms]


async def _fresh(session: AsyncSession, context: RunContext, markets: Markets) -> dict[str, AskedQuery]:
    """Stored answers that still serve, by question."""
    limits, now = get_settings().freshness, clock.now()
    since: dict[str, datetime] = {}
    for market in _asked(context, markets):
        offers, catalogue = questions_of(context, market)
        since |= {question.key: now - timedelta(minutes=limits.offers_minutes) for question in offers}
        since |= {question.key: now - timedelta(hours=limits.catalogue_hours) for question in catalogue}
    rows = await asked_rows.asked(session, context.environment, list(since))
    return {key: row for key, row in rows.items() if row.asked_at > since[key]}


def _caller(run: SearchRun, context: RunContext) -> contract.Caller:
    """Who waits in front of the screen goes first, then must-have wants, then the rest."""
    if run.trigger is not RunTrigger.SCHEDULE:
        return app_caller(run.user_id, Priority.INTERACTIVE)
    return app_caller(run.user_id, Priority.MUST if context.is_must else Priority.NORMAL)


async def _show_plan(
    progress: RunProgress, run: SearchRun, plans: Mapping[str, MarketplacePlan], askings: list[Asking]
) -> None:
    """Say what is going to be asked, and about how long it takes, before the first call."""
    budgets = [await asking.market.budget() for asking in askings]
    plan = {
        "calls": sum(each.calls for each in plans.values()),
        "seconds": seconds_for(plans, budgets),
        "by_marketplace": {marketplace: each.calls for marketplace, each in plans.items()},
    }
    async with unit_of_work() as session:
        await run_rows.change_unfinished(session, run.id, plan=plan)
        await progress.save(session, "asking")


async def _ask_all(askings: list[Asking]) -> list[contract.RateLimited]:
    """Ask side by side; answers who said "not now"."""
    answers = await asyncio.gather(*(_ask(asking) for asking in askings))
    return [answer for answer in answers if answer is not None]


async def _ask(asking: Asking) -> contract.RateLimited | None:
    """Ask one marketplace and note how it went: its failure is its own."""
    outcome = asking.outcome
    with counted_calls() as calls:
        try:
            await asking.ask()
            outcome.status = "partial" if outcome.error else "succeeded"
        except contract.MarketplaceError as error:
            _log.warning("marketplace_failed", marketplace=asking.market.id, error=repr(error))
            outcome.status = "partial" if outcome.found else "failed"
            outcome.error = to_json(failure_of(error))
            return error if isinstance(error, contract.RateLimited) else None
        finally:
            outcome.calls += calls[asking.market.id]
        return None


async def _read_all(askings: list[Asking]) -> int:
    """The second pass, where marketplaces answer and have items worth reading in full."""
    read = 0
    for asking in askings:
        if asking.plan.items and asking.has_asked_offers and asking.outcome.status == "succeeded":
            with counted_calls() as calls:
                try:
                    read += await read_items(asking, asking.plan.items)
                except contract.MarketplaceError as error:
                    asking.outcome.status = "partial"
                    asking.outcome.error = to_json(failure_of(error))
                finally:
                    asking.outcome.calls += calls[asking.market.id]
    return read


async def _hand_back_if_worth_it(run: SearchRun, progress: RunProgress, waits: list[contract.RateLimited]) -> None:
    """A budget that refills soon is waited for in the queue; what is stored is not asked again."""
    if not waits or run.started_at is None or clock.now() - run.started_at > PATIENCE:
        return
    seconds = max(wait.retry_after or SHORT_WAIT_SECONDS for wait in waits)
    if seconds <= SHORT_WAIT_SECONDS:
        async with unit_of_work() as session:
            await progress.save(session, "asking")
        raise HandBack(seconds, "rate_limited")


async def _finish(
    claim: Claim, run: SearchRun, context: RunContext, progress: RunProgress, *, analyse_again: bool
) -> None:
    """End the run, its job and what follows, in one transaction."""
    now, status = clock.now(), status_of(progress.outcomes)
    async with unit_of_work() as session:
        await jobs.finish(session, claim)
        stands = await run_rows.change_unfinished(
            session,
            run.id,
            status=status,
            stage="done",
            progress=100,
            finished_at=now,
            marketplaces=progress.as_json(),
            error=next((each.error for each in progress.outcomes.values() if each.error), None),
        )
        if not stands:
            return
        await search_rows.note_run(session, context.search_id, now)
        await want_rows.note_swept(session, context.swept_wants, now)
        if analyse_again:
            await analyses.queue(session, {context.search_id: context.user_id})
        await guides.queue(session, context.user_id, context.search_id)
        await quotes.queue_for_search(session, context.user_id, context.search_id)
        await facts.queue(session, context.user_id, context.search_id)
        announce(
            session,
            context.user_id,
            EventKind.RUN_FINISHED,
            run_id=run.id,
            search_id=context.search_id,
            status=status,
        )
