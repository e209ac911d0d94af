"""Fit the matcher's weights on labelled data: conditional logistic regression by Newton's method (IRLS), numpy only.

    cd backend && PYTHONPATH=src:. .venv/bin/python -m tools.fit_matching

Each example is a choice: one listing, its candidates, and "none of them". A choice with one candidate is ordinary
logistic regression. Only artists that are not held out are read (``matching_data.is_held_out``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click
import numpy as np
from tools import matching_data as data
from tools.matching_choices import (
    Choice,
    Compare,
    album_choices,
    offer_albums,
    offer_pressings,
    pressing_choices,
)

from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_pairs import judge
from vinyldigger.analysis.weights import PairWeights

RIDGE = 0.5  # keeps a weight that few examples speak for near zero
STEPS = 60
FOLDS = 5
LEAST_LIKELY = 0.03  # pairs below tell nothing of calibration where it is used


def fit(choices: Sequence[Choice], signs: Mapping[str, int], ridge: float = RIDGE) -> dict[str, float]:
    """Weights by feature that make the right choices likeliest. ``signs`` +1/-1: a feature may only push that way."""
    names = sorted({name for choice in choices for option in choice.options for name in option})
    dropped: set[str] = set()
    while True:
        kept = [name for name in names if name not in dropped]
        values = _newton(choices, kept, ridge)
        wrong = {n for n, v in zip(kept, values, strict=True) if n in signs and v * signs[n] < 0}
        if not wrong:
            return {name: round(float(value), 3) for name, value in zip(kept, values, strict=True)}
        dropped |= wrong


def _newton(choices: Sequence[Choice], names: Sequence[str], ridge: float) -> np.ndarray:
    rows = np.array([[o.get(n, 0.0) for n in names] for c in choices for o in c.options])
    sizes = np.array([len(c.options) for c in choices])
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    owner = np.repeat(np.arange(len(choices)), sizes)
    right = np.zeros(len(rows))
    for start, choice in zip(starts, choices, strict=True):
        if choice.right is not None:
            right[start + choice.right] = 1.0
    importance = np.array([c.weight for c in choices])[owner]
    penalty = np.array([0.0 if name == "bias" else ridge for name in names])
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        odds = np.exp(np.clip(rows @ weights, -30, 30))
        share = odds / (1.0 + np.add.reduceat(odds, starts))[owner]
        gradient = rows.T @ (importance * (right - share)) - penalty * weights
        means = np.add.reduceat(rows * share[:, None], starts)
        scaled = rows * (importance * share)[:, None]
        per_choice = np.array([c.weight for c in choices])
        curvature = rows.T @ scaled - means.T @ (means * per_choice[:, None]) + np.diag(penalty + 1e-6)
        step = np.linalg.solve(curvature, gradient)
        weights += step * min(1.0, 2.0 / max(1e-9, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-5:
            break
    return weights


FOR = [
    "specificity",
    "same_album",
    "same_title",
    "barcode",
    "catalogue_number",
    "label",
    "year",
    "country",
    "size",
    "discs",
    "speed",
    "channels",
    "type",
    "colour",
    "both_coloured",
    "picture_disc",
    "editions",
]
AGAINST = [
    "title_missing",
    "title_missing_cut",
    "artist_missing",
    "artist_missing_cut",
    "artist_unknown",
    "unexplained",
    "other_title",
    "title_extra",
    "artist_extra",
    "other_artist",
    "editions_one_sided",
    "mild_editions_one_sided",
    "colour_one_sided",
    "discs_one_sided",
    "discs_against_lp",
    "picture_disc_one_sided",
    "year_close",
    "year_differs",
    "catalogue_number_differs",
    "label_differs",
    "type_differs",
    "volume_differs",
    "version_differs",
    "medium_differs",
]
SIGNS = dict.fromkeys(FOR, 1) | dict.fromkeys(AGAINST, -1)
# The data hold no barcodes, few compilations, and next to no volumes or versions that differ: set by hand.
BY_HAND = {
    "another_artist": -4.0,
    "nameless_title": -4.0,
    "barcode": 6.0,
    "volume_differs": -7.0,
    "version_differs": -8.0,
    "medium_differs": -2.0,
}
# Of two listings, what the shops' data hardly hold: as between a listing and a release.
UNSEEN = {"barcode": 6.0, "catalogue_number": 2.0, "catalogue_number_differs": -2.0, "year_differs": -1.0}


def fit_offers(pairs: Sequence[data.Labelled], shops: data.Shops, compare: Compare) -> PairWeights:
    """Weights of two listings, first of the album and then, with those, of the pressing; not calibrated yet."""
    compared = compare.labelled(pairs)
    album = fit(offer_albums(compared), SIGNS) | BY_HAND
    return PairWeights(album, fit(offer_pressings(compared, shops, album), SIGNS) | UNSEEN)


def fit_calibrated(labelled: Sequence[data.Labelled], shops: data.Shops, compare: Compare) -> PairWeights:
    """Weights of two listings with slope and offset of the log-odds of pairs of artists that were not fitted to."""
    told: list[tuple[float, bool]] = []
    folds = [data.fold(shops.artist(pair), FOLDS) for pair in labelled]
    for fold in range(FOLDS):
        apart = fit_offers([p for p, own in zip(labelled, folds, strict=True) if own != fold], shops, compare)
        asked = [p for p, own in zip(labelled, folds, strict=True) if own == fold]
        made = claimed(asked, compare, apart, LEAST_LIKELY)
        told += [(claim[1], pair.same_release) for pair, claim in made if claim and claim[0] is MatchLevel.RELEASE]
    odds = np.array([np.log(p / (1 - p)) for p, _ in told])
    slope, offset = _line(odds, np.array([float(true) for _, true in told]))
    return replace(fit_offers(labelled, shops, compare), slope=round(slope, 3), offset=round(offset, 3))


Claimed = tuple[MatchLevel, float] | None


def claimed(
    labelled: Sequence[data.Labelled], compare: Compare, weights: PairWeights, threshold: float
) -> list[tuple[data.Labelled, Claimed]]:
    """Each labelled pair with the product's word on it, among all records."""
    claims = judge(compare.candidates, compare.sources, weights, threshold)
    found = {(pair.one, pair.other): claim for pair, claim in zip(compare.candidates, claims, strict=True)}
    return [(pair, found.get(place) if (place := compare.place(pair)) else None) for pair in labelled]


