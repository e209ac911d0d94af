"""Runs of searches and their analysis."""

from __future__ import annotations

from uuid import UUID

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import analyses, running
from vinyldigger.workers.celery_app import task


@task(Job.RUN_SEARCH)
async def run_search(claim: Claim, run_id: str) -> None:
    """Ask the marketplaces for one run."""
    await running.run_search(claim, UUID(run_id))


@task(Job.ANALYSE_SEARCH)
async def analyse_search(claim: Claim, search_id: str) -> None:
    """Analyse what a search found."""
    await analyses.run_analysis(claim, UUID(search_id))
