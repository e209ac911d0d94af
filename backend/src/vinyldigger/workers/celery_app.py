"""The Celery application. Settings after reference/reliability.md 2b: each has been measured.

How to add a task: name it in ``core/jobs.py``, then in ``workers/tasks/<topic>.py``::

    @task(Job.RUN_SEARCH)
    async def run_search(claim: Claim, run_id: str) -> None:
        \"\"\"Ask the marketplaces for one run.\"\"\"
        await searching.run(claim, UUID(run_id))

The use case stores in units of work, each of which begins with ``await jobs.hold(session, claim)``; the last one calls
``await jobs.finish(session, claim)`` instead, so that the job ends in the transaction of its effects. Raise
``HandBack(seconds, why)`` for "not now" (``RateLimited`` means the same), ``Refused`` for "never", ``Blocked`` for
"when the user has mended it"; anything else is retried later and finally becomes a dead letter.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from uuid import UUID

from celery import Celery
from celery.signals import setup_logging as celery_logging

from vinyldigger.core.config import get_settings
from vinyldigger.core.jobs import Job, Queue, broker_options
from vinyldigger.core.logging import setup_logging
from vinyldigger.core.metric_sums import share
from vinyldigger.services import jobs
from vinyldigger.services.jobs import Handler
from vinyldigger.workers import heartbeat, runtime
from vinyldigger.workers import tasks as task_modules

app = Celery("vinyldigger", broker=get_settings().redis_url, set_as_current=False)
app.conf.update(
    include=[f"{task_modules.__name__}.{module.name}" for module in pkgutil.iter_modules(task_modules.__path__)],
    task_acks_late=True,
    task_reject_on_worker_lost=True,  # safe because attempts are counted in the row
    worker_prefetch_multiplier=1,
    task_time_limit=900,
    task_soft_time_limit=840,
    task_ignore_result=True,
    task_default_queue=Queue.DEFAULT.value,
    task_create_missing_queues=True,
    accept_content=["json"],
    task_serializer="json",
    enable_utc=True,
    timezone="UTC",
    worker_soft_shutdown_timeout=30,
    worker_max_tasks_per_child=500,
    worker_max_memory_per_child=300_000,
    worker_cancel_long_running_tasks_on_connection_loss=True,
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options=broker_options(),
)

heartbeat.connect()
HANDLERS: dict[Job, Handler] = {}


def task(job: Job) -> Callable[[Handler], Handler]:
    """Make a coroutine function the task of a job."""

    def register(handler: Handler) -> Handler:
        def run_task(job_id: str) -> None:
            runtime.run(work(UUID(job_id), handler))

        app.task(name=job.task_name, shared=False)(run_task)
        HANDLERS[job] = handler
        return handler

    return register


async def work(job_id: UUID, handler: Handler) -> None:
    """Do a job, and tell what was counted meanwhile: this process has no HTTP for it."""
    try:
        await jobs.work(job_id, handler)
    finally:
        await share()


@celery_logging.connect
def _configure_logging(**_: object) -> None:
    """Our own logs instead of Celery's."""
    settings = get_settings()
    setup_logging(settings.log_level, json=settings.log_json)
