"""Reading releases by their id: facts, figures, and what has become of those that are no more."""

from __future__ import annotations

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.core.domain.release import Release, ReleaseMarket
from vinyldigger.core.jobs import Claim
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Caller, Marketplace
from vinyldigger.models.environments import Environment
from vinyldigger.models.releases import Release as ReleaseRow
from vinyldigger.services.catalogue import store_asked, store_markets
from vinyldigger.services.repositories import jobs
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import successions as succession_rows


async def read_facts_of(
    claim: Claim, environment: Environment, market: Marketplace, discogs_id: str, caller: Caller
) -> bool:
    """Read and store a release's full facts; answers whether there were any. One that is no more is noted as gone."""
    facts = await _facts(market, discogs_id, caller)
    async with unit_of_work() as session:
        await jobs.hold(session, claim)
        if facts is not None:
            await store_asked(session, environment, discogs_id, facts)
        else:
            for row in await release_rows.releases_by_discogs_id(session, environment, [discogs_id]):
                await succession_rows.note_gone(session, row.id, clock.now())
    return facts is not None


async def read_figures_of(claim: Claim, market: Marketplace, row: ReleaseRow, caller: Caller) -> None:
    """Read and store a release's market figures, where it has any."""
    figures = await _figures(market, row.discogs_id, caller)
    if figures is not None:
        async with unit_of_work() as session:
            await jobs.hold(session, claim)
            await store_markets(session, [figures], {row.discogs_id: row.id})


async def _facts(market: Marketplace, discogs_id: str, caller: Caller) -> Release | None:
    try:
        return await market.release(discogs_id, caller)
    except contract.NotFound:
        return None


async def _figures(market: Marketplace, discogs_id: str, caller: Caller) -> ReleaseMarket | None:
    try:
        return await market.release_market(discogs_id, get_settings().market_currency, caller)
    except contract.NotFound:
        return None
