"""Offers, their quotes and prices: all SQL of the listings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, case, func, literal, null, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.listing import ListingKind
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import EndReason, Listing, ListingPrice, ListingQuote
from vinyldigger.models.results import SearchResult
from vinyldigger.services.repositories.batches import Row, among, insert_rows, lock_rows, recordset, replacing, table_of

ListingKey = tuple[str, str, str]  # marketplace, site, external id

_IDENTITY = ("environment", "marketplace", "site", "external_id")
_LOCK_ORDER = (Listing.marketplace, Listing.site, Listing.external_id)  # that of upserts
_KEPT = {*_IDENTITY, "id", "first_seen_at", "read_at"}


@dataclass(frozen=True, slots=True)
class StoredListing:
    """Where an offer was stored. ``is_new``: nobody had seen it before."""

    id: UUID
    key: ListingKey
    is_new: bool


async def upsert_listings(session: AsyncSession, rows: Sequence[Row]) -> list[StoredListing]:
    """Store offers in one statement. What the engine read from a text stays only while the text is the same."""
    if not rows:
        return []
    table = table_of(Listing)
    ordered = sorted(rows, key=lambda row: (row["marketplace"], row["site"], row["external_id"]))
    statement = insert_rows(table, ordered)
    same = table.c.content_hash == statement.excluded.content_hash
    changes = replacing(statement, (name for name in rows[0] if name not in _KEPT))
    changes |= {
        "parsed": case((same, table.c.parsed), else_=null()),
        "engine_version": case((same, table.c.engine_version), else_=null()),
        "read_at": func.coalesce(statement.excluded.read_at, table.c.read_at),
        "updated_at": func.now(),
    }
    answer = await session.execute(
        statement.on_conflict_do_update(index_elements=_IDENTITY, set_=changes).returning(
            table.c.id, table.c.marketplace, table.c.site, table.c.external_id, text("xmax = 0 AS is_new")
        )
    )
    return [StoredListing(row[0], (row[1], row[2], row[3]), row[4]) for row in answer]


async def read_in_full(
    session: AsyncSession, environment: Environment, external_ids: Collection[str]
) -> dict[ListingKey, Listing]:
    """Of these offers, those that were once read in full."""
    answer = await session.scalars(
        select(Listing).where(
            Listing.environment == environment,
            among(Listing.external_id, external_ids),
            Listing.read_at.is_not(None),
        )
    )
    return {(row.marketplace, row.site, row.external_id): row for row in answer}


async def note_prices(session: AsyncSession, listing_ids: Collection[UUID], now: datetime) -> None:
    """Keep a price for each listing whose price is not the one last noted. A floor's history is the market's."""
    listing, price = table_of(Listing), table_of(ListingPrice)
    last = (
        select(price.c.price)
        .where(price.c.listing_id == listing.c.id)
        .order_by(price.c.observed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    moved = select(listing.c.id, literal(now), listing.c.price, listing.c.currency).where(
        among(listing.c.id, listing_ids),
        listing.c.kind == ListingKind.LISTING,
        listing.c.price.is_not(None),
        last.is_distinct_from(listing.c.price),
    )
    noted = insert(price).from_select(["listing_id", "observed_at", "price", "currency"], moved)
    await session.execute(noted.on_conflict_do_nothing())


async def upsert_quotes(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Store what sending costs; a newer quote for the same place replaces the older."""
    if not rows:
        return
    statement = insert_rows(table_of(ListingQuote), rows)
    changes = replacing(statement, (name for name in rows[0] if name not in {"id", "listing_id", "country"}))
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["listing_id", "country", "postal_prefix", "user_id"], set_=changes
        )
    )


async def end_listings(session: AsyncSession, ids: Collection[UUID], reason: EndReason, now: datetime) -> None:
    """Say that offers are over."""
    await lock_rows(session, among(Listing.id, ids), *_LOCK_ORDER)
    await session.execute(
        update(Listing)
        .where(among(Listing.id, ids), Listing.ended_at.is_(None))
        .values(ended_at=now, end_reason=reason, updated_at=func.now())
    )


