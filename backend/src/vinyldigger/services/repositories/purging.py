"""Removing all that came from an environment: all SQL."""

from __future__ import annotations

from collections.abc import Collection as Some
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.analyses import DealRecommendation, SearchResultAnalysis
from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.baskets import Basket
from vinyldigger.models.collections import Collection
from vinyldigger.models.connections import OAuthState, OAuthToken
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.releases import Release
from vinyldigger.models.searches import SearchRun
from vinyldigger.models.sellers import Seller
from vinyldigger.models.wantlists import UserList, WantList, WantListItem
from vinyldigger.services.repositories.batches import table_of

SLICE = 1000

# Releases last: collections and wants restrict their removal.
_TABLES: tuple[type[Any], ...] = (
    OAuthState,
    OAuthToken,
    SearchRun,
    Listing,
    ItemMatch,
    Collection,
    WantListItem,
    UserList,
    WantList,
    AskedQuery,
    Seller,
    Release,
)


async def drop_derived(session: AsyncSession) -> None:
    """Remove advice, analyses and baskets: they speak of one environment's offers and are made anew by the next run."""
    for kind in (DealRecommendation, SearchResultAnalysis, Basket):
        await session.execute(delete(kind))


async def purge_slice(session: AsyncSession, environment: Environment) -> bool:
    """Remove up to ``SLICE`` rows of the first table that has any; False when nothing is left."""
    for kind in _TABLES:
        table = table_of(kind)
        some = select(table.c.id).where(table.c.environment == environment).limit(SLICE)
        answer = await session.execute(delete(table).where(table.c.id.in_(some)).returning(table.c.id))
        if answer.first() is not None:
            return True
    return False


async def forget_sellers(
    session: AsyncSession, environment: Environment, marketplace: str, external_ids: Some[str]
) -> int:
    """Remove sellers and their offers (a member's deletion asks it); answers how many sellers."""
    sellers = select(Seller.id).where(
        Seller.environment == environment, Seller.marketplace == marketplace, Seller.external_id.in_(external_ids)
    )
    await session.execute(delete(Listing).where(Listing.seller_id.in_(sellers)))
    answer = await session.execute(delete(Seller).where(Seller.id.in_(sellers)).returning(Seller.id))
    return len(answer.all())
