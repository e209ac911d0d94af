"""What a collector wants: the Discogs want list, further lists, and local wants, each want with its own rule."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import PressingScope, Tier
from vinyldigger.models.base import (
    Base,
    Changing,
    Currency,
    between,
    choice,
    currency_code,
    not_negative,
    priced,
    reference,
)
from vinyldigger.models.collections import Synced
from vinyldigger.models.environments import Environment


class WantSource(StrEnum):
    """Where a want came from. A sync never touches local wants."""

    DISCOGS = "discogs"
    LIST = "list"
    LOCAL = "local"


class WantList(Synced, Changing, Base):
    """A user's want list at one marketplace."""

    __tablename__ = "want_lists"
    __table_args__ = (UniqueConstraint("user_id", "marketplace", "environment"),)

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)


class UserList(Synced, Changing, Base):
    """A list the user keeps at the marketplace; ``is_source``: its records count as wants."""

    __tablename__ = "lists"
    __table_args__ = (UniqueConstraint("user_id", "marketplace", "environment", "external_id"),)

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    external_id: Mapped[str]
    name: Mapped[str]
    is_public: Mapped[bool] = mapped_column(server_default="true")
    is_source: Mapped[bool] = mapped_column(server_default="false")
    changed_at: Mapped[datetime | None]


class WantListItem(Changing, Base):
    """One record wanted. Rule columns are NULL where the user's default (``users.want_rule``) applies.

    ``removed_at``: it left Discogs; the row keeps its rule and gets it back when the want returns.
    """

    __tablename__ = "want_list_items"
    __table_args__ = (
        Index(
            "uq_want_list_items_release",
            "user_id",
            "source",
            "list_id",
            "release_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("release_id IS NOT NULL"),
        ),
        Index(
            "uq_want_list_items_master",
            "user_id",
            "source",
            "list_id",
            "master_id",
            unique=True,
            postgresql_nulls_not_distinct=True,
            postgresql_where=text("release_id IS NULL AND master_id IS NOT NULL"),
        ),
        Index("ix_want_list_items_user_release", "user_id", "release_id"),
        Index("ix_want_list_items_user_master", "user_id", "master_id"),
        Index("ix_want_list_items_user_added", "user_id", "date_added", "id"),
        CheckConstraint("(source = 'list') = (list_id IS NOT NULL)", name="list_source"),
        priced("max_landed_price", "currency"),
        between("rating", 0, 5),
        *not_negative("max_landed_price", "seen_in_sync"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    environment: Mapped[Environment] = choice("environment", Environment)
    source: Mapped[WantSource] = choice("source", WantSource)
    list_id: Mapped[uuid.UUID | None] = reference("lists.id", ondelete="CASCADE")
    release_id: Mapped[uuid.UUID | None] = reference("releases.id", ondelete="RESTRICT")
    master_id: Mapped[str | None]  # Discogs' own
    artist: Mapped[str] = mapped_column(server_default="")
    title: Mapped[str] = mapped_column(server_default="")
    notes: Mapped[str] = mapped_column(server_default="")
    rating: Mapped[int | None]
    date_added: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    seen_in_sync: Mapped[int] = mapped_column(server_default="0")
    last_swept_at: Mapped[datetime | None]
    tier: Mapped[Tier | None] = choice("tier", Tier)
    max_landed_price: Mapped[Decimal | None]
    currency: Mapped[Currency | None]
    min_media: Mapped[Grade | None] = choice("min_media", Grade)
    min_sleeve: Mapped[Grade | None] = choice("min_sleeve", Grade)
    pressing_scope: Mapped[PressingScope | None] = choice("pressing_scope", PressingScope)
    listed_releases: Mapped[list[str] | None]  # Discogs release ids, for scope "listed"
    countries: Mapped[list[str] | None]  # ISO, where it may ship from
