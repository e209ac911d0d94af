"""Baskets."""

from __future__ import annotations

from uuid import UUID

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.services import baskets
from vinyldigger.workers.celery_app import task


@task(Job.SOLVE_BASKET)
async def solve_basket(claim: Claim, basket_id: str) -> None:
    """Work out the plans."""
    await baskets.solve(claim, UUID(basket_id))


@task(Job.CHECK_BASKET)
async def check_basket(claim: Claim, basket_id: str) -> None:
    """Hold a plan against the market now."""
    await baskets.check(claim, UUID(basket_id))
