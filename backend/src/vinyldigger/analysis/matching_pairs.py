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
    offer_pressing_features,
    probability,
    with_album,
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
    """Two places of an index with the features of the pair."""

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
    compared = compare_all(profiles, shops, vocabulary)
    return [
        Pair(profiles[pair.one].key, profiles[pair.other].key, *claim)
        for pair, claim in zip(compared, judge(compared, shops, weights.offers, threshold), strict=True)
        if claim
    ]


def compare_all(profiles: Sequence[Profile], shops: Sequence[str], vocabulary: Vocabulary) -> list[Compared]:
    """Features of every candidate pair, each pair once."""
    index = Index(profiles, vocabulary.common)
    candidates = {
        (min(place, other), max(place, other))
        for place, profile in enumerate(profiles)
        for other in index.candidates(profile, place)
        if other != place and (not shops[place] or shops[place] != shops[other])
    }
    return [compare(one, other, profiles, index.weight, vocabulary.within) for one, other in sorted(candidates)]


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
    return Compared(one, other, album, offer_pressing_features(first, second, within))


def judge(
    compared: Sequence[Compared], shops: Sequence[str], weights: PairWeights, threshold: float
) -> list[tuple[MatchLevel, float] | None]:
    """What is claimed of each pair and how likely that is; None where nothing is likely enough."""
    albums = [log_odds(pair.album, weights.album) for pair in compared]
    odds = [
        log_odds(with_album(pair.pressing, album), weights.pressing)
        for pair, album in zip(compared, albums, strict=True)
    ]
    shares = _shares(compared, odds, shops, weights)
    return [_claim(probability(album), share, threshold) for album, share in zip(albums, shares, strict=True)]


def _shares(
    compared: Sequence[Compared], odds: Sequence[float], shops: Sequence[str], weights: PairWeights
) -> list[float]:
    """Probability of one pressing after competition: a record has at most one partner in each other shop.

    A pair that a contradiction rules out has none, and is no rival.
    """
    possible = [
        0.0 if is_ruled_out(pair.pressing) else math.exp(value) for pair, value in zip(compared, odds, strict=True)
    ]
    rivals: dict[tuple[int, str], float] = defaultdict(float)
    for pair, own in zip(compared, possible, strict=True):
        rivals[pair.one, shops[pair.other]] += own
        rivals[pair.other, shops[pair.one]] += own
    shares = []
    for pair, own, value in zip(compared, possible, odds, strict=True):
        most = max(rivals[pair.one, shops[pair.other]], rivals[pair.other, shops[pair.one]])
        against = math.log(1.0 + max(0.0, most - own)) if shops[pair.one] and shops[pair.other] else 0.0
        share = probability(weights.slope * (value - against) + weights.offset) if own else 0.0
        shares.append(share if is_certain(pair.pressing) else min(share, UNCERTAIN))
    return shares


def _claim(album: float, share: float, threshold: float) -> tuple[MatchLevel, float] | None:
    pressing = min(album, share)
    if pressing >= threshold:
        return MatchLevel.RELEASE, pressing
    return (MatchLevel.MASTER, album) if album >= threshold else None
