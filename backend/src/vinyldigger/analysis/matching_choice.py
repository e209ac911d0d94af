"""Choosing among candidates: albums compete with each other, then the pressings of the likeliest album."""

from __future__ import annotations

import math
from collections.abc import Container
from dataclasses import dataclass

from vinyldigger.analysis.match import Evidence, MatchLevel
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_evidence import (
    Features,
    album_features,
    log_odds,
    named_evidence,
    pressing_features,
)
from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.analysis.parsed import Flag

_MOST_PRESSINGS = 60  # of one album that are compared
UNCERTAIN = 0.94  # the most that is claimed for a pressing without a barcode, or catalogue number and label
_MOST_ODDS = 20.0
NEVER_MATCHED = frozenset({Flag.LOT, Flag.NOT_A_RECORD})


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of a listing: the release at ``place``, or only its album."""

    place: int
    level: MatchLevel
    probability: float
    evidence: tuple[Evidence, ...]


def choose(profile: Profile, catalogue: Catalogue, rejected: Container[str], threshold: float) -> Claim | None:
    """The likeliest record of a listing; None when no album reaches the threshold."""
    weights = catalogue.weights.catalogue
    albums: dict[str, tuple[float, int, Features]] = {}
    for place in catalogue.index.candidates(profile):
        release = catalogue.releases[place]
        if release.external_id in rejected:
            continue
        features = album_features(profile, catalogue.profiles[place], catalogue.index.weight)
        odds = min(_MOST_ODDS, log_odds(features, weights.album))
        if release.record_id not in albums or odds > albums[release.record_id][0]:
            albums[release.record_id] = odds, place, features
    if not albums:
        return None
    record_id, (odds, place, features) = max(albums.items(), key=lambda album: (album[1][0], -album[1][1]))
    likely = math.exp(odds) / (1.0 + sum(math.exp(other) for other, _, _ in albums.values()))
    if likely < threshold:
        return None
    pressing = _pressing(profile, catalogue, record_id, rejected)
    evidence = named_evidence(features, weights.album, profile, catalogue.profiles[place])
    if pressing is not None:
        at, share, pressed = pressing
        more = named_evidence(pressed, weights.pressing, profile, catalogue.profiles[at])
        if likely * share >= threshold:
            return Claim(at, MatchLevel.RELEASE, likely * share, evidence + more)
    return Claim(place, MatchLevel.MASTER, likely, evidence)


def _pressing(
    profile: Profile, catalogue: Catalogue, record_id: str, rejected: Container[str]
) -> tuple[int, float, Features] | None:
    """The likeliest pressing of an album: its place, its share of the probability, and why. None: all are ruled out."""
    weights = catalogue.weights.catalogue.pressing
    options: list[tuple[float, int, Features]] = []
    for place in catalogue.by_master[record_id][:_MOST_PRESSINGS]:
        if catalogue.releases[place].external_id in rejected or not catalogue.profiles[place].tells_pressing:
            continue
        features = pressing_features(profile, catalogue.profiles[place], catalogue.vocabulary.within)
        if not is_ruled_out(features):
            options.append((min(_MOST_ODDS, log_odds(features, weights)), place, features))
    if not options:
        return None
    odds, place, features = max(options, key=lambda option: (option[0], -option[1]))
    share = math.exp(odds) / (1.0 + sum(math.exp(other) for other, _, _ in options))
    return place, share if is_certain(features) else min(share, UNCERTAIN), features


_RULING_OUT = frozenset(
    f"{name}_differs"
    for name in ("barcode", "discs", "size", "speed", "channels", "colour", "picture_disc", "box", "country")
)


def is_ruled_out(features: Features) -> bool:
    """Whether a contradiction excludes that both are one pressing."""
    return not _RULING_OUT.isdisjoint(features)


def is_certain(features: Features) -> bool:
    """Whether an identifier allows certainty: a barcode, or catalogue number and label."""
    return "barcode" in features or ("catalogue_number" in features and "label" in features)
