"""Results of searches, and listings."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

import orjson
from fastapi import APIRouter, Depends, Query, Response, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.results import (
    ListingDetailOut,
    RefreshIn,
    RefreshOut,
    ResultDetailOut,
    ResultOut,
    ResultPatch,
    ResultsChangedOut,
    ResultSort,
    ResultsPatch,
)
from vinyldigger.api.v1.schemas.values import GoldmineGrade, Mark, PageOut, Platform
from vinyldigger.models.results import Mark as MarkRow
from vinyldigger.services import results
from vinyldigger.services.results import ResultFilter

router = APIRouter(tags=["results"])

Excluded = Literal["false", "true", "any"]


async def result_filter(
    platform: Annotated[Platform | None, Query()] = None,
    min_score: Annotated[int | None, Query(ge=0, le=100)] = None,
    in_wantlist: bool | None = None,
    in_collection: bool | None = None,
    condition: Annotated[GoldmineGrade | None, Query(description="This record grade or better")] = None,
    seller: UUID | None = None,
    match: UUID | None = None,
    excluded: Annotated[Excluded, Query(description="true: what the rules kept out; any: that and the rest")] = "false",
    mark: Mark | None = None,
) -> ResultFilter:
    """Which results are shown."""
    return ResultFilter(
        platform=platform,
        min_score=min_score,
        in_wantlist=in_wantlist,
        in_collection=in_collection,
        condition=condition,
        seller_id=seller,
        match_id=match,
        excluded=None if excluded == "any" else excluded == "true",
        mark=MarkRow(mark) if mark else None,
    )


@router.get(
    "/searches/{search_id}/results",
    operation_id="results-list",
    response_model=PageOut[ResultOut],
    responses=errors(400, 401, 404),
)
async def list_results(
    search_id: UUID,
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    wanted: Annotated[ResultFilter, Depends(result_filter)],
    sort: ResultSort = "score",
) -> Response:
    """A search's live results. The hottest list: written out as it was stored, a test holds it against the schema."""
    found = await results.list_results(session, user, search_id, wanted, sort, page.cursor, page.limit)
    return Response(orjson.dumps(found, default=str), media_type="application/json")


@router.get("/results/{result_id}", operation_id="results-get", responses=errors(401, 404))
async def get_result(result_id: UUID, user: CurrentUser, session: SessionDep) -> ResultDetailOut:
    """One result with everything known about it."""
    return ResultDetailOut.model_validate(await results.get_result(session, user, result_id))


@router.patch("/results/{result_id}", operation_id="results-mark", responses=errors(401, 403, 404))
async def mark_result(result_id: UUID, body: ResultPatch, user: CurrentUser, session: SessionDep) -> ResultDetailOut:
    """Set or take away the user's mark."""
    mark = MarkRow(body.mark) if body.mark else None
    return ResultDetailOut.model_validate(await results.mark_result(session, user, result_id, mark))


@router.patch("/results", operation_id="results-mark-many", responses=errors(401, 403))
async def mark_results(body: ResultsPatch, user: CurrentUser, session: SessionDep) -> ResultsChangedOut:
    """One mark for many results."""
    mark = MarkRow(body.mark) if body.mark else None
    return ResultsChangedOut(changed=await results.mark_results(session, user, body.ids, mark))


@router.post(
    "/results/refresh",
    operation_id="results-refresh",
    status_code=status.HTTP_202_ACCEPTED,
    responses=errors(401, 403),
)
async def refresh(body: RefreshIn, user: CurrentUser, session: SessionDep) -> RefreshOut:
    """Read again what has grown too old to be shown."""
    return RefreshOut(queued=await results.refresh(session, user, body.ids))


@router.get("/listings/{listing_id}", operation_id="listings-get", responses=errors(401, 404))
async def get_listing(listing_id: UUID, user: CurrentUser, session: SessionDep) -> ListingDetailOut:
    """One offer that any of the user's searches found."""
    return ListingDetailOut.model_validate(await results.get_listing(session, user, listing_id))
