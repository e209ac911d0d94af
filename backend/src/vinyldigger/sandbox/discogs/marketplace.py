"""Market figures, price suggestions, single listings and inventories."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter, Request, Response

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.discogs import listing_shapes
from vinyldigger.sandbox.discogs.access import CallerDep, WorldDep
from vinyldigger.sandbox.discogs.database import find_release
from vinyldigger.sandbox.discogs.market import currency_of, figures
from vinyldigger.sandbox.discogs.wire import DiscogsError, Json, Links, PageRequest, paged, plain
from vinyldigger.sandbox.stock.offers import Offer

router = APIRouter()
_SEVENTEENTHS = (19, 17, 13, 9, 5, 3, 2, 1)  # the suggestion grid, Mint to Poor
_STRANGERS_PAGES = 100
_STATUSES = ("All", "Deleted", "Draft", "Expired", "For Sale", "Sold", "Suspended", "Violation")


@router.get("/marketplace/stats/{release_id}")
async def stats(request: Request, world: WorldDep, caller: CallerDep, release_id: int) -> Json:
    """Copies for sale and the lowest price, without shipping and whatever the condition. Open to all."""
    pressing = find_release(world, release_id)
    currency = currency_of(caller, request.query_params.get("curr_abbr"))
    count, lowest = figures(world, [pressing], currency)
    price = None if lowest is None else {"value": plain(round(lowest, 2)), "currency": currency}
    number = None if pressing.is_blocked else count
    return {"num_for_sale": number, "lowest_price": price, "blocked_from_sale": pressing.is_blocked}


@router.get("/marketplace/price_suggestions/{release_id}")
async def price_suggestions(world: WorldDep, caller: CallerDep, release_id: int) -> Json:
    """Suggested prices by condition; only for members with seller settings, in their currency."""
    member = caller.must_be_member()
    if not member.has_seller_settings:
        raise DiscogsError(404, "You must fill out your seller settings first.")
    pressing = find_release(world, release_id)
    if pressing.is_blocked or pressing.id not in world.catalogue.releases or pressing.id % 19 == 0:
        return {}
    base = rates.convert(pressing.value, "USD", member.currency)
    names = list(listing_shapes.CONDITIONS.values())[: len(_SEVENTEENTHS)]
    return {
        name: {"currency": member.currency, "value": base * share / 17}
        for name, share in zip(names, _SEVENTEENTHS, strict=True)
    }


@router.get("/marketplace/listings/{listing_id}")
async def listing(request: Request, world: WorldDep, caller: CallerDep, listing_id: int) -> Json:
    """One listing; 404 once it is sold, ended or deleted."""
    offer = world.discogs.by_id(listing_id)
    now = world.seconds()
    if offer is None or not world.discogs.is_on_sale(offer, now):
        raise DiscogsError(404, "The request resource was not found.")
    currency = currency_of(caller, request.query_params.get("curr_abbr"))
    knows = caller.is_application or caller.member is not None
    return listing_shapes.listing(offer, now, currency, Links.of(request), caller.member, knows)


@router.get("/users/{username}/inventory")
async def inventory(request: Request, response: Response, world: WorldDep, caller: CallerDep, username: str) -> Json:
    """A seller's listings for sale. Strangers read the first 100 pages only, whatever the page count says."""
    params, links, now = request.query_params, Links.of(request), world.seconds()
    if username not in world.discogs.sellers and username not in world.people.members:
        raise DiscogsError(404, "User does not exist or may have been deleted.")
    if params.get("status", "For Sale") not in _STATUSES:
        raise DiscogsError(422, f"Invalid status: expected one of {', '.join(_STATUSES)}.")
    if params.get("sort", "listed") not in _SORTS:
        raise DiscogsError(422, f"Invalid sort: expected one of {', '.join(_SORTS)}.")
    if PageRequest.of(request).page > _STRANGERS_PAGES:
        raise DiscogsError(403, "Pagination above 100 disabled for inventories besides your own")
    currency = currency_of(caller, params.get("curr_abbr"))
    standing = world.discogs.on_sale(world.discogs.of_seller(username), now)
    offers = _sorted(standing, params.get("sort", "listed"), params.get("sort_order", "desc"), now)
    knows = caller.is_application or caller.member is not None
    return paged(
        request, response, "listings", offers,
        lambda offer: listing_shapes.listing(offer, now, currency, links, caller.member, knows),
    )  # fmt: skip


_SORT_KEYS: dict[str, Callable[[Offer], Any]] = {
    "listed": lambda offer: offer.born,
    "item": lambda offer: f"{offer.pressing.album.artist} {offer.pressing.title}",
    "artist": lambda offer: offer.pressing.album.artist,
    "label": lambda offer: offer.pressing.album.label,
    "catno": lambda offer: offer.pressing.catno,
    "audio": lambda offer: offer.id,
}
_SORTS = (*_SORT_KEYS, "price")


def _sorted(offers: Iterable[Offer], sort: str, order: str, now: float) -> list[Offer]:
    key = (lambda offer: offer.price_at(now)) if sort == "price" else _SORT_KEYS[sort]
    return sorted(offers, key=lambda offer: (key(offer), offer.id), reverse=order == "desc")


@router.get("/marketplace/fee/{price}")
@router.get("/marketplace/fee/{price}/{currency}")
async def fee(price: float, currency: str = "USD") -> Json:
    """The seller's fee: nine percent."""
    return {"value": round(price * 0.09, 2), "currency": currency}


@router.get("/marketplace/listings")
async def no_listing_search() -> Json:
    """There is no search for listings of a release."""
    raise DiscogsError(405, "The method is not allowed for the requested URL.")
