"""Identity and profiles."""

from __future__ import annotations

from fastapi import APIRouter, Request

from vinyldigger.sandbox.discogs.access import CallerDep, WorldDep
from vinyldigger.sandbox.discogs.members import find_member
from vinyldigger.sandbox.discogs.wire import Json, Links
from vinyldigger.sandbox.stock.sellers import Seller

router = APIRouter()


@router.get("/oauth/identity")
async def identity(request: Request, caller: CallerDep) -> Json:
    """Whose token it is; works for badly signed calls too."""
    member = caller.must_be_member()
    return {
        "id": member.id,
        "username": member.username,
        "resource_url": f"{Links.of(request).api}/users/{member.username}",
        "consumer_name": "VinylDigger",
    }


@router.get("/users/{username}")
async def profile(request: Request, world: WorldDep, caller: CallerDep, username: str) -> Json:
    """A profile, of a member or of a seller."""
    links = Links.of(request)
    seller = world.discogs.sellers.get(username)
    if seller is not None:
        count = sum(1 for _ in world.discogs.on_sale(world.discogs.of_seller(username), world.seconds()))
        return _profile(username, links, 730_000_000 + seller.number, seller.place.name, count) | _rated(seller)
    member = find_member(world, username)
    body = _profile(username, links, member.id, member.country, 0) | {"name": member.real_name}
    body |= {"num_lists": len(member.lists), "buyer_rating": 100.0, "buyer_num_ratings": 7}
    if caller.owns(member):
        body |= {"email": f"{username}@example.org", "num_unread": 0, "curr_abbr": member.currency}
    if caller.owns(member) or not member.is_private:
        body |= {"num_collection": len(member.collection), "num_wantlist": len(member.wants)}
    return body


def _profile(username: str, links: Links, number: int, location: str, for_sale: int) -> Json:
    address = f"{links.api}/users/{username}"
    return {
        "id": number,
        "resource_url": address,
        "uri": f"{links.web}/user/{username}",
        "username": username,
        "name": "",
        "home_page": "",
        "location": location,
        "profile": "A member of the sandbox.",
        "registered": "2015-04-25T23:52:31-07:00",
        "rank": 0.0,
        "num_pending": 0,
        "num_for_sale": for_sale,
        "num_lists": 0,
        "releases_contributed": 0,
        "releases_rated": 0,
        "rating_avg": 0.0,
        "inventory_url": f"{address}/inventory",
        "collection_folders_url": f"{address}/collection/folders",
        "collection_fields_url": f"{address}/collection/fields",
        "wantlist_url": f"{address}/wants",
        "avatar_url": "",
        "curr_abbr": None,
        "activated": True,
        "marketplace_suspended": False,
        "banner_url": "",
        "buyer_rating": 0.0,
        "buyer_rating_stars": 0.0,
        "buyer_num_ratings": 0,
        "seller_rating": 0.0,
        "seller_rating_stars": 0.0,
        "seller_num_ratings": 0,
        "is_staff": False,
    }


def _rated(seller: Seller) -> Json:
    return {
        "seller_rating": seller.positive,
        "seller_rating_stars": round(seller.positive / 20, 1),
        "seller_num_ratings": seller.ratings,
        "curr_abbr": seller.place.currency,
    }
