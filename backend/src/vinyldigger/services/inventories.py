"""Watched sellers' inventories: read whole first and once a week, in between only what is new at the front."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.seller import Seller as SellerValue
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim, Job, Refused
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Capability, Page, Priority
from vinyldigger.models.collections import SyncStatus
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import SearchKind
from vinyldigger.models.sellers import Seller, SellerStatus
from vinyldigger.models.users import User
from vinyldigger.services import analyses
from vinyldigger.services.access import app_caller, open_markets
from vinyldigger.services.exchange import current_rates
from vinyldigger.services.offers import seller_values, store_offers
from vinyldigger.services.repositories import jobs, users
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.services.repositories.listings import StoredListing
from vinyldigger.services.run_progress import failure_of
from vinyldigger.services.search_rules import destination_of, title_words
from vinyldigger.services.stored import to_json

SAMPLE_MARKETPLACE = "discogs"
READ_AGAIN = timedelta(hours=24)  # how often arrivals are looked for
DUE_BATCH = 50
RECENT_SEARCHES = timedelta(days=7)
LINKED = 500  # offers of one inventory that join one search


@dataclass(slots=True)
class Reading:
    """One reading of an inventory. ``next``: cursor of the page that comes; ``since``: when it began (ISO).

    ``complete``: it means to see everything, so that what it does not see is over.
    """

    since: str
    complete: bool
    next: str | None = None
    seen: int = 0

    @property
    def began(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.since)


async def watch_sample_sellers(session: AsyncSession, user: User, environment: Environment) -> None:
    """A new account of a sample installation watches some sellers, so that there is something to find."""
    names = get_settings().sample_sellers
    if environment is not Environment.SAMPLE or not names:
        return
    values = [SellerValue(SAMPLE_MARKETPLACE, name, name) for name in names]
    ids = await seller_rows.upsert_sellers(
        session, [seller_values(value, environment, clock.now()) for value in values]
    )
    for seller_id in ids.values():
        await seller_rows.set_view(session, user.id, seller_id, status=SellerStatus.WATCHED)
        await queue_reading(session, seller_id)


async def queue_reading(session: AsyncSession, seller_id: UUID) -> None:
    """Have a seller's inventory read, unless that is under way."""
    await jobs.enqueue(session, Job.READ_INVENTORY, dedupe_key=f"inventory:{seller_id}", seller_id=str(seller_id))


async def queue_due(session: AsyncSession, now: datetime) -> int:
    """Queue the reading of watched inventories that have not been read for a day. Answers how many."""
    markets = await open_markets(session)
    able = [market.id for market in markets.able(Capability.SELLER_INVENTORY)]
    due = await seller_rows.due_inventories(session, markets.environment, able, now - READ_AGAIN, DUE_BATCH)
    for seller_id in due:
        await queue_reading(session, seller_id)
    return len(due)


async def read_inventory(claim: Claim, seller_id: UUID) -> None:
    """Read a seller's offers page by page. What a page brought is stored before the next is asked.

    Interrupted (budget spent, worker killed), the next attempt goes on where this one stopped.
    """
    async with unit_of_work() as session:
        seller = await seller_rows.seller_by_id(session, seller_id)
        watchers = await seller_rows.watchers_of(session, seller_id)
        user = await users.by_id(session, watchers[0]) if watchers else None
        if seller is None or user is None:
            raise Refused("nobody watches this seller")
        market = (await open_markets(session, seller.environment)).get(seller.marketplace)
        reading = _reading(seller)
        await seller_rows.note_inventory(session, seller.id, inventory_status=SyncStatus.RUNNING)
        await jobs.hold(session, claim)  # after the seller: who begins to watch locks in that order
    first = seller.inventory_read_at is None
    caller = app_caller(user.id, Priority.NORMAL if first else Priority.HOUSEKEEPING)
    destination = destination_of(user)
    try:
        while True:
            page = await market.seller_inventory(seller.external_id, destination, caller, reading.next)
            if await _store_page(claim, seller, reading, page, watchers):
                return
    except (contract.NotFound, contract.Forbidden, contract.CredentialsRejected) as error:
        async with unit_of_work() as session:
            failure = {"inventory_status": SyncStatus.FAILED, "inventory_error": to_json(failure_of(error))}
            await seller_rows.note_inventory(session, seller.id, inventory_newest_at=clock.now(), **failure)
            await jobs.finish(session, claim)


