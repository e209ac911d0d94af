"""The same record across listings and marketplaces."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.models.base import Base, Changing, JsonList, between, choice, not_negative, reference
from vinyldigger.models.environments import Environment


class MatchLevel(StrEnum):
    """How exactly a record is known: this pressing, this album, or only artist and title."""

    RELEASE = "release"
    MASTER = "master"
    TITLE = "title"


class Confidence(StrEnum):
    """Named bands of a 0-100 confidence: 95+, 85+, 70+, 50+."""

    EXACT = "exact"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Verdict(StrEnum):
    """What a user says about a match."""

    CONFIRM = "confirm"
    REJECT = "reject"


class ItemMatch(Changing, Base):
    """A record as the engine knows it. ``record_key``: its identity, e.g. ``r249504``, ``m13814`` or a title's hash."""

    __tablename__ = "item_matches"
    __table_args__ = (
        UniqueConstraint("environment", "record_key"),
        Index("ix_item_matches_master", "environment", "master_id"),
        between("confidence", 0, 100),
        *not_negative("listing_count"),
    )

    environment: Mapped[Environment] = choice("environment", Environment)
    record_key: Mapped[str]
    level: Mapped[MatchLevel] = choice("level", MatchLevel)
    artist: Mapped[str]
    title: Mapped[str]
    year: Mapped[int | None]
    format: Mapped[str | None]
    catalogue_number: Mapped[str | None]
    release_id: Mapped[uuid.UUID | None] = reference("releases.id", ondelete="SET NULL")
    master_id: Mapped[str | None]  # Discogs' own
    listing_count: Mapped[int] = mapped_column(server_default="0")
    confidence: Mapped[int]


class ItemMatchResult(Changing, Base):
    """Why one listing belongs to one record. ``evidence``: [{name, weight, listing_value, record_value}].

    ``claim``: what is claimed of the listing itself, which may be less or more than the record it is grouped under;
    ``release_external_id``: the pressing, where that is claimed.
    """

    __tablename__ = "item_match_results"
    __table_args__ = (
        UniqueConstraint("item_match_id", "listing_id"),
        between("confidence", 0, 100),
    )

    item_match_id: Mapped[uuid.UUID] = reference("item_matches.id", ondelete="CASCADE", index=False)
    listing_id: Mapped[uuid.UUID] = reference("listings.id", ondelete="CASCADE")
    confidence: Mapped[int]
    level: Mapped[Confidence] = choice("level", Confidence)
    claim: Mapped[MatchLevel] = choice("claim", MatchLevel)
    release_external_id: Mapped[str | None]
    evidence: Mapped[JsonList] = mapped_column(server_default="[]")
    engine_version: Mapped[str]
    matched_at: Mapped[datetime]


class MatchOverride(Changing, Base):
    """A user's own word on what a listing is. Always wins, for that user; the engine never undoes it."""

    __tablename__ = "match_overrides"
    __table_args__ = (
        UniqueConstraint("user_id", "listing_id", "release_id", "master_id", postgresql_nulls_not_distinct=True),
        CheckConstraint("(release_id IS NULL) <> (master_id IS NULL)", name="one_target"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    listing_id: Mapped[uuid.UUID] = reference("listings.id", ondelete="CASCADE")
    release_id: Mapped[uuid.UUID | None] = reference("releases.id", ondelete="CASCADE")
    master_id: Mapped[str | None]  # Discogs' own
    verdict: Mapped[Verdict] = choice("verdict", Verdict)
