"""A user's own account."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter, Response, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1 import refresh_cookie
from vinyldigger.api.v1.dependencies import CurrentUser, Login, OriginDep, SessionDep
from vinyldigger.api.v1.schemas.users import (
    ApiTokenIn,
    ApiTokenOut,
    DeleteAccountIn,
    ExportOut,
    NewApiTokenOut,
    PasswordIn,
    SessionOut,
    UserOut,
    UserPatchIn,
)
from vinyldigger.services import profile

router = APIRouter(prefix="/users/me", tags=["users"])
GONE = status.HTTP_204_NO_CONTENT


@router.get("", operation_id="users-me", responses=errors(401))
async def me(user: CurrentUser) -> UserOut:
    """The account and its preferences."""
    return UserOut.model_validate(user)


@router.patch("", operation_id="users-change", responses=errors(401, 403, 409))
async def change(body: UserPatchIn, login: Login, session: SessionDep, origin: OriginDep) -> UserOut:
    """Change profile and preferences; what is left out stays."""
    changes = body.model_dump(exclude_unset=True, exclude={"current_password"})
    nullable = {"postal_code", "quiet_from", "quiet_until"}
    changes = {name: value for name, value in changes.items() if value is not None or name in nullable}
    return UserOut.model_validate(await profile.change(session, login.user, changes, body.current_password, origin))


@router.delete("", operation_id="users-delete", status_code=GONE, responses=errors(401, 403, 409))
async def delete(
    body: DeleteAccountIn, login: Login, session: SessionDep, origin: OriginDep, response: Response
) -> None:
    """Delete the account and everything of it."""
    await profile.delete(session, login.user, body.password, origin)
    refresh_cookie.clear(response)


@router.post("/password", operation_id="users-change-password", status_code=GONE, responses=errors(401, 403))
async def change_password(body: PasswordIn, login: Login, session: SessionDep, origin: OriginDep) -> None:
    """Set a new password. Every other login ends, this one goes on."""
    await profile.change_password(session, login.user, login.login_id, body.current_password, body.new_password, origin)


@router.get("/export", operation_id="users-export", responses=errors(401, 403))
async def export(login: Login, session: SessionDep, response: Response) -> ExportOut:
    """Everything stored about the user. Needs a login that is at most 15 minutes old."""
    response.headers["Content-Disposition"] = 'attachment; filename="vinyldigger-export.json"'
    return ExportOut.model_validate(await profile.export_all(session, login.user, login.login_id))


@router.get("/sessions", operation_id="users-sessions", responses=errors(401, 403))
async def sessions(login: Login, session: SessionDep) -> list[SessionOut]:
    """Where the user is logged in, the latest used first."""
    return [
        SessionOut(
            id=row.family_id,
            is_current=row.family_id == login.login_id,
            signed_in_at=row.signed_in_at,
            last_used_at=row.created_at,
            expires_at=row.expires_at,
            user_agent=row.user_agent,
            ip=row.ip,
        )
        for row in await profile.list_logins(session, login.user)
    ]


@router.delete(
    "/sessions/{session_id}", operation_id="users-end-session", status_code=GONE, responses=errors(401, 403, 404)
)
async def end_session(session_id: UUID, login: Login, session: SessionDep) -> None:
    """End one login."""
    await profile.end_login(session, login.user, session_id)


@router.get("/tokens", operation_id="users-tokens", responses=errors(401, 403))
async def tokens(login: Login, session: SessionDep) -> list[ApiTokenOut]:
    """Personal tokens, newest first."""
    return [ApiTokenOut.model_validate(row) for row in await profile.list_api_tokens(session, login.user)]


@router.post(
    "/tokens",
    operation_id="users-make-token",
    status_code=status.HTTP_201_CREATED,
    responses=errors(401, 403, 409),
)
async def make_token(
    body: ApiTokenIn, login: Login, session: SessionDep, origin: OriginDep, response: Response
) -> NewApiTokenOut:
    """Make a personal token. Its value is in this answer and nowhere else."""
    row, value = await profile.make_api_token(session, login.user, body.name, body.scope, body.expires_at, origin)
    response.headers["Location"] = "/api/v1/users/me/tokens"
    return NewApiTokenOut(**ApiTokenOut.model_validate(row).model_dump(), value=value)


@router.delete(
    "/tokens/{token_id}", operation_id="users-delete-token", status_code=GONE, responses=errors(401, 403, 404)
)
async def delete_token(token_id: UUID, login: Login, session: SessionDep, origin: OriginDep) -> None:
    """Make a personal token worthless."""
    await profile.delete_api_token(session, login.user, token_id, origin)
