"""What became of a purchase."""

from __future__ import annotations

import uuid
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, Currency, JsonObject, currency_code, not_negative, priced, reference


class Outcome(Changing, Base):
    """What was paid, and whether the record arrived as graded. Keeps its own copy of the listing."""

    __tablename__ = "outcomes"
    __table_args__ = (
        Index("ix_outcomes_user_created", "user_id", "created_at", "id"),
        CheckConstraint("length(note) <= 2000", name="note_length"),
        priced("paid", "currency"),
        *not_negative("paid"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    listing: Mapped[JsonObject]
    paid: Mapped[Decimal | None]
    currency: Mapped[Currency | None]
    arrived_as_graded: Mapped[bool | None]
    note: Mapped[str] = mapped_column(server_default="")
