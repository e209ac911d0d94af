"""Short ways to read listings and match them in tests."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from vinyldigger.analysis.match import Match
from vinyldigger.analysis.matching import Catalogue, match
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.titles import parse
from vinyldigger.core.domain.listing import Listing, ListingKind
from vinyldigger.core.domain.release import LabelCredit, Release
from vinyldigger.services.tables import load_tables

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TABLES = load_tables()


def listing(title: str, key: str = "1", aspects: dict[str, str] | None = None, **others: Any) -> Listing:
    """An eBay listing; aspects as name and one value."""
    said = {name: (value,) for name, value in (aspects or {}).items()}
    return Listing("ebay", "EBAY_US", key, ListingKind.LISTING, title, "", NOW, aspects=said, **others)


def read(title: str, **others: Any) -> ParsedListing:
    """What the product reads from a title."""
    return parse(listing(title, **others), TABLES.vocabulary)


def release(
    key: str, artist: str, title: str, label: str = "", number: str = "", form: str = "", **others: Any
) -> Release:
    """A release of the catalogue; ``form`` is its format line."""
    credit = (LabelCredit(label, number or None),) if label or number else ()
    return Release(key, title, (artist,), labels=credit, format_text=form, **others)


def catalogue(*releases: Release) -> Catalogue:
    """These releases, indexed with the product's words and weights."""
    return Catalogue(releases, TABLES.vocabulary, TABLES.match_weights)


def matched(title: str, *releases: Release, **others: Any) -> Match | None:
    """What the product makes of one listing against these releases."""
    parsed = read(title, **others)
    return match([parsed], catalogue(*releases)).get(parsed.key)
