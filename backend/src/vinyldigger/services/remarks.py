"""After a change of collection or want list: which stored results are owned or wanted now."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.database import unit_of_work
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import analyses
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import remarks as rows


async def remark_later(session: AsyncSession, user_id: UUID) -> None:
    """Queue the marking of a user's results anew; once more when it is running already."""
    await job_rows.enqueue(session, Job.REMARK_RESULTS, user_id=user_id, dedupe_key=f"remark:{user_id}")


async def remark(claim: Claim, user_id: UUID) -> None:
    """Mark a user's results anew, and analyse again just the searches in which a mark changed."""
    async with unit_of_work() as session:
        touched = await rows.remark_results(session, user_id)
        await analyses.queue(session, dict.fromkeys(touched, user_id))
        await job_rows.finish(session, claim)


async def analyse_wants_later(session: AsyncSession, user_id: UUID, want_ids: Collection[UUID]) -> None:
    """A rule of these wants changed: analyse again just the searches that found something for them."""
    touched = await rows.searches_with_wants(session, user_id, want_ids)
    await analyses.queue(session, dict.fromkeys(touched, user_id))
