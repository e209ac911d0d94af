"""What was asked of a marketplace lately, so that the same question is not asked again while its answer is fresh."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing
from vinyldigger.models.environments import FromMarketplace


class AskedQuery(FromMarketplace, Changing, Base):
    """One question and what it answered. ``question``: hash of query, site and destination; shared by all users.

    ``listing_ids``: our ids of the offers it found; ``release_ids``: Discogs ids of the releases it found.
    """

    __tablename__ = "asked_queries"
    __table_args__ = (
        UniqueConstraint("environment", "marketplace", "question"),
        Index("ix_asked_queries_asked_at", "asked_at"),
    )

    question: Mapped[str]
    asked_at: Mapped[datetime]
    listing_ids: Mapped[list[str]] = mapped_column(server_default="{}")
    release_ids: Mapped[list[str]] = mapped_column(server_default="{}")
