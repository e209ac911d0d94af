"""What endpoints ask for: a session, the user, a page. Every route names one of the three policies below.

``PUBLIC`` anyone · ``CurrentUser`` a valid token whose scope allows the method · ``Login`` an interactive login,
never a personal token · ``AdminUser`` an admin's interactive login. A test walks all routes for them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import partial
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query, Request
from fastapi.security import OAuth2PasswordBearer
from structlog.contextvars import bind_contextvars

from vinyldigger.core.database import AsyncSession, read_session, unit_of_work
from vinyldigger.core.errors import Forbidden, NotAuthenticated
from vinyldigger.models.users import Scope, User
from vinyldigger.services import sign_in
from vinyldigger.services.accounts import Origin
from vinyldigger.services.sign_in import Visitor

READING = frozenset({"GET", "HEAD", "OPTIONS"})

_bearer = OAuth2PasswordBearer(tokenUrl="/api/v1/auth/login", auto_error=False)


async def bearer_of(token: Annotated[str | None, Depends(_bearer)]) -> str:
    """The token somebody presents, as far as it can be judged by itself."""
    if token is None:
        raise NotAuthenticated("Log in first")
    sign_in.check_token(token)
    return token


async def reading_of(request: Request) -> AsyncIterator[AsyncSession | None]:
    """The one session of a request that only reads; None for those that change something."""
    if request.method in READING:
        async with read_session() as session:
            yield session
    else:
        yield None


Reading = Annotated[AsyncSession | None, Depends(reading_of, scope="function")]


async def session_of(reading: Reading) -> AsyncIterator[AsyncSession]:
    """A reading session for GET, one unit of work for everything else, committed before the answer is sent."""
    async with nullcontext(reading) if reading is not None else unit_of_work() as session:
        yield session


async def visitor_of(request: Request, token: Annotated[str, Depends(bearer_of)], reading: Reading) -> Visitor:
    """Who asks, if the token's scope allows the method."""
    visitor = await sign_in.identify(token, reading)
    bind_contextvars(user_id=str(visitor.user.id))
    if visitor.scope is Scope.READ and request.method not in READING:
        raise Forbidden("This token may only read", "scope_missing")
    return visitor


async def current_user(visitor: Annotated[Visitor, Depends(visitor_of)]) -> User:
    """Who asks."""
    return visitor.user


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A user in an interactive login."""

    user: User
    login_id: UUID


async def login_of(visitor: Annotated[Visitor, Depends(visitor_of)]) -> LoggedIn:
    """Who asks, in an interactive login."""
    if visitor.login_id is None:
        raise Forbidden("This needs a login, a personal token does not do", "login_needed")
    return LoggedIn(visitor.user, visitor.login_id)


async def admin_of(login: Annotated[LoggedIn, Depends(login_of)]) -> User:
    """An admin."""
    if not login.user.is_admin:
        raise Forbidden("Only admins may do this", "admin_needed")
    return login.user


async def standing_of(
    _visitor: Annotated[Visitor, Depends(visitor_of)], token: Annotated[str, Depends(_bearer)]
) -> Callable[[], Awaitable[bool]]:
    """For answers that go on for long: asks whether the visitor may still hear them."""
    return partial(sign_in.still_stands, token)


async def anyone() -> None:
    """Names the policy of routes that anybody may call."""


async def origin_of(request: Request) -> Origin:
    """Where the request came from; behind a trusted proxy the server has put the real address there."""
    return Origin(request.client.host if request.client else None, request.headers.get("user-agent", ""))


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page of a list."""

    limit: int
    cursor: str | None


async def page_of(
    limit: Annotated[int, Query(ge=1, le=200)] = 50, cursor: Annotated[str | None, Query(max_length=500)] = None
) -> PageQuery:
    """Which page is asked for. Like everything here a coroutine: a plain function would cost a change of thread."""
    return PageQuery(limit, cursor)


PUBLIC = Depends(anyone)
SessionDep = Annotated[AsyncSession, Depends(session_of, scope="function")]
CurrentUser = Annotated[User, Depends(current_user)]
StillAllowed = Annotated[Callable[[], Awaitable[bool]], Depends(standing_of)]
Login = Annotated[LoggedIn, Depends(login_of)]
AdminUser = Annotated[User, Depends(admin_of)]
OriginDep = Annotated[Origin, Depends(origin_of)]
Page = Annotated[PageQuery, Depends(page_of)]
