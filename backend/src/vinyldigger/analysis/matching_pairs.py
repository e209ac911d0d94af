"""Pairs within one set of listings: which two are one album, and which one pressing."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching_choice import NEVER_MATCHED, UNCERTAIN, is_certain, is_ruled_out
from vinyldigger.analysis.matching_evidence import (
    Features,
    log_odds,
    offer_features,
    pressing_features,
    probability,
)
from vinyldigger.analysis.matching_index import Index
from vinyldigger.analysis.matching_profile import Profile, of_listing
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.analysis.weights import MatchWeights, PairWeights


@dataclass(frozen=True, slots=True)
class Pair:
    """Two listings, what is claimed of them, and the probability that the claim holds."""

    one: str
    other: str
    level: MatchLevel
    probability: float


@dataclass(frozen=True, slots=True)
class Compared:
    """Two places of an index with the features of the pair; those of the pressing hold those of the album."""

    one: int
    other: int
    album: Features
    pressing: Features


def pairs(
    parsed: Sequence[ParsedListing],
    sources: Mapping[str, str],
    vocabulary: Vocabulary,
    weights: MatchWeights,
    threshold: float,
) -> list[Pair]:
    """Every pair of listings that is likely enough one record, by keys.

    ``sources``: the shop of a listing, by key. A shop lists a record once, so two records of one shop compete for a
    partner elsewhere, and are no pair themselves; listings without a source compete with nobody.
    """
    listings = sorted(parsed, key=lambda listing: listing.key)
    profiles = [of_listing(listing) for listing in listings if not listing.flags & NEVER_MATCHED]
    shops = [sources.get(profile.key, "") for profile in profiles]
    compared = compare_all(profiles, shops, Index(profiles, vocabulary.common), vocabulary.within)
    odds = {(pair.one, pair.other): log_odds(pair.pressing, weights.offers.pressing) for pair in compared}
    share = _shares(odds, shops, weights.offers)
    found = []
    for pair in compared:
        album = probability(log_odds(pair.album, weights.offers.album))
        claimed = _claim(album, share[pair.one, pair.other], pair, threshold)
        if claimed:
            found.append(Pair(profiles[pair.one].key, profiles[pair.other].key, *claimed))
    return found


def compare_all(
    profiles: Sequence[Profile], shops: Sequence[str], index: Index, within: Mapping[str, frozenset[str]]
) -> list[Compared]:
    """Features of every candidate pair, each pair once."""
    candidates = {
        (min(place, other), max(place, other))
        for place, profile in enumerate(profiles)
        for other in index.candidates(profile, place)
        if other != place and (not shops[place] or shops[place] != shops[other])
    }
    return [compare(one, other, profiles, index.weight, within) for one, other in sorted(candidates)]


def compare(
    one: int,
    other: int,
    profiles: Sequence[Profile],
    weight: Callable[[str], float],
    within: Mapping[str, frozenset[str]],
) -> Compared:
    """Features of one pair."""
    first, second = profiles[one], profiles[other]
    album = offer_features(first, second, weight)
    return Compared(one, other, album, album | pressing_features(first, second, within))


def _shares(
    odds: Mapping[tuple[int, int], float], shops: Sequence[str], weights: PairWeights
) -> dict[tuple[int, int], float]:
    """Probability of one pressing after competition: a record has at most one partner in each other shop."""
    rivals: dict[tuple[int, str], float] = defaultdict(float)
    for (one, other), value in odds.items():
        rivals[one, shops[other]] += math.exp(value)
        rivals[other, shops[one]] += math.exp(value)
    shares = {}
    for (one, other), value in odds.items():
        own = math.exp(value)
        most = max(rivals[one, shops[other]], rivals[other, shops[one]]) if shops[one] and shops[other] else own
        against = math.log(1.0 + max(0.0, most - own))
        shares[one, other] = probability(weights.slope * (value - against) + weights.offset)
    return shares


def _claim(album: float, share: float, pair: Compared, threshold: float) -> tuple[MatchLevel, float] | None:
    pressing = 0.0 if is_ruled_out(pair.pressing) else share if is_certain(pair.pressing) else min(share, UNCERTAIN)
    if min(album, pressing) >= threshold:
        return MatchLevel.RELEASE, min(album, pressing)
    return (MatchLevel.MASTER, album) if album >= threshold else None
