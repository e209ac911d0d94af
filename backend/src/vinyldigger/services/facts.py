"""Facts of releases that only offers name: format, year and numbers are what an offer is matched and valued by."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.jobs import Claim, Job
from vinyldigger.marketplaces.contract import Capability, Priority, WireChanged
from vinyldigger.services import analyses
from vinyldigger.services.access import app_caller, open_markets
from vinyldigger.services.release_reading import read_facts_of
from vinyldigger.services.repositories import facts as rows
from vinyldigger.services.repositories import jobs as job_rows


async def queue(session: AsyncSession, user_id: UUID, search_id: UUID) -> None:
    """Have facts read for what a search's offers name, if there is anything to read."""
    if await rows.unknown_releases(session, search_id, 1):
        await job_rows.enqueue(
            session, Job.READ_FACTS, user_id=user_id, dedupe_key=f"facts:{search_id}", search_id=str(search_id)
        )


async def read_facts(claim: Claim, user_id: UUID, search_id: UUID) -> None:
    """Read a few releases in full, the most telling first, and judge the search anew with them.

    Housekeeping: whoever waits in front of the screen goes first.
    """
    async with read_session() as session:
        opened = await open_markets(session)
        unknown = await rows.unknown_releases(session, search_id, get_settings().run_plan.discogs_facts)
    caller = app_caller(user_id, Priority.HOUSEKEEPING)
    read = 0
    for market in opened.able(Capability.RELEASE):
        for discogs_id in unknown:
            try:
                read += await read_facts_of(claim, opened.environment, market, discogs_id, caller)
            except WireChanged:
                continue  # one that cannot be read holds up no other
    async with unit_of_work() as session:
        if read:
            await analyses.queue(session, {search_id: user_id})
        await job_rows.finish(session, claim)
