"""Links and ids that the user pastes."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, SessionDep
from vinyldigger.api.v1.schemas.imports import ImportIn, ImportOut
from vinyldigger.services import imports

router = APIRouter(prefix="/listings/import", tags=["listings"])


@router.post("", operation_id="listings-import", status_code=status.HTTP_202_ACCEPTED, responses=errors(401))
async def import_links(body: ImportIn, user: CurrentUser, session: SessionDep, response: Response) -> ImportOut:
    """Read many links: wrong lines are said at once with their reason, the others are being read."""
    made = await imports.import_links(session, user, body.text)
    response.headers["Location"] = f"/api/v1/listings/import/{made.id}"
    return ImportOut.model_validate(made)


@router.get("/{import_id}", operation_id="listings-import-status", responses=errors(401, 404))
async def get_import(import_id: UUID, user: CurrentUser, session: SessionDep) -> ImportOut:
    """What has become of each line."""
    return ImportOut.model_validate(await imports.import_of(session, user, import_id))
