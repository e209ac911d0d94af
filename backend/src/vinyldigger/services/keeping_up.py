"""The hourly round: syncs that are due, offers on Today pages that grow old, budgets compared with the marketplaces."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from uuid import UUID

import structlog

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces.contract import MarketplaceError
from vinyldigger.models.collections import Collection
from vinyldigger.models.wantlists import UserList, WantList
from vinyldigger.services import syncs
from vinyldigger.services.access import Markets, open_markets
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import keeping_up as rows

SYNCS_AT_ONCE = 200
A_DAY = 86_400
CARDS = 30  # Today cards kept fresh for each user
WANTED = 20  # further offers of wanted records read again for each user, those read longest ago first
WANTED_GROW_OLD = timedelta(hours=24)
SEEN_LATELY = timedelta(days=7)
GROWS_OLD = timedelta(hours=5)  # the terms allow six; the round comes hourly

_log = structlog.get_logger(__name__)


async def keep_up(claim: Claim) -> None:
    """Do one round. Everything it finds becomes jobs of their own, in one transaction."""
    async with read_session() as session:
        markets = await open_markets(session)
    await _compare_budgets(markets)
    async with unit_of_work() as session:
        now = clock.now()
        before = now - timedelta(hours=get_settings().freshness.sync_hours)
        for kind in (Collection, WantList, UserList):
            for target in await rows.due_syncs(session, kind, markets.environment, before, SYNCS_AT_ONCE):
                await syncs.queue(session, target, whole=False)
        old: dict[UUID, list[str]] = defaultdict(list)
        shown = await rows.shown_offers(session, markets.environment, now - SEEN_LATELY, now - GROWS_OLD, CARDS)
        wanted = await rows.wanted_offers(
            session, markets.environment, now - SEEN_LATELY, now - WANTED_GROW_OLD, WANTED
        )
        for user_id, listing_id in dict.fromkeys([*shown, *wanted]):
            old[user_id].append(str(listing_id))
        for user_id, listing_ids in old.items():
            await job_rows.enqueue(
                session,
                Job.REFRESH_LISTINGS,
                user_id=user_id,
                dedupe_key=f"today:{user_id}",
                user=str(user_id),
                listing_ids=listing_ids,
                urgent=False,
            )
        await job_rows.finish(session, claim)


async def _compare_budgets(markets: Markets) -> None:
    """One unmetered call where a budget lasts a day: what the marketplace says is left corrects our own count."""
    for marketplace in sorted(markets.ready):
        market = markets.get(marketplace)
        try:
            if (await market.budget()).window_seconds >= A_DAY:
                await market.test()
        except MarketplaceError as error:
            _log.warning("budget_not_compared", marketplace=marketplace, error=repr(error))
