"""The machinery: queued work, periodic work, dead letters, signs of life. Database time only."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, Index, SmallInteger, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, Identified, JsonObject, choice, not_negative, reference


class JobState(StrEnum):
    """Life of a job.

    queued: waits for ``run_after`` and a worker · leased: a worker has it until ``lease_until`` · done ·
    failed: refused for a reason that trying again cannot mend · dead: attempts used up, a dead letter stands ·
    blocked: waits for the user (a connection to be renewed).
    """

    QUEUED = "queued"
    LEASED = "leased"
    DONE = "done"
    FAILED = "failed"
    DEAD = "dead"
    BLOCKED = "blocked"


class Resolution(StrEnum):
    """What an admin did with a dead letter."""

    REPLAYED = "replayed"
    DISCARDED = "discarded"


UNFINISHED_JOB = "state IN ('queued', 'leased', 'blocked')"
GIVEN_UP_JOB = "state IN ('failed', 'dead')"


class QueuedJob(Changing, Base):
    """A piece of work, written in the transaction that asks for it. The row is the truth; Celery only rings.

    ``fence`` is raised at each claim: storing and finishing need the same value. ``run_again``: the same work was
    asked for while it ran, so it is queued again when it ends.
    """

    __tablename__ = "jobs"
    __table_args__ = (
        Index("uq_jobs_dedupe_key", "dedupe_key", unique=True, postgresql_where=text(UNFINISHED_JOB)),
        Index("ix_jobs_due", "run_after", postgresql_where=text("state = 'queued'")),
        Index("ix_jobs_leases", "lease_until", postgresql_where=text("state = 'leased'")),
        Index("ix_jobs_finished_at", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
        Index("ix_jobs_given_up", "finished_at", postgresql_where=text(GIVEN_UP_JOB)),
        CheckConstraint("max_attempts >= 1", name="max_attempts_positive"),
        *not_negative("attempts", "fence"),
    )

    name: Mapped[str]
    args: Mapped[JsonObject] = mapped_column(server_default="{}")
    user_id: Mapped[uuid.UUID | None] = reference("users.id", ondelete="CASCADE")
    queue: Mapped[str]
    priority: Mapped[int] = mapped_column(SmallInteger, server_default="0")
    state: Mapped[JobState] = choice("state", JobState, server_default=JobState.QUEUED.value)
    dedupe_key: Mapped[str | None]
    run_again: Mapped[bool] = mapped_column(server_default="false")
    run_after: Mapped[datetime] = mapped_column(server_default=func.now())
    attempts: Mapped[int] = mapped_column(server_default="0")
    max_attempts: Mapped[int]
    fence: Mapped[int] = mapped_column(BigInteger, server_default="0")
    lease_until: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    first_failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class PeriodicJob(Changing, Base):
    """Something done again and again. Claimed with SKIP LOCKED, so that two schedulers never do it twice."""

    __tablename__ = "periodic_jobs"

    name: Mapped[str] = mapped_column(unique=True)
    next_run_at: Mapped[datetime] = mapped_column(index=True)
    last_run_at: Mapped[datetime | None]
    last_outcome: Mapped[str | None]


class FailedTask(Identified, Base):
    """A dead letter: what could not be done, and why. An admin replays or discards it."""

    __tablename__ = "failed_tasks"
    __table_args__ = (Index("ix_failed_tasks_created_at_id", "created_at", "id"),)

    job_id: Mapped[uuid.UUID | None] = reference("jobs.id", ondelete="SET NULL")
    user_id: Mapped[uuid.UUID | None] = reference("users.id", ondelete="CASCADE")
    name: Mapped[str]
    args: Mapped[JsonObject]
    error_type: Mapped[str]
    error_message: Mapped[str]
    error_traceback: Mapped[str] = mapped_column(server_default="")
    attempts: Mapped[int]
    first_failed_at: Mapped[datetime]
    last_failed_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolution: Mapped[Resolution | None] = choice("resolution", Resolution)


class Heartbeat(Changing, Base):
    """A process that was alive at ``seen_at``."""

    __tablename__ = "heartbeats"
    __table_args__ = (UniqueConstraint("component", "instance"),)

    component: Mapped[str]
    instance: Mapped[str]
    seen_at: Mapped[datetime]
    details: Mapped[JsonObject] = mapped_column(server_default="{}")
