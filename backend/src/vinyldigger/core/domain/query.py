"""What is asked of a marketplace."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vinyldigger.core.domain.listing import BuyingOption


@dataclass(frozen=True, slots=True)
class Query:
    """A search in marketplace-neutral words. ``max_price`` is an upper bound on the item alone, in ``currency``."""

    text: str = ""
    artist: str | None = None
    title: str | None = None
    catalogue_number: str | None = None
    barcode: str | None = None
    release_external_id: str | None = None
    master_id: str | None = None
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    currency: str | None = None
    ships_from: tuple[str, ...] = ()  # ISO countries; empty = anywhere
    formats: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    buying_options: tuple[BuyingOption, ...] = ()