def _line(odds: np.ndarray, true: np.ndarray) -> tuple[float, float]:
    rows, weights = np.column_stack([odds, np.ones(len(odds))]), np.array([1.0, 0.0])
    for _ in range(STEPS):
        share = 1.0 / (1.0 + np.exp(-rows @ weights))
        curvature = rows.T @ (rows * (share * (1 - share))[:, None]) + 1e-6 * np.eye(2)
        weights += np.linalg.solve(curvature, rows.T @ (true - share))
    return float(weights[0]), float(weights[1])


@click.command()
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default=Path("../../shared"))
@click.option("--write", is_flag=True, help="Replace the product's weights.")
def main(shared: Path, write: bool) -> None:
    """Fit all weights and print them; with --write into data/match_weights.json."""
    known = data.vocabulary()
    titles, shops = data.titles(shared, known), data.shops(shared, known)
    now = data.weights()
    catalogue = Catalogue(titles.releases, known, now)
    wanted = [item for item in titles.wanted if not item.held_out]
    offers = fit_calibrated(shops.fitted, shops, Compare(shops, known))
    fitted = {
        "source": "tools/fit_matching.py: conditional logistic regression, ridge 0.5, on shared/data discogs_listings "
        "(catalogue) and vinyl_shops (offers), two thirds of the artists by hash, calibrated on five folds of them; "
        "BY_HAND, UNSEEN and the catalogue's label set by hand",
        "date": "2026-11-23",
        "examples": {"titles": len(wanted), "pairs": len(shops.fitted)},
        "threshold": 0.5,
        "catalogue": {
            "album": fit(list(album_choices(wanted, catalogue)), SIGNS) | BY_HAND,
            "pressing": fit(list(pressing_choices(wanted, catalogue)), SIGNS) | BY_HAND | {"label": 0.5},
            "slope": 1.0,
            "offset": 0.0,
        },
        "offers": asdict(offers),
    }
    text = json.dumps(fitted, indent=2) + "\n"
    print(text)
    if write:
        (data.DATA / "match_weights.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
