"""A user's accounts at the marketplaces."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, Identified, choice, reference
from vinyldigger.models.environments import FromMarketplace


class ConnectionStatus(StrEnum):
    """Whether the marketplace still accepts the user's token."""

    CONNECTED = "connected"
    EXPIRED = "expired"
    REVOKED = "revoked"


class TokenKind(StrEnum):
    """How the user gave access: as ``UserCredentials.kind``."""

    OAUTH1 = "oauth1"
    OAUTH2 = "oauth2"
    PERSONAL = "personal"


class OAuthToken(FromMarketplace, Changing, Base):
    """A user's access to one marketplace, encrypted together with its owner (core/security.py)."""

    __tablename__ = "oauth_tokens"
    __table_args__ = (UniqueConstraint("user_id", "marketplace", "environment"),)

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    kind: Mapped[TokenKind] = choice("kind", TokenKind)
    token_encrypted: Mapped[str]
    secret_encrypted: Mapped[str | None]
    refresh_token_encrypted: Mapped[str | None]
    expires_at: Mapped[datetime | None]
    external_id: Mapped[str | None]
    username: Mapped[str | None]
    status: Mapped[ConnectionStatus] = choice(
        "status", ConnectionStatus, server_default=ConnectionStatus.CONNECTED.value
    )
    last_error: Mapped[str | None]
    checked_at: Mapped[datetime | None]


class OAuthState(FromMarketplace, Identified, Base):
    """A consent under way: bound to the user who began it, used once, ten minutes at most."""

    __tablename__ = "oauth_states"

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE")
    session_family_id: Mapped[uuid.UUID | None]
    state_hash: Mapped[str] = mapped_column(unique=True)
    secret_encrypted: Mapped[str | None]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
