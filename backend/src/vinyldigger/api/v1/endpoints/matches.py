"""The user's word on which listing is which record."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, SessionDep
from vinyldigger.api.v1.schemas.matches import MatchListingsIn, MergeIn, OverridesOut, SplitIn
from vinyldigger.services import matches

router = APIRouter(prefix="/matches", tags=["matches"])
REFUSALS = errors(401, 403, 404, 409)


@router.post("/merge", operation_id="matches-merge", responses=REFUSALS)
async def merge(body: MergeIn, user: CurrentUser, session: SessionDep) -> OverridesOut:
    """Records that are one and the same."""
    return OverridesOut.model_validate(await matches.merge(session, user, body.match_ids, body.into))


@router.post("/split", operation_id="matches-split", responses=REFUSALS)
async def split(body: SplitIn, user: CurrentUser, session: SessionDep) -> OverridesOut:
    """Listings that are another album than they are grouped under."""
    return OverridesOut.model_validate(await matches.split(session, user, body.match_id, body.listing_ids))


@router.post("/{match_id}/confirm", operation_id="matches-confirm", responses=REFUSALS)
async def confirm(match_id: UUID, body: MatchListingsIn, user: CurrentUser, session: SessionDep) -> OverridesOut:
    """These listings are this record."""
    return OverridesOut.model_validate(await matches.confirm(session, user, match_id, body.listing_ids))


@router.post("/{match_id}/reject", operation_id="matches-reject", responses=REFUSALS)
async def reject(match_id: UUID, body: MatchListingsIn, user: CurrentUser, session: SessionDep) -> OverridesOut:
    """These listings are not this record."""
    return OverridesOut.model_validate(await matches.reject(session, user, match_id, body.listing_ids))
