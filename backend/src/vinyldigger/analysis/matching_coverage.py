"""How much of one side's names the other side has, weighted by rarity, forgiving typing errors."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

_FUZZY_FROM = 4  # letters: shorter words must be the same
_FUZZY_LEAST = 0.74  # similarity of two spellings of one word


def similarity(one: str, other: str) -> float:
    """Likeness of two spellings, 0-1; 0 where they are too unlike or too short to be one word."""
    if min(len(one), len(other)) < _FUZZY_FROM:
        return 0.0
    return DamerauLevenshtein.normalized_similarity(one, other, score_cutoff=_FUZZY_LEAST)


def missing_share(
    needed: Sequence[str],
    words: frozenset[str],
    joins: frozenset[str],
    spare: Sequence[str],
    weight: Callable[[str], float],
) -> float:
    """Share (0-1) of the weight of ``needed`` words that the other side does not have.

    ``joins``: the other side's neighbouring words as one. ``spare``: the other side's words that nothing has
    explained yet: a needed word may be one of them misspelt.
    """
    total = sum(map(weight, needed))
    if not total:
        return 0.0
    missing = [word for word in needed if word not in words and word not in joins]
    if not missing:
        return 0.0
    written_as_one = {
        part for one, other in itertools.pairwise(needed) if one + other in words for part in (one, other)
    }
    lost = 0.0
    for word in missing:
        if word not in written_as_one:
            best = max((similarity(word, other) for other in spare), default=0.0)
            lost += weight(word) * (1.0 - best)
    return lost / total


def unexplained_share(
    profile_names: Sequence[str],
    explained: frozenset[str],
    joins: frozenset[str],
    wanted: Sequence[str],
    weight: Callable[[str], float],
) -> float:
    """Share (0-1) of the weight of a side's names for which the other side has no reason."""
    return missing_share(profile_names, explained, joins, wanted, weight)
