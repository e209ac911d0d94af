"""The catalogue's side: a release (one pressing), its market figures, its versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money


@dataclass(frozen=True, slots=True)
class LabelCredit:
    """A label and the catalogue number the release has there (None: "none" or not given)."""

    name: str
    catalogue_number: str | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """One pressing in the Discogs catalogue. Ids are Discogs' own, opaque text.

    ``master_id`` None: the release has no master and is its own.
    ``is_full``: read from the release itself, not from a search row or a sync.
    """

    external_id: str
    title: str
    artists: tuple[str, ...]
    master_id: str | None = None
    labels: tuple[LabelCredit, ...] = ()
    barcodes: tuple[str, ...] = ()
    matrix: tuple[str, ...] = ()
    year: int | None = None
    country: str | None = None  # as Discogs writes it: "UK", "US", "Europe"
    format: Format = field(default_factory=Format)
    format_text: str = ""
    format_quantity: int | None = None
    estimated_weight: int | None = None  # grams
    genres: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    thumb_url: str | None = None
    cover_url: str | None = None
    have: int | None = None
    want: int | None = None
    data_quality: str | None = None
    is_unofficial: bool = False
    is_full: bool = False
    fetched_at: datetime | None = None

    @property
    def record_id(self) -> str:
        """What groups pressings: ``m<master>``, or ``r<release>`` where there is no master."""
        return f"m{self.master_id}" if self.master_id else f"r{self.external_id}"


@dataclass(frozen=True, slots=True)
class ReleaseMarket:
    """Discogs' market figures of one release at one moment. ``url``: where its copies are sold."""

    release_external_id: str
    lowest_price: Money | None
    num_for_sale: int | None
    fetched_at: datetime
    blocked_from_sale: bool = False
    url: str = ""


@dataclass(frozen=True, slots=True)
class PriceSuggestions:
    """Discogs' suggested price by media grade; empty when Discogs has none."""

    release_external_id: str
    by_grade: Mapping[Grade, Money]
    fetched_at: datetime
