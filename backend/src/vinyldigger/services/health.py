"""Whether the installation is alive, ready, and well."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.config import BACKEND
from vinyldigger.core.database import read_session
from vinyldigger.core.errors import ServiceUnavailable
from vinyldigger.core.metrics import DEAD_LETTERS, JOBS_BY_STATE, OLDEST_DUE_JOB_SECONDS
from vinyldigger.core.redis import get_redis
from vinyldigger.services.repositories import dead_letters, vital_signs

SEEN_LATELY = timedelta(hours=1)
SILENT_SECONDS = 180  # the scheduler speaks once a minute, a worker every quarter of one
MIGRATIONS = BACKEND / "alembic" / "versions"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Which parts answer. Redis is not needed to answer requests, but nothing new gets done without it."""

    database: bool
    redis: bool
    migrations: bool

    @property
    def is_ready(self) -> bool:
        """Whether requests may be sent here."""
        return self.database and self.redis and self.migrations


@dataclass(frozen=True, slots=True)
class Process:
    """A process that gave a sign of life ``seconds_ago``."""

    component: str
    instance: str
    seconds_ago: float


@dataclass(frozen=True, slots=True)
class Periodic:
    """Periodic work: when last, when next, and how it went."""

    name: str
    next_run_at: datetime
    last_run_at: datetime | None
    last_outcome: str | None


@dataclass(frozen=True, slots=True)
class Vitals:
    """The state of the installation for an admin."""

    readiness: Readiness
    processes: Sequence[Process]
    jobs: Mapping[str, int]
    oldest_due_seconds: float
    dead_letters: int
    periodic: Sequence[Periodic]


async def readiness() -> Readiness:
    """Ask each part for a sign of life."""
    database, migrations = await _database()
    return Readiness(database=database, redis=await _redis(), migrations=migrations)


async def _database() -> tuple[bool, bool]:
    try:
        async with read_session() as session:
            revision = await vital_signs.schema_revision(session)
    except (SQLAlchemyError, ServiceUnavailable):
        return False, False
    return True, revision == newest_revision()


async def _redis() -> bool:
    try:
        return bool(await get_redis().ping())
    except (RedisError, OSError):
        return False


@cache
def newest_revision() -> str:
    """The revision this code expects: the migration no other builds on."""
    facts: dict[str, str] = {}
    for file in MIGRATIONS.glob("*.py"):
        fields = dict(
            line.split(" = ", 1) for line in file.read_text().splitlines() if line.startswith(("revision", "down_"))
        )
        facts[fields["revision"].strip("\"'")] = fields["down_revision"].strip("\"'")
    (newest,) = set(facts) - set(facts.values())
    return newest


async def vitals(session: AsyncSession) -> Vitals:
    """Everything an admin wants to see at a glance."""
    beats = await vital_signs.heartbeats(session, SEEN_LATELY)
    periodic = await vital_signs.periodic_jobs(session)
    return Vitals(
        readiness=await readiness(),
        processes=[Process(*beat) for beat in beats],
        jobs=await vital_signs.jobs_by_state(session),
        oldest_due_seconds=await vital_signs.oldest_due_seconds(session),
        dead_letters=await dead_letters.count_unresolved(session),
        periodic=[Periodic(row.name, row.next_run_at, row.last_run_at, row.last_outcome) for row in periodic],
    )


async def silent_for(session: AsyncSession, component: str, host: str) -> float | None:
    """Seconds since a component of a machine gave a sign of life; None when it never did."""
    ages = [
        seconds
        for name, instance, seconds in await vital_signs.heartbeats(session, SEEN_LATELY)
        if name == component and host in {instance.partition(":")[0], instance.rpartition("@")[2]}
    ]
    return min(ages, default=None)


async def measure(session: AsyncSession) -> None:
    """Bring the gauges up to date, right before they are read."""
    for state, count in (await vital_signs.jobs_by_state(session)).items():
        JOBS_BY_STATE.labels(state).set(count)
    OLDEST_DUE_JOB_SECONDS.set(await vital_signs.oldest_due_seconds(session))
    DEAD_LETTERS.set(await dead_letters.count_unresolved(session))


async def beat(session: AsyncSession, component: str, instance: str) -> None:
    """Note that this process is alive."""
    await vital_signs.beat(session, component, instance)
