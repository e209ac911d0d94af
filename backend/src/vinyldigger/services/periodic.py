"""Periodic work: what is done how often. Each becomes a job, once per period, whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.jobs import Job
from vinyldigger.services.repositories import jobs, vital_signs

PERIODS: Mapping[Job, timedelta] = {
    Job.KEEP_UP: timedelta(hours=1),
    Job.FETCH_RATES: timedelta(hours=6),
    Job.CLEAN_UP: timedelta(days=1),
}


async def queue_due(session: AsyncSession) -> int:
    """Queue the periodic jobs that are due; a night off is caught up with one run each."""
    names = {job.value: period for job, period in PERIODS.items()}
    due = await vital_signs.claim_due_periodic(session, names)
    for name in due:
        await jobs.enqueue(session, Job(name), dedupe_key=f"periodic:{name}")
    return len(due)
