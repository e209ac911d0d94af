"""Single items: by RESTful id, by legacy id, by group."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from vinyldigger.sandbox.ebay import shapes
from vinyldigger.sandbox.ebay.auth import BearerDep
from vinyldigger.sandbox.ebay.items import Item, Shelf
from vinyldigger.sandbox.ebay.wire import Context, EbayError, Json

router = APIRouter()
_STAYS = 3600  # seconds an ended item still answers, as ended
_FIELDGROUPS = frozenset({"COMPACT", "PRODUCT", "ADDITIONAL_SELLER_DETAILS"})


def item_context(request: Request) -> Context:
    """The context of an item call; an unknown site is a 400 here."""
    return Context.of(request, EbayError(400, 11011))


ContextDep = Annotated[Context, Depends(item_context)]


def _shelf(request: Request) -> Shelf:
    shelf: Shelf = request.app.state.shelf
    return shelf


def _find(shelf: Shelf, legacy_id: str, now: float, error: EbayError) -> Item:
    item = shelf.by_id(int(legacy_id)) if legacy_id.isdecimal() and len(legacy_id) < 19 else None
    if item is None or not shelf.is_on_show(item, now, _STAYS):
        raise error
    return item


@router.get("/buy/browse/v1/item/get_item_by_legacy_id")
async def get_item_by_legacy_id(
    request: Request, _bearer: BearerDep, context: ContextDep, legacy_item_id: str, legacy_variation_id: str = ""
) -> Json:
    """An item by the number in its address. One with variations answers 400 and names its group."""
    item = _find(_shelf(request), legacy_item_id, context.now, EbayError(404, 11003, itemId=legacy_item_id))
    if item.variations == (0,):
        return shapes.full(item, context, 0)
    if legacy_variation_id.isdecimal() and int(legacy_variation_id) in item.variations:
        return shapes.full(item, context, int(legacy_variation_id))
    group = f"{context.api}/buy/browse/v1/item/get_items_by_item_group?item_group_id={legacy_item_id}"
    raise EbayError(400, 11006, itemGroupHref=group)


@router.get("/buy/browse/v1/item/get_items_by_item_group")
async def get_items_by_item_group(
    request: Request, _bearer: BearerDep, context: ContextDep, item_group_id: str
) -> Json:
    """All variations of a listing; what they share is told once."""
    item = _find(_shelf(request), item_group_id, context.now, EbayError(404, 11005, itemGroupId=item_group_id))
    items = [shapes.full(item, context, variation) for variation in item.variations]
    common = {"description": items[0]["description"], "itemIds": [one["itemId"] for one in items]}
    for one in items:
        del one["description"]
    return {"items": items, "commonDescriptions": [common]}


@router.get("/buy/browse/v1/item/")
async def get_items(_bearer: BearerDep) -> Json:
    """Bulk reading is a limited release; this keyset has it not."""
    raise EbayError(403, 1100, "Insufficient permissions to fulfill the request.")


@router.get("/buy/browse/v1/item/{item_id}")
async def get_item(request: Request, _bearer: BearerDep, context: ContextDep, item_id: str) -> Json:
    """An item by its RESTful id; a bare number is not one."""
    groups = {one for one in request.query_params.get("fieldgroups", "").split(",") if one}
    if not groups <= _FIELDGROUPS:
        raise EbayError(400, 11501, fieldgroups=",".join(sorted(groups)))
    if "COMPACT" in groups and len(groups) > 1:
        raise EbayError(400, 11018)
    parts = item_id.split("|")
    missing = EbayError(404, 11001, itemId=item_id)
    if len(parts) != 3 or parts[0] != "v1" or not parts[2].isdecimal():
        raise missing
    item = _find(_shelf(request), parts[1], context.now, missing)
    if int(parts[2]) not in item.variations:
        raise missing
    body = shapes.full(item, context, int(parts[2]))
    return {name: body[name] for name in shapes.COMPACT if name in body} if "COMPACT" in groups else body
