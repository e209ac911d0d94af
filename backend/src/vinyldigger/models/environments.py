"""Sample or live: where a marketplace row came from."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy.orm import Mapped

from vinyldigger.models.base import choice


class Environment(StrEnum):
    """The sandbox's made-up marketplaces, or the real ones."""

    SAMPLE = "sample"
    LIVE = "live"


class FromMarketplace:
    """A row that came from a marketplace. The environment is part of its unique key; only the active one is read."""

    environment: Mapped[Environment] = choice("environment", Environment)
    marketplace: Mapped[str]
