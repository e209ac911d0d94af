"""The catalogue cache and what is known about a release's market and worth."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from vinyldigger.core.domain.grade import Grade
from vinyldigger.models.base import (
    Base,
    Changing,
    Currency,
    Identified,
    JsonList,
    JsonObject,
    between,
    choice,
    currency_code,
    not_negative,
    priced,
    reference,
)
from vinyldigger.models.environments import Environment


class Release(Changing, Base):
    """One pressing as Discogs knows it. ``master_id`` is Discogs' own; without one the release is its own master.

    ``basic_fetched_at``: from a search row or a sync; ``full_fetched_at``: from the release itself. ``gone_at``: when
    Discogs was seen to have it no more; ``merged_into``: Discogs' id of the release that took its place.
    """

    __tablename__ = "releases"
    __table_args__ = (
        UniqueConstraint("environment", "discogs_id"),
        Index("ix_releases_environment_master_id", "environment", "master_id"),
        Index("ix_releases_catalogue_numbers", "catalogue_numbers", postgresql_using="gin"),
        Index("ix_releases_barcodes", "barcodes", postgresql_using="gin"),
        Index("ix_releases_normalised", "environment", "normalised_artist", "normalised_title"),
        between("year", 1850, 2200),
        *not_negative("have", "want", "format_quantity", "estimated_weight"),
    )

    environment: Mapped[Environment] = choice("environment", Environment)
    discogs_id: Mapped[str]
    master_id: Mapped[str | None]
    title: Mapped[str]
    artists: Mapped[list[str]]
    normalised_artist: Mapped[str] = mapped_column(server_default="")
    normalised_title: Mapped[str] = mapped_column(server_default="")
    labels: Mapped[JsonList] = mapped_column(server_default="[]")  # [{name, catalogue_number}]
    catalogue_numbers: Mapped[list[str]] = mapped_column(server_default="{}")  # folded
    barcodes: Mapped[list[str]] = mapped_column(server_default="{}")
    matrix: Mapped[list[str]] = mapped_column(server_default="{}")
    year: Mapped[int | None]
    country: Mapped[str | None]  # as Discogs writes it: "UK", "Europe"
    format: Mapped[JsonObject] = mapped_column(server_default="{}")  # core/domain/format.py Format
    format_text: Mapped[str] = mapped_column(server_default="")
    format_quantity: Mapped[int | None]
    estimated_weight: Mapped[int | None]  # grams
    genres: Mapped[list[str]] = mapped_column(server_default="{}")
    styles: Mapped[list[str]] = mapped_column(server_default="{}")
    thumb_url: Mapped[str | None]
    cover_url: Mapped[str | None]
    have: Mapped[int | None]
    want: Mapped[int | None]
    data_quality: Mapped[str | None]
    is_unofficial: Mapped[bool] = mapped_column(server_default="false")
    basic_fetched_at: Mapped[datetime | None]
    full_fetched_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]
    merged_into: Mapped[str | None]


class ReleaseMarket(Identified, Base):
    """A release's lowest asking price and number for sale on one day, always asked in one currency."""

    __tablename__ = "release_market"
    __table_args__ = (
        UniqueConstraint("release_id", "day", "currency"),
        *not_negative("lowest_price", "num_for_sale"),
        *currency_code("currency"),
    )

    release_id: Mapped[uuid.UUID] = reference("releases.id", ondelete="CASCADE", index=False)
    day: Mapped[date]
    currency: Mapped[Currency]
    lowest_price: Mapped[Decimal | None]
    num_for_sale: Mapped[int | None]
    blocked_from_sale: Mapped[bool] = mapped_column(server_default="false")
    fetched_at: Mapped[datetime]


class PriceGuide(Identified, Base):
    """The near-mint base of Discogs' suggestion grid, fetched with one user's token: theirs alone."""

    __tablename__ = "price_guides"
    __table_args__ = (
        UniqueConstraint("user_id", "release_id"),
        priced("near_mint", "currency"),
        *not_negative("near_mint"),
        *currency_code("currency"),
    )

    user_id: Mapped[uuid.UUID] = reference("users.id", ondelete="CASCADE", index=False)
    release_id: Mapped[uuid.UUID] = reference("releases.id", ondelete="CASCADE")
    near_mint: Mapped[Decimal | None]  # None: Discogs has no suggestion
    currency: Mapped[Currency | None]
    fetched_at: Mapped[datetime]


class ValueObservation(Identified, Base):
    """An asking price seen at Discogs, in EUR: no listing, no seller. What valuation learns from."""

    __tablename__ = "value_observations"
    __table_args__ = (
        Index("ix_value_observations_release_id_day", "release_id", "day"),
        *not_negative("price_eur"),
    )

    release_id: Mapped[uuid.UUID] = reference("releases.id", ondelete="CASCADE", index=False)
    day: Mapped[date] = mapped_column(index=True)
    media_grade: Mapped[Grade | None] = choice("media_grade", Grade)
    sleeve_grade: Mapped[Grade | None] = choice("sleeve_grade", Grade)
    price_eur: Mapped[Decimal]
