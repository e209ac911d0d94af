"""What a client must know before anything else."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger import __version__
from vinyldigger.models.environments import Environment
from vinyldigger.services import accounts
from vinyldigger.services.accounts import Doors
from vinyldigger.services.repositories import installation


@dataclass(frozen=True, slots=True)
class Meta:
    """Version, kind of data, registration."""

    environment: Environment
    registration: Doors
    version: str = __version__
    features: list[str] = field(default_factory=lambda: ["personal_tokens", "events"])


async def meta(session: AsyncSession) -> Meta:
    """This installation as a stranger may see it."""
    return Meta(await installation.environment(session), await accounts.doors(session))
