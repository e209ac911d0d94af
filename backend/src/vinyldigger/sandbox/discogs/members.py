"""Finding a member, and whether a caller may look."""

from __future__ import annotations

from vinyldigger.sandbox.discogs.access import Caller
from vinyldigger.sandbox.discogs.people import Member
from vinyldigger.sandbox.discogs.wire import NOT_ALLOWED, DiscogsError
from vinyldigger.sandbox.world import World

_NO_USER = "User does not exist or may have been deleted."


def find_member(world: World, username: str) -> Member:
    """A sample member by name. Raises 404."""
    if username not in world.people.members:
        raise DiscogsError(404, _NO_USER)
    return world.people.members[username]


def visible_member(world: World, caller: Caller, username: str) -> Member:
    """A member whose lists the caller may see. Raises 403 for a private one, and for a badly signed owner."""
    member = find_member(world, username)
    if member.is_private and not caller.owns(member):
        raise DiscogsError(403, NOT_ALLOWED)
    if caller.member is member and caller.is_sloppy:
        caller.must_own(member)
    return member
