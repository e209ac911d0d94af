"""Baskets, and the offers they are made from: all SQL."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.baskets import Basket
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.releases import Release
from vinyldigger.models.results import SearchResult
from vinyldigger.services.repositories.analysis_inputs import FoundRow, found_of, found_rows
from vinyldigger.services.repositories.batches import among, table_of
from vinyldigger.services.repositories.keyset import Sort, cut, paged, read_moment

NEWEST = Sort("newest", Basket.created_at, Basket.id, read_moment, descending=True)


async def offers_for(
    session: AsyncSession,
    user_id: UUID,
    environment: Environment,
    *,
    want_ids: Collection[UUID],
    discogs_ids: Collection[str],
    match_ids: Collection[UUID] = (),
    seller_id: UUID | None = None,
    limit: int,
) -> list[FoundRow]:
    """Standing offers of these releases, and what the user's searches found for these wants and records."""
    found = select(SearchResult.listing_id).where(
        SearchResult.user_id == user_id,
        or_(among(SearchResult.want_id, want_ids), among(SearchResult.item_match_id, match_ids)),
    )
    statement = (
        found_rows(table_of(Listing).c.id)
        .where(
            Listing.environment == environment,
            Listing.ended_at.is_(None),
            or_(Listing.ends_at.is_(None), Listing.ends_at > func.now()),
            or_(among(Listing.release_external_id, discogs_ids), Listing.id.in_(found)),
        )
        .order_by(Listing.id)
        .limit(limit)
    )
    if seller_id is not None:
        statement = statement.where(Listing.seller_id == seller_id)
    return await found_of(session, statement)


async def pressings_of(session: AsyncSession, environment: Environment, master_ids: Collection[str]) -> list[str]:
    """Discogs ids of the pressings we know of these albums."""
    answer = await session.scalars(
        select(Release.discogs_id).where(Release.environment == environment, among(Release.master_id, master_ids))
    )
    return list(answer)


async def records_of_results(
    session: AsyncSession, user_id: UUID, result_ids: Collection[UUID]
) -> list[tuple[UUID, ItemMatch | None]]:
    """The records that a user's results are, by result."""
    answer = await session.execute(
        select(SearchResult.id, ItemMatch)
        .outerjoin(ItemMatch, ItemMatch.id == SearchResult.item_match_id)
        .where(SearchResult.user_id == user_id, among(SearchResult.id, result_ids))
        .order_by(SearchResult.id)
    )
    return [(row[0], row[1]) for row in answer]


async def listing_keys_of(session: AsyncSession, user_id: UUID, result_ids: Collection[UUID]) -> dict[str, UUID]:
    """The offers of a user's results: our id by the engine's key."""
    answer = await session.execute(
        select(Listing.marketplace, Listing.site, Listing.external_id, Listing.id)
        .join(SearchResult, SearchResult.listing_id == Listing.id)
        .where(SearchResult.user_id == user_id, among(SearchResult.id, result_ids))
    )
    return {f"{row[0]}:{row[1]}:{row[2]}": row[3] for row in answer}


async def add_basket(session: AsyncSession, **values: Any) -> Basket:
    """A new basket."""
    basket = Basket(**values)
    session.add(basket)
    await session.flush()
    await session.refresh(basket)
    return basket


async def basket_of(session: AsyncSession, user_id: UUID, basket_id: UUID) -> Basket | None:
    """One basket of a user."""
    return await session.scalar(select(Basket).where(Basket.id == basket_id, Basket.user_id == user_id))


async def basket_by_id(session: AsyncSession, basket_id: UUID) -> Basket | None:
    """One basket, whoever's it is; for workers."""
    return await session.get(Basket, basket_id)


async def page_of_baskets(
    session: AsyncSession, user_id: UUID, cursor: str | None, limit: int
) -> tuple[list[Basket], str | None]:
    """A user's baskets, newest first."""
    statement = select(Basket, Basket.id.label("id")).where(Basket.user_id == user_id)
    rows = (await session.execute(paged(statement, NEWEST, cursor, limit))).mappings().all()
    page = cut(rows, NEWEST, limit)
    return [row[Basket] for row in page.rows], page.next_cursor


async def change_basket(session: AsyncSession, basket_id: UUID, **values: Any) -> None:
    """Change columns of a basket."""
    await session.execute(update(Basket).where(Basket.id == basket_id).values(**values, updated_at=func.now()))


async def delete_basket(session: AsyncSession, user_id: UUID, basket_id: UUID) -> bool:
    """Forget a basket; answers whether there was one."""
    answer = await session.execute(
        delete(Basket).where(Basket.id == basket_id, Basket.user_id == user_id).returning(Basket.id)
    )
    return answer.first() is not None


async def records_by_id(session: AsyncSession, environment: Environment, ids: Collection[UUID]) -> list[ItemMatch]:
    """These records."""
    answer = await session.scalars(
        select(ItemMatch).where(ItemMatch.environment == environment, among(ItemMatch.id, ids)).order_by(ItemMatch.id)
    )
    return list(answer)
