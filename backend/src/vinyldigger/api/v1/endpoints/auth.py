"""Registration and logins."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, status
from fastapi.security import OAuth2PasswordRequestForm

from vinyldigger.api.errors import errors
from vinyldigger.api.v1 import refresh_cookie
from vinyldigger.api.v1.dependencies import PUBLIC, Login, OriginDep, SessionDep
from vinyldigger.api.v1.schemas.auth import RefreshIn, RegisterIn, ResetIn, TokensOut, Transport
from vinyldigger.api.v1.schemas.users import UserOut
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.errors import NotAuthenticated
from vinyldigger.core.throttle import throttle
from vinyldigger.services import accounts, sign_in
from vinyldigger.services.accounts import Registration
from vinyldigger.services.sign_in import Tokens

router = APIRouter(prefix="/auth", tags=["auth"])

TransportQuery = Annotated[Transport, Query(description="where the refresh token goes: a cookie, or the answer's body")]


@router.post(
    "/register",
    operation_id="auth-register",
    status_code=status.HTTP_201_CREATED,
    dependencies=[PUBLIC],
    responses=errors(403, 409),
)
async def register(
    body: RegisterIn, origin: OriginDep, response: Response, transport: TransportQuery = "cookie"
) -> TokensOut:
    """Make an account and log in. The first account of an installation becomes its admin."""
    await throttle("register", origin.network, get_settings().login_attempts_per_minute)
    async with unit_of_work() as session:
        user = await accounts.register(session, Registration(**body.model_dump()), origin)
        await session.refresh(user)
        tokens = await sign_in.begin(session, user, origin)
    response.headers["Location"] = "/api/v1/users/me"
    return _answer(tokens, response, transport)


@router.post("/login", operation_id="auth-login", dependencies=[PUBLIC], responses=errors(401))
async def log_in(
    form: Annotated[OAuth2PasswordRequestForm, Depends()],
    origin: OriginDep,
    response: Response,
    transport: TransportQuery = "cookie",
) -> TokensOut:
    """Log in with e-mail address (``username``) and password."""
    return _answer(await sign_in.log_in(form.username, form.password, origin), response, transport)


@router.post("/refresh", operation_id="auth-refresh", dependencies=[PUBLIC], responses=errors(401, 403))
async def refresh(request: Request, origin: OriginDep, response: Response, body: RefreshIn | None = None) -> TokensOut:
    """Exchange the refresh token, from the body or else the cookie, for a new pair. Each works once."""
    given = body.refresh_token if body else None
    token = given or refresh_cookie.read(request)
    if token is None:
        raise NotAuthenticated("There is no login to go on with", "refresh_token_missing")
    return _answer(await sign_in.refresh(token, origin), response, "body" if given else "cookie")


@router.post(
    "/logout",
    operation_id="auth-logout",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[PUBLIC],
    responses=errors(403),
)
async def log_out(request: Request, response: Response, session: SessionDep, body: RefreshIn | None = None) -> None:
    """End this login, by its refresh token from the body or else the cookie. Succeeds when there is none."""
    token = (body.refresh_token if body else None) or refresh_cookie.read(request)
    if token is not None:
        await sign_in.log_out_by_refresh_token(session, token)
    refresh_cookie.clear(response)
    response.headers["Clear-Site-Data"] = '"cache"'


@router.post(
    "/logout-all",
    operation_id="auth-logout-all",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403),
)
async def log_out_everywhere(login: Login, response: Response, session: SessionDep, origin: OriginDep) -> None:
    """End all logins of the user, this one too."""
    await sign_in.log_out_everywhere(session, login.user.id, origin)
    refresh_cookie.clear(response)


@router.post(
    "/reset",
    operation_id="auth-reset",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=[PUBLIC],
    responses=errors(401),
)
async def reset(body: ResetIn, session: SessionDep, origin: OriginDep) -> None:
    """Set a new password with a one-time link that an admin made."""
    await sign_in.reset_password(session, body.token, body.password, origin)


def _answer(tokens: Tokens, response: Response, transport: Transport) -> TokensOut:
    if transport == "cookie":
        refresh_cookie.write(response, tokens.refresh_token, tokens.refresh_expires_in)
    return TokensOut(
        access_token=tokens.access_token,
        expires_in=tokens.expires_in,
        refresh_token=tokens.refresh_token if transport == "body" else None,
        user=UserOut.model_validate(tokens.user),
    )
