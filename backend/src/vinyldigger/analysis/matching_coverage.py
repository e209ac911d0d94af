"""How much of one side's names the other side has, weighted by rarity, forgiving typing errors."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

_FUZZY_FROM = 4  # letters: shorter words must be the same
_TWO_ERRORS_FROM = 9
_INITIAL = 0.8  # likeness of a name and its first letter


def similarity(one: str, other: str) -> float:
    """Likeness of two spellings, 0-1; 0 where they are too unlike or too short to be one word misspelt.

    One typing error is forgiven, two in long words; swapped neighbours are one error. A letter may stand for a name.
    """
    longest = max(len(one), len(other))
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] and one.isalpha() else 0.0
    if min(len(one), len(other)) < _FUZZY_FROM:
        return 0.0
    allowed = 2 if longest >= _TWO_ERRORS_FROM else 1
    if abs(len(one) - len(other)) > allowed:
        return 0.0
    errors = DamerauLevenshtein.distance(one, other, score_cutoff=allowed)
    return 1.0 - errors / longest if errors <= allowed else 0.0


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
    missing = [word for word in needed if word not in words and word not in joins]
    if not missing:
        return 0.0
    total = sum(map(weight, needed))
    if not total:
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
