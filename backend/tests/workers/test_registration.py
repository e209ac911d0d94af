"""Every job has a task, and the workers' settings are those that have been measured."""

from __future__ import annotations

import inspect
from uuid import uuid4

import pytest
from redis.asyncio import Redis

from vinyldigger.core.jobs import Job, Queue
from vinyldigger.core.metrics import JOBS
from vinyldigger.services.periodic import PERIODS
from vinyldigger.workers import celery_app
from vinyldigger.workers.celery_app import HANDLERS, app


def test_every_job_is_a_registered_task() -> None:
    app.loader.import_default_modules()
    assert {job.task_name for job in Job} <= set(app.tasks)


@pytest.mark.parametrize("job", list(Job))
def test_tasks_take_a_claim_and_the_arguments_of_their_row(job: Job) -> None:
    app.loader.import_default_modules()
    first, *rest = inspect.signature(HANDLERS[job]).parameters.values()
    assert first.name == "claim"
    assert all(parameter.kind is parameter.POSITIONAL_OR_KEYWORD for parameter in rest)
    assert "user_id" not in [parameter.name for parameter in rest]


def test_an_attempt_ends_before_celery_s_own_limits() -> None:
    for job in Job:
        assert job.spec.time_limit < app.conf.task_soft_time_limit < app.conf.task_time_limit
    assert app.conf.task_time_limit < app.conf.broker_transport_options["visibility_timeout"]
    assert app.conf.accept_content == ["json"]
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1


def test_periodic_work_is_housekeeping() -> None:
    assert {job.spec.queue for job in PERIODS} == {Queue.BACKGROUND}


async def test_a_worker_tells_what_it_counted_also_of_jobs_that_fail(
    redis: Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: object) -> None:
        JOBS.labels("telling", "retried").inc()
        raise ValueError("broken")

    monkeypatch.setattr(celery_app.jobs, "work", failing)
    with pytest.raises(ValueError, match="broken"):
        await celery_app.work(uuid4(), failing)
    told = {field.decode(): float(value) for field, value in (await redis.hgetall("metrics")).items()}
    assert [value for field, value in told.items() if "telling" in field] == [1.0]
