"""Types of the engine's weights; the numbers themselves live in data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Log-odds for each named feature of a pair; a feature that is not named weighs nothing.

    ``album``: that both are one album. ``pressing``: that they are one pressing, given one album.
    """

    album: Mapping[str, float]
    pressing: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class MatchWeights:
    """Weights of matching, fitted by ``tools/fit_matching.py``.

    ``catalogue``: a listing against a release; ``offers``: two listings. ``threshold``: the least probability claimed.
    """

    catalogue: PairWeights
    offers: PairWeights
    threshold: float

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> MatchWeights:
        """From the parsed ``data/match_weights.json``. Raises KeyError when something is missing."""
        return cls(
            catalogue=PairWeights(table["catalogue"]["album"], table["catalogue"]["pressing"]),
            offers=PairWeights(table["offers"]["album"], table["offers"]["pressing"]),
            threshold=table["threshold"],
        )
