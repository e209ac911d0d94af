"""Named evidence for and against a pair: what agrees, what differs, and how much that tells."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from vinyldigger.analysis.match import Evidence
from vinyldigger.analysis.matching_coverage import missing_share, unexplained_share
from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.analysis.matching_rules import album_contradictions, pressing_contradictions
from vinyldigger.core.domain.words import Param

_CLOSE_YEARS = 1
Features = dict[str, float]


def album_features(one: Profile, other: Profile, weight: Callable[[str], float]) -> Features:
    """What tells whether a listing is of the album of a release: how much of each side's names the other has."""
    explained = other.words | frozenset(word for label in other.labels for word in label)
    spare = [word for word in one.names if word not in explained]
    wanted = [word for word in other.names if word not in one.words]
    shared = [word for word in other.names if word in one.words]
    features = {
        "bias": 1.0,
        "title_missing": missing_share(other.title, one.words, one.joins, spare, weight),
        "artist_missing": missing_share(other.artist, one.words, one.joins, spare, weight),
        "artist_unknown": float(not other.artist),
        "unexplained": unexplained_share(one.names, explained, other.joins, wanted, weight),
        "specificity": math.log1p(sum(map(weight, shared))),
        "cut": float(one.cut or other.cut),
    }
    if one.barcodes & other.barcodes:
        features["barcode"] = 1.0
    if (one.codes & other.numbers) or (other.codes & one.numbers):
        features["catalogue_number"] = 1.0
    for name in album_contradictions(one, other):
        features[f"{name}_differs"] = 1.0
    return features


def pressing_features(one: Profile, other: Profile, within: Mapping[str, frozenset[str]]) -> Features:
    """What tells whether two sides of one album are one pressing. Contradictions end in ``_differs``."""
    against = pressing_contradictions(one, other, within)
    features: Features = {"bias": 1.0}
    if one.barcodes & other.barcodes:
        features["barcode"] = 1.0
    if (one.codes & other.numbers) or (other.codes & one.numbers):
        features["catalogue_number"] = 1.0
    elif one.numbers and other.numbers:
        features["catalogue_number_differs"] = 1.0
    _label(one, other, features)
    if one.year and other.year:
        gap = abs(one.year - other.year)
        features["year" if gap == 0 else "year_close" if gap <= _CLOSE_YEARS else "year_differs"] = 1.0
    if one.country and other.country and "country" not in against:
        features["country"] = 1.0
    mine, theirs = one.format, other.format
    for name, left, right in (
        ("size", mine.inches, theirs.inches), ("discs", mine.discs, theirs.discs), ("speed", mine.rpm, theirs.rpm),
        ("channels", mine.channels, theirs.channels), ("colour", mine.colour, theirs.colour),
    ):  # fmt: skip
        if left is not None and left == right:
            features[name] = 1.0
        elif (left is None) != (right is None):
            features[f"{name}_one_sided"] = 1.0
    features["editions"] = float(len(one.editions & other.editions))
    features["editions_one_sided"] = float(len(one.editions ^ other.editions))
    for name in against:
        features[f"{name}_differs"] = 1.0
    return features


def _label(one: Profile, other: Profile, features: Features) -> None:
    for label in other.labels:
        if label <= one.words or any(label & own for own in one.labels):
            features["label"] = 1.0
            return
    if one.labels and other.labels:
        features["label_differs"] = 1.0


def log_odds(features: Features, weights: Mapping[str, float]) -> float:
    """Sum of the weights of all features."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(-odds)) if odds > -700 else 0.0


def named_evidence(
    features: Features, weights: Mapping[str, float], one: Profile, other: Profile
) -> tuple[Evidence, ...]:
    """The pieces that moved the odds, strongest first, with what was compared."""
    pieces = [
        Evidence(name, round(weights.get(name, 0.0) * value, 3), _value(name, one), _value(name, other))
        for name, value in features.items()
        if name != "bias" and weights.get(name, 0.0) * value
    ]
    return tuple(sorted(pieces, key=lambda piece: (-abs(piece.weight), piece.name)))


def _value(name: str, side: Profile) -> Param:
    subject = name.removesuffix("_differs").removesuffix("_one_sided").removesuffix("_close")
    values: dict[str, Param] = {
        "year": side.year, "country": side.country, "size": side.format.inches, "discs": side.format.discs,
        "speed": side.format.rpm, "channels": side.format.channels, "colour": side.format.colour,
        "catalogue_number": ", ".join(sorted(side.numbers)), "barcode": ", ".join(sorted(side.barcodes)),
        "artist_missing": " ".join(side.artist), "title_missing": " ".join(side.title),
        "editions": ", ".join(sorted(side.editions)), "volume": ", ".join(map(str, sorted(side.volumes))),
    }  # fmt: skip
    return values.get(subject) or None
