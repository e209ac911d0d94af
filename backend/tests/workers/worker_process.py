"""A worker as `vinyldigger worker` starts it, in which one job is done in a way that tests can watch.

Run as a module by the fixtures of this folder, never collected.
"""

from __future__ import annotations

import asyncio

from vinyldigger.core.database import unit_of_work
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.core.redis import get_redis
from vinyldigger.services.repositories import audit, jobs
from vinyldigger.workers.celery_app import app, task

WATCHED = Job.REFRESH_RELEASES


@task(WATCHED)
async def watched(claim: Claim, label: str, hang_on_attempt: int = 0) -> None:
    """Leave an audit event behind; on one attempt, wait for ever instead."""
    redis = get_redis()
    await redis.rpush("started", f"{label} {claim.attempts}")
    if claim.attempts == hang_on_attempt:
        await asyncio.Event().wait()
    async with unit_of_work() as session:
        await audit.note(session, "watched", user_id=None, subject=("label", label), attempt=claim.attempts)
        await jobs.finish(session, claim)
    await redis.rpush("finished", label)


if __name__ == "__main__":
    app.worker_main(
        ["worker", "--pool=prefork", "--concurrency=2", "--queues=interactive,default,background", "--loglevel=INFO"]
    )
