"""How well matching does on labelled data: precision, recall, F1, calibration, wrong acceptances."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.matching_data import Labelled, Shops, Wanted

from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching import claims
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_pairs import Pair, pairs
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.analysis.weights import MatchWeights

CERTAIN = 0.95
BINS = 10


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of a yes/no question."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
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


@dataclass(frozen=True, slots=True)
class ShopFigures:
    """What the shops' records say of matching."""

    release: Score
    album: Score
    calibration_error: float
    certain: Score
    curve: list[tuple[float, float, int]]


def shop_figures(shops: Shops, labelled: Sequence[Labelled], known: Vocabulary, weights: MatchWeights) -> ShopFigures:
    """Figures on labelled pairs, from the product's own pairs of all records."""
    records = list(shops.records.values())
    found = _by_ids(pairs(records, shops.sources, known, weights, weights.threshold))
    wide = _by_ids(pairs(records, shops.sources, known, weights, 0.05))
    release = score((_is(found, pair, MatchLevel.RELEASE), pair.same_release) for pair in labelled)
    hard = [pair for pair in labelled if pair.by_hand and pair.same_master is not None]
    album = score((frozenset((p.one, p.other)) in found, bool(p.same_master)) for p in hard)
    likely = [
        (made.probability, pair.same_release)
        for pair in labelled
        if (made := wide.get(frozenset((pair.one, pair.other)))) and made.level is MatchLevel.RELEASE
    ]
    certain = score((p >= CERTAIN, true) for p, true in likely)
    error, curve = calibration(likely)
    return ShopFigures(release, album, error, certain, curve)


def _by_ids(found: Iterable[Pair]) -> dict[frozenset[str], Pair]:
    return {frozenset((pair.one, pair.other)): pair for pair in found}


def _is(found: Mapping[frozenset[str], Pair], pair: Labelled, level: MatchLevel) -> bool:
    made = found.get(frozenset((pair.one, pair.other)))
    return made is not None and made.level is level


def calibration(answers: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, float, int]]]:
    """Expected calibration error over ten equal bins, and (mean probability, share true, count) of each bin."""
    curve = []
    for place in range(BINS):
        own = [
            (p, true) for p, true in answers if place / BINS <= p < (place + 1) / BINS or (p == 1 and place == BINS - 1)
        ]
        if own:
            curve.append((sum(p for p, _ in own) / len(own), sum(true for _, true in own) / len(own), len(own)))
    total = sum(count for _, _, count in curve)
    return sum(abs(mean - true) * count for mean, true, count in curve) / max(1, total), curve


@dataclass(frozen=True, slots=True)
class TitleFigures:
    """What the Discogs-style titles say of matching."""

    album: Score
    release: Score
    wrong_unknown: float
    wrong_lots: float


def title_figures(wanted: Sequence[Wanted], catalogue: Catalogue, threshold: float) -> TitleFigures:
    """Figures on titles, from the product's own claims. Albums count lots and unknown titles as wrong when claimed."""
    found = dict(claims([item.parsed for item in wanted], catalogue, threshold))
    album, release = [], []
    refused: dict[str, list[bool]] = {"synthetic_nil": [], "synthetic_lot": []}
    for item in wanted:
        claim = found.get(item.parsed.key)
        made = catalogue.releases[claim.place] if claim else None
        if item.kind in refused:
            refused[item.kind].append(made is not None)
            album.append((made is not None, False))
            continue
        right = made is not None and made.record_id == catalogue.by_id[item.release_id].record_id
        album.append((right, True))
        if made is not None and not right:
            album.append((True, False))
        if item.identifiable:
            pressed = made.external_id if claim and made and claim.level is MatchLevel.RELEASE else None
            release.append((pressed == item.release_id, True))
            if pressed and pressed != item.release_id:
                release.append((True, False))
    shares = {kind: sum(wrong) / max(1, len(wrong)) for kind, wrong in refused.items()}
    return TitleFigures(score(album), score(release), shares["synthetic_nil"], shares["synthetic_lot"])
