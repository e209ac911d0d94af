"""Lists that members keep."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from vinyldigger.sandbox.discogs.access import CallerDep, WorldDep
from vinyldigger.sandbox.discogs.members import find_member
from vinyldigger.sandbox.discogs.people import ListItem, Member, UserList
from vinyldigger.sandbox.discogs.wire import NOT_FOUND, DiscogsError, Json, Links, pacific, paged

router = APIRouter()


@router.get("/users/{username}/lists")
async def lists(request: Request, response: Response, world: WorldDep, caller: CallerDep, username: str) -> Json:
    """A member's lists; private ones for the owner."""
    member, links = find_member(world, username), Links.of(request)
    rows = [one for one in member.lists if one.public or caller.owns(member)]

    def shape(one: UserList) -> Json:
        return {
            "id": one.id,
            "name": one.name,
            "description": one.description,
            "public": one.public,
            "uri": f"{links.web}/lists/{one.id}",
            "resource_url": f"{links.api}/lists/{one.id}",
            "date_added": pacific(one.created),
            "date_changed": pacific(one.created),
        }

    return paged(request, response, "lists", rows, shape)


@router.get("/lists/{list_id}")
async def list_items(request: Request, world: WorldDep, caller: CallerDep, list_id: int) -> Json:
    """A list with its items, releases and masters mixed, all on one page."""
    links = Links.of(request)
    for member in world.people.members.values():
        for one in member.lists:
            if one.id == list_id and (one.public or caller.owns(member)):
                return _list(one, member, links)
    raise DiscogsError(404, NOT_FOUND)


def _list(one: UserList, member: Member, links: Links) -> Json:
    user = {"id": member.id, "username": member.username, "resource_url": f"{links.api}/users/{member.username}"}
    return {
        "id": one.id, "name": one.name, "description": one.description, "public": one.public, "user": user,
        "uri": f"{links.web}/lists/{one.id}", "resource_url": f"{links.api}/lists/{one.id}",
        "date_added": pacific(one.created), "date_changed": pacific(one.created),
        "items": [_list_item(item, links) for item in one.items],
    }  # fmt: skip


def _list_item(item: ListItem, links: Links) -> Json:
    release = item.release
    kind, number = ("release", release.id)
    if item.is_master and release.master_id:
        kind, number = ("master", release.master_id)
    return {
        "id": number,
        "type": kind,
        "display_title": f"{release.album.artist} - {release.title}",
        "comment": item.comment,
        "uri": f"{links.web}/{kind}/{number}",
        "image_url": links.cover(release.album.number, 150),
        "resource_url": f"{links.api}/{kind}s/{number}",
    }
