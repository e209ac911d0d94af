"""Reading again what has grown old: single offers by id, and the facts and figures of releases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.listing import ListingKind
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces.contract import Capability, Priority
from vinyldigger.models.listings import EndReason
from vinyldigger.models.listings import Listing as ListingRow
from vinyldigger.services import analyses, guides, quotes
from vinyldigger.services.access import app_caller, open_markets
from vinyldigger.services.asking import figures_fresh_since, floor_of
from vinyldigger.services.catalogue import store_markets
from vinyldigger.services.item_reading import ItemReading
from vinyldigger.services.offers import store_offers
from vinyldigger.services.release_reading import read_facts_of, read_figures_of
from vinyldigger.services.repositories import jobs, users
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.search_rules import destination_of

BATCH = 10  # offers read between two transactions
JUST_NOW = timedelta(minutes=10)  # what an attempt that was cut short has read, or somebody else, is not read again


async def queue_releases(session: AsyncSession, user_id: UUID, release_ids: Sequence[UUID]) -> None:
    """Have the facts and figures of releases read."""
    ids = sorted(str(release_id) for release_id in release_ids)
    await jobs.enqueue(
        session, Job.REFRESH_RELEASES, user_id=user_id, dedupe_key=f"releases:{','.join(ids)}"[:200], release_ids=ids
    )


async def refresh_listings(claim: Claim, user_id: UUID, listing_ids: Sequence[UUID], *, urgent: bool) -> None:
    """Read offers again by id for one user; then judge the user's searches that hold them anew.

    ``urgent``: the user waits in front of the screen. A marketplace that fails does not hold up the others; the job is
    tried again for it once they are read.
    """
    async with read_session() as session:
        user = await users.by_id(session, user_id)
        found = await listing_rows.listings_by_id(session, listing_ids)
        markets = await open_markets(session)
    if user is None:
        return
    rows = [row for row in found if row.fetched_at <= clock.now() - JUST_NOW]
    caller = app_caller(user_id, Priority.INTERACTIVE if urgent else Priority.HOUSEKEEPING)
    failures = []
    for marketplace in sorted({row.marketplace for row in rows}):
        theirs = [row for row in rows if row.marketplace == marketplace]
        reading = ItemReading(markets.get(marketplace), destination_of(user), caller)
        await _read_again(claim, theirs, reading)
        failures += [reading.stopped_by] if reading.stopped_by else []
    if failures:
        raise failures[0]
    async with unit_of_work() as session:
        touched = await search_rows.searches_with(session, user_id, listing_ids)
        await analyses.queue(session, dict.fromkeys(touched, user_id))
        await quotes.queue_for_listings(session, user_id, listing_ids)
        await jobs.finish(session, claim)


async def _read_again(claim: Claim, rows: Sequence[ListingRow], reading: ItemReading) -> None:
    """The offers of one marketplace, stored batch by batch, as far as the marketplace answers."""
    for start in range(0, len(rows), BATCH):
        for row in rows[start : start + BATCH]:
            if row.kind is ListingKind.RELEASE_FLOOR and row.release_external_id:
                await reading.read_floor(row.id, row.release_external_id, get_settings().market_currency)
            else:
                await reading.read(row.id, row.external_id, row.site)
        await _store(claim, rows, reading)
        if reading.stopped_by is not None:
            return


async def _store(claim: Claim, rows: Sequence[ListingRow], reading: ItemReading) -> None:
    """Store what was read since the last time."""
    now, environment = clock.now(), rows[0].environment
    titles = {row.release_external_id: row.title for row in rows if row.kind is ListingKind.RELEASE_FLOOR}
    floors = [floor_of(reading.market.id, figures, titles[figures.release_external_id]) for figures in reading.figures]
    async with unit_of_work() as session:
        await jobs.hold(session, claim)
        await listing_rows.end_listings(session, reading.gone, EndReason.GONE, now)
        await store_offers(session, environment, reading.offers, now, in_full=True)
        await store_offers(session, environment, floors, now)
        known = [figures.release_external_id for figures in reading.figures]
        await store_markets(session, reading.figures, await release_rows.release_ids(session, environment, known))
    reading.gone.clear()
    reading.offers.clear()
    reading.figures.clear()


async def refresh_releases(claim: Claim, release_ids: Sequence[UUID]) -> None:
    """Read full facts of releases that have only basic ones, market figures that are too old, and missing guides."""
    async with read_session() as session:
        rows = await release_rows.releases_by_id(session, release_ids)
        figures = await release_rows.newest_market(session, release_ids, figures_fresh_since())
        markets = await open_markets(session)
    known = {row.release_id for row in figures}
    standing = [row for row in rows if row.gone_at is None]
    caller = app_caller(claim.user_id, Priority.INTERACTIVE)
    for market in markets.able(Capability.RELEASE):
        for row in standing:
            if row.full_fetched_at is None:
                await read_facts_of(claim, row.environment, market, row.discogs_id, caller)
            if row.id not in known and Capability.RELEASE_MARKET in market.capabilities:
                await read_figures_of(claim, market, row, caller)
    if claim.user_id is not None:
        await guides.read_for_releases(claim.user_id, standing)
    async with unit_of_work() as session:
        await jobs.finish(session, claim)
