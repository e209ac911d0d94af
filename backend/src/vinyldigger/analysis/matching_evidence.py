"""Named evidence for and against a pair: what agrees, what differs, and how much that tells."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping

from vinyldigger.analysis.match import Evidence
from vinyldigger.analysis.matching_coverage import missing_share
from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.analysis.matching_rules import (
    album_contradictions,
    is_black,
    is_coloured,
    pressing_contradictions,
)
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.words import Param

_CLOSE_YEARS = 1
_NAMED = frozenset({"named"})  # "Drumless Edition"
_MILD = frozenset({"180g", "remaster", "limited", "numbered", "reissue"})  # sellers often leave these out
_LONGEST_ODDS = 500.0  # whose exponential is still a number
_ANOTHER = 0.8  # share of an artist's name that is missing where another artist is named
Features = dict[str, float]


def album_features(one: Profile, other: Profile, weight: Callable[[str], float]) -> Features:
    """What tells whether a listing is of the album of a release: how much of each side's names the other has."""
    explained = other.words.union(*other.labels)
    spare = [word for word in one.names if word not in explained]
    wanted = [word for word in other.names if word not in one.words]
    shared = [word for word in other.names if word in one.words]
    cut = "_cut" if one.cut or other.cut else ""
    title = missing_share(other.title, one.words, one.joins, spare, weight)
    artist = missing_share(other.artist, one.words, one.joins, spare, weight)
    unexplained = missing_share(one.names, explained, other.joins, wanted, weight)
    named = frozenset(other.title)
    said_twice = named.issubset(one.artist) and named.issubset(one.title)
    if title < unexplained and named.issubset(other.artist) and not said_twice:
        title = unexplained  # self-titled: the artist's name alone does not vouch for the title
    features = {
        "bias": 1.0,
        f"title_missing{cut}": title,
        f"artist_missing{cut}": artist,
        "unexplained": unexplained,
        "other_title": title * unexplained,
        "other_artist": artist * unexplained,
        "specificity": math.log1p(sum(map(weight, shared))),
    }
    if one.artist and one.title:
        features["title_extra"] = missing_share(one.title, explained, other.joins, wanted, weight)
    if not other.artist:
        features["artist_unknown"] = 1.0
    elif one.artist and artist > _ANOTHER:
        is_title = named.issuperset(one.artist)  # "Title - Label, number": the artist is left out, not another one
        if not is_title or features.get("title_extra", 1.0) > _ANOTHER:
            features["another_artist"] = 1.0
    return features | _shared_identifiers(one, other) | _against_album(one, other)


def offer_features(one: Profile, other: Profile, weight: Callable[[str], float]) -> Features:
    """The same for two listings: a title must be found whichever way one looks, an artist in one direction."""
    there, back = album_features(one, other, weight), album_features(other, one, weight)
    features = there | {
        "specificity": min(there["specificity"], back["specificity"]),
        "unexplained": min(there["unexplained"], back["unexplained"]),
        "other_title": max(there["other_title"], back["other_title"]),
        "other_artist": min(there["other_artist"], back["other_artist"]),
    }
    for name, pick in (
        ("title_missing", max),
        ("title_missing_cut", max),
        ("artist_missing", min),
        ("artist_missing_cut", min),
    ):
        if name in there:
            features[name] = pick(there[name], back[name])
    if "another_artist" not in back:
        features.pop("another_artist", None)
    if not (one.artist and other.artist):
        features["artist_unknown"] = 1.0
    if not one.artist and not other.artist:
        features["nameless_title"] = max(features.get("title_missing", 0.0), features.get("title_missing_cut", 0.0))
    return features


def _shared_identifiers(one: Profile, other: Profile) -> Features:
    features: Features = {}
    if one.barcodes & other.barcodes:
        features["barcode"] = 1.0
    if not one.codes.isdisjoint(other.numbers) or not other.codes.isdisjoint(one.numbers):
        features["catalogue_number"] = 1.0
    return features


def _against_album(one: Profile, other: Profile) -> Features:
    return {f"{name}_differs": 1.0 for name in album_contradictions(one, other)}


def pressing_features(one: Profile, other: Profile, within: Mapping[str, frozenset[str]]) -> Features:
    """What tells whether two sides of one album are one pressing. Contradictions end in ``_differs``."""
    features = {"bias": 1.0} | _shared_identifiers(one, other)
    if "catalogue_number" not in features and one.numbers and other.numbers:
        features["catalogue_number_differs"] = 1.0
    _label(one, other, features)
    _origin(one, other, features)
    _form(one.format, other.format, features)
    _editions(one, other, features)
    for name in pressing_contradictions(one, other, within):
        features[f"{name}_differs"] = 1.0
    return features


def offer_pressing_features(one: Profile, other: Profile, within: Mapping[str, frozenset[str]]) -> Features:
    """The same for two listings, whose titles may be the very same."""
    features = pressing_features(one, other, within)
    if one.title and one.title == other.title:
        features["same_title"] = 1.0
    return features


def with_album(pressing: Features, odds: float) -> Features:
    """Features of two listings' pressing where the album is in doubt as well: its log-probability is one of them."""
    return pressing | {"same_album": math.log(probability(odds))}


def _origin(one: Profile, other: Profile, features: Features) -> None:
    if one.year and other.year:
        gap = abs(one.year - other.year)
        features["year" if gap == 0 else "year_close" if gap <= _CLOSE_YEARS else "year_differs"] = 1.0
    if one.country and one.country == other.country:
        features["country"] = 1.0


