"""How well matching does on labelled data: precision, recall, F1, calibration, wrong acceptances."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from tools.matching_data import Labelled, Wanted

from vinyldigger.analysis.match import MatchLevel

LIKELY = 0.05  # pairs below are no part of the calibration error
CERTAIN = 0.95
BINS = 10
_DRAWS, _SEED = 4000, 1
_LEAST = 0.005  # stands for the probability of a pair that is not claimed at all
Claimed = tuple[MatchLevel, float] | None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a yes/no question."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what was claimed that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of what is right that was claimed."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"{self.precision:.3f} / {self.recall:.3f} / {self.f1:.3f}"


def score(answers: Iterable[tuple[bool, bool]]) -> Score:
    """From pairs of (claimed, true)."""
    right = wrong = missed = 0
    for claimed, true in answers:
        right += claimed and true
        wrong += claimed and not true
        missed += true and not claimed
    return Score(right, wrong, missed)


class ToldPair(NamedTuple):
    """A labelled pair and what is claimed of it at the product's threshold, and however unlikely (``wide``)."""

    pair: Labelled
    claim: Claimed
    wide: Claimed

    @property
    def pressing(self) -> float:
        """Probability of one pressing; 0 where the album is all that is claimed, or nothing."""
        return _pressing(self.wide)


def _pressing(claim: Claimed) -> float:
    return claim[1] if claim and claim[0] is MatchLevel.RELEASE else 0.0


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far probabilities are from shares. ``chance``: mean and 95th percentile of a perfectly calibrated error."""

    error: float
    chance: tuple[float, float]
    curve: list[tuple[float, float, int]]  # mean probability, share true and count of each bin


@dataclass(frozen=True, slots=True)
class ShopFigures:
    """What pairs of the shops' records say of matching."""

    release: Score
    album: Score  # of the hard pairs that people read
    calibration: Calibration
    certain: Score
    log_loss: float


def shop_figures(told: Sequence[ToldPair]) -> ShopFigures:
    """Figures of judged pairs."""
    likely = [(one.pressing, one.pair.same_release) for one in told if one.pressing >= LIKELY]
    return ShopFigures(
        release=score((_pressing(one.claim) > 0, one.pair.same_release) for one in told),
        album=score(
            (one.claim is not None, one.pair.same_master)
            for one in told
            if one.pair.by_hand and one.pair.same_master is not None
        ),
        calibration=calibration(likely),
        certain=score((p >= CERTAIN, true) for p, true in likely),
        log_loss=sum(_loss(one.pressing, one.pair.same_release) for one in told),
    )


def _loss(probability: float, true: bool) -> float:
    return -math.log(max(_LEAST, probability if true else 1.0 - probability))


def calibration(answers: Sequence[tuple[float, bool]]) -> Calibration:
    """Expected calibration error over ten equal bins, beside what chance alone makes of right probabilities."""
    claimed = np.array([p for p, _ in answers])
    true = np.array([float(right) for _, right in answers])
    bins = np.minimum((claimed * BINS).astype(int), BINS - 1)
    drawn = (np.random.default_rng(_SEED).random((_DRAWS, len(claimed))) < claimed).astype(float)
    chance = [_error(claimed, draw, bins) for draw in drawn]
    curve = [
        (float(claimed[own].mean()), float(true[own].mean()), int(own.sum()))
        for own in (bins == place for place in range(BINS))
        if own.any()
    ]
    return Calibration(_error(claimed, true, bins), (float(np.mean(chance)), float(np.quantile(chance, 0.95))), curve)


def _error(claimed: np.ndarray, true: np.ndarray, bins: np.ndarray) -> float:
    gaps = np.bincount(bins, weights=claimed - true, minlength=BINS)
    return float(np.abs(gaps).sum() / max(1, len(claimed)))


class ToldTitle(NamedTuple):
    """A title and what is claimed of it: a record, and a release where the pressing is claimed too."""

    item: Wanted
    true_record: str | None
    record: str | None
    release: str | None


@dataclass(frozen=True, slots=True)
class TitleFigures:
    """What the Discogs-style titles say of matching."""

    album: Score
    release: Score
    wrong_unknown: float
    wrong_lots: float


def title_figures(told: Sequence[ToldTitle]) -> TitleFigures:
    """Figures of judged titles. Albums count lots and unknown titles as wrong when claimed."""
    refused: dict[str, list[bool]] = {"synthetic_nil": [], "synthetic_lot": []}
    for one in told:
        if one.item.kind in refused:
            refused[one.item.kind].append(one.record is not None)
    shares = {kind: sum(wrong) / max(1, len(wrong)) for kind, wrong in refused.items()}
    return TitleFigures(
        _named((one.record, one.true_record) for one in told),
        _named((one.release, one.item.release_id) for one in told if one.item.identifiable and one.true_record),
        shares["synthetic_nil"],
        shares["synthetic_lot"],
    )


def _named(answers: Iterable[tuple[str | None, str | None]]) -> Score:
    """From pairs of (claimed, true) names: another name than the true one is both wrong and missed."""
    right = wrong = missed = 0
    for claimed, true in answers:
        right += claimed is not None and claimed == true
        wrong += claimed is not None and claimed != true
        missed += true is not None and claimed != true
    return Score(right, wrong, missed)
