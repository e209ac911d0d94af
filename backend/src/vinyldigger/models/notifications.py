"""What a user is told, and over which channels."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, Identified, JsonObject, choice, not_negative, reference


class DeliveryStatus(StrEnum):
    """How a delivery stands. Unknown: the process died between sending and noting it."""

    CLAIMED = "claimed"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Notification(Identified, Base):
    """One thing a user is told once. ``title`` and ``body`` are {code, params}."""

    __tablename__ = "notifications"
    __table_args__ = (
        UniqueConstraint("user_id", "dedupe_key"),
        Index("ix_notifications_user_created", "user_id", "created_at", "id"),
        Index("ix_notifications_unread", "user_id", postgresql_where=text("read_at IS NULL")),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    kind: Mapped[str]
    subject: Mapped[JsonObject] = mapped_column(server_default="{}")  # ids of what it is about
    title: Mapped[JsonObject]
    body: Mapped[JsonObject] = mapped_column(server_default="{}")
    dedupe_key: Mapped[str]
    read_at: Mapped[datetime | None]


class NotificationChannel(Changing, Base):
    """A way to reach a user outside the app. The address is encrypted."""

    __tablename__ = "notification_channels"

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    label: Mapped[str]
    url_encrypted: Mapped[str]
    events: Mapped[list[str]] = mapped_column(server_default="{}")
    verified_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]
    last_error: Mapped[str | None]


class NotificationDelivery(Changing, Base):
    """One notification over one channel."""

    __tablename__ = "notification_deliveries"
    __table_args__ = (UniqueConstraint("notification_id", "channel_id"), *not_negative("attempts"))

    notification_id: Mapped[uuid.UUID] = reference("notifications.id", ondelete="CASCADE", index=False)
    channel_id: Mapped[uuid.UUID] = reference("notification_channels.id", ondelete="CASCADE")
    status: Mapped[DeliveryStatus] = choice("status", DeliveryStatus)
    attempts: Mapped[int] = mapped_column(server_default="0")
    sent_at: Mapped[datetime | None]
    last_error: Mapped[str | None]
