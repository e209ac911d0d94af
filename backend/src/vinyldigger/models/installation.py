"""The installation itself: one row of state, and the admin's OAuth applications."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, JsonObject, choice, reference
from vinyldigger.models.environments import Environment


class Installation(Changing, Base):
    """Exactly one row, made by the first migration.

    ``first_admin_at`` is set by the one registration that becomes admin: the conditional update decides the race.
    ``setup_code_hash`` guards that registration when the installation can be reached from beyond loopback.
    """

    __tablename__ = "installation"
    __table_args__ = (CheckConstraint("singleton", name="singleton"),)

    singleton: Mapped[bool] = mapped_column(default=True, unique=True)
    environment: Mapped[Environment] = choice("environment", Environment, server_default=Environment.SAMPLE.value)
    first_admin_at: Mapped[datetime | None]
    setup_code_hash: Mapped[str | None]
    setup_code_expires_at: Mapped[datetime | None]
    registration_open: Mapped[bool] = mapped_column(server_default="true")


class AppConfig(Changing, Base):
    """The installation's OAuth application at one real marketplace, secrets encrypted (core/security.py)."""

    __tablename__ = "app_config"

    marketplace: Mapped[str] = mapped_column(unique=True)
    key_encrypted: Mapped[str | None]
    secret_encrypted: Mapped[str | None]
    redirect: Mapped[str] = mapped_column(server_default="")
    options: Mapped[JsonObject] = mapped_column(server_default="{}")
    tested_at: Mapped[datetime | None]
    test_error: Mapped[str | None]
    changed_by: Mapped[uuid.UUID | None] = reference("users.id", ondelete="SET NULL")
