"""One search, whole: what goes in and what comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from vinyldigger.analysis.costs import DealScore, FairValue, LandedCost, Level, SellerScore
from vinyldigger.analysis.match import Match, Override
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, Destination, Listing
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import ShippingPolicy
from vinyldigger.core.domain.want import Owned, Want
from vinyldigger.core.domain.words import Reason


class Ownership(StrEnum):
    """At which level something is in the collection or on the want list."""

    NONE = "none"
    MASTER = "master"
    RELEASE = "release"


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


@dataclass(frozen=True, slots=True)
class AnalysisInput:
    """Everything one analysis knows. Maps are by Discogs release id, seller key or listing key."""

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
    shipping_corrections: Mapping[str, ShippingPolicy] = field(default_factory=dict)  # the user's, by seller key
    blocked_sellers: frozenset[str] = frozenset()
    favourite_sellers: frozenset[str] = frozenset()
    goldmine: bool = False  # value by the stricter Goldmine table


@dataclass(frozen=True, slots=True)
class AnalysedListing:
    """One offer, analysed. ``excluded_by``: the first rule that kept it out; None = in."""

    key: str
    parsed: ParsedListing
    match: Match | None
    landed: LandedCost | None
    fair_value: FairValue
    score: DealScore | None
    excluded_by: Reason | None
    collection_level: Ownership
    wantlist_level: Ownership
    want_key: str | None = None
    max_good_bid: Money | None = None  # auctions: highest bid that would still be good


class RecommendationType(StrEnum):
    """The kinds of advice."""

    BEST_PRICE = "best_price"
    MULTI_ITEM = "multi_item"
    CONDITION_VALUE = "condition_value"
    HIGH_VALUE_DISCOVERY = "high_value_discovery"
    COLLECTION_COMPLETION = "collection_completion"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """One piece of advice. ``deal_key``: stable hash of type, record and sorted listing keys.

    ``savings`` against ``savings_against`` (a code: ``next_offer``, ``fair_value``, ``separate_parcels``).
    """

    type: RecommendationType
    deal_key: str
    record_id: str | None
    seller_key: str | None
    listing_keys: tuple[str, ...]
    score: Decimal
    level: Level
    wants: int
    goods: Money
    shipping: Money | None
    taxes: Money | None
    landed: Money | None
    savings: Money | None
    savings_against: str | None
    title: Reason
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class PriceDistribution:
    """Live asking prices of one marketplace and condition class, in the buyer's currency."""

    marketplace: str
    condition: str
    count: int
    low: Money
    median: Money
    high: Money


@dataclass(frozen=True, slots=True)
class Summary:
    """A search at a glance. ``complete`` False: too little was included for more than this summary."""

    listings: int
    included: int
    excluded: Mapping[str, int]  # by rule code
    records: int
    sellers: int
    multi_item_sellers: int
    wantlist_matches: int
    collection_duplicates: int
    discoveries: int
    by_marketplace: Mapping[str, int]
    distributions: tuple[PriceDistribution, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class Analysis:
    """The whole answer."""

    listings: Mapping[str, AnalysedListing]
    sellers: tuple[SellerScore, ...]
    recommendations: tuple[Recommendation, ...]
    summary: Summary
