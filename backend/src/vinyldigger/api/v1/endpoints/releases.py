"""A pressing."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, SessionDep
from vinyldigger.api.v1.schemas.releases import PriceHistoryOut, ReleaseOffersOut, ReleaseOut
from vinyldigger.api.v1.schemas.values import Accepted
from vinyldigger.services import releases

router = APIRouter(prefix="/releases/{release_id}", tags=["releases"])


@router.get("", operation_id="releases-get", responses=errors(401, 404))
async def get_release(release_id: UUID, user: CurrentUser, session: SessionDep) -> ReleaseOut:
    """Facts, worth by condition, the newest market figures."""
    return ReleaseOut.model_validate(await releases.get_release(session, user, release_id))


@router.post(
    "/refresh",
    operation_id="releases-refresh",
    status_code=status.HTTP_202_ACCEPTED,
    responses=errors(401, 403, 404),
)
async def refresh_release(release_id: UUID, user: CurrentUser, session: SessionDep) -> Accepted:
    """Read what is missing or too old to be shown."""
    return Accepted(queued=await releases.refresh_release(session, user, release_id))


@router.get("/price-history", operation_id="releases-price-history", responses=errors(401, 404))
async def price_history(release_id: UUID, _user: CurrentUser, session: SessionDep) -> PriceHistoryOut:
    """Lowest asking price and copies for sale, day by day; gaps are gaps."""
    return PriceHistoryOut.model_validate(await releases.price_history(session, release_id))


@router.get("/offers", operation_id="releases-offers", responses=errors(401, 404))
async def list_offers(release_id: UUID, user: CurrentUser, session: SessionDep) -> ReleaseOffersOut:
    """Who sells it now on the marketplaces, best landed price first."""
    return ReleaseOffersOut.model_validate({"items": await releases.list_offers(session, user, release_id)})