def _form(one: Format, other: Format, features: Features) -> None:
    for name, mine, theirs in (
        ("size", one.inches, other.inches), ("discs", one.discs, other.discs), ("speed", one.rpm, other.rpm),
        ("channels", one.channels, other.channels), ("type", one.type, other.type),
    ):  # fmt: skip
        if mine is not None and theirs is not None:
            features[name if mine == theirs else f"{name}_differs"] = 1.0
    if ((one.discs or 1) > 1 and other.discs is None) or ((other.discs or 1) > 1 and one.discs is None):
        features["discs_one_sided"] = 1.0
    coloured = [is_coloured(one), is_coloured(other)]
    if one.colour is not None and one.colour == other.colour:
        features["colour"] = 1.0
    elif all(coloured):
        features["both_coloured"] = 1.0
    elif any(coloured):
        features["colour_one_sided"] = 1.0
    elif is_black(one) or is_black(other):
        features["black_one_sided"] = 1.0
    if one.picture_disc and other.picture_disc:
        features["picture_disc"] = 1.0
    elif one.picture_disc or other.picture_disc:
        features["picture_disc_one_sided"] = 1.0


def _editions(one: Profile, other: Profile, features: Features) -> None:
    """Editions both state, and those one states: with a name of its own, telling (an anniversary), mild ("180g")."""
    both, either = one.editions & other.editions, one.editions ^ other.editions
    for name, count in (
        ("editions", len(both)),
        ("named_editions_one_sided", len(either & _NAMED)),
        ("editions_one_sided", len(either - _MILD - _NAMED)),
        ("mild_editions_one_sided", len(either & _MILD)),
    ):
        if count:
            features[name] = float(count)
    if _is_special_beside(one, other) and _is_special_beside(other, one):
        features["both_special"] = 1.0


def _is_special_beside(one: Profile, other: Profile) -> bool:
    """Whether it is said to be more than the plain record in a way that the other is not: "limited", "red vinyl"."""
    return bool(one.editions - other.editions) or (is_coloured(one.format) and not is_coloured(other.format))


def _label(one: Profile, other: Profile, features: Features) -> None:
    for label in other.labels:
        if label <= one.words or any(label & own for own in one.labels):
            features["label"] = 1.0
            return
    if one.labels and other.labels:
        features["label_differs"] = 1.0


def log_odds(features: Features, weights: Mapping[str, float]) -> float:
    """Sum of the weights of all features."""
    odds = 0.0
    for name, value in features.items():
        odds += weights.get(name, 0.0) * value
    return odds


def probability(odds: float) -> float:
    """Log-odds as a probability."""
    return 1.0 / (1.0 + math.exp(min(_LONGEST_ODDS, -odds)))


def named_evidence(
    features: Features, weights: Mapping[str, float], one: Profile, other: Profile
) -> tuple[Evidence, ...]:
    """The pieces that moved the odds, strongest first: what was compared, what each side says, and how it weighs.

    Features of one subject ("year", "year_differs") are one piece; a negative weight speaks against.
    """
    moved: dict[str, float] = defaultdict(float)
    for name, value in features.items():
        moved[_subject(name)] += weights.get(name, 0.0) * value
    shared = " ".join(word for word in other.names if word in one.words)
    pieces = []
    for name, weight in moved.items():
        if name != "bias" and round(weight, 2):
            sides = (shared, shared) if name == "shared_words" else (_value(name, one), _value(name, other))
            pieces.append(Evidence(name, round(weight, 2), *sides))
    return tuple(sorted(pieces, key=lambda piece: (-abs(piece.weight), piece.name)))


_SUBJECTS = {
    "specificity": "shared_words", "unexplained": "other_words", "other_title": "title", "title_extra": "title",
    "nameless_title": "title", "other_artist": "artist", "artist_unknown": "artist", "another_artist": "artist",
    "both_coloured": "colour", "black_one_sided": "colour", "mild_editions_one_sided": "editions",
    "named_editions_one_sided": "editions", "both_special": "editions",
}  # fmt: skip
_ENDINGS = ("_missing_cut", "_missing", "_differs", "_one_sided", "_close")


def _subject(name: str) -> str:
    """What a feature is about: a code of the word catalogue."""
    if name in _SUBJECTS:
        return _SUBJECTS[name]
    return next((name.removesuffix(ending) for ending in _ENDINGS if name.endswith(ending)), name)


def _value(subject: str, side: Profile) -> Param:
    read = _READ.get(subject)
    return (read(side) or None) if read else None


_READ: Mapping[str, Callable[[Profile], Param]] = {
    "artist": lambda side: " ".join(side.artist),
    "title": lambda side: " ".join(side.title),
    "label": lambda side: ", ".join(" ".join(sorted(label)) for label in side.labels),
    "catalogue_number": lambda side: ", ".join(sorted(side.numbers)),
    "barcode": lambda side: ", ".join(sorted(side.barcodes)),
    "year": lambda side: side.year,
    "country": lambda side: side.country,
    "medium": lambda side: side.format.medium,
    "size": lambda side: side.format.inches,
    "discs": lambda side: side.format.discs,
    "speed": lambda side: side.format.rpm,
    "channels": lambda side: side.format.channels,
    "type": lambda side: side.format.type,
    "colour": lambda side: side.format.colour,
    "editions": lambda side: ", ".join(sorted(side.editions)),
    "version": lambda side: ", ".join(sorted(side.markers)),
    "volume": lambda side: ", ".join(map(str, sorted(side.volumes))),
}
EVIDENCE_NAMES = frozenset(_READ) | {
    "shared_words", "other_words", "picture_disc", "box", "same_words", "marketplace_release", "confirmed_by_user",
}  # fmt: skip
