"""Quotes that only a user's own token brings: all SQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.listing import ListingKind
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing, ListingQuote
from vinyldigger.models.results import SearchResult
from vinyldigger.models.users import User
from vinyldigger.services.repositories.batches import among


async def unquoted_of_search(
    session: AsyncSession, user: User, search_id: UUID, marketplaces: Collection[str], since: datetime, limit: int
) -> list[UUID]:
    """The best offers of a search without a quote for the user, best first."""
    answer = await session.scalars(
        select(Listing.id)
        .join(SearchResult, SearchResult.listing_id == Listing.id)
        .where(
            SearchResult.search_id == search_id,
            SearchResult.user_id == user.id,
            SearchResult.excluded_by.is_(None),
            _lacks_a_quote(user, marketplaces, since),
        )
        .order_by(SearchResult.deal_score.desc().nulls_last(), Listing.id)
        .limit(limit)
    )
    return list(answer)


async def unquoted(
    session: AsyncSession, user: User, listing_ids: Collection[UUID], marketplaces: Collection[str], since: datetime
) -> list[UUID]:
    """Of these offers, those without a quote for the user."""
    lacking = _lacks_a_quote(user, marketplaces, since)
    return list(
        await session.scalars(select(Listing.id).where(among(Listing.id, listing_ids), lacking).order_by(Listing.id))
    )


async def delete_quotes(session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str) -> None:
    """Delete what a user's own token told of sending a marketplace's offers."""
    theirs = select(Listing.id).where(Listing.environment == environment, Listing.marketplace == marketplace)
    await session.execute(
        delete(ListingQuote).where(ListingQuote.user_id == user_id, ListingQuote.listing_id.in_(theirs))
    )


def _lacks_a_quote(user: User, marketplaces: Collection[str], since: datetime) -> ColumnElement[bool]:
    quoted = select(ListingQuote.id).where(
        ListingQuote.listing_id == Listing.id,
        ListingQuote.country == user.country,
        or_(ListingQuote.user_id.is_(None), and_(ListingQuote.user_id == user.id, ListingQuote.fetched_at >= since)),
    )
    return and_(
        Listing.marketplace.in_(marketplaces),
        Listing.kind == ListingKind.LISTING,
        Listing.ended_at.is_(None),
        ~quoted.exists(),
    )
