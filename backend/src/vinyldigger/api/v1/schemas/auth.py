"""Registration and logins."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import EmailStr, Field, StringConstraints

from vinyldigger.api.v1.schemas.users import UserOut
from vinyldigger.api.v1.schemas.values import CountryCode, CurrencyCode, In, Out

Password = Annotated[str, StringConstraints(min_length=1, max_length=1024, strip_whitespace=False)]
Token = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Transport = Literal["cookie", "body"]


class RegisterIn(In):
    """What it takes to make an account. The first one may need the setup code, later ones an invitation."""

    email: EmailStr = Field(max_length=320)
    password: Password
    country: CountryCode
    currency: CurrencyCode
    display_name: str = Field("", max_length=100)
    setup_code: Token | None = None
    invite: Token | None = None


class RefreshIn(In):
    """The refresh token, from clients that keep no cookies."""

    refresh_token: Token | None = None


class ResetIn(In):
    """A new password by a one-time link."""

    token: Token
    password: Password


class TokensOut(Out):
    """A login. ``expires_in`` in seconds; ``refresh_token`` null where it went into a cookie."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105 - the name of a scheme
    expires_in: int
    refresh_token: str | None = None
    user: UserOut
