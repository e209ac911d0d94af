"""What has to be brought up to date: all SQL."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Uuid, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.listing import ListingKind
from vinyldigger.models.analyses import DealRecommendation
from vinyldigger.models.collections import Collection, Synced, SyncStatus
from vinyldigger.models.connections import ConnectionStatus, OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing
from vinyldigger.models.results import HoldingLevel, SearchResult
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import UserList, WantList

_UNDER_WAY = (SyncStatus.QUEUED, SyncStatus.RUNNING)

Holding = type[Collection | WantList | UserList]


async def due_syncs(
    session: AsyncSession, kind: Holding, environment: Environment, before: datetime, limit: int
) -> Sequence[Synced]:
    """Collections, want lists or source lists of working connections that were last brought up to date before."""
    statement: Select[Any] = (
        select(kind)
        .join(
            OAuthToken,
            (OAuthToken.user_id == kind.user_id)
            & (OAuthToken.marketplace == kind.marketplace)
            & (OAuthToken.environment == kind.environment),
        )
        .where(
            kind.environment == environment,
            kind.sync_status.not_in(_UNDER_WAY),
            OAuthToken.status == ConnectionStatus.CONNECTED,
            func.coalesce(kind.synced_at, kind.created_at) < before,
        )
        .order_by(kind.synced_at.asc().nulls_first(), kind.id)
        .limit(limit)
    )
    if kind is UserList:
        statement = statement.where(UserList.is_source)
    return (await session.scalars(statement)).all()


async def wanted_offers(
    session: AsyncSession, environment: Environment, seen_since: datetime, before: datetime, each: int
) -> list[tuple[UUID, UUID]]:
    """(user, listing) of standing single offers of records that a user wants, last read before: the oldest first.

    Only users seen since then count, and of each only so many offers. Floors are read with their searches.
    """
    rank = func.row_number().over(partition_by=SearchResult.user_id, order_by=(Listing.fetched_at, Listing.id))
    held = (
        select(SearchResult.user_id, Listing.id, rank.label("rank"))
        .join(Listing, Listing.id == SearchResult.listing_id)
        .join(User, User.id == SearchResult.user_id)
        .where(
            SearchResult.wantlist_level != HoldingLevel.NONE,
            SearchResult.excluded_by.is_(None),
            Listing.environment == environment,
            Listing.kind == ListingKind.LISTING,
            Listing.ended_at.is_(None),
            Listing.fetched_at < before,
            User.is_active,
            User.last_seen_at >= seen_since,
        )
        .subquery()
    )
    statement = select(held.c.user_id, held.c.id).where(held.c.rank <= each).order_by(held.c.user_id, held.c.rank)
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def shown_offers(
    session: AsyncSession, environment: Environment, seen_since: datetime, before: datetime, each: int
) -> list[tuple[UUID, UUID]]:
    """(user, listing) of the offers on users' Today pages that were last read before: the best advice first.

    Only users seen since then count, and of each only so many pieces of advice.
    """
    rank = func.row_number().over(
        partition_by=DealRecommendation.user_id,
        order_by=(DealRecommendation.score.desc(), DealRecommendation.id.desc()),
    )
    best = (
        select(DealRecommendation.user_id, DealRecommendation.item_ids, rank.label("rank"))
        .join(User, User.id == DealRecommendation.user_id)
        .where(
            DealRecommendation.ended_at.is_(None),
            User.is_active,
            User.last_seen_at >= seen_since,
        )
        .subquery()
    )
    item = func.unnest(best.c.item_ids).cast(Uuid).label("listing_id")
    items = select(best.c.user_id, item).where(best.c.rank <= each).distinct().subquery()
    statement = (
        select(items.c.user_id, Listing.id)
        .join(Listing, Listing.id == items.c.listing_id)
        .where(Listing.environment == environment, Listing.ended_at.is_(None), Listing.fetched_at < before)
        .order_by(items.c.user_id, Listing.id)
    )
    return [(row[0], row[1]) for row in await session.execute(statement)]
