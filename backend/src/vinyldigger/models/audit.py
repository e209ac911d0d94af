"""Who did what to which object, and when. Rows are only ever added."""

from __future__ import annotations

import uuid

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Identified, JsonObject, reference


class AuditEvent(Identified, Base):
    """One act. When its user is deleted the event stays; user and address go."""

    __tablename__ = "audit_events"
    __table_args__ = (Index("ix_audit_events_created_at_id", "created_at", "id"),)

    user_id: Mapped[uuid.UUID | None] = reference("users.id", ondelete="SET NULL")
    action: Mapped[str]
    object_type: Mapped[str | None]
    object_id: Mapped[str | None]
    ip: Mapped[str | None]
    params: Mapped[JsonObject] = mapped_column(server_default="{}")
