"""Today at a glance: what to do now, what needs attention, how things stand. One call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.domain.words import Reason
from vinyldigger.marketplaces.contract import Budget
from vinyldigger.models.collections import SyncStatus
from vinyldigger.models.connections import ConnectionStatus, OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import SearchRun
from vinyldigger.models.users import User
from vinyldigger.services import recommendations, showing
from vinyldigger.services.access import open_markets
from vinyldigger.services.repositories import dashboard as rows
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.repositories import runs as run_rows
from vinyldigger.services.showing import View

DEALS_SHOWN = 12
CARDS_SHOWN = 8
RUNS_SHOWN = 8
RECENT = timedelta(days=7)
SOON = timedelta(hours=48)
A_DAY = 86_400  # seconds; shorter windows fill and empty all the time
NEARLY = 0.9


async def today(session: AsyncSession, user: User) -> View:
    """Everything the first page needs: a constant number of statements."""
    environment, now = await installation_rows.environment(session), clock.now()
    counts = await rows.counts(session, user.id, environment)
    connections = await rows.connections(session, user.id, environment)
    deals = await recommendations.list_advice(session, user, "score", None, DEALS_SHOWN, min_score=60)
    synced = await rows.synced(session, user.id, environment)
    markets = await open_markets(session, environment)
    return {
        "counts": counts,
        "setup": {
            "connected": [each.marketplace for each in connections if each.status is ConnectionStatus.CONNECTED],
            "has_search": counts.searches > 0,
            "has_wants": counts.wants > 0,
            "watches_sellers": counts.watched_sellers > 0,
            "is_sample": environment is Environment.SAMPLE,
        },
        "syncs": [
            {
                "kind": kind,
                "marketplace": each.marketplace,
                "status": each.sync_status,
                "synced_at": each.synced_at,
                "progress": {"done": 0, "total": None, **each.sync_progress},
            }
            for kind, each in synced
        ],
        "recent_runs": await run_rows.recent_runs(session, user.id, RUNS_SHOWN),
        "attention": [
            *_broken(connections),
            *[
                _attention(Reason("sync_failed", {"marketplace": each.marketplace}), marketplace=each.marketplace)
                for _, each in synced
                if each.sync_status is SyncStatus.FAILED
            ],
            *_short([await market.budget() for market in markets.by_id.values()]),
            *[_troubled(*each) for each in await rows.troubled_runs(session, user.id, now - RECENT, CARDS_SHOWN)],
        ],
        "act_now": deals["items"],
        "price_dropped": await _results(session, user, await rows.dropped(session, user.id, now - RECENT, CARDS_SHOWN)),
        "ending_soon": await _results(session, user, await rows.ending(session, user.id, now + SOON, CARDS_SHOWN)),
    }


def _broken(connections: Sequence[OAuthToken]) -> list[View]:
    return [
        _attention(Reason("connection_broken", {"marketplace": each.marketplace}), marketplace=each.marketplace)
        for each in connections
        if each.status is not ConnectionStatus.CONNECTED
    ]


def _short(budgets: Iterable[Budget]) -> list[View]:
    """Marketplaces that are not asked for a while, or whose calls of the day are nearly used up."""
    short: list[View] = []
    for budget in budgets:
        if budget.breaker_open_until is not None:
            reason = Reason("marketplace_paused", {"marketplace": budget.marketplace})
        elif budget.window_seconds >= A_DAY and budget.used >= budget.limit * NEARLY:
            reason = Reason(
                "budget_nearly_used",
                {"marketplace": budget.marketplace, "used": budget.used, "limit": budget.limit},
            )
        else:
            continue
        short.append(_attention(reason, marketplace=budget.marketplace))
    return short


def _troubled(run: SearchRun, name: str) -> View:
    reason = Reason(f"run_{run.status.value}", {"search": name})
    failed = next((key for key, outcome in run.marketplaces.items() if outcome.get("error")), None)
    return _attention(reason, search_id=run.search_id, run_id=run.id, marketplace=failed)


def _attention(
    reason: Reason, *, search_id: UUID | None = None, run_id: UUID | None = None, marketplace: str | None = None
) -> View:
    return {"reason": reason, "search_id": search_id, "run_id": run_id, "marketplace": marketplace}


async def _results(session: AsyncSession, user: User, listing_ids: Sequence[UUID]) -> list[View]:
    """Offers in the order given, each as the search that judged it last sees it."""
    found = await view_rows.newest_results_of(session, user.id, listing_ids)
    shown = {row["listing_id"]: showing.result(row) for row in found}
    return [shown[listing_id] for listing_id in listing_ids if listing_id in shown]
