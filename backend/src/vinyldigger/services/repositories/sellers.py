"""Sellers and each user's view of them: all SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, literal_column, or_, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.sellers import Seller, SellerStatus, UserSeller
from vinyldigger.services.repositories.batches import Row, among, insert_rows, table_of

SellerKey = tuple[str, str]  # marketplace, external id

_IDENTITY = ("environment", "marketplace", "external_id")
_NEWEST_KNOWN = ("name", "country", "positive_percent", "ratings", "min_order", "min_order_currency")


async def upsert_sellers(session: AsyncSession, rows: Sequence[Row]) -> dict[SellerKey, UUID]:
    """Store sellers in one statement. What an answer does not say keeps its last known value."""
    if not rows:
        return {}
    table = table_of(Seller)
    statement = insert_rows(table, sorted(rows, key=lambda row: (row["marketplace"], row["external_id"])))
    new = statement.excluded
    changes: dict[str, Any] = {name: func.coalesce(new[name], table.c[name]) for name in _NEWEST_KNOWN}
    said = func.nullif(new["shipping_policies"], literal_column("'[]'::jsonb", JSONB))
    changes["shipping_policies"] = func.coalesce(said, table.c.shipping_policies)
    changes |= {"fetched_at": new["fetched_at"], "updated_at": func.now()}
    answer = await session.execute(
        statement.on_conflict_do_update(index_elements=_IDENTITY, set_=changes).returning(
            table.c.marketplace, table.c.external_id, table.c.id
        )
    )
    return {(row[0], row[1]): row[2] for row in answer}


async def seller_by_id(session: AsyncSession, seller_id: UUID) -> Seller | None:
    """One seller."""
    return await session.get(Seller, seller_id)


async def watched_sellers(session: AsyncSession, user_id: UUID, environment: Environment) -> list[UUID]:
    """Ids of the sellers whose inventories are read for a user: watched and favourite ones."""
    answer = await session.scalars(
        select(Seller.id)
        .join(UserSeller, UserSeller.seller_id == Seller.id)
        .where(
            UserSeller.user_id == user_id,
            UserSeller.status.in_([SellerStatus.WATCHED, SellerStatus.FAVOURITE]),
            Seller.environment == environment,
        )
        .order_by(Seller.id)
    )
    return list(answer)


async def views_of(
    session: AsyncSession, user_id: UUID, seller_ids: Collection[UUID] | None = None
) -> list[tuple[Seller, UserSeller]]:
    """A user's sellers with the user's view of each; only those asked for when ids are given."""
    statement = (
        select(Seller, UserSeller)
        .join(UserSeller, UserSeller.seller_id == Seller.id)
        .where(UserSeller.user_id == user_id)
    )
    if seller_ids is not None:
        statement = statement.where(among(Seller.id, seller_ids))
    return [(row[0], row[1]) for row in await session.execute(statement)]


async def set_view(session: AsyncSession, user_id: UUID, seller_id: UUID, **values: Any) -> UserSeller:
    """Store the user's view of a seller: made when there is none."""
    statement = insert(UserSeller).values(user_id=user_id, seller_id=seller_id, **values)
    statement = statement.on_conflict_do_update(
        index_elements=["user_id", "seller_id"], set_={**values, "updated_at": func.now()}
    )
    answer = await session.scalars(statement.returning(UserSeller), execution_options={"populate_existing": True})
    return answer.one()


async def note_inventory(session: AsyncSession, seller_id: UUID, **values: Any) -> None:
    """How the reading of a seller's inventory stands."""
    await session.execute(update(Seller).where(Seller.id == seller_id).values(**values, updated_at=func.now()))


async def due_inventories(
    session: AsyncSession, environment: Environment, marketplaces: Collection[str], read_before: datetime, limit: int
) -> list[UUID]:
    """Sellers whom somebody watches and whose inventory was last read before a moment."""
    watched = (
        select(UserSeller.id)
        .where(
            UserSeller.seller_id == Seller.id,
            UserSeller.status.in_([SellerStatus.WATCHED, SellerStatus.FAVOURITE]),
        )
        .exists()
    )
    answer = await session.scalars(
        select(Seller.id)
        .where(
            Seller.environment == environment,
            Seller.marketplace.in_(marketplaces),
            watched,
            or_(Seller.inventory_newest_at.is_(None), Seller.inventory_newest_at < read_before),
        )
        .order_by(Seller.inventory_newest_at.asc().nulls_first(), Seller.id)
        .limit(limit)
    )
    return list(answer)


async def watchers_of(session: AsyncSession, seller_id: UUID) -> list[UUID]:
    """Users who watch a seller."""
    answer = await session.scalars(
        select(UserSeller.user_id)
        .where(
            UserSeller.seller_id == seller_id,
            UserSeller.status.in_([SellerStatus.WATCHED, SellerStatus.FAVOURITE]),
        )
        .order_by(UserSeller.created_at)
    )
    return list(answer)
