"""Working off one job: claim it, keep the lease alive, run its use case, note how it ended."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import structlog

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.errors import NotFound
from vinyldigger.core.jobs import Blocked, Claim, HandBack, LostClaim, Refused
from vinyldigger.core.logging import log_context
from vinyldigger.core.metrics import JOB_SECONDS, JOBS
from vinyldigger.marketplaces.contract import RateLimited
from vinyldigger.services.periodic import PERIODS
from vinyldigger.services.repositories import jobs, users, vital_signs

Handler = Callable[..., Awaitable[None]]

DEFAULT_HAND_BACK_SECONDS = 30

_log = structlog.get_logger(__name__)


async def work(job_id: UUID, handler: Handler) -> None:
    """Do a job if it is there to be done. ``handler(claim, **args)`` is the task of its kind.

    The handler stores in units of work that begin with ``jobs.hold(session, claim)``, and ends the job in the last
    one with ``jobs.finish(session, claim)``; if it has nothing to store, the job is finished here.
    """
    claim = await _claim(job_id)
    if claim is None:
        return
    with log_context(job=claim.job.value, job_id=str(claim.id), user_id=str(claim.user_id), attempt=claim.attempts):
        started = clock.monotonic()
        async with _renewing(claim):
            outcome = await _attempt(claim, handler)
        if claim.job in PERIODS:
            async with unit_of_work() as session:
                await vital_signs.note_outcome(session, claim.job.value, outcome)
        seconds = clock.monotonic() - started
        JOBS.labels(claim.job.value, outcome).inc()
        JOB_SECONDS.labels(claim.job.value).observe(seconds)
        _log.info("job_ended", outcome=outcome, seconds=round(seconds, 3))


async def _claim(job_id: UUID) -> Claim | None:
    """Claim the job; one whose owner was deactivated meanwhile is refused at once."""
    async with unit_of_work() as session:
        claim = await jobs.claim(session, job_id)
        if claim and claim.user_id and not await users.is_active(session, claim.user_id):
            await jobs.refuse(session, claim, "the account is not active")
            return None
        return claim


async def _attempt(claim: Claim, handler: Handler) -> str:
    """Run the handler and note the outcome, which is also answered."""
    try:
        async with asyncio.timeout(claim.job.spec.time_limit):
            await handler(claim, **claim.args)
        if not claim.finished:
            async with unit_of_work() as session:
                await jobs.finish(session, claim)
        return "done"
    except LostClaim:
        return "lost"
    except asyncio.CancelledError as error:  # Celery's soft time limit: note it, then let go
        await _note_failure(claim, error)
        raise
    except Exception as error:  # whatever a use case raises must end in the row, or the job would hang
        if claim.finished:
            _log.exception("failed_after_finishing")
            return "done"
        return await _note(claim, error)


async def _note(claim: Claim, error: Exception) -> str:
    """Write down why an attempt did not finish."""
    try:
        async with unit_of_work() as session:
            match error:
                case RateLimited():
                    await jobs.hand_back(session, claim, error.retry_after or DEFAULT_HAND_BACK_SECONDS, "rate_limited")
                    return "handed_back"
                case HandBack():
                    await jobs.hand_back(session, claim, error.seconds, error.reason)
                    return "handed_back"
                case Refused() | NotFound():
                    await jobs.refuse(session, claim, str(error))
                    return "refused"
                case Blocked():
                    await jobs.block(session, claim, str(error))
                    return "blocked"
    except LostClaim:
        return "lost"
    return await _note_failure(claim, error)


async def _note_failure(claim: Claim, error: BaseException) -> str:
    """Queue for another attempt, or bury."""
    _log.error("job_failed", exc_info=error)
    lines = "".join(traceback.format_exception(error))
    failure = jobs.Failure(type(error).__name__, str(error) or type(error).__name__, lines[-8000:])
    try:
        async with unit_of_work() as session:
            return "dead" if await jobs.fail(session, claim, failure) else "retried"
    except LostClaim:
        return "lost"


@asynccontextmanager
async def _renewing(claim: Claim) -> AsyncIterator[None]:
    """Renew the lease while the body runs, so that it need not be as long as the longest job."""
    renewal = asyncio.create_task(_renew_for_ever(claim))
    try:
        yield
    finally:
        renewal.cancel()
        await asyncio.gather(renewal, return_exceptions=True)


async def _renew_for_ever(claim: Claim) -> None:
    while not claim.finished:
        await asyncio.sleep(get_settings().job_lease_seconds / 3)
        try:
            async with unit_of_work() as session:
                await jobs.hold(session, claim)
        except LostClaim:
            return  # what the handler stores from now on is refused by the fence
        except Exception:  # the database may be away for a moment; the lease outlives two missed renewals
            _log.warning("lease_not_renewed", exc_info=True)


async def sweep() -> int:
    """Publish what was lost on the way to the workers."""
    async with unit_of_work() as session:
        return await jobs.sweep(session)
