"""Pasted links."""

from __future__ import annotations

from uuid import UUID

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import imports
from vinyldigger.workers.celery_app import task


@task(Job.IMPORT_LISTINGS)
async def import_listings(claim: Claim, import_id: str) -> None:
    """Read what a paste points to."""
    await imports.read_links(claim, UUID(import_id))
