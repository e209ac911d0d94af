"""What an admin sets about the marketplaces: applications, environment, budgets."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from vinyldigger.api.v1.schemas.values import Flag, In, Out, ReasonOut

Credential = Annotated[str, StringConstraints(min_length=1, max_length=512)]


class AppConfigOut(Out):
    """A marketplace's application credentials: whether they are there, never what they are."""

    marketplace: str
    label: str
    has_key: bool
    key_hint: str | None
    has_secret: bool
    redirect: str
    callback_url: str
    notice_url: str | None
    has_verification_token: bool
    tested_at: datetime | None
    test_error: ReasonOut | None


class AppConfigsOut(Out):
    """All marketplaces."""

    items: list[AppConfigOut]


class AppConfigIn(In):
    """New credentials; a field left out keeps its value. ``redirect``: eBay's RuName.

    ``verification_token``: what eBay's account-deletion notices are set up with.
    """

    key: Credential | None = None
    secret: Credential | None = Field(default=None, repr=False)
    redirect: Annotated[str, StringConstraints(max_length=512)] | None = None
    verification_token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{32,80}$")] | None = Field(
        default=None, repr=False
    )


class TrialOut(Out):
    """Whether the marketplace takes the credentials."""

    ok: bool
    error: ReasonOut | None


class EnvironmentOut(Out):
    """Which marketplaces are asked: the sample ones or the live ones. ``rows``: what is stored of the other."""

    environment: Literal["sample", "live"]
    sample_listings: int
    live_ready: list[str]


class EnvironmentIn(In):
    """Switch. Going live removes what came from the sample marketplaces: ``confirm`` says that is understood."""

    environment: Literal["sample", "live"]
    confirm: Flag = False


class BudgetOut(Out):
    """Calls used and left at one marketplace. ``misfits``: answers of the last day that could not be read."""

    marketplace: str
    label: str
    limit: int
    used: int
    left: int
    window_seconds: int
    resets_at: datetime | None
    waiting: dict[str, int]
    breaker_open_until: datetime | None
    misfits: int


class BudgetsOut(Out):
    """All marketplaces, and about how often searches can run with what is there."""

    items: list[BudgetOut]
