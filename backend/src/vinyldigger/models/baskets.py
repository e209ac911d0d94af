"""Solved plans of what to buy from whom."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, Currency, JsonList, JsonObject, choice, currency_code, reference


class BasketStatus(StrEnum):
    """How solving stands."""

    QUEUED = "queued"
    SOLVING = "solving"
    SOLVED = "solved"
    FAILED = "failed"


class BasketVariant(StrEnum):
    """What a plan puts first."""

    CHEAPEST = "cheapest"
    MOST_WANTS = "most_wants"
    BEST_CONDITION = "best_condition"
    FEWEST_PARCELS = "fewest_parcels"


class Basket(Changing, Base):
    """One question and its plans side by side: [{variant, parcels, totals, gap, …}]. The totals are ``variant``'s."""

    __tablename__ = "baskets"
    __table_args__ = (
        Index("ix_baskets_user_created", "user_id", "created_at", "id"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    status: Mapped[BasketStatus] = choice("status", BasketStatus, server_default=BasketStatus.QUEUED.value)
    name: Mapped[str] = mapped_column(server_default="")
    wants: Mapped[JsonList]  # what is to be covered
    options: Mapped[JsonObject] = mapped_column(server_default="{}")
    currency: Mapped[Currency]
    variant: Mapped[BasketVariant] = choice("variant", BasketVariant, server_default=BasketVariant.CHEAPEST.value)
    plans: Mapped[JsonList] = mapped_column(server_default="[]")
    goods: Mapped[Decimal | None]
    shipping: Mapped[Decimal | None]
    taxes: Mapped[Decimal | None]
    landed_total: Mapped[Decimal | None]
    error: Mapped[JsonObject | None]  # {code, params}
    solved_at: Mapped[datetime | None]
    checked_at: Mapped[datetime | None]
    check_diff: Mapped[JsonObject | None]
