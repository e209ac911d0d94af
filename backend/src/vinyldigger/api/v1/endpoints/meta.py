"""What a client must know before anything else."""

from __future__ import annotations

from fastapi import APIRouter

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import PUBLIC, SessionDep
from vinyldigger.api.v1.schemas.meta import MetaOut
from vinyldigger.services import meta as about

router = APIRouter(tags=["meta"])


@router.get("/meta", operation_id="meta-get", dependencies=[PUBLIC], responses=errors())
async def get_meta(session: SessionDep) -> MetaOut:
    """Version, sample or live, registration, features."""
    return MetaOut.model_validate(await about.meta(session))
