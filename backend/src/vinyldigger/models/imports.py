"""Links that a user pasted, and what became of each."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from vinyldigger.models.base import Base, Changing, JsonList, choice, reference
from vinyldigger.models.environments import Environment


class ListingImport(Changing, Base):
    """One paste. ``lines``: [{line, text, status, marketplace, kind, external_id, site, reason}]."""

    __tablename__ = "listing_imports"
    __table_args__ = (Index("ix_listing_imports_user_created", "user_id", "created_at", "id"),)

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    environment: Mapped[Environment] = choice("environment", Environment)
    lines: Mapped[JsonList]
    finished_at: Mapped[datetime | None]
