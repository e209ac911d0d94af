"""Who sells, and what a user thinks of them."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import (
    Base,
    Changing,
    Country,
    Currency,
    JsonList,
    JsonObject,
    choice,
    country_code,
    currency_code,
    not_negative,
    priced,
    reference,
)
from vinyldigger.models.collections import SyncStatus
from vinyldigger.models.environments import FromMarketplace


class SellerStatus(StrEnum):
    """How a user treats a seller."""

    WATCHED = "watched"
    FAVOURITE = "favourite"
    BLOCKED = "blocked"


class Seller(FromMarketplace, Changing, Base):
    """A seller. ``external_id`` is a keyed hash where the marketplace's terms forbid keeping the id."""

    __tablename__ = "sellers"
    __table_args__ = (
        UniqueConstraint("environment", "marketplace", "external_id"),
        CheckConstraint("positive_percent BETWEEN 0 AND 100", name="positive_percent_range"),
        priced("min_order", "min_order_currency"),
        *not_negative("ratings", "min_order"),
        *country_code("country"),
        *currency_code("min_order_currency"),
    )

    external_id: Mapped[str]
    name: Mapped[str | None]
    country: Mapped[Country | None]
    positive_percent: Mapped[Decimal | None]
    ratings: Mapped[int | None]
    min_order: Mapped[Decimal | None]
    min_order_currency: Mapped[Currency | None]
    shipping_policies: Mapped[JsonList] = mapped_column(server_default="[]")  # core/domain/seller.py ShippingPolicy
    inventory_read_at: Mapped[datetime | None]  # last complete reading
    inventory_newest_at: Mapped[datetime | None]  # last incremental reading
    inventory_status: Mapped[SyncStatus] = choice("inventory_status", SyncStatus, server_default=SyncStatus.NEVER.value)
    inventory_count: Mapped[int | None]
    inventory_cursor: Mapped[JsonObject | None]  # an interrupted reading: {next, since, complete, seen}
    inventory_error: Mapped[JsonObject | None]  # {code, params}
    fetched_at: Mapped[datetime]


class UserSeller(Changing, Base):
    """A user's view of a seller. ``shipping_*``: the user's own correction."""

    __tablename__ = "user_sellers"
    __table_args__ = (
        UniqueConstraint("user_id", "seller_id"),
        Index("ix_user_sellers_user_created", "user_id", "created_at", "id"),
        CheckConstraint("length(note) <= 2000", name="note_length"),
        priced("shipping_first", "shipping_currency"),
        priced("shipping_extra", "shipping_currency"),
        *not_negative("shipping_first", "shipping_extra", "shipping_free_over", "shipping_cap", "shipping_min_order"),
        *currency_code("shipping_currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    seller_id: Mapped[uuid.UUID] = reference("sellers.id", ondelete="CASCADE")
    status: Mapped[SellerStatus | None] = choice("status", SellerStatus)
    note: Mapped[str] = mapped_column(server_default="")
    shipping_first: Mapped[Decimal | None]
    shipping_extra: Mapped[Decimal | None]
    shipping_free_over: Mapped[Decimal | None]
    shipping_cap: Mapped[Decimal | None]
    shipping_min_order: Mapped[Decimal | None]
    shipping_currency: Mapped[Currency | None]
