"""Reading price guides: what Discogs suggests for the releases a search found, with the user's own token."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.release import PriceSuggestions
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Caller, Capability, Marketplace, Priority
from vinyldigger.models.connections import ConnectionStatus
from vinyldigger.models.releases import Release
from vinyldigger.services import access, analyses
from vinyldigger.services.access import Markets, open_markets
from vinyldigger.services.repositories import connections as connection_rows
from vinyldigger.services.repositories import guides as rows
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories.installation import environment


async def queue(session: AsyncSession, user_id: UUID, search_id: UUID) -> None:
    """Have guides read for what a search found, when the user has an account that may ask for them."""
    tokens = await connection_rows.tokens_of(session, user_id, await environment(session))
    if any(token.status is ConnectionStatus.CONNECTED for token in tokens.values()):
        await job_rows.enqueue(
            session, Job.READ_GUIDES, user_id=user_id, dedupe_key=f"guides:{search_id}", search_id=str(search_id)
        )


async def read_guides(claim: Claim, user_id: UUID, search_id: UUID) -> None:
    """Read a few guides that are missing or old, and judge the search anew with them."""
    limits, now = get_settings(), clock.now()
    async with read_session() as session:
        opened = await open_markets(session)
        since = now - timedelta(days=limits.freshness.guide_days)
        missing = await rows.missing_guides(session, user_id, search_id, since, limits.run_plan.discogs_price_guides)
    found = await _ask(opened, user_id, missing) if missing else []
    async with unit_of_work() as session:
        await rows.store_guides(session, found)
        if any(row["near_mint"] is not None for row in found):
            await analyses.queue(session, {search_id: user_id})
        await job_rows.finish(session, claim)


async def read_for_releases(user_id: UUID, releases: Sequence[Release]) -> None:
    """Read the guides of a few releases that somebody is looking at, where missing or old."""
    limits = get_settings()
    since = clock.now() - timedelta(days=limits.freshness.guide_days)
    async with read_session() as session:
        opened = await open_markets(session)
        known = await release_rows.guides_of(session, user_id, [release.id for release in releases])
    fresh = {guide.release_id for guide in known if guide.fetched_at > since}
    missing = [(release.id, release.discogs_id) for release in releases if release.id not in fresh]
    found = await _ask(opened, user_id, missing[: limits.run_plan.discogs_price_guides])
    async with unit_of_work() as session:
        await rows.store_guides(session, found)


async def _ask(opened: Markets, user_id: UUID, missing: list[tuple[UUID, str]]) -> list[dict[str, Any]]:
    """Rows for what was answered. A release without a suggestion is noted too, so that it is not asked again."""
    found = []
    for market in opened.able(Capability.PRICE_SUGGESTIONS):
        caller = await access.caller_for(opened.environment, user_id, market, Priority.NORMAL)
        if caller is None:
            continue
        for release_id, discogs_id in missing:
            try:
                found.append(_row(user_id, release_id, await _suggestions(market, discogs_id, caller), clock.now()))
            except contract.CredentialsRejected:
                await access.reject_user_token(opened.environment, user_id, market.id)
                return found
    return found


async def _suggestions(market: Marketplace, discogs_id: str, caller: Caller) -> PriceSuggestions | None:
    """None where Discogs has none, or the account has no seller settings: no guide then, and nothing is wrong."""
    try:
        return await market.price_suggestions(discogs_id, caller)
    except (contract.NotFound, contract.Forbidden):
        return None


def _row(user_id: UUID, release_id: UUID, said: PriceSuggestions | None, now: datetime) -> dict[str, Any]:
    near_mint = said.by_grade.get(Grade.NM) if said else None
    return {
        "id": uuid7(),
        "user_id": user_id,
        "release_id": release_id,
        "near_mint": near_mint.rounded().amount if near_mint else None,
        "currency": near_mint.currency if near_mint else None,
        "fetched_at": now,
    }
