"""Collections, want lists and lists."""

from __future__ import annotations

from uuid import UUID

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import collections, remarks, wants
from vinyldigger.workers.celery_app import task


@task(Job.SYNC_COLLECTION)
async def sync_collection(claim: Claim, target_id: str, whole: bool = False) -> None:
    """Bring a collection up to date."""
    await collections.sync_collection(claim, UUID(target_id), whole=whole)


@task(Job.SYNC_WANTLIST)
async def sync_wantlist(claim: Claim, target_id: str, whole: bool = False) -> None:
    """Bring a want list up to date."""
    await wants.sync_wantlist(claim, UUID(target_id), whole=whole)


@task(Job.SYNC_LIST)
async def sync_list(claim: Claim, target_id: str, whole: bool = False) -> None:
    """Bring a list's wants up to date."""
    await wants.sync_list(claim, UUID(target_id), whole=whole)


@task(Job.REMARK_RESULTS)
async def remark_results(claim: Claim) -> None:
    """Mark a user's results anew after a change of collection or wants."""
    if claim.user_id is not None:
        await remarks.remark(claim, claim.user_id)
