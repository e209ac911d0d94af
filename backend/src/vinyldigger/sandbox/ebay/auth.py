"""OAuth 2.0: the token endpoint, and who is calling."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from vinyldigger.sandbox.ebay.wire import EbayError, form
from vinyldigger.sandbox.faults import FaultKind
from vinyldigger.sandbox.world import World

router = APIRouter()
LIFETIME = 7200
REFRESH_LIFETIME = 47_304_000
CODE_LIFETIME = 299
PUBLIC_SCOPE = "https://api.ebay.com/oauth/api_scope"
IDENTITY_SCOPE = "https://api.ebay.com/oauth/api_scope/commerce.identity.readonly"
SCOPES = (PUBLIC_SCOPE, IDENTITY_SCOPE)
USERS = {"sample_buyer_us": "EBAY_US", "sample_buyer_de": "EBAY_DE", "sample_buyer_gb": "EBAY_GB"}
_PREFIX = "v^1.1#i^1#p^3#r^1#"


def seal(world: World, **content: Any) -> str:
    """A token or code in eBay's manner."""
    return _PREFIX + world.sealer.seal(content)


def opened(world: World, token: str) -> Mapping[str, Any] | None:
    """The content of a token or code; None when it is not ours or its time is over."""
    content = world.sealer.open(token.removeprefix(_PREFIX))
    return content if content is not None and content.get("exp", 0) > world.seconds() else None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token a call carries. ``user`` None: the application's."""

    user: str | None
    scopes: tuple[str, ...]


def bearer(request: Request) -> Bearer:
    """The caller. Raises 401 for a missing, forged, expired or revoked token."""
    world: World = request.app.state.world
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme != "Bearer" or not token:
        raise EbayError(401, 1002, "Access token is missing in the Authorization HTTP request header.")
    content = opened(world, token)
    revoked = content is not None and content["kind"] == "user" and _is_revoked(world)
    if content is None or content["kind"] not in ("app", "user") or revoked:
        raise EbayError(401, 1001, "Invalid access token. Check the value of the Authorization HTTP request header.")
    return Bearer(content.get("user"), tuple(content["scopes"]))


BearerDep = Annotated[Bearer, Depends(bearer)]


def _is_revoked(world: World) -> bool:
    return world.faults.has("ebay", FaultKind.REVOKED_TOKENS)


@router.post("/identity/v1/oauth2/token")
async def token(request: Request) -> Response:
    """The three grants. Refreshing gives no new refresh token."""
    world: World = request.app.state.world
    if not _is_the_application(world, request.headers.get("authorization", "")):
        return _refusal(401, "invalid_client", "client authentication failed")
    fields = form(await request.body())
    grant = _GRANTS.get(fields.get("grant_type", ""))
    if grant is None:
        return _refusal(
            400, "unsupported_grant_type", "grant type in request is not supported by the authorization server"
        )
    return grant(world, fields)


def _is_the_application(world: World, header: str) -> bool:
    try:
        sent = base64.b64decode(header.removeprefix("Basic "), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return False
    return sent == f"{world.config.ebay_client_id}:{world.config.ebay_client_secret}"


def _refusal(status: int, error: str, description: str) -> Response:
    return JSONResponse({"error": error, "error_description": description}, status)


def _client_credentials(world: World, fields: dict[str, str]) -> Response:
    scopes = fields.get("scope", "").split()
    if not scopes or not set(scopes) <= {PUBLIC_SCOPE}:
        return _refusal(
            400, "invalid_scope", "The requested scope is invalid, unknown, malformed, or exceeds the scope"
        )
    made = seal(world, kind="app", scopes=scopes, exp=world.seconds() + LIFETIME)
    return JSONResponse({"access_token": made, "expires_in": LIFETIME, "token_type": "Application Access Token"})


def _authorization_code(world: World, fields: dict[str, str]) -> Response:
    code = fields.get("code", "")
    content = opened(world, code)
    if content is None or content["kind"] != "code" or code in world.used_codes:
        return _refusal(
            400, "invalid_grant", "the provided authorization grant code is invalid or was issued to another"
        )
    if fields.get("redirect_uri") != world.config.ru_name:
        return _refusal(400, "invalid_request", "redirect_uri does not match the one of the authorization request")
    world.used_codes.add(code)
    owner = {"user": content["user"], "scopes": content["scopes"]}
    refresh = seal(world, kind="refresh", exp=world.seconds() + REFRESH_LIFETIME, **owner)
    return JSONResponse(
        {
            "access_token": seal(world, kind="user", exp=world.seconds() + LIFETIME, **owner),
            "expires_in": LIFETIME,
            "refresh_token": refresh,
            "refresh_token_expires_in": REFRESH_LIFETIME,
            "token_type": "User Access Token",
        }
    )


def _refresh_token(world: World, fields: dict[str, str]) -> Response:
    content = opened(world, fields.get("refresh_token", ""))
    if content is None or content["kind"] != "refresh" or _is_revoked(world):
        return _refusal(
            400, "invalid_grant", "the provided authorization refresh token is invalid or was issued to another"
        )
    scopes = fields.get("scope", " ".join(content["scopes"])).split()
    if not set(scopes) <= set(content["scopes"]):
        return _refusal(400, "invalid_scope", "The requested scope exceeds the scope granted to the client")
    made = seal(world, kind="user", user=content["user"], scopes=scopes, exp=world.seconds() + LIFETIME)
    return JSONResponse({"access_token": made, "expires_in": LIFETIME, "token_type": "User Access Token"})


_GRANTS = {
    "client_credentials": _client_credentials,
    "authorization_code": _authorization_code,
    "refresh_token": _refresh_token,
}
