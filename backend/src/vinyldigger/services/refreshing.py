"""Reading again what has grown old: single offers by id, and the facts and figures of releases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.listing import Destination, Listing, ListingKind
from vinyldigger.core.domain.release import Release, ReleaseMarket
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Caller, Capability, Marketplace, Priority
from vinyldigger.models.listings import EndReason
from vinyldigger.models.listings import Listing as ListingRow
from vinyldigger.services import analyses, guides
from vinyldigger.services.access import app_caller, open_markets
from vinyldigger.services.asking import figures_fresh_since, floor_of
from vinyldigger.services.catalogue import store_markets, store_releases
from vinyldigger.services.offers import store_offers
from vinyldigger.services.repositories import jobs, users
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.search_rules import destination_of

BATCH = 10  # offers read between two transactions


async def queue_releases(session: AsyncSession, user_id: UUID, release_ids: Sequence[UUID]) -> None:
    """Have the facts and figures of releases read."""
    ids = sorted(str(release_id) for release_id in release_ids)
    await jobs.enqueue(
        session, Job.REFRESH_RELEASES, user_id=user_id, dedupe_key=f"releases:{','.join(ids)}"[:200], release_ids=ids
    )


async def refresh_listings(claim: Claim, user_id: UUID, listing_ids: Sequence[UUID], *, urgent: bool) -> None:
    """Read offers again by id for one user; then judge the user's searches that hold them anew.

    ``urgent``: the user waits in front of the screen.
    """
    async with read_session() as session:
        user = await users.by_id(session, user_id)
        rows = await listing_rows.listings_by_id(session, listing_ids)
        markets = await open_markets(session)
    if user is None:
        return
    destination, caller = (
        destination_of(user),
        app_caller(user_id, Priority.INTERACTIVE if urgent else Priority.HOUSEKEEPING),
    )
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        read = [await _read(markets.get(row.marketplace), row, destination, caller) for row in batch]
        await _store(claim, batch, read)
    async with unit_of_work() as session:
        for search_id in await search_rows.searches_with(session, user_id, listing_ids):
            await analyses.queue(session, user_id, search_id)
        await jobs.finish(session, claim)


async def _read(
    market: Marketplace, row: ListingRow, destination: Destination, caller: Caller
) -> Listing | ReleaseMarket | None:
    """The offer as it is now; None when it is gone or cannot be read by id."""
    try:
        if row.kind is ListingKind.RELEASE_FLOOR and row.release_external_id:
            return await market.release_market(row.release_external_id, get_settings().market_currency, caller)
        return await market.listing(row.external_id, destination, caller, row.site)
    except contract.NotFound:
        return None


async def _store(claim: Claim, rows: Sequence[ListingRow], read: Sequence[Listing | ReleaseMarket | None]) -> None:
    now = clock.now()
    pairs = list(zip(rows, read, strict=True))
    gone = [row.id for row, answer in pairs if answer is None]
    figures = [answer for answer in read if isinstance(answer, ReleaseMarket)]
    offers = [answer for answer in read if isinstance(answer, Listing)]
    floors = [
        floor_of(row.marketplace, answer, row.title) for row, answer in pairs if isinstance(answer, ReleaseMarket)
    ]
    environment = rows[0].environment
    async with unit_of_work() as session:
        await jobs.hold(session, claim)
        await listing_rows.end_listings(session, gone, EndReason.GONE, now)
        await store_offers(session, environment, offers, now, in_full=True)
        await store_offers(session, environment, floors, now)
        ids = await release_rows.release_ids(session, environment, [figure.release_external_id for figure in figures])
        await store_markets(session, figures, ids)


async def refresh_releases(claim: Claim, release_ids: Sequence[UUID]) -> None:
    """Read full facts of releases that have only basic ones, market figures that are too old, and missing guides."""
    async with read_session() as session:
        rows = await release_rows.releases_by_id(session, release_ids)
        fresh = {
            row.release_id for row in await release_rows.newest_market(session, release_ids, figures_fresh_since())
        }
        markets = await open_markets(session)
    able = [market for market in markets.able(Capability.RELEASE) if Capability.RELEASE_MARKET in market.capabilities]
    caller = app_caller(claim.user_id, Priority.INTERACTIVE)
    for market in able:
        for row in rows:
            facts = None if row.full_fetched_at else await market.release(row.discogs_id, caller)
            figures = None if row.id in fresh else await _figures(market, row.discogs_id, caller)
            await _store_release(claim, row.id, facts, figures, clock.now())
    if claim.user_id is not None:
        await guides.read_for_releases(claim.user_id, rows)
    async with unit_of_work() as session:
        await jobs.finish(session, claim)


async def _figures(market: Marketplace, discogs_id: str, caller: Caller) -> ReleaseMarket | None:
    try:
        return await market.release_market(discogs_id, get_settings().market_currency, caller)
    except contract.NotFound:
        return None


async def _store_release(
    claim: Claim, release_id: UUID, facts: Release | None, figures: ReleaseMarket | None, now: datetime
) -> None:
    async with unit_of_work() as session:
        await jobs.hold(session, claim)
        row = await release_rows.release_by_id(session, release_id)
        if row is None:
            return
        if facts is not None:
            await store_releases(session, row.environment, [facts], now)
        if figures is not None:
            await store_markets(session, [figures], {row.discogs_id: row.id})
