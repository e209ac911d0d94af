"""Baskets."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.baskets import BasketBriefOut, BasketIn, BasketOut
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.models.baskets import Basket
from vinyldigger.services import baskets

router = APIRouter(prefix="/baskets", tags=["baskets"])
ACCEPTED = status.HTTP_202_ACCEPTED


def basket_out(basket: Basket) -> BasketOut:
    """A basket with its plans."""
    same = ("id", "name", "status", "currency", "options", "plans", "error", "created_at", "solved_at", "checked_at")
    fields: dict[str, Any] = {name: getattr(basket, name) for name in same}
    return BasketOut.model_validate(fields | {"wishes": basket.wants, "check": basket.check_diff})


def brief_out(basket: Basket) -> BasketBriefOut:
    """A basket in a list: the figures of its cheapest plan."""
    best: dict[str, Any] = basket.plans[0] if basket.plans else {}
    same = ("id", "name", "status", "created_at", "solved_at")
    fields: dict[str, Any] = {name: getattr(basket, name) for name in same}
    figures = {
        "wishes": len(basket.wants),
        "covered": best.get("covered", 0),
        "parcels": len(best.get("parcels", ())),
        "landed": best.get("landed"),
    }
    return BasketBriefOut.model_validate(fields | figures)


@router.post("", operation_id="baskets-create", status_code=ACCEPTED, responses=errors(401, 403))
async def create_basket(body: BasketIn, user: CurrentUser, session: SessionDep, response: Response) -> BasketOut:
    """Say what is to be covered; the plans are worked out in the background."""
    options = body.options.model_dump()
    basket = await baskets.create_basket(session, user, body.name, body.want_ids, body.result_ids, options)
    response.headers["Location"] = f"/api/v1/baskets/{basket.id}"
    return basket_out(basket)


@router.get("", operation_id="baskets-list", responses=errors(400, 401))
async def list_baskets(user: CurrentUser, session: SessionDep, page: Page) -> PageOut[BasketBriefOut]:
    """The user's baskets, newest first."""
    found, next_cursor = await baskets.list_baskets(session, user, page.cursor, page.limit)
    return PageOut(items=[brief_out(basket) for basket in found], next_cursor=next_cursor)


@router.get("/{basket_id}", operation_id="baskets-get", responses=errors(401, 404))
async def get_basket(basket_id: UUID, user: CurrentUser, session: SessionDep) -> BasketOut:
    """One basket with its plans side by side."""
    return basket_out(await baskets.get_basket(session, user, basket_id))


@router.delete(
    "/{basket_id}",
    operation_id="baskets-delete",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404),
)
async def delete_basket(basket_id: UUID, user: CurrentUser, session: SessionDep) -> None:
    """Forget a basket."""
    await baskets.delete_basket(session, user, basket_id)


@router.post(
    "/{basket_id}/check", operation_id="baskets-check", status_code=ACCEPTED, responses=errors(401, 403, 404, 409)
)
async def check_basket(basket_id: UUID, user: CurrentUser, session: SessionDep) -> BasketOut:
    """Hold the plan against the market now, in the background."""
    return basket_out(await baskets.queue_check(session, user, basket_id))
