"""Periodic work of the installation."""

from __future__ import annotations

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import keeping_up, rates, upkeep
from vinyldigger.workers.celery_app import task


@task(Job.CLEAN_UP)
async def clean_up(claim: Claim) -> None:
    """Delete what is no longer kept."""
    await upkeep.clean_up(claim)


@task(Job.KEEP_UP)
async def keep_up(claim: Claim) -> None:
    """The hourly round."""
    await keeping_up.keep_up(claim)


@task(Job.FETCH_RATES)
async def fetch_rates(claim: Claim) -> None:
    """Bring the exchange rates up to date."""
    await rates.fetch(claim)
