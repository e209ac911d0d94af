"""Administration of accounts, dead letters and health."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import EmailStr, Field

from vinyldigger.api.v1.schemas.values import Flag, In, Out
from vinyldigger.models.jobs import Resolution


class AdminUserOut(Out):
    """An account as an admin sees it."""

    id: UUID
    email: str
    display_name: str
    is_admin: bool
    is_active: bool
    created_at: datetime
    last_seen_at: datetime | None


class AdminUserPatchIn(In):
    """What an admin changes of an account."""

    is_admin: Flag | None = None
    is_active: Flag | None = None


class InviteIn(In):
    """For whom the invitation is, as a note."""

    email: EmailStr | None = Field(None, max_length=320)


class LinkOut(Out):
    """An address to pass on. It is shown this once."""

    url: str


class FailedTaskOut(Out):
    """A dead letter."""

    id: UUID
    name: str
    user_id: UUID | None
    error_type: str
    error_message: str
    attempts: int
    first_failed_at: datetime
    last_failed_at: datetime
    resolved_at: datetime | None
    resolution: Resolution | None


class FailedTaskDetailOut(FailedTaskOut):
    """A dead letter with what is needed to understand it."""

    args: dict[str, Any]
    error_traceback: str


class AuditEventOut(Out):
    """Who did what to which object, and when."""

    id: UUID
    user_id: UUID | None
    action: str
    object_type: str | None
    object_id: str | None
    ip: str | None
    params: dict[str, Any]
    created_at: datetime


class ReadinessOut(Out):
    """Which parts answer."""

    database: bool
    redis: bool
    migrations: bool


class ProcessOut(Out):
    """A process that gave a sign of life so many seconds ago."""

    component: str
    instance: str
    seconds_ago: float


class PeriodicOut(Out):
    """Periodic work."""

    name: str
    next_run_at: datetime
    last_run_at: datetime | None
    last_outcome: str | None


class VitalsOut(Out):
    """The state of the installation."""

    readiness: ReadinessOut
    processes: list[ProcessOut]
    jobs: dict[str, int]
    oldest_due_seconds: float
    dead_letters: int
    periodic: list[PeriodicOut]
