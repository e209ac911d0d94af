"""How well two listings are matched by weights fitted to other artists: cross-validation within the two thirds.

    cd backend && PYTHONPATH=src:. .venv/bin/python -m tools.validate_matching

Every choice of a feature or a word is made by these figures. The held-out third is read by ``just bench matching``.
"""

from __future__ import annotations

import math
from pathlib import Path

import click
from tools import matching_data as data
from tools.fit_matching import Claimed, claimed, fit_calibrated
from tools.matching_choices import Compare
from tools.matching_measures import calibration, score

from vinyldigger.analysis.match import MatchLevel

FOLDS = 5
ANOTHER_DRAW = 1  # not the folds that calibration uses
LEAST = 0.02


@click.command()
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default=Path("../../shared"))
def main(shared: Path) -> None:
    """Print F1 and calibration error of releases, F1 of albums, and the log-loss, each pair by weights fitted apart."""
    known = data.vocabulary()
    shops = data.shops(shared, known)
    compare, threshold = Compare(shops, known), data.weights().threshold
    told: list[tuple[data.Labelled, Claimed, Claimed]] = []
    for fold in range(FOLDS):
        own = [pair for pair in shops.fitted if data.fold(shops.artist(pair), FOLDS, ANOTHER_DRAW) == fold]
        others = [pair for pair in shops.fitted if data.fold(shops.artist(pair), FOLDS, ANOTHER_DRAW) != fold]
        apart = fit_calibrated(others, shops, compare)
        wide, usual = (claimed(own, compare, apart, least) for least in (LEAST, threshold))
        told += [(pair, made, said) for (pair, made), (_, said) in zip(wide, usual, strict=True)]
    likely = [(_release(made), pair.same_release) for pair, made, _ in told]
    print("release", score((_release(said) > 0, pair.same_release) for pair, _, said in told))
    error, curve = calibration([(p, true) for p, true in likely if p >= 0.05])
    print(f"calibration error {error:.4f}", " ".join(f"{p:.2f}:{true:.2f}({count})" for p, true, count in curve))
    print(f"log-loss {sum(-math.log(max(LEAST / 4, p if true else 1 - p)) for p, true in likely):.1f}")
    hard = [(said is not None, bool(p.same_master)) for p, _, said in told if p.by_hand and p.same_master is not None]
    print("album, hard pairs", score(hard))


def _release(made: Claimed) -> float:
    return made[1] if made and made[0] is MatchLevel.RELEASE else 0.0


if __name__ == "__main__":
    main()
