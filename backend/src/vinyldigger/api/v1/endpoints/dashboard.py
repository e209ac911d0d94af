"""Today."""

from __future__ import annotations

from fastapi import APIRouter

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, SessionDep
from vinyldigger.api.v1.endpoints.searches import run_out
from vinyldigger.api.v1.schemas.dashboard import DashboardOut, RecentRunOut
from vinyldigger.services import dashboard

router = APIRouter(tags=["dashboard"])


@router.get("/dashboard", operation_id="dashboard-get", responses=errors(401))
async def get_dashboard(user: CurrentUser, session: SessionDep) -> DashboardOut:
    """Counts, state, recent runs, what needs attention and what to do now."""
    found = await dashboard.today(session, user)
    runs = [
        RecentRunOut.model_validate(run_out(run).model_dump() | {"search_name": name})
        for run, name in found["recent_runs"]
    ]
    return DashboardOut.model_validate(found | {"recent_runs": runs})