def _reading(seller: Seller) -> Reading:
    """The reading that was interrupted, or a new one: whole when the last whole one is too old."""
    if seller.inventory_cursor is not None:
        return Reading(**seller.inventory_cursor)
    now = clock.now()
    old = now - timedelta(days=get_settings().freshness.inventory_days)
    return Reading(since=now.isoformat(), complete=seller.inventory_read_at is None or seller.inventory_read_at < old)


async def _store_page(
    claim: Claim, seller: Seller, reading: Reading, page: Page[Listing], watchers: Sequence[UUID]
) -> bool:
    """Store one page; answers whether it was the last one that is needed."""
    now = clock.now()
    async with unit_of_work() as session:
        known = await listing_rows.known_keys(
            session, seller.environment, seller.marketplace, [offer.external_id for offer in page.items]
        )
        stored = await store_offers(session, seller.environment, page.items, now)
        await _observe(session, seller.environment, page.items, stored)
        reading.seen += len(page.items)
        reading.next = page.next_cursor
        reading.complete = reading.complete and page.complete and page.skipped == 0
        caught_up = not reading.complete and len(known) == len(page.items)
        ended = page.next_cursor is None or caught_up
        if ended:
            await _end(session, claim, seller, reading, watchers)
        else:
            await jobs.hold(session, claim)
            await seller_rows.note_inventory(session, seller.id, inventory_cursor=asdict(reading))
        for user_id in watchers:
            announce(
                session,
                user_id,
                EventKind.SYNC_FINISHED if ended else EventKind.SYNC_PROGRESS,
                subject="inventory",
                id=seller.id,
                done=reading.seen,
                total=page.total,
            )
    return ended


async def _end(session: AsyncSession, claim: Claim, seller: Seller, reading: Reading, watchers: Sequence[UUID]) -> None:
    """After the last page: what a complete reading did not see is over; watchers' searches take in what is new."""
    now = clock.now()
    values: dict[str, object] = {"inventory_newest_at": now, "inventory_status": SyncStatus.COMPLETE}
    if reading.complete:
        await listing_rows.end_absent(session, seller.id, reading.began, now)
        values |= {"inventory_read_at": now, "inventory_count": reading.seen}
    await seller_rows.note_inventory(session, seller.id, inventory_cursor=None, inventory_error=None, **values)
    touched: dict[UUID, UUID] = {}
    for search in await search_rows.searches_that_ran(session, watchers, now - RECENT_SEARCHES):
        if search.kind is not SearchKind.QUERY:
            continue
        words = title_words(search.query)
        found = await listing_rows.inventory_offers(session, seller.environment, [seller.id], [], words, LINKED)
        if await result_rows.link(session, search.user_id, search.id, None, found):
            touched[search.id] = search.user_id
    await analyses.queue(session, touched)
    await jobs.finish(session, claim)


async def _observe(
    session: AsyncSession, environment: Environment, offers: Sequence[Listing], stored: Sequence[StoredListing]
) -> None:
    """Keep what new offers ask, without offer and seller: valuation learns from it."""
    if not get_settings().keep_value_observations:
        return
    new = {row.key[2] for row in stored if row.is_new}
    rates = await current_rates(session)
    graded = [
        offer
        for offer in offers
        if offer.external_id in new and offer.media_grade and offer.price and rates.knows(offer.price.currency)
    ]
    ids = await release_rows.release_ids(session, environment, [str(offer.release_external_id) for offer in graded])
    rows = [
        {
            "id": uuid7(),
            "release_id": ids[offer.release_external_id],
            "day": offer.fetched_at.date(),
            "media_grade": offer.media_grade,
            "sleeve_grade": offer.sleeve_grade,
            "price_eur": rates.convert(offer.price, "EUR").rounded().amount,
        }
        for offer in graded
        if offer.release_external_id in ids and offer.price
    ]
    await release_rows.add_observations(session, rows)
