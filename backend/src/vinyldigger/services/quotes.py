"""What sending an offer to a user costs, asked with the user's own token: it stays that user's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.listing import Listing, Quote
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Capability, Marketplace, Priority
from vinyldigger.models.connections import ConnectionStatus
from vinyldigger.models.listings import EndReason
from vinyldigger.models.listings import Listing as ListingRow
from vinyldigger.models.users import User
from vinyldigger.services import access, analyses
from vinyldigger.services.access import Markets, open_markets
from vinyldigger.services.asking import figures_fresh_since
from vinyldigger.services.item_reading import ItemReading
from vinyldigger.services.offers import quote_values
from vinyldigger.services.repositories import connections as connection_rows
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import quotes as rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories import users
from vinyldigger.services.search_rules import destination_of


async def queue_for_search(session: AsyncSession, user_id: UUID, search_id: UUID) -> None:
    """Have quotes read for the best offers of a search that nobody has quoted to the user's country yet."""
    user = await users.by_id(session, user_id)
    able = await _able(session, user_id)
    if user is None or not able:
        return
    limit, since = get_settings().run_plan.discogs_quotes, figures_fresh_since()
    await _queue(session, user_id, await rows.unquoted_of_search(session, user, search_id, able, since, limit))


async def queue_for_listings(session: AsyncSession, user_id: UUID, listing_ids: Sequence[UUID]) -> None:
    """Have quotes read for offers that were just read again for a user."""
    user = await users.by_id(session, user_id)
    able = await _able(session, user_id)
    if user is not None and able:
        await _queue(session, user_id, await rows.unquoted(session, user, listing_ids, able, figures_fresh_since()))


async def _able(session: AsyncSession, user_id: UUID) -> list[str]:
    """The marketplaces whose quotes only the user's own, working connection brings."""
    opened = await open_markets(session)
    tokens = await connection_rows.tokens_of(session, user_id, opened.environment)
    quoting = (market.id for market in opened.able(Capability.OWN_QUOTES))
    return [each for each in quoting if each in tokens and tokens[each].status is ConnectionStatus.CONNECTED]


async def _queue(session: AsyncSession, user_id: UUID, listing_ids: Sequence[UUID]) -> None:
    if listing_ids:
        ids = [str(listing_id) for listing_id in listing_ids]
        await job_rows.enqueue(
            session, Job.READ_QUOTES, user_id=user_id, dedupe_key=f"quotes:{user_id}:{ids[0]}", listing_ids=ids
        )


async def read_quotes(claim: Claim, user_id: UUID, listing_ids: Sequence[UUID]) -> None:
    """Ask for each offer, and judge the user's searches that hold them anew. Of the answer only the quote is kept."""
    async with read_session() as session:
        opened = await open_markets(session)
        user = await users.by_id(session, user_id)
        found = await listing_rows.listings_by_id(session, listing_ids)
    if user is None:
        return
    stopped_by: contract.MarketplaceError | None = None
    for market in opened.able(Capability.OWN_QUOTES):
        theirs = [row for row in found if row.marketplace == market.id]
        stopped_by = await _read(claim, opened, market, user, theirs) or stopped_by
    if stopped_by is not None:
        raise stopped_by
    async with unit_of_work() as session:
        touched = await search_rows.searches_with(session, user_id, listing_ids)
        await analyses.queue(session, dict.fromkeys(touched, user_id))
        await job_rows.finish(session, claim)


async def _read(
    claim: Claim, opened: Markets, market: Marketplace, user: User, found: Sequence[ListingRow]
) -> contract.MarketplaceError | None:
    """Read and store one marketplace's quotes; answers what stopped it, unless only the user can mend that."""
    caller = await access.caller_for(opened.environment, user.id, market, Priority.NORMAL)
    if caller is None:
        return None
    reading = ItemReading(market, destination_of(user), caller)
    for row in found:
        await reading.read(row.id, row.external_id, row.site)
    ids = {row.external_id: row.id for row in found}
    now = clock.now()
    quoted = [_values(ids[offer.external_id], user, offer, now) for offer in reading.offers if offer.external_id in ids]
    async with unit_of_work() as session:
        await job_rows.hold(session, claim)
        await listing_rows.end_listings(session, reading.gone, EndReason.GONE, now)
        await listing_rows.upsert_quotes(session, quoted)
    if isinstance(reading.stopped_by, contract.CredentialsRejected):
        await access.reject_user_token(opened.environment, user.id, market.id)
        return None
    return reading.stopped_by


def _values(listing_id: UUID, user: User, offer: Listing, now: datetime) -> dict[str, object]:
    """A quote as the user's own row. Nothing said is noted too, so that it is not asked again at once."""
    return quote_values(listing_id, offer.quote or Quote(user.country, None, now), user.id)
