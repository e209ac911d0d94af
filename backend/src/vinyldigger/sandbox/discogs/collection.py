"""Collections: folders, copies, fields, value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter, Request, Response

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.discogs import catalogue_shapes, listing_shapes
from vinyldigger.sandbox.discogs.access import Caller, CallerDep, WorldDep
from vinyldigger.sandbox.discogs.database import find_release
from vinyldigger.sandbox.discogs.members import find_member, visible_member
from vinyldigger.sandbox.discogs.people import FOLDERS, Instance, Member
from vinyldigger.sandbox.discogs.wire import DiscogsError, Json, Links, formatted, pacific, paged
from vinyldigger.sandbox.world import World

router = APIRouter()
_NO_FOLDER = "The requested folder does not exist."


@router.get("/users/{username}/collection/folders")
async def folders(request: Request, world: WorldDep, caller: CallerDep, username: str) -> Json:
    """The folders; strangers see only "All"."""
    member, links = visible_member(world, caller, username), Links.of(request)
    numbers = [0, *FOLDERS] if caller.owns(member) else [0]
    return {"folders": [_folder(member, number, links) for number in numbers]}


@router.get("/users/{username}/collection/folders/{folder_id}")
async def folder(request: Request, world: WorldDep, caller: CallerDep, username: str, folder_id: int) -> Json:
    """One folder."""
    member = _visible_folder(world, caller, username, folder_id)
    return _folder(member, folder_id, Links.of(request))


def _visible_folder(world: World, caller: Caller, username: str, folder_id: int) -> Member:
    member = visible_member(world, caller, username)
    if folder_id != 0:
        caller.must_own(member)
        if folder_id not in FOLDERS:
            raise DiscogsError(404, _NO_FOLDER)
    return member


def _folder(member: Member, number: int, links: Links) -> Json:
    return {
        "id": number,
        "name": FOLDERS.get(number, "All"),
        "count": len(_in_folder(member, number)),
        "resource_url": f"{links.api}/users/{member.username}/collection/folders/{number}",
    }


def _in_folder(member: Member, number: int) -> list[Instance]:
    return [one for one in member.collection if number in (0, one.folder)]


_COLLECTION_SORTS: dict[str, Callable[[Instance], Any]] = {
    "added": lambda one: one.added,
    "artist": lambda one: one.release.album.artist,
    "title": lambda one: one.release.title,
    "year": lambda one: one.release.year,
    "label": lambda one: one.release.album.label,
    "catno": lambda one: one.release.catno,
    "format": lambda one: one.release.formats[-1].descriptions,
    "rating": lambda one: one.rating,
}


@router.get("/users/{username}/collection/folders/{folder_id}/releases")
async def folder_releases(
    request: Request, response: Response, world: WorldDep, caller: CallerDep, username: str, folder_id: int
) -> Json:
    """The copies in a folder; fields the owner keeps private are left out for others."""
    member = _visible_folder(world, caller, username, folder_id)
    rows, params = _in_folder(member, folder_id), request.query_params
    key = _COLLECTION_SORTS.get(params.get("sort", "added"), _COLLECTION_SORTS["added"])
    rows.sort(key=lambda one: (key(one), one.id), reverse=params.get("sort_order") == "desc")
    return paged(request, response, "releases", rows, _instance_shape(world, Links.of(request), caller.owns(member)))


def _instance_shape(world: World, links: Links, is_owner: bool) -> Callable[[Instance], Json]:
    def shape(one: Instance) -> Json:
        body: Json = {
            "id": one.release.id,
            "instance_id": one.id,
            "date_added": pacific(one.added),
            "rating": one.rating,
            "basic_information": catalogue_shapes.basic_information(one.release, world.catalogue, links),
        }
        if is_owner:
            body["folder_id"] = one.folder
            if one.notes:
                body["notes"] = [{"field_id": field, "value": value} for field, value in one.notes.items()]
        return body

    return shape


@router.get("/users/{username}/collection/releases/{release_id}")
async def instances(
    request: Request, response: Response, world: WorldDep, caller: CallerDep, username: str, release_id: int
) -> Json:
    """All copies of one release."""
    member = visible_member(world, caller, username)
    rows = [one for one in member.collection if one.release.id == release_id]
    return paged(request, response, "releases", rows, _instance_shape(world, Links.of(request), caller.owns(member)))


@router.post("/users/{username}/collection/folders/{folder_id}/releases/{release_id}", status_code=201)
async def add_copy(
    request: Request, world: WorldDep, caller: CallerDep, username: str, folder_id: int, release_id: int
) -> Json:
    """One more copy, for the owner."""
    member = find_member(world, username)
    caller.must_own(member)
    release = find_release(world, release_id)
    one = world.people.add_to_collection(member, release, folder_id or 1, world.seconds())
    address = f"{Links.of(request).api}/users/{username}/collection/folders/{one.folder}/releases/{release_id}"
    return {"instance_id": one.id, "resource_url": f"{address}/instances/{one.id}"}


@router.delete(
    "/users/{username}/collection/folders/{folder_id}/releases/{release_id}/instances/{instance_id}", status_code=204
)
async def drop_copy(world: WorldDep, caller: CallerDep, username: str, instance_id: int) -> None:
    """One copy less, for the owner."""
    member = find_member(world, username)
    caller.must_own(member)
    member.collection = [one for one in member.collection if one.id != instance_id]


@router.get("/users/{username}/collection/fields")
async def fields(world: WorldDep, caller: CallerDep, username: str) -> Json:
    """The fields of a copy: the three everyone has."""
    caller.must_own(find_member(world, username))
    media = list(listing_shapes.CONDITIONS.values())[:8]
    return {
        "fields": [
            {"id": 1, "name": "Media Condition", "type": "dropdown", "position": 1, "public": False, "options": media},
            {
                "id": 2, "name": "Sleeve Condition", "type": "dropdown", "position": 2, "public": False,
                "options": ["Generic", "No Cover", *media],
            },
            {"id": 3, "name": "Notes", "type": "textarea", "position": 3, "public": False, "lines": 3},
        ]
    }  # fmt: skip


@router.get("/users/{username}/collection/value")
async def value(world: WorldDep, caller: CallerDep, username: str) -> Json:
    """What the collection may be worth: formatted text, not numbers."""
    member = find_member(world, username)
    caller.must_own(member)
    total = sum(rates.convert(one.release.value, "USD", member.currency) for one in member.collection)
    shares = {"minimum": 0.42, "median": 0.8, "maximum": 1.7}
    return {name: formatted(total * share, member.currency) for name, share in shares.items()}
