"""What one analysis answers: offers with value and score, sellers, advice, a summary."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from vinyldigger.analysis.costs import DealScore, FairValue, LandedCost, Level, SellerScore
from vinyldigger.analysis.match import Match
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.ranking import Stood
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.words import Reason


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
    """The whole answer. ``listings``: those given to be read. ``moved``: new scores of offers that stood already.

    ``stood``: how the ones and the others stand now, for the next analysis.
    """

    listings: Mapping[str, AnalysedListing]
    sellers: tuple[SellerScore, ...]
    recommendations: tuple[Recommendation, ...]
    summary: Summary
    moved: Mapping[str, DealScore]
    stood: Mapping[str, Stood]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a search's rules would keep. ``reasons``: by listing key, None where the offer stays in. ``prices``: by
    listing key where there is one, what the price limit is held against: the total at the door, or the least it can be.
    """

    total: int
    kept: int
    excluded: Mapping[str, int]  # by rule code, most frequent first
    reasons: Mapping[str, Reason | None]
    prices: Mapping[str, Money]
