"""The nightly clean-up."""

from __future__ import annotations

import structlog

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.jobs import Claim
from vinyldigger.services.repositories import jobs, upkeep

BATCH = 2000

_log = structlog.get_logger(__name__)


async def clean_up(claim: Claim) -> None:
    """Delete what is no longer kept, in batches: each is a short transaction, and breaking off loses nothing."""
    deleted: dict[str, int] = {}
    for rule in upkeep.rules(get_settings().retention):
        count = BATCH
        while count == BATCH:
            async with unit_of_work() as session:
                await jobs.hold(session, claim)
                count = await upkeep.delete_batch(session, rule, BATCH)
            deleted[rule.name] = deleted.get(rule.name, 0) + count
    _log.info("cleaned_up", **{name: count for name, count in deleted.items() if count})
