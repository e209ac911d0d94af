"""What one analysis is given: offers, catalogue, market figures, wants, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.match import Match, Override
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.ranking import Stood
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, Destination, Listing
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import ShippingPolicy
from vinyldigger.core.domain.want import Owned, Want


@dataclass(frozen=True, slots=True)
class SearchRules:
    """What keeps an offer in a search. None or empty = no demand. ``max_price`` is landed, in the buyer's currency."""

    min_price: Money | None = None
    max_price: Money | None = None
    min_media: Grade | None = None
    min_sleeve: Grade | None = None
    ships_from: frozenset[str] = frozenset()  # ISO countries
    formats: frozenset[str] = frozenset()  # "lp", "12", "10", "7", "ep", "box"
    year_from: int | None = None
    year_to: int | None = None
    exclude_words: tuple[str, ...] = ()
    min_seller_rating: Decimal | None = None
    min_seller_ratings: int | None = None
    buying_options: frozenset[BuyingOption] = frozenset()
    anchor_release: str | None = None
    anchor_master: str | None = None
    query: str = ""
    wants_only: bool = False  # sweeps: only what satisfies a want stays in


@dataclass(frozen=True, slots=True)
class ValueObservation:
    """A Discogs asking price seen, without listing or seller. In EUR."""

    release_external_id: str
    media: Grade
    sleeve: Grade | None
    price: Decimal
    day: date


class Identified(NamedTuple):
    """What was read of listings, and which records they are, by listing key; some are none that is known."""

    parsed: Mapping[str, ParsedListing]
    matches: Mapping[str, Match]


@dataclass(frozen=True, slots=True)
class AnalysisInput:
    """Everything one analysis knows. Maps are by Discogs release id, seller key or listing key.

    ``listings`` are read, matched, priced and assessed; the offers in ``stood`` (none of them among the listings) have
    not changed in anything that concerns them: they stand as they stood, and only their place among all may be another.
    ``identified``: the listings read and matched already; then only releases are needed that concern them.
    """

    listings: Sequence[Listing]
    releases: Sequence[Release]
    destination: Destination
    rules: SearchRules
    rates: Rates
    now: datetime
    wants: Sequence[Want] = ()
    owned: Sequence[Owned] = ()
    markets: Mapping[str, ReleaseMarket] = field(default_factory=dict)
    suggestions: Mapping[str, PriceSuggestions] = field(default_factory=dict)
    observations: Mapping[str, Sequence[ValueObservation]] = field(default_factory=dict)
    overrides: Sequence[Override] = ()
    known_matches: Mapping[str, Match] = field(default_factory=dict)  # unchanged listings: matched before
    known_parsed: Mapping[str, ParsedListing] = field(default_factory=dict)  # unchanged listings: read before
    identified: Identified | None = None
    stood: Mapping[str, Stood] = field(default_factory=dict)  # unchanged offers, as the last analysis left them
    records: Mapping[str, str] = field(default_factory=dict)  # record ids of releases that are not among ``releases``
    shipping_corrections: Mapping[str, ShippingPolicy] = field(default_factory=dict)  # the user's, by seller key
    blocked_sellers: frozenset[str] = frozenset()
    favourite_sellers: frozenset[str] = frozenset()
    goldmine: bool = False  # value by the stricter Goldmine table
