"""Want lists."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Request, Response

from vinyldigger.sandbox.discogs import catalogue_shapes
from vinyldigger.sandbox.discogs.access import CallerDep, WorldDep
from vinyldigger.sandbox.discogs.database import find_release
from vinyldigger.sandbox.discogs.members import find_member, visible_member
from vinyldigger.sandbox.discogs.people import Want
from vinyldigger.sandbox.discogs.wire import Json, Links, pacific, paged
from vinyldigger.sandbox.world import World

router = APIRouter()


@router.get("/users/{username}/wants")
async def wants(request: Request, response: Response, world: WorldDep, caller: CallerDep, username: str) -> Json:
    """A want list, newest last; notes only for its owner."""
    member, links = visible_member(world, caller, username), Links.of(request)
    shape = _want_shape(world, links, username, caller.owns(member))
    return paged(request, response, "wants", member.wants, shape)


def _want_shape(world: World, links: Links, username: str, is_owner: bool) -> Callable[[Want], Json]:
    def shape(want: Want) -> Json:
        return {
            "id": want.release.id,
            "resource_url": f"{links.api}/users/{username}/wants/{want.release.id}",
            "rating": want.rating,
            "date_added": pacific(want.added),
            "basic_information": catalogue_shapes.basic_information(want.release, world.catalogue, links),
            "notes": want.notes if is_owner else "",
        }

    return shape


@router.put("/users/{username}/wants/{release_id}", status_code=201)
async def add_want(
    request: Request, world: WorldDep, caller: CallerDep, username: str, release_id: int, notes: str = ""
) -> Json:
    """One more want, for the owner."""
    member = find_member(world, username)
    caller.must_own(member)
    want = Want(find_release(world, release_id), world.seconds(), notes=notes)
    member.wants = [one for one in member.wants if one.release.id != release_id] + [want]
    return _want_shape(world, Links.of(request), username, True)(want)


@router.delete("/users/{username}/wants/{release_id}", status_code=204)
async def drop_want(world: WorldDep, caller: CallerDep, username: str, release_id: int) -> None:
    """One want less, for the owner."""
    member = find_member(world, username)
    caller.must_own(member)
    member.wants = [one for one in member.wants if one.release.id != release_id]
