"""Sample and live."""

from __future__ import annotations

from vinyldigger.core.jobs import Claim, Job
from vinyldigger.models.environments import Environment
from vinyldigger.services import app_config
from vinyldigger.workers.celery_app import task


@task(Job.PURGE_ENVIRONMENT)
async def purge_environment(claim: Claim, environment: str) -> None:
    """Remove what an environment brought."""
    await app_config.purge_environment(claim, Environment(environment))
