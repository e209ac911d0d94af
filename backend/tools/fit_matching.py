"""Fit the matcher's weights on labelled data.

    cd backend && PYTHONPATH=src:. .venv/bin/python -m tools.fit_matching --write

The product's weights are fitted to all artists; ``just bench matching`` judges each third of them by weights that the
same functions fit to the other two.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click
import numpy as np
from tools import matching_data as data
from tools.matching_choices import album_choices, offer_albums, offer_pressings, pressing_choices
from tools.matching_data import Labelled, Wanted
from tools.matching_examples import Compare, Examples
from tools.matching_measures import Claimed
from tools.matching_regression import RIDGE, fit, line

from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_pairs import judge
from vinyldigger.analysis.weights import MatchWeights, PairWeights
from vinyldigger.core import clock

FOLDS = 5
LEAST_LIKELY = 0.03  # pairs below tell nothing of calibration where it is used
THRESHOLD = 0.5

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
    "both_special",
    "black_one_sided",
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
    "named_editions_one_sided",
    "colour_one_sided",
    "discs_one_sided",
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


def fit_weights(examples: Examples) -> MatchWeights:
    """The product's weights: by the examples of all artists."""
    catalogue = fit_catalogue(examples.titles.wanted, examples.catalogue)
    return MatchWeights(catalogue, fit_offers(examples.shops.labelled, examples), THRESHOLD)


def fit_catalogue(wanted: Sequence[Wanted], catalogue: Catalogue) -> PairWeights:
    """Weights of a listing and a release: first of the album and then, given that, of the pressing."""
    return PairWeights(
        fit(list(album_choices(wanted, catalogue)), SIGNS) | BY_HAND,
        fit(list(pressing_choices(wanted, catalogue)), SIGNS) | BY_HAND | {"label": 0.5},
    )


def fit_offers(labelled: Sequence[Labelled], examples: Examples) -> PairWeights:
    """Weights of two listings with slope and offset of the log-odds of pairs of artists that were not fitted to."""
    told: list[tuple[float, bool]] = []
    folds = [data.fold(examples.shops.artist(pair), FOLDS) for pair in labelled]
    for fold in range(FOLDS):
        apart = _uncalibrated([p for p, own in zip(labelled, folds, strict=True) if own != fold], examples)
        asked = [p for p, own in zip(labelled, folds, strict=True) if own == fold]
        made = claimed(asked, examples.compare, apart, LEAST_LIKELY)
        told += [(claim[1], pair.same_release) for pair, claim in made if claim and claim[0] is MatchLevel.RELEASE]
    odds = np.array([np.log(p / (1 - p)) for p, _ in told])
    slope, offset = line(odds, np.array([float(true) for _, true in told]))
    return replace(_uncalibrated(labelled, examples), slope=round(slope, 3), offset=round(offset, 3))


def _uncalibrated(labelled: Sequence[Labelled], examples: Examples) -> PairWeights:
    """First of the album and then, with those, of the pressing."""
    compared = examples.compare.labelled(labelled)
    album = fit(offer_albums(compared), SIGNS) | BY_HAND
    return PairWeights(album, fit(offer_pressings(compared, examples.shops, album), SIGNS) | UNSEEN)


def claimed(
    labelled: Sequence[Labelled], compare: Compare, weights: PairWeights, threshold: float
) -> list[tuple[Labelled, Claimed]]:
    """Each labelled pair with the product's word on it, among all records."""
    claims = judge(compare.candidates, compare.sources, weights, threshold)
    found = {(pair.one, pair.other): claim for pair, claim in zip(compare.candidates, claims, strict=True)}
    return [(pair, found.get(place) if (place := compare.place(pair)) else None) for pair in labelled]


@click.command()
@click.option("--shared", type=click.Path(exists=True, path_type=Path), default=Path("../../shared"))
@click.option("--write", is_flag=True, help="Replace the product's weights.")
def main(shared: Path, write: bool) -> None:
    """Fit all weights to all artists and print them; with --write into data/match_weights.json."""
    examples = Examples.read(shared)
    weights = fit_weights(examples)
    counts = {"titles": len(examples.titles.wanted), "pairs": len(examples.shops.labelled)}
    text = json.dumps(provenance(counts) | asdict(weights), indent=2) + "\n"
    print(text)
    if write:
        (data.DATA / "match_weights.json").write_text(text, encoding="utf-8")


def provenance(counts: dict[str, int]) -> dict[str, object]:
    """Where the product's weights come from."""
    return {
        "source": f"tools/fit_matching.py: conditional logistic regression, ridge {RIDGE}, on shared/data "
        f"discogs_listings (catalogue) and vinyl_shops (offers), offers calibrated on {FOLDS} folds of the artists; "
        "BY_HAND, UNSEEN and the catalogue's label set by hand",
        "artists": "all",
        "date": clock.today().isoformat(),
        "examples": counts,
    }


if __name__ == "__main__":
    main()
