"""Sellers as the user sees them."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.sellers import (
    InventorySizeOut,
    SellerDetailOut,
    SellerOut,
    SellerSort,
    ShippingPatch,
    StatusIn,
    TopUpIn,
    TopUpOut,
)
from vinyldigger.api.v1.schemas.values import PageOut, Platform, SellerStatus
from vinyldigger.models.sellers import SellerStatus as StatusRow
from vinyldigger.services import sellers, topping_up

router = APIRouter(prefix="/sellers", tags=["sellers"])
REFUSALS = errors(401, 403, 404)


@router.get("", operation_id="sellers-list", responses=errors(400, 401))
async def list_sellers(
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    sort: SellerSort = "newest",
    status: SellerStatus | None = None,
    marketplace: Annotated[Platform | None, Query()] = None,
    q: Annotated[str | None, Query(min_length=1, max_length=100)] = None,
) -> PageOut[SellerOut]:
    """The sellers that the user watches, prefers, blocks, or knows the shipping of."""
    found = await sellers.list_sellers(
        session,
        user,
        sort,
        page.cursor,
        page.limit,
        status=StatusRow(status) if status else None,
        marketplace=marketplace,
        text=q,
    )
    return PageOut[SellerOut].model_validate(found)


@router.get("/{seller_id}", operation_id="sellers-get", responses=errors(401, 404))
async def get_seller(seller_id: UUID, user: CurrentUser, session: SessionDep) -> SellerDetailOut:
    """A seller, its shipping policies, and what it has of the user's wants."""
    return SellerDetailOut.model_validate(await sellers.get_seller(session, user, seller_id))


@router.post(
    "/{seller_id}/inventory-size",
    operation_id="sellers-inventory-size",
    responses=errors(401, 403, 404, 409),
)
async def inventory_size(seller_id: UUID, user: CurrentUser) -> InventorySizeOut:
    """What watching would cost: one call to the marketplace, before the many that reading the inventory takes."""
    size = await sellers.inventory_size(user, seller_id)
    return InventorySizeOut(listings=size.listings, calls=size.calls) if size else InventorySizeOut()


@router.put("/{seller_id}/status", operation_id="sellers-set-status", responses=REFUSALS)
async def set_status(seller_id: UUID, body: StatusIn, user: CurrentUser, session: SessionDep) -> SellerDetailOut:
    """Watch, favourite or block."""
    found = await sellers.set_status(session, user, seller_id, StatusRow(body.status), body.note)
    return SellerDetailOut.model_validate(found)


@router.delete("/{seller_id}/status", operation_id="sellers-clear-status", responses=REFUSALS)
async def clear_status(seller_id: UUID, user: CurrentUser, session: SessionDep) -> SellerDetailOut:
    """Neither watched nor preferred nor blocked."""
    return SellerDetailOut.model_validate(await sellers.set_status(session, user, seller_id, None, None))


@router.patch("/{seller_id}/shipping", operation_id="sellers-set-shipping", responses=REFUSALS)
async def set_shipping(seller_id: UUID, body: ShippingPatch, user: CurrentUser, session: SessionDep) -> SellerDetailOut:
    """The user's own knowledge of what a parcel costs."""
    shipping = body.shipping.model_dump() if body.shipping else None
    return SellerDetailOut.model_validate(await sellers.set_shipping(session, user, seller_id, shipping))


@router.post("/{seller_id}/top-up", operation_id="sellers-top-up", responses=REFUSALS)
async def top_up(seller_id: UUID, body: TopUpIn, user: CurrentUser, session: SessionDep) -> TopUpOut:
    """What else to put into the parcel, the cheapest addition first."""
    return TopUpOut.model_validate(await topping_up.top_up(session, user, seller_id, body.result_ids))