async def standing_ids(session: AsyncSession, environment: Environment, keys: Collection[ListingKey]) -> list[UUID]:
    """Our ids of those of these offers that are known and not over."""
    answer = await session.scalars(
        select(Listing.id).where(
            Listing.environment == environment,
            tuple_(*_LOCK_ORDER).in_(keys),
            Listing.ended_at.is_(None),
        )
    )
    return list(answer)


async def end_absent(session: AsyncSession, seller_id: UUID, read_since: datetime, now: datetime) -> int:
    """After a complete reading that began at ``read_since``: what it did not see is over. Answers how many."""
    absent = and_(
        Listing.seller_id == seller_id,
        Listing.kind == ListingKind.LISTING,
        Listing.ended_at.is_(None),
        Listing.last_seen_at < read_since,
    )
    await lock_rows(session, absent, *_LOCK_ORDER)
    answer = await session.execute(
        update(Listing)
        .where(absent)
        .values(ended_at=now, end_reason=EndReason.ABSENT, updated_at=func.now())
        .returning(Listing.id)
    )
    return len(answer.all())


async def end_past_dates(session: AsyncSession, search_id: UUID, now: datetime) -> None:
    """Of a search's offers, those whose end date has passed are over."""
    found = select(SearchResult.listing_id).where(SearchResult.search_id == search_id, SearchResult.ends_at <= now)
    past = and_(Listing.id.in_(found), Listing.ended_at.is_(None), Listing.ends_at <= now)
    await lock_rows(session, past, *_LOCK_ORDER)
    await session.execute(
        update(Listing)
        .where(past)
        .values(ended_at=Listing.ends_at, end_reason=EndReason.END_DATE, updated_at=func.now())
    )


async def known_keys(
    session: AsyncSession, environment: Environment, marketplace: str, external_ids: Collection[str]
) -> set[str]:
    """Which of these offers are known and not over."""
    answer = await session.scalars(
        select(Listing.external_id).where(
            Listing.environment == environment,
            Listing.marketplace == marketplace,
            among(Listing.external_id, external_ids),
            Listing.ended_at.is_(None),
        )
    )
    return set(answer)


async def inventory_offers(
    session: AsyncSession,
    environment: Environment,
    seller_ids: Collection[UUID],
    release_ids: Collection[str],
    words: Sequence[str],
    limit: int,
) -> list[UUID]:
    """Stored offers of these sellers that are one of these releases, or whose title has all the words."""
    if not seller_ids or not (release_ids or words):
        return []
    fits = among(Listing.release_external_id, release_ids)
    if words:
        fits = or_(fits, and_(*(Listing.title.icontains(word, autoescape=True) for word in words)))
    answer = await session.scalars(
        select(Listing.id)
        .where(
            Listing.environment == environment,
            among(Listing.seller_id, seller_ids),
            Listing.ended_at.is_(None),
            fits,
        )
        .order_by(Listing.id.desc())
        .limit(limit)
    )
    return list(answer)


async def note_parsed(session: AsyncSession, parsed: Mapping[UUID, Any], engine_version: str) -> None:
    """Keep what the engine read from these listings."""
    if not parsed:
        return
    table = table_of(Listing)
    await lock_rows(session, among(table.c.id, parsed), *_LOCK_ORDER)
    rows = [{"id": listing_id, "parsed": value} for listing_id, value in sorted(parsed.items())]
    batch = recordset(rows, [table.c.id, table.c.parsed])
    await session.execute(
        update(table).where(table.c.id == batch.c.id).values(parsed=batch.c.parsed, engine_version=engine_version)
    )


async def listings_by_id(session: AsyncSession, ids: Collection[UUID]) -> list[Listing]:
    """These offers, as far as they are not over."""
    answer = await session.scalars(
        select(Listing).where(among(Listing.id, ids), Listing.ended_at.is_(None)).order_by(Listing.id)
    )
    return list(answer)


async def fresh_floors(
    session: AsyncSession, environment: Environment, marketplace: str, release_ids: Collection[str], since: datetime
) -> list[Listing]:
    """Floors of these releases that were read since a moment, also those that showed nothing for sale."""
    answer = await session.scalars(
        select(Listing).where(
            Listing.environment == environment,
            Listing.marketplace == marketplace,
            Listing.site == "",
            among(Listing.external_id, [f"floor:{release}" for release in release_ids]),
            Listing.fetched_at >= since,
        )
    )
    return list(answer)
