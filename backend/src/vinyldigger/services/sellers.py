"""Sellers as users see them: watch, favourite, block, own knowledge of what a parcel costs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.database import read_session
from vinyldigger.core.domain.seller import ShippingPolicy
from vinyldigger.core.errors import NotFound
from vinyldigger.marketplaces.contract import Capability, InventorySize, MarketplaceError, Priority
from vinyldigger.models.sellers import Seller, SellerStatus, UserSeller
from vinyldigger.models.users import User
from vinyldigger.services import access, analyses, inventories, showing
from vinyldigger.services.access import open_markets
from vinyldigger.services.analysis_facts import correction_of
from vinyldigger.services.offers import seller_of
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories import seller_views as seller_views
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.services.repositories.seller_views import SellerRow
from vinyldigger.services.showing import View

WANTED_SHOWN = 100


async def list_sellers(
    session: AsyncSession,
    user: User,
    sort: str,
    cursor: str | None,
    limit: int,
    *,
    status: SellerStatus | None = None,
    marketplace: str | None = None,
    text: str | None = None,
) -> View:
    """The sellers a user has a word on."""
    environment = await installation_rows.environment(session)
    rows, next_cursor = await seller_views.page_of_sellers(
        session, user.id, environment, sort, cursor, limit, status=status, marketplace=marketplace, text=text
    )
    return {"items": [_view(row, user) for row in rows], "next_cursor": next_cursor}


async def get_seller(session: AsyncSession, user: User, seller_id: UUID) -> View:
    """A seller with its shipping policies and what it has of the user's wants."""
    row = await _own(session, user, seller_id)
    wanted = await view_rows.wanted_of_seller(session, user.id, seller_id, WANTED_SHOWN)
    return _view(row, user) | {
        "policies": [_policy(policy) for policy in seller_of(row.seller).policies],
        "wanted": [showing.result(each) for each in wanted],
    }


async def set_status(
    session: AsyncSession, user: User, seller_id: UUID, status: SellerStatus | None, note: str | None
) -> View:
    """Watch, favourite or block a seller, or take it back. Who is watched has the inventory read."""
    row = await _own(session, user, seller_id)
    changes: dict[str, Any] = {"status": status} | ({} if note is None else {"note": note})
    await seller_rows.set_view(session, user.id, seller_id, **changes)
    markets = await open_markets(session)
    reads = Capability.SELLER_INVENTORY in markets.get(row.seller.marketplace).capabilities
    if reads and status in {SellerStatus.WATCHED, SellerStatus.FAVOURITE}:
        await inventories.queue_reading(session, seller_id)
    await _judge_again(session, user, seller_id)
    return await get_seller(session, user, seller_id)


async def inventory_size(user: User, seller_id: UUID) -> InventorySize | None:
    """How much a seller has on offer and what reading it costs: one call, somebody waits. None: nobody can say."""
    async with read_session() as session:
        seller = await own_seller(session, user, seller_id)
        market = (await open_markets(session)).get(seller.marketplace)
    if Capability.SELLER_INVENTORY not in market.capabilities:
        return None
    try:
        return await market.inventory_size(seller.external_id, access.app_caller(user.id, Priority.INTERACTIVE))
    except MarketplaceError as error:
        raise access.refusal(error) from error


async def set_shipping(session: AsyncSession, user: User, seller_id: UUID, shipping: Mapping[str, Any] | None) -> View:
    """Keep the user's own knowledge of what a parcel costs, or forget it."""
    await _own(session, user, seller_id)
    said = shipping or {}
    names = ("first", "extra", "free_over", "cap", "min_order", "currency")
    await seller_rows.set_view(session, user.id, seller_id, **{f"shipping_{name}": said.get(name) for name in names})
    await _judge_again(session, user, seller_id)
    return await get_seller(session, user, seller_id)


async def own_seller(session: AsyncSession, user: User, seller_id: UUID) -> Seller:
    """A seller that concerns the user; others are not found."""
    return (await _own(session, user, seller_id)).seller


async def _own(session: AsyncSession, user: User, seller_id: UUID) -> SellerRow:
    """A seller that the user has a word on or whose offers the user's searches found; others are not found."""
    environment = await installation_rows.environment(session)
    row = await seller_views.seller_row(session, user.id, environment, seller_id)
    if row is None:
        raise NotFound()
    return row


async def _judge_again(session: AsyncSession, user: User, seller_id: UUID) -> None:
    touched = await search_rows.searches_with_seller(session, user.id, seller_id)
    await analyses.queue(session, dict.fromkeys(touched, user.id))


def _view(row: SellerRow, user: User) -> View:
    seller: Seller = row.seller
    view: UserSeller | None = row.view
    correction = correction_of(view, user.country) if view else None
    same = ("id", "marketplace", "external_id", "name", "country", "positive_percent", "ratings", "fetched_at")
    return {
        **{name: getattr(seller, name) for name in same},
        "status": view.status if view else None,
        "note": view.note or None if view else None,
        "status_at": view.updated_at if view else None,
        "shipping": _policy(correction) if correction else None,
        "listings": row.listings,
        "inventory_read_at": seller.inventory_newest_at,
        "inventory_status": seller.inventory_status,
    }


def _policy(policy: ShippingPolicy) -> View:
    same = ("country", "first", "extra", "free_over", "cap", "min_order")
    return {name: getattr(policy, name) for name in same}
