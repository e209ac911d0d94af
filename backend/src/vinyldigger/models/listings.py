"""Offers at the marketplaces, what sending them costs, and how their prices moved."""

from __future__ import annotations

import uuid
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.listing import BuyingOption, ListingKind, TaxCollector
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
    not_negative,
    priced,
    reference,
)
from vinyldigger.models.environments import FromMarketplace
from vinyldigger.models.sellers import Seller


class EndReason(StrEnum):
    """Why an offer is over."""

    END_DATE = "end_date"
    GONE = "gone"
    OUT_OF_STOCK = "out_of_stock"
    ABSENT = "absent"  # missing from a complete reading


class Listing(FromMarketplace, Changing, Base):
    """One offer (core/domain/listing.py). ``currency`` is that of ``price`` and ``bid``, the seller's own.

    ``parsed``: what the engine read from its text, for ``content_hash`` and ``engine_version``.
    """

    __tablename__ = "listings"
    __table_args__ = (
        UniqueConstraint("environment", "marketplace", "site", "external_id"),
        Index("ix_listings_release", "environment", "release_external_id", postgresql_where=text("ended_at IS NULL")),
        Index("ix_listings_fetched", "marketplace", "fetched_at", postgresql_where=text("ended_at IS NULL")),
        Index("ix_listings_ended_at", "ended_at"),
        priced("price", "currency"),
        priced("bid", "currency"),
        *not_negative("price", "bid", "bids", "quantity", "for_sale"),
        *currency_code("currency"),
        *country_code("ships_from"),
    )

    site: Mapped[str] = mapped_column(server_default="")
    external_id: Mapped[str]
    kind: Mapped[ListingKind] = choice("kind", ListingKind)
    seller_id: Mapped[uuid.UUID | None] = reference("sellers.id", ondelete="SET NULL")
    title: Mapped[str]
    url: Mapped[str]
    image_url: Mapped[str | None]
    price: Mapped[Decimal | None]
    currency: Mapped[Currency | None]
    buying_option: Mapped[BuyingOption] = choice("buying_option", BuyingOption)
    bid: Mapped[Decimal | None]
    bids: Mapped[int | None]
    ends_at: Mapped[datetime | None]
    ships_from: Mapped[Country | None]
    media_grade: Mapped[Grade | None] = choice("media_grade", Grade)
    sleeve_grade: Mapped[Grade | None] = choice("sleeve_grade", Grade)
    grade_source: Mapped[GradeSource] = choice("grade_source", GradeSource, server_default=GradeSource.UNKNOWN.value)
    condition_text: Mapped[str] = mapped_column(server_default="")
    comments: Mapped[str] = mapped_column(server_default="")
    aspects: Mapped[JsonObject] = mapped_column(server_default="{}")
    format: Mapped[JsonObject | None]
    release_external_id: Mapped[str | None]
    quantity: Mapped[int | None]
    for_sale: Mapped[int | None]
    is_variation: Mapped[bool] = mapped_column(server_default="false")
    accepts_offers: Mapped[bool] = mapped_column(server_default="false")
    parsed: Mapped[JsonObject | None]
    content_hash: Mapped[str]
    engine_version: Mapped[str | None]
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    fetched_at: Mapped[datetime]
    read_at: Mapped[datetime | None]  # read in full, by its id
    ended_at: Mapped[datetime | None]
    end_reason: Mapped[EndReason | None] = choice("end_reason", EndReason)

    seller: Mapped[Seller | None] = relationship(lazy="raise")


class ListingQuote(Identified, Base):
    """What sending one listing to one place costs. No row = unknown. ``user_id``: fetched with that user's token.

    ``refused``: the seller does not sell it to that buyer.
    """

    __tablename__ = "listing_quotes"
    __table_args__ = (
        UniqueConstraint("listing_id", "country", "postal_prefix", "user_id", postgresql_nulls_not_distinct=True),
        priced("shipping", "shipping_currency"),
        priced("import_charges", "import_currency"),
        *not_negative("shipping", "import_charges"),
        *country_code("country"),
        *currency_code("shipping_currency", "import_currency"),
    )

    listing_id: Mapped[uuid.UUID] = reference("listings.id", ondelete="CASCADE", index=False)
    user_id: Mapped[uuid.UUID | None] = reference("users.id", ondelete="CASCADE")
    country: Mapped[Country]
    postal_prefix: Mapped[str | None]
    shipping: Mapped[Decimal | None]
    shipping_currency: Mapped[Currency | None]
    import_charges: Mapped[Decimal | None]
    import_currency: Mapped[Currency | None]
    tax_collector: Mapped[TaxCollector | None] = choice("tax_collector", TaxCollector)
    refused: Mapped[bool] = mapped_column(server_default="false")
    fetched_at: Mapped[datetime]


class ListingPrice(Base):
    """A price from the moment it was first seen. Lives as long as its listing."""

    __tablename__ = "listing_prices"
    __table_args__ = (*not_negative("price"), *currency_code("currency"))

    listing_id: Mapped[uuid.UUID] = reference("listings.id", ondelete="CASCADE", index=False, primary_key=True)
    observed_at: Mapped[datetime] = mapped_column(primary_key=True)
    price: Mapped[Decimal]
    currency: Mapped[Currency]
