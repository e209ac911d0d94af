"""Exchange rates: fetched from the European Central Bank, kept by day."""

from __future__ import annotations

import structlog

from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.http import make_client
from vinyldigger.core.jobs import Claim, HandBack
from vinyldigger.gateways.rates import RatesUnavailable, fetch_rates
from vinyldigger.services.repositories import jobs
from vinyldigger.services.repositories import rates as rows

SOURCE = "ecb"
TRY_AGAIN_SECONDS = 30 * 60

_log = structlog.get_logger(__name__)


async def fetch(claim: Claim) -> None:
    """Store the newest rates. While they cannot be had, the newest stored ones (or the bundled ones) serve on."""
    settings = get_settings()
    try:
        async with make_client(user_agent=settings.user_agent) as client:
            rates = await fetch_rates(client, settings.rates_url)
    except RatesUnavailable as error:
        _log.warning("rates_unavailable", reason=str(error))
        raise HandBack(TRY_AGAIN_SECONDS, str(error)) from error
    async with unit_of_work() as session:
        await rows.store(session, rates, SOURCE)
        await jobs.finish(session, claim)
