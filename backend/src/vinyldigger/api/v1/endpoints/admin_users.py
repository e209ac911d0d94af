"""Accounts, invitations and the audit trail, for admins."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import AdminUser, OriginDep, Page, SessionDep
from vinyldigger.api.v1.schemas.admin import AdminUserOut, AdminUserPatchIn, AuditEventOut, InviteIn, LinkOut
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.services import administration

router = APIRouter(prefix="/admin", tags=["admin"])


@router.get("/users", operation_id="admin-users", responses=errors(400, 401, 403))
async def list_users(_admin: AdminUser, session: SessionDep, page: Page) -> PageOut[AdminUserOut]:
    """All accounts, newest first."""
    found = await administration.list_users(session, page.cursor, page.limit)
    return PageOut(items=[AdminUserOut.model_validate(dict(row)) for row in found.rows], next_cursor=found.next_cursor)


@router.patch("/users/{user_id}", operation_id="admin-change-user", responses=errors(401, 403, 404, 409))
async def change_user(
    user_id: UUID, body: AdminUserPatchIn, admin: AdminUser, session: SessionDep, origin: OriginDep
) -> AdminUserOut:
    """Let an account act or not, make it admin or not."""
    changes = body.model_dump(exclude_none=True)
    return AdminUserOut.model_validate(await administration.change_user(session, admin, user_id, origin, **changes))


@router.post(
    "/users/{user_id}/reset-link",
    operation_id="admin-make-reset-link",
    status_code=status.HTTP_201_CREATED,
    responses=errors(401, 403, 404),
)
async def make_reset_link(user_id: UUID, admin: AdminUser, session: SessionDep, origin: OriginDep) -> LinkOut:
    """An address under which the user can set a new password, once, within the hour."""
    return LinkOut(url=await administration.make_reset_link(session, admin, user_id, origin))


@router.post(
    "/invites", operation_id="admin-make-invite", status_code=status.HTTP_201_CREATED, responses=errors(401, 403)
)
async def make_invite(body: InviteIn, admin: AdminUser, session: SessionDep, origin: OriginDep) -> LinkOut:
    """An address under which one person can make an account, within seven days."""
    return LinkOut(url=await administration.make_invite(session, admin, body.email, origin))


@router.get("/audit", operation_id="admin-audit", responses=errors(400, 401, 403))
async def list_audit(_admin: AdminUser, session: SessionDep, page: Page) -> PageOut[AuditEventOut]:
    """Who did what, newest first."""
    found = await administration.list_audit_events(session, page.cursor, page.limit)
    return PageOut(items=[AuditEventOut.model_validate(dict(row)) for row in found.rows], next_cursor=found.next_cursor)
