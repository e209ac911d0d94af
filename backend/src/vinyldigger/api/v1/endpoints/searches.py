"""Saved searches and their runs."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.runs import RunOut
from vinyldigger.api.v1.schemas.searches import (
    PreviewIn,
    PreviewOut,
    SearchIn,
    SearchOut,
    SearchPatch,
    TallyOut,
)
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.models.searches import SearchRun
from vinyldigger.services import previews, runs, searches
from vinyldigger.services.searches import SearchView

router = APIRouter(tags=["searches"])
ACCEPTED = status.HTTP_202_ACCEPTED


def search_out(view: SearchView) -> SearchOut:
    """A search with what it holds and its newest run."""
    state = {
        "results": TallyOut.model_validate(view.tally),
        "last_run": view.last_run and run_out(view.last_run),
        "expected_interval_hours": round(view.interval.total_seconds() / 3600),
    }
    return SearchOut.model_validate(view.search).model_copy(update=state)


def run_out(run: SearchRun) -> RunOut:
    """A run with its marketplaces as a list."""
    outcomes = [{"marketplace": name, **outcome} for name, outcome in sorted(run.marketplaces.items())]
    fields = {name: getattr(run, name) for name in RunOut.model_fields if name not in {"marketplaces", "plan"}}
    return RunOut.model_validate({**fields, "marketplaces": outcomes, "plan": run.plan or None})


@router.get("/searches", operation_id="searches-list", responses=errors(400, 401))
async def list_searches(user: CurrentUser, session: SessionDep, page: Page) -> PageOut[SearchOut]:
    """The user's searches, newest first."""
    found = await searches.list_searches(session, user, page.cursor, page.limit)
    return PageOut(items=[search_out(view) for view in found.items], next_cursor=found.next_cursor, total=found.total)


@router.post(
    "/searches", operation_id="searches-create", status_code=status.HTTP_201_CREATED, responses=errors(401, 403, 409)
)
async def create_search(body: SearchIn, user: CurrentUser, session: SessionDep, response: Response) -> SearchOut:
    """Save a search; its first run is queued at once."""
    view = await searches.create_search(session, user, body.model_dump())
    response.headers["Location"] = f"/api/v1/searches/{view.search.id}"
    return search_out(view)


@router.post("/searches/preview", operation_id="searches-preview", responses=errors(401, 403, 404))
async def preview(body: PreviewIn, user: CurrentUser, session: SessionDep) -> PreviewOut:
    """What rules would keep of what is already stored; nothing is changed."""
    rules = body.model_dump(exclude={"search_id", "query"})
    found = await previews.preview(session, user, body.search_id, body.query, rules)
    return PreviewOut.model_validate(found)


@router.get("/searches/{search_id}", operation_id="searches-get", responses=errors(401, 404))
async def get_search(search_id: UUID, user: CurrentUser, session: SessionDep) -> SearchOut:
    """One search."""
    return search_out(await searches.get_search(session, user, search_id))


@router.patch("/searches/{search_id}", operation_id="searches-change", responses=errors(401, 403, 404, 409))
async def change_search(search_id: UUID, body: SearchPatch, user: CurrentUser, session: SessionDep) -> SearchOut:
    """Change what is sent; stored results are judged again by the new rules."""
    changes = body.model_dump(exclude_unset=True)
    return search_out(await searches.change_search(session, user, search_id, changes))


@router.delete(
    "/searches/{search_id}",
    operation_id="searches-delete",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404, 409),
)
async def delete_search(search_id: UUID, user: CurrentUser, session: SessionDep) -> None:
    """Delete a search; it can be restored."""
    await searches.delete_search(session, user, search_id)


@router.post("/searches/{search_id}/restore", operation_id="searches-restore", responses=errors(401, 403, 404))
async def restore_search(search_id: UUID, user: CurrentUser, session: SessionDep) -> SearchOut:
    """Take a deletion back."""
    return search_out(await searches.restore_search(session, user, search_id))


@router.post("/searches/{search_id}/pause", operation_id="searches-pause", responses=errors(401, 403, 404))
async def pause_search(search_id: UUID, user: CurrentUser, session: SessionDep) -> SearchOut:
    """Stop the schedule."""
    return search_out(await searches.set_active(session, user, search_id, False))


@router.post("/searches/{search_id}/resume", operation_id="searches-resume", responses=errors(401, 403, 404))
async def resume_search(search_id: UUID, user: CurrentUser, session: SessionDep) -> SearchOut:
    """Take the schedule up again."""
    return search_out(await searches.set_active(session, user, search_id, True))


@router.post(
    "/searches/{search_id}/viewed",
    operation_id="searches-viewed",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404),
)
async def viewed(search_id: UUID, user: CurrentUser, session: SessionDep) -> None:
    """The user has seen the results: what is there now is no longer new."""
    await searches.note_viewed(session, user, search_id)


@router.post(
    "/searches/{search_id}/run", operation_id="searches-run", status_code=ACCEPTED, responses=errors(401, 403, 404)
)
async def run_search(search_id: UUID, user: CurrentUser, session: SessionDep, response: Response) -> RunOut:
    """Queue a run, or answer with the one that is not finished."""
    run = await searches.run_search_now(session, user, search_id)
    response.headers["Location"] = f"/api/v1/runs/{run.id}"
    return run_out(run)


@router.get("/searches/{search_id}/runs", operation_id="runs-list", responses=errors(400, 401, 404))
async def list_runs(search_id: UUID, user: CurrentUser, session: SessionDep, page: Page) -> PageOut[RunOut]:
    """A search's runs, newest first."""
    found, next_cursor = await runs.list_runs(session, user, search_id, page.cursor, page.limit)
    return PageOut(items=[run_out(run) for run in found], next_cursor=next_cursor)


@router.get("/runs/{run_id}", operation_id="runs-get", responses=errors(401, 404))
async def get_run(run_id: UUID, user: CurrentUser, session: SessionDep) -> RunOut:
    """One run with its progress and what came of each marketplace."""
    return run_out(await runs.get_run(session, user, run_id))


@router.post("/runs/{run_id}/cancel", operation_id="runs-cancel", responses=errors(401, 403, 404, 409))
async def cancel_run(run_id: UUID, user: CurrentUser, session: SessionDep) -> RunOut:
    """End a run; what is stored stays."""
    return run_out(await runs.cancel_run(session, user, run_id))
