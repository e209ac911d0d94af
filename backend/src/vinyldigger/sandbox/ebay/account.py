"""Who a user's token belongs to, and how many calls the application has left."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from vinyldigger.sandbox.ebay.auth import IDENTITY_SCOPE, USERS, BearerDep
from vinyldigger.sandbox.ebay.wire import EbayError, Json
from vinyldigger.sandbox.world import World

router = APIRouter()
_DAY = 86_400


@router.get("/commerce/identity/v1/user/")
async def identity(bearer: BearerDep) -> Json:
    """The user; needs a user's token with the identity scope."""
    if bearer.user is None or IDENTITY_SCOPE not in bearer.scopes:
        raise EbayError(403, 1100, "Insufficient permissions to fulfill the request.")
    return {
        "userId": user_id(bearer.user),
        "username": bearer.user,
        "accountType": "INDIVIDUAL",
        "registrationMarketplaceId": USERS[bearer.user],
    }


def user_id(username: str) -> str:
    """A user's immutable id."""
    return f"sampleid{sum(username.encode()):06d}"


@router.get("/developer/analytics/v1_beta/rate_limit/", response_model=None)
async def rate_limit(
    request: Request, _bearer: BearerDep, api_context: str = "buy", api_name: str = "browse"
) -> Json | Response:
    """The Browse API's counter; not counted itself. 204 for another API."""
    if (api_context.lower(), api_name.lower()) != ("buy", "browse"):
        return Response(status_code=204)
    world: World = request.app.state.world
    now, quota = world.now(), world.ebay_quota
    used = quota.used(now)
    rate = {
        "count": used,
        "limit": quota.limit,
        "remaining": quota.limit - used,
        "reset": quota.resets_at(now).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "timeWindow": _DAY,
    }
    resources = [{"name": "buy.browse", "rates": [rate]}]
    limits = {"apiContext": "buy", "apiName": "Browse", "apiVersion": "v1", "resources": resources}
    return {"rateLimits": [limits]}
