"""Known words that a misspelt word may stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST = 5  # letters: shorter words are too much alike
_MOST = 3


class Spelling:
    """Looks words up by their first letter and length: an error in the first letter is not forgiven."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known: dict[tuple[str, int], list[str]] = defaultdict(list)
        for word in sorted(known):
            if len(word) >= SHORTEST - 1:
                self._known[word[0], len(word)].append(word)
        self._found: dict[str, tuple[str, ...]] = {}

    def near(self, word: str) -> tuple[str, ...]:
        """Known words one letter away: one more, one less, another, or two neighbours swapped."""
        if word not in self._found:
            choices = [
                other
                for length in (len(word) - 1, len(word), len(word) + 1)
                for other in self._known.get((word[0], length), ())
            ]
            near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=1, limit=_MOST)
            self._found[word] = tuple(found for found, _, _ in near)
        return self._found[word]
