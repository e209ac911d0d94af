"""Runs of searches and their analysis."""

from __future__ import annotations

from uuid import UUID

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import analyses, facts, guides, inventories, quotes, refreshing, running
from vinyldigger.workers.celery_app import task


@task(Job.RUN_SEARCH)
async def run_search(claim: Claim, run_id: str) -> None:
    """Ask the marketplaces for one run."""
    await running.run_search(claim, UUID(run_id))


@task(Job.ANALYSE_SEARCH)
async def analyse_search(claim: Claim, search_id: str) -> None:
    """Analyse what a search found."""
    await analyses.run_analysis(claim, UUID(search_id))


@task(Job.READ_INVENTORY)
async def read_inventory(claim: Claim, seller_id: str) -> None:
    """Read a watched seller's offers."""
    await inventories.read_inventory(claim, UUID(seller_id))


@task(Job.REFRESH_LISTINGS)
async def refresh_listings(claim: Claim, user: str, listing_ids: list[str], urgent: bool = True) -> None:
    """Read offers again by id: because somebody waits, or because they grow old."""
    ids = [UUID(listing_id) for listing_id in listing_ids]
    await refreshing.refresh_listings(claim, UUID(user), ids, urgent=urgent)


@task(Job.READ_GUIDES)
async def read_guides(claim: Claim, search_id: str) -> None:
    """Read price guides for what a search found."""
    if claim.user_id is not None:
        await guides.read_guides(claim, claim.user_id, UUID(search_id))


@task(Job.READ_QUOTES)
async def read_quotes(claim: Claim, listing_ids: list[str]) -> None:
    """Ask what sending offers to a user costs."""
    if claim.user_id is not None:
        await quotes.read_quotes(claim, claim.user_id, [UUID(listing_id) for listing_id in listing_ids])


@task(Job.READ_FACTS)
async def read_facts(claim: Claim, search_id: str) -> None:
    """Read releases that a search's offers name and nobody knows yet."""
    if claim.user_id is not None:
        await facts.read_facts(claim, claim.user_id, UUID(search_id))


@task(Job.REFRESH_RELEASES)
async def refresh_releases(claim: Claim, release_ids: list[str]) -> None:
    """Read facts and figures of releases."""
    await refreshing.refresh_releases(claim, [UUID(release_id) for release_id in release_ids])
