"""A user's accounts at the marketplaces."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from vinyldigger.api.v1.schemas.values import In, Out, ReasonOut

Secretish = Annotated[str, StringConstraints(min_length=1, max_length=4096)]
ConnectionState = Literal["not_connected", "connected", "expired", "revoked"]


class StoredData(Out):
    """What disconnecting removes."""

    collection_items: int
    wants: int
    lists: int


class ConnectionOut(Out):
    """How the user stands with one marketplace. ``app_ready``: an admin has entered the application's credentials."""

    marketplace: str
    label: str
    status: ConnectionState
    method: Literal["oauth1", "oauth2", "personal"] | None
    username: str | None
    connected_at: datetime | None
    expires_at: datetime | None
    error: ReasonOut | None
    app_ready: bool
    can_authorize: bool
    can_use_personal_token: bool
    stored: StoredData


class ConnectionsOut(Out):
    """All marketplaces."""

    items: list[ConnectionOut]


class AuthorizationOut(Out):
    """Where the user gives consent."""

    authorization_url: str


class CompleteIn(In):
    """What came back with the user. Discogs: ``oauth_token`` + ``verifier``; eBay: ``state`` + ``code``."""

    state: Secretish | None = None
    oauth_token: Secretish | None = None
    verifier: Secretish | None = None
    code: Secretish | None = None
    denied: Annotated[str, StringConstraints(max_length=4096)] | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> CompleteIn:
        if self.denied is None and not (self.state or self.oauth_token):
            raise ValueError("state or oauth_token is needed")
        return self


class VerifyIn(In):
    """The code the marketplace showed, or the whole address it led to."""

    pasted: Secretish


class PersonalTokenIn(In):
    """A token the user made at the marketplace."""

    token: Annotated[str, StringConstraints(min_length=10, max_length=200, pattern=r"^[!-~]+$")] = Field(repr=False)
