"""Types of the engine's weights; the numbers themselves live in data files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PairWeights:
    """Log-odds for each named feature of a pair; a feature that is not named weighs nothing.

    ``album``: that both are one album. ``pressing``: that they are one pressing. ``slope`` and ``offset`` turn the
    log-odds of the likeliest pressing into calibrated ones.
    """

    album: Mapping[str, float]
    pressing: Mapping[str, float]
    slope: float = 1.0
    offset: float = 0.0

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> PairWeights:
        """From one part of the parsed data file. Raises KeyError when something is missing."""
        return cls(table["album"], table["pressing"], table["slope"], table["offset"])


@dataclass(frozen=True, slots=True)
class MatchWeights:
    """Weights of matching, fitted by ``tools/fit_matching.py``.

    ``catalogue``: a listing against a release, whose pressing odds hold given the album. ``offers``: two listings,
    whose pressing odds hold outright. ``threshold``: the least probability claimed.
    """

    catalogue: PairWeights
    offers: PairWeights
    threshold: float

    @classmethod
    def from_dict(cls, table: Mapping[str, Any]) -> MatchWeights:
        """From the parsed ``data/match_weights.json``. Raises KeyError when something is missing."""
        return cls(
            PairWeights.from_dict(table["catalogue"]), PairWeights.from_dict(table["offers"]), table["threshold"]
        )
