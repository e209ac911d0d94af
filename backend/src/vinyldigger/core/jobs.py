"""Names of all jobs, how each is treated, and the bell that tells a worker one is waiting.

The truth is the row in ``jobs`` (services/repositories/jobs.py). A message holds nothing but its id, so a lost,
repeated or late message does no harm.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from celery import Celery
from redis.exceptions import TimeoutError as RedisSilent

from vinyldigger.core.config import get_settings
from vinyldigger.core.metrics import PUBLISH_FAILURES
from vinyldigger.core.redis import get_redis, silence_of

_log = structlog.get_logger(__name__)


class Queue(StrEnum):
    """Celery queues, most urgent first. Workers listen to all of them."""

    INTERACTIVE = "interactive"  # somebody is waiting in front of the screen
    DEFAULT = "default"
    BACKGROUND = "background"  # housekeeping


@dataclass(frozen=True, slots=True)
class JobSpec:
    """How a job is treated.

    ``time_limit``: seconds of one attempt. ``max_attempts``: claims before it becomes a dead letter; hand-backs do
    not count. ``runs_again``: asked for while it runs, it runs once more afterwards (its input may have changed);
    otherwise asking for what already runs changes nothing.
    """

    queue: Queue = Queue.DEFAULT
    max_attempts: int = 4
    time_limit: int = 600
    runs_again: bool = False


class Job(StrEnum):
    """Every kind of work. A test shows that each is a registered task."""

    RUN_SEARCH = "run_search"
    ANALYSE_SEARCH = "analyse_search"
    SYNC_COLLECTION = "sync_collection"
    SYNC_WANTLIST = "sync_wantlist"
    SYNC_LIST = "sync_list"
    READ_INVENTORY = "read_inventory"
    REFRESH_RELEASES = "refresh_releases"
    REFRESH_LISTINGS = "refresh_listings"
    READ_GUIDES = "read_guides"
    READ_QUOTES = "read_quotes"
    READ_FACTS = "read_facts"
    IMPORT_LISTINGS = "import_listings"
    SOLVE_BASKET = "solve_basket"
    CHECK_BASKET = "check_basket"
    REMARK_RESULTS = "remark_results"
    KEEP_UP = "keep_up"
    FETCH_RATES = "fetch_rates"
    CLEAN_UP = "clean_up"
    PURGE_ENVIRONMENT = "purge_environment"

    @property
    def spec(self) -> JobSpec:
        """How this job is treated."""
        return _SPECS.get(self, _DEFAULT_SPEC)

    @property
    def task_name(self) -> str:
        """Its name in Celery."""
        return f"vinyldigger.{self.value}"


_DEFAULT_SPEC = JobSpec()
_SPECS: Mapping[Job, JobSpec] = {
    Job.RUN_SEARCH: JobSpec(queue=Queue.INTERACTIVE),
    Job.ANALYSE_SEARCH: JobSpec(queue=Queue.INTERACTIVE, runs_again=True),
    Job.IMPORT_LISTINGS: JobSpec(queue=Queue.INTERACTIVE, time_limit=300),
    Job.SOLVE_BASKET: JobSpec(queue=Queue.INTERACTIVE, max_attempts=3, time_limit=180),
    Job.CHECK_BASKET: JobSpec(queue=Queue.INTERACTIVE, time_limit=180),
    Job.REFRESH_LISTINGS: JobSpec(queue=Queue.INTERACTIVE, time_limit=300),
    Job.REMARK_RESULTS: JobSpec(runs_again=True),
    Job.REFRESH_RELEASES: JobSpec(queue=Queue.BACKGROUND),
    Job.READ_FACTS: JobSpec(queue=Queue.BACKGROUND),
    Job.KEEP_UP: JobSpec(queue=Queue.BACKGROUND),
    Job.FETCH_RATES: JobSpec(queue=Queue.BACKGROUND, time_limit=120),
    Job.CLEAN_UP: JobSpec(queue=Queue.BACKGROUND),
    Job.PURGE_ENVIRONMENT: JobSpec(queue=Queue.BACKGROUND),
}


@dataclass(slots=True)
class Claim:
    """A worker's hold on one job. ``fence`` refuses whoever comes back late; ``finished`` is set by finishing."""

    id: UUID
    job: Job
    fence: int
    attempts: int
    max_attempts: int
    user_id: UUID | None = None
    args: Mapping[str, Any] = field(default_factory=dict)
    finished: bool = False


class LostClaim(Exception):
    """The lease ended and somebody else has the job: whatever was done since must not be stored."""


class HandBack(Exception):
    """Not now, and nothing is wrong: run the job again in ``seconds`` without counting an attempt."""

    def __init__(self, seconds: float, reason: str) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.reason = reason


class Refused(Exception):
    """Trying again cannot mend it: the job fails at once, without a dead letter."""


class Blocked(Exception):
    """Only the user can mend it (a connection to renew): the job waits until it is released."""


def broker_options() -> dict[str, Any]:
    """Celery's connection to Redis (reference/reliability.md 2b). The same for publishers and workers."""
    return {
        "visibility_timeout": 1800,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 10,
        "socket_connect_timeout": 5,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "queue_order_strategy": "priority",
    }


@cache
def _publisher() -> Celery:
    app = Celery("publisher", broker=get_settings().redis_url, set_as_current=False)
    app.conf.update(
        task_ignore_result=True,
        broker_transport_options={**broker_options(), "socket_timeout": 2, "socket_connect_timeout": 2},
    )
    return app


async def publish(job: Job, job_id: UUID, queue: str) -> None:
    """Tell the workers that a job is due. Failures are counted and swallowed: the sweep publishes again."""
    silence = silence_of(get_redis())
    try:
        silence.check()
        await asyncio.to_thread(
            _publisher().send_task, job.task_name, args=[str(job_id)], queue=queue, retry=False, ignore_result=True
        )
        silence.end()
    except Exception as error:  # every broker has its own exceptions, and none of them may undo what is committed
        if isinstance(error.__cause__, RedisSilent):
            silence.begin()
        PUBLISH_FAILURES.inc()
        _log.warning("publish_failed", job=job.value, job_id=str(job_id), error=type(error).__name__)
