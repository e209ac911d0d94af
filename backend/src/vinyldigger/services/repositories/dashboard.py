"""What the first page counts: all SQL of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.collections import Collection, CollectionItem, Synced
from vinyldigger.models.connections import OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing, ListingPrice
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import RunStatus, SavedSearch, SearchKind, SearchRun
from vinyldigger.models.sellers import Seller, SellerStatus, UserSeller
from vinyldigger.models.wantlists import WantList, WantListItem


@dataclass(frozen=True, slots=True)
class Counts:
    """The four counts."""

    collection: int
    wants: int
    searches: int
    watched_sellers: int


async def counts(session: AsyncSession, user_id: UUID, environment: Environment) -> Counts:
    """How much a user has, wants, searches for and watches: one statement."""
    copies = (
        select(func.count())
        .select_from(CollectionItem)
        .join(Collection, Collection.id == CollectionItem.collection_id)
        .where(CollectionItem.user_id == user_id, Collection.environment == environment)
    )
    wants = select(func.count()).where(
        WantListItem.user_id == user_id,
        WantListItem.environment == environment,
        WantListItem.removed_at.is_(None),
    )
    own = SavedSearch.kind.in_([SearchKind.QUERY, SearchKind.RELEASE, SearchKind.MASTER])
    searches = select(func.count()).where(SavedSearch.user_id == user_id, SavedSearch.deleted_at.is_(None), own)
    watched = (
        select(func.count())
        .select_from(UserSeller)
        .join(Seller, Seller.id == UserSeller.seller_id)
        .where(
            UserSeller.user_id == user_id,
            UserSeller.status.in_([SellerStatus.WATCHED, SellerStatus.FAVOURITE]),
            Seller.environment == environment,
        )
    )
    parts = (part.scalar_subquery() for part in (copies, wants, searches, watched))
    row = (await session.execute(select(*parts))).one()
    return Counts(*row)


async def connections(session: AsyncSession, user_id: UUID, environment: Environment) -> list[OAuthToken]:
    """A user's accounts at the marketplaces."""
    answer = await session.scalars(
        select(OAuthToken)
        .where(OAuthToken.user_id == user_id, OAuthToken.environment == environment)
        .order_by(OAuthToken.marketplace)
    )
    return list(answer)


async def synced(session: AsyncSession, user_id: UUID, environment: Environment) -> list[tuple[str, Synced]]:
    """A user's collections and want lists at the marketplaces, with their kinds."""
    collections = await session.scalars(
        select(Collection).where(Collection.user_id == user_id, Collection.environment == environment)
    )
    wants = await session.scalars(
        select(WantList).where(WantList.user_id == user_id, WantList.environment == environment)
    )
    return [*(("collection", row) for row in collections), *(("wantlist", row) for row in wants)]


async def troubled_runs(
    session: AsyncSession, user_id: UUID, since: datetime, limit: int
) -> list[tuple[SearchRun, str]]:
    """Searches whose newest run did not go well, with their names."""
    newest = (
        select(func.max(SearchRun.created_at))
        .where(SearchRun.search_id == SavedSearch.id)
        .correlate(SavedSearch)
        .scalar_subquery()
    )
    answer = await session.execute(
        select(SearchRun, SavedSearch.name)
        .join(SavedSearch, SavedSearch.id == SearchRun.search_id)
        .where(
            SearchRun.user_id == user_id,
            SavedSearch.deleted_at.is_(None),
            SearchRun.created_at == newest,
            SearchRun.created_at >= since,
            SearchRun.status.in_([RunStatus.FAILED, RunStatus.PARTIAL]),
        )
        .order_by(SearchRun.created_at.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in answer]


async def dropped(session: AsyncSession, user_id: UUID, since: datetime, limit: int) -> list[UUID]:
    """Included offers of a user whose newest price is below the one before, since a moment; the deepest fall first."""
    before = func.lag(ListingPrice.price).over(partition_by=ListingPrice.listing_id, order_by=ListingPrice.observed_at)
    seen = (
        select(
            ListingPrice.listing_id,
            ListingPrice.observed_at,
            (before - ListingPrice.price).label("fall"),
            (before / func.nullif(ListingPrice.price, 0)).label("depth"),
        )
        .where(ListingPrice.listing_id.in_(_offers_of(user_id)))
        .subquery()
    )
    answer = await session.execute(
        select(seen.c.listing_id, func.max(seen.c.depth).label("depth"))
        .where(seen.c.fall > 0, seen.c.observed_at >= since)
        .group_by(seen.c.listing_id)
        .order_by(func.max(seen.c.depth).desc(), seen.c.listing_id)
        .limit(limit)
    )
    return [row[0] for row in answer]


async def ending(session: AsyncSession, user_id: UUID, until: datetime, limit: int) -> list[UUID]:
    """Included offers of a user that end by a moment, the next first."""
    answer = await session.execute(
        select(SearchResult.listing_id, func.min(SearchResult.ends_at))
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(
            SearchResult.user_id == user_id,
            SearchResult.excluded_by.is_(None),
            SearchResult.engine_version.is_not(None),
            SearchResult.ends_at > func.now(),
            SearchResult.ends_at <= until,
            Listing.ended_at.is_(None),
        )
        .group_by(SearchResult.listing_id)
        .order_by(func.min(SearchResult.ends_at), SearchResult.listing_id)
        .limit(limit)
    )
    return [row[0] for row in answer]


def _offers_of(user_id: UUID) -> Select[UUID]:
    return (
        select(SearchResult.listing_id)
        .join(SavedSearch, SavedSearch.id == SearchResult.search_id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(
            SearchResult.user_id == user_id,
            SearchResult.excluded_by.is_(None),
            SavedSearch.deleted_at.is_(None),
            Listing.ended_at.is_(None),
        )
    )
