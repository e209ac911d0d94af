"""What a collector owns."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.core.domain.grade import Grade
from vinyldigger.models.base import (
    Base,
    Changing,
    Currency,
    JsonObject,
    between,
    choice,
    currency_code,
    not_negative,
    reference,
)
from vinyldigger.models.environments import FromMarketplace


class SyncStatus(StrEnum):
    """How the last synchronisation stands."""

    NEVER = "never"
    QUEUED = "queued"
    RUNNING = "running"
    COMPLETE = "complete"
    FAILED = "failed"


class Synced(FromMarketplace):
    """A set of rows kept in step with a marketplace. A failed sync keeps the last counts and says why.

    ``cursor``: where an interrupted reading goes on; ``item_count``: rows after the last complete reading.
    """

    sync_status: Mapped[SyncStatus] = choice("sync_status", SyncStatus, server_default=SyncStatus.NEVER.value)
    synced_at: Mapped[datetime | None]
    sync_started_at: Mapped[datetime | None]
    sync_progress: Mapped[JsonObject] = mapped_column(server_default="{}")  # {done, total}
    sync_error: Mapped[JsonObject | None]  # {code, params}
    sync_number: Mapped[int] = mapped_column(server_default="0")  # raised by each complete reading
    full_sync_at: Mapped[datetime | None]  # last complete reading; incremental ones only see arrivals
    cursor: Mapped[str | None]
    item_count: Mapped[int | None]


class Collection(Synced, Changing, Base):
    """A user's collection at one marketplace. The value figures are the marketplace's own."""

    __tablename__ = "collections"
    __table_args__ = (
        UniqueConstraint("user_id", "marketplace", "environment"),
        *currency_code("value_currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    value_minimum: Mapped[Decimal | None]
    value_median: Mapped[Decimal | None]
    value_maximum: Mapped[Decimal | None]
    value_currency: Mapped[Currency | None]


class CollectionItem(Changing, Base):
    """One copy owned."""

    __tablename__ = "collection_items"
    __table_args__ = (
        UniqueConstraint("collection_id", "instance_id"),
        Index("ix_collection_items_user_release", "user_id", "release_id"),
        Index("ix_collection_items_user_added", "user_id", "date_added", "id"),
        between("rating", 0, 5),
        *not_negative("seen_in_sync"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    collection_id: Mapped[uuid.UUID] = reference("collections.id", ondelete="CASCADE", index=False)
    release_id: Mapped[uuid.UUID] = reference("releases.id", ondelete="RESTRICT")
    instance_id: Mapped[str]
    folder: Mapped[str | None]
    rating: Mapped[int | None]
    media_grade: Mapped[Grade | None] = choice("media_grade", Grade)
    sleeve_grade: Mapped[Grade | None] = choice("sleeve_grade", Grade)
    notes: Mapped[str] = mapped_column(server_default="")
    date_added: Mapped[datetime | None]
    seen_in_sync: Mapped[int] = mapped_column(server_default="0")  # number of the sync that last saw it
