"""Who is calling: nobody, an application, or a member; and the limit that goes with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import unquote

from fastapi import Depends, Request
from fastapi.responses import JSONResponse, Response

from vinyldigger.sandbox.discogs import oauth
from vinyldigger.sandbox.discogs.people import Member
from vinyldigger.sandbox.discogs.wire import NOT_OWNER, DiscogsError
from vinyldigger.sandbox.faults import FaultKind
from vinyldigger.sandbox.world import World

_PAIR = re.compile(r'(\w+)="?([^",]*)"?')
_MUST_AUTHENTICATE = "You must authenticate to access this resource."
_BAD_TOKEN = "Invalid consumer token. Please register an app before making requests."  # noqa: S105 - an error text


@dataclass(frozen=True, slots=True)
class Caller:
    """``member``: on whose behalf. ``is_sloppy``: signed with a wrong timestamp or nonce, so no longer an owner."""

    is_application: bool = False
    member: Member | None = None
    is_sloppy: bool = False
    is_rejected: bool = False  # credentials were sent and are not known

    def must_be_known(self) -> None:
        """Raise 401 unless some credentials were recognised."""
        if self.is_rejected:
            raise DiscogsError(401, _BAD_TOKEN)
        if not self.is_application and self.member is None:
            raise DiscogsError(401, _MUST_AUTHENTICATE)

    def must_be_member(self) -> Member:
        """The member. Raises 401 for an application or nobody."""
        if self.is_rejected:
            raise DiscogsError(401, _BAD_TOKEN)
        if self.member is None:
            raise DiscogsError(401, _MUST_AUTHENTICATE)
        return self.member

    def must_own(self, member: Member) -> None:
        """Raise unless the caller is this member."""
        self.must_be_member()
        if self.member is not member or self.is_sloppy:
            raise DiscogsError(403, NOT_OWNER)

    def owns(self, member: Member) -> bool:
        """Whether the caller is this member, properly signed."""
        return self.member is member and not self.is_sloppy


def identify(world: World, request: Request) -> Caller:
    """Read the credentials of a request; never raises."""
    header = request.headers.get("authorization", "")
    scheme, _, rest = header.partition(" ")
    if scheme == "OAuth":
        return _signed(world, request)
    pairs = dict(_PAIR.findall(rest)) if scheme == "Discogs" else dict(request.query_params)
    if "token" in pairs:
        return _by_token(world, unquote(pairs["token"]))
    if "key" in pairs:
        good = (pairs["key"], pairs.get("secret", "")) == (world.config.discogs_key, world.config.discogs_secret)
        return Caller(is_application=good, is_rejected=not good)
    return Caller(is_rejected=bool(header))


def _by_token(world: World, token: str) -> Caller:
    member = world.people.by_token(token)
    if member is None or world.faults.has("discogs", FaultKind.REVOKED_TOKENS):
        return Caller(is_rejected=True)
    return Caller(member=member)


def _signed(world: World, request: Request) -> Caller:
    params = oauth.header_parameters(request.headers["authorization"])
    content = world.sealer.open(params.get("oauth_token", ""))
    if content is None or content.get("kind") != "access" or world.faults.has("discogs", FaultKind.REVOKED_TOKENS):
        return Caller(is_rejected=True)
    secret = world.sealer.secret_of(params["oauth_token"])
    member = world.people.members.get(str(content["user"]))
    if member is None or not oauth.is_signed(world, request, params, {}, secret):
        return Caller(is_rejected=True)
    return Caller(member=member, is_sloppy=oauth.is_sloppy(params))


def refuse(world: World, request: Request) -> Response | None:
    """The house rules before anything else: a User-Agent, and not too many calls from one address."""
    if not request.headers.get("user-agent"):
        return Response(status_code=403)
    caller = identify(world, request)
    request.state.caller = caller
    known = caller.is_application or caller.member is not None
    limit = world.config.discogs_per_minute if known else world.config.discogs_anonymous_per_minute
    used = world.discogs_window.take(request.client.host if request.client else "", world.seconds())
    headers = {
        "x-discogs-ratelimit": str(limit),
        "x-discogs-ratelimit-used": str(min(used, limit)),
        "x-discogs-ratelimit-remaining": str(max(0, limit - used)),
        "x-discogs-media-type": "discogs.v2",
        "cache-control": "public, must-revalidate",
        "access-control-allow-origin": "*",
    }
    if used > limit:
        return too_many(headers)
    request.state.headers = headers
    return None


def too_many(headers: dict[str, str] | None = None) -> Response:
    """429, without Retry-After, as the real service answers."""
    return JSONResponse({"message": "You are making requests too quickly."}, 429, headers=headers)


def current_caller(request: Request) -> Caller:
    """The caller that the gate identified."""
    caller: Caller = request.state.caller
    return caller


def current_world(request: Request) -> World:
    """The world this process serves."""
    world: World = request.app.state.world
    return world


CallerDep = Annotated[Caller, Depends(current_caller)]
WorldDep = Annotated[World, Depends(current_world)]
