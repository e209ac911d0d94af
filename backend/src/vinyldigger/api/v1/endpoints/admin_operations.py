"""Dead letters and the installation's health, for admins."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import AdminUser, OriginDep, Page, SessionDep
from vinyldigger.api.v1.schemas.admin import FailedTaskDetailOut, FailedTaskOut, VitalsOut
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.services import administration, health

router = APIRouter(prefix="/admin", tags=["admin"])


@router.get("/health", operation_id="admin-health", responses=errors(401, 403))
async def get_health(_admin: AdminUser, session: SessionDep) -> VitalsOut:
    """Processes, queue, dead letters, periodic work."""
    return VitalsOut.model_validate(await health.vitals(session))


@router.get("/failed-tasks", operation_id="admin-failed-tasks", responses=errors(400, 401, 403))
async def list_failed_tasks(
    _admin: AdminUser, session: SessionDep, page: Page, unresolved: bool = True
) -> PageOut[FailedTaskOut]:
    """Dead letters, newest first."""
    found = await administration.list_failed_tasks(session, page.cursor, page.limit, unresolved=unresolved)
    return PageOut(items=[FailedTaskOut.model_validate(dict(row)) for row in found.rows], next_cursor=found.next_cursor)


@router.get("/failed-tasks/{task_id}", operation_id="admin-failed-task", responses=errors(401, 403, 404))
async def get_failed_task(task_id: UUID, _admin: AdminUser, session: SessionDep) -> FailedTaskDetailOut:
    """One dead letter with its traceback."""
    return FailedTaskDetailOut.model_validate(await administration.get_failed_task(session, task_id))


@router.post(
    "/failed-tasks/{task_id}/replay", operation_id="admin-replay-failed-task", responses=errors(401, 403, 404, 409)
)
async def replay(task_id: UUID, admin: AdminUser, session: SessionDep, origin: OriginDep) -> FailedTaskOut:
    """Do the work of a dead letter after all."""
    return FailedTaskOut.model_validate(await administration.replay_failed_task(session, admin, task_id, origin))


@router.post(
    "/failed-tasks/{task_id}/discard", operation_id="admin-discard-failed-task", responses=errors(401, 403, 404, 409)
)
async def discard(task_id: UUID, admin: AdminUser, session: SessionDep, origin: OriginDep) -> FailedTaskOut:
    """Close a dead letter without doing its work."""
    return FailedTaskOut.model_validate(await administration.discard_failed_task(session, admin, task_id, origin))
