"""What marketplaces send by themselves. Anybody may call: only what the marketplace signed has an effect."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Query, Request, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import PUBLIC
from vinyldigger.api.v1.schemas.webhooks import ChallengeOut
from vinyldigger.services import notices

router = APIRouter(prefix="/webhooks", tags=["webhooks"], dependencies=[PUBLIC])


@router.get("/ebay/account-deletion", operation_id="webhooks-ebay-challenge", responses=errors(404))
async def challenge(challenge_code: Annotated[str, Query(min_length=1, max_length=500)]) -> ChallengeOut:
    """eBay asks whether this address is ours."""
    return ChallengeOut(challengeResponse=await notices.challenge_response("ebay", challenge_code))


@router.post(
    "/ebay/account-deletion",
    operation_id="webhooks-ebay-account-deletion",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(400, 404),
)
async def account_deletion(
    request: Request, x_ebay_signature: Annotated[str, Header(min_length=1, max_length=4096)]
) -> None:
    """An eBay member's account was deleted: what is stored of that member goes."""
    await notices.delete_members_data("ebay", await request.body(), x_ebay_signature)
