"""Sellers as they are shown: reading only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing
from vinyldigger.models.results import SearchResult
from vinyldigger.models.sellers import Seller, SellerStatus, UserSeller
from vinyldigger.services.repositories.keyset import Sort, cut, paged, read_moment

_SORTS = (
    Sort("newest", UserSeller.created_at, Seller.id, read_moment, descending=True),
    Sort("name", func.lower(func.coalesce(Seller.name, Seller.external_id)), Seller.id, str),
)
SORTS = {sort.name: sort for sort in _SORTS}


@dataclass(frozen=True, slots=True)
class SellerRow:
    """A seller, the user's view of it, and how many of its offers stand."""

    seller: Seller
    view: UserSeller | None
    listings: int


def _sellers(user_id: UUID, environment: Environment) -> Select[*tuple[Any, ...]]:
    offers = (
        select(func.count())
        .where(Listing.seller_id == Seller.id, Listing.ended_at.is_(None))
        .correlate(Seller)
        .scalar_subquery()
    )
    return (
        select(Seller, UserSeller, offers.label("listings"), Seller.id.label("id"))
        .outerjoin(UserSeller, and_(UserSeller.seller_id == Seller.id, UserSeller.user_id == user_id))
        .where(Seller.environment == environment)
    )


async def page_of_sellers(
    session: AsyncSession,
    user_id: UUID,
    environment: Environment,
    sort: str,
    cursor: str | None,
    limit: int,
    *,
    status: SellerStatus | None,
    marketplace: str | None,
    text: str | None,
) -> tuple[list[SellerRow], str | None]:
    """Sellers that a user has a word on."""
    statement = _sellers(user_id, environment).where(
        or_(UserSeller.status.is_not(None), UserSeller.shipping_first.is_not(None))
    )
    if status is not None:
        statement = statement.where(UserSeller.status == status)
    if marketplace is not None:
        statement = statement.where(Seller.marketplace == marketplace)
    if text is not None:
        statement = statement.where(Seller.name.icontains(text, autoescape=True))
    rows = (await session.execute(paged(statement, SORTS[sort], cursor, limit))).mappings().all()
    page = cut(rows, SORTS[sort], limit)
    return [SellerRow(row[Seller], row[UserSeller], row["listings"]) for row in page.rows], page.next_cursor


async def seller_row(
    session: AsyncSession, user_id: UUID, environment: Environment, seller_id: UUID
) -> SellerRow | None:
    """One seller that a user has a word on, or whose offers the user's searches found."""
    found = (
        select(SearchResult.id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(SearchResult.user_id == user_id, Listing.seller_id == seller_id)
        .exists()
    )
    statement = _sellers(user_id, environment).where(Seller.id == seller_id, or_(UserSeller.id.is_not(None), found))
    row = (await session.execute(statement)).mappings().one_or_none()
    return SellerRow(row[Seller], row[UserSeller], row["listings"]) if row else None
