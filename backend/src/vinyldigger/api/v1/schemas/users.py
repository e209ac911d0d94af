"""A user's own account."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, EmailStr, Field, StringConstraints

from vinyldigger.api.v1.schemas.values import CountryCode, CurrencyCode, In, Out
from vinyldigger.models.users import GradingTable, Scope

Password = Annotated[str, StringConstraints(min_length=1, max_length=1024, strip_whitespace=False)]


def _on_the_users_clock(moment: time) -> time:
    if moment.tzinfo is not None:
        raise ValueError("quiet hours are in the user's own time zone")
    return moment


LocalTime = Annotated[time, AfterValidator(_on_the_users_clock)]


class UserOut(Out):
    """An account and its preferences."""

    id: UUID
    email: str
    display_name: str
    is_admin: bool
    country: str
    postal_code: str | None
    currency: str
    grading_table: GradingTable
    locale: str
    timezone: str
    quiet_from: time | None
    quiet_until: time | None
    created_at: datetime


class UserPatchIn(In):
    """What changes. ``current_password`` is asked for with a new e-mail address."""

    email: EmailStr | None = Field(None, max_length=320)
    current_password: Password | None = None
    display_name: str | None = Field(None, max_length=100)
    country: CountryCode | None = None
    postal_code: str | None = Field(None, max_length=12)
    currency: CurrencyCode | None = None
    grading_table: GradingTable | None = None
    locale: str | None = Field(None, pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")
    timezone: str | None = Field(None, max_length=64)
    quiet_from: LocalTime | None = None
    quiet_until: LocalTime | None = None


class PasswordIn(In):
    """A new password, and the one it replaces."""

    current_password: Password
    new_password: Password


class DeleteAccountIn(In):
    """The password, to be sure."""

    password: Password


class SessionOut(Out):
    """One login."""

    id: UUID
    is_current: bool
    signed_in_at: datetime
    last_used_at: datetime
    expires_at: datetime
    user_agent: str
    ip: str | None


class ApiTokenIn(In):
    """A personal token for another program. ``write`` includes reading."""

    name: str = Field(min_length=1, max_length=100)
    scope: Scope = Scope.READ
    expires_at: AwareDatetime | None = None


class ApiTokenOut(Out):
    """A personal token."""

    id: UUID
    name: str
    scope: Scope
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None


class NewApiTokenOut(ApiTokenOut):
    """A personal token at the one moment its value is shown."""

    value: str


class ExportOut(Out):
    """Everything stored about a user: rows by table."""

    exported_at: datetime
    tables: dict[str, list[dict[str, Any]]]
