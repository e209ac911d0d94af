"""A user's accounts at the marketplaces."""

from __future__ import annotations

from fastapi import APIRouter, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import Login, SessionDep
from vinyldigger.api.v1.schemas.connections import (
    AuthorizationOut,
    CompleteIn,
    ConnectionOut,
    ConnectionsOut,
    PersonalTokenIn,
    VerifyIn,
)
from vinyldigger.services import connections
from vinyldigger.services.connections import Answer

router = APIRouter(prefix="/oauth", tags=["oauth"])


@router.get("/status", operation_id="oauth-status", responses=errors(401, 403))
async def get_status(login: Login, session: SessionDep) -> ConnectionsOut:
    """How the user stands with each marketplace, and what disconnecting would remove."""
    found = await connections.connections(session, login.user.id)
    return ConnectionsOut(items=[ConnectionOut.model_validate(one) for one in found])


@router.post("/{marketplace}/authorize", operation_id="oauth-authorize", responses=errors(401, 403, 404, 409))
async def authorize(marketplace: str, login: Login) -> AuthorizationOut:
    """Begin: answers the address where the user gives consent. It is good for ten minutes."""
    url = await connections.authorize(login.user.id, login.login_id, marketplace)
    return AuthorizationOut(authorization_url=url)


@router.post("/{marketplace}/complete", operation_id="oauth-complete", responses=errors(400, 401, 403, 404, 409))
async def complete(marketplace: str, body: CompleteIn, login: Login) -> ConnectionOut:
    """Finish with what came back from the consent page. Only the login that began can, and only once."""
    state = body.state or body.oauth_token or body.denied
    answer = Answer(state, body.code or body.verifier, denied=body.denied is not None)
    return ConnectionOut.model_validate(await connections.complete(login.user.id, login.login_id, marketplace, answer))


@router.post("/{marketplace}/verify", operation_id="oauth-verify", responses=errors(400, 401, 403, 404, 409))
async def verify(marketplace: str, body: VerifyIn, login: Login) -> ConnectionOut:
    """Finish with a pasted code, or with the whole address the consent page led to."""
    return ConnectionOut.model_validate(
        await connections.verify(login.user.id, login.login_id, marketplace, body.pasted)
    )


@router.put("/{marketplace}/token", operation_id="oauth-use-token", responses=errors(401, 403, 404, 409))
async def use_token(marketplace: str, body: PersonalTokenIn, login: Login) -> ConnectionOut:
    """Connect with a personal access token made at the marketplace."""
    return ConnectionOut.model_validate(await connections.use_personal_token(login.user.id, marketplace, body.token))


@router.delete(
    "/{marketplace}",
    operation_id="oauth-disconnect",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404),
)
async def disconnect(marketplace: str, login: Login) -> None:
    """Forget the account and everything that came with it."""
    await connections.disconnect(login.user.id, marketplace)
