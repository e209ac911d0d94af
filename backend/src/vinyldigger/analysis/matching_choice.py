"""Choosing among candidates: albums compete with each other, then the pressings of the likeliest album."""

from __future__ import annotations

import math
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import islice

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

_MOST_PRESSINGS = 60  # of albums of one name that are compared
UNCERTAIN = 0.94  # the most that is claimed for a pressing without a barcode, or catalogue number and label
_MOST_ODDS = 20.0
NEVER_MATCHED = frozenset({Flag.LOT, Flag.NOT_A_RECORD})


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed of a listing: the release at ``place``, or only its album; and what was compared for it.

    ``album_place``: the release that spoke for the album. ``pressing``: None where only the album is claimed.
    """

    place: int
    level: MatchLevel
    probability: float
    album_place: int
    album: Features
    pressing: Features | None = None

    def evidence(self, profile: Profile, catalogue: Catalogue) -> tuple[Evidence, ...]:
        """Why: the named pieces for the album, then those for the pressing."""
        weights, profiles = catalogue.weights.catalogue, catalogue.profiles
        pieces = named_evidence(self.album, weights.album, profile, profiles[self.album_place])
        if self.pressing is None:
            return pieces
        return pieces + named_evidence(self.pressing, weights.pressing, profile, profiles[self.place])


def choose(profile: Profile, catalogue: Catalogue, rejected: Container[str], threshold: float) -> Claim | None:
    """The likeliest record of a listing; None when no album reaches the threshold."""
    albums = _albums(profile, catalogue, rejected)
    if not albums:
        return None
    best = max(albums, key=lambda album: (album.odds, -album.place))
    likely = math.exp(best.odds) / (1.0 + sum(math.exp(album.odds) for album in albums))
    if likely < threshold:
        return None
    pressings = _pressings(profile, catalogue, best.records, rejected)
    if not pressings:
        sole = Claim(best.place, MatchLevel.MASTER, likely, best.place, best.features)
        return sole if len(best.records) == 1 else None
    likeliest = max(pressings, key=lambda pressing: (pressing.odds, -pressing.place))
    total = sum(math.exp(pressing.odds) for pressing in pressings)
    share = math.exp(likeliest.odds) / (1.0 + total)
    if not is_certain(likeliest.features):
        share = min(share, UNCERTAIN)
    place, told = likeliest.place, likeliest.features
    if likely * share >= threshold:
        return Claim(place, MatchLevel.RELEASE, likely * share, best.place, best.features, told)
    record = catalogue.releases[place].record_id
    own = sum(math.exp(p.odds) for p in pressings if catalogue.releases[p.place].record_id == record)
    likely *= own / total
    return Claim(place, MatchLevel.MASTER, likely, best.place, best.features) if likely >= threshold else None


@dataclass(slots=True)
class _Album:
    """Candidates of one name: one album, or several that only their pressings can tell apart."""

    odds: float
    place: int
    features: Features
    records: dict[str, None]


@dataclass(frozen=True, slots=True)
class _Pressing:
    odds: float
    place: int
    features: Features


def _albums(profile: Profile, catalogue: Catalogue, rejected: Container[str]) -> list[_Album]:
    weights = catalogue.weights.catalogue.album
    albums: dict[object, _Album] = {}
    for place in catalogue.index.candidates(profile):
        release, other = catalogue.releases[place], catalogue.profiles[place]
        if release.external_id in rejected:
            continue
        features = album_features(profile, other, catalogue.index.weight)
        odds = min(_MOST_ODDS, log_odds(features, weights))
        album = albums.setdefault(other.name, _Album(odds, place, features, {}))
        album.records[release.record_id] = None
        if odds > album.odds:
            album.odds, album.place, album.features = odds, place, features
    return list(albums.values())


def _pressings(
    profile: Profile, catalogue: Catalogue, records: Iterable[str], rejected: Container[str]
) -> list[_Pressing]:
    """The pressings of albums of one name that nothing rules out."""
    weights = catalogue.weights.catalogue.pressing
    found = []
    for place in islice((place for record in records for place in catalogue.by_master[record]), _MOST_PRESSINGS):
        if catalogue.releases[place].external_id in rejected or not catalogue.profiles[place].tells_pressing:
            continue
        features = pressing_features(profile, catalogue.profiles[place], catalogue.vocabulary.within)
        if not is_ruled_out(features):
            found.append(_Pressing(min(_MOST_ODDS, log_odds(features, weights)), place, features))
    return found


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
