"""Accounts: the people, their logins and tokens, and the ways in that an admin can hand out."""

from __future__ import annotations

import uuid
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import (
    Base,
    Changing,
    Country,
    Currency,
    Identified,
    JsonObject,
    choice,
    country_code,
    currency_code,
    reference,
)


class GradingTable(StrEnum):
    """Whose multipliers turn a grade into a share of the near-mint value."""

    DISCOGS = "discogs"
    GOLDMINE = "goldmine"


class Scope(StrEnum):
    """What a personal API token may do."""

    READ = "read"
    WRITE = "write"


class User(Changing, Base):
    """An account and its preferences. ``token_version`` is part of every access token: raising it ends them all."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email_lower", func.lower(text("email")), unique=True),
        Index("ix_users_created_at_id", "created_at", "id"),
        CheckConstraint("length(email) <= 320", name="email_length"),
        *country_code("country"),
        *currency_code("currency"),
    )

    email: Mapped[str]
    password_hash: Mapped[str]
    display_name: Mapped[str] = mapped_column(server_default="")
    is_admin: Mapped[bool] = mapped_column(server_default="false")
    is_active: Mapped[bool] = mapped_column(server_default="true")
    token_version: Mapped[int] = mapped_column(server_default="0")
    country: Mapped[Country]
    postal_code: Mapped[str | None]
    currency: Mapped[Currency]
    grading_table: Mapped[GradingTable] = choice(
        "grading_table", GradingTable, server_default=GradingTable.DISCOGS.value
    )
    locale: Mapped[str] = mapped_column(server_default="en")
    timezone: Mapped[str] = mapped_column(server_default="UTC")
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    alert_rule: Mapped[JsonObject] = mapped_column(server_default="{}")
    want_rule: Mapped[JsonObject] = mapped_column(server_default="{}")  # what a want's own rule inherits
    last_seen_at: Mapped[datetime | None]


class UserSession(Identified, Base):
    """One refresh token. A login is a family of them, one alive at a time; using a rotated one ends the family."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index(
            "uq_sessions_family_alive",
            "family_id",
            unique=True,
            postgresql_where=text("rotated_at IS NULL AND revoked_at IS NULL"),
        ),
        Index("ix_sessions_expires_at", "expires_at"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    family_id: Mapped[uuid.UUID] = mapped_column(index=True)
    refresh_token_hash: Mapped[str] = mapped_column(unique=True)
    signed_in_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    rotated_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[str] = mapped_column(server_default="")
    ip: Mapped[str | None]


class ApiToken(Identified, Base):
    """A personal token for other programs. Only its hash is kept."""

    __tablename__ = "api_tokens"
    __table_args__ = (CheckConstraint("length(name) BETWEEN 1 AND 100", name="name_length"),)

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    scope: Mapped[Scope] = choice("scope", Scope)  # write includes read
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class Invite(Identified, Base):
    """Lets one person register while registration is closed."""

    __tablename__ = "invites"

    token_hash: Mapped[str] = mapped_column(unique=True)
    created_by: Mapped[uuid.UUID | None] = reference("users.id", ondelete="SET NULL")
    used_by: Mapped[uuid.UUID | None] = reference("users.id", ondelete="SET NULL")
    email: Mapped[str | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class ResetLink(Identified, Base):
    """Lets one person set a new password, once, within the hour."""

    __tablename__ = "reset_links"

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    token_hash: Mapped[str] = mapped_column(unique=True)
    created_by: Mapped[uuid.UUID | None] = reference("users.id", ondelete="SET NULL")
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
