"""How well and how fast listings are matched: held-out artists of the labelled data, public sets, invented titles.

Reads the shared data (SHARED_DIR, default ../shared beside the checkout); says so and stops without it.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import fuzz
from tools import matching_data, matching_titles
from tools.matching_data import BLIND, Labelled, Shops, Titles
from tools.matching_examples import Examples
from tools.matching_measures import (
    Calibration,
    Score,
    ShopFigures,
    TitleFigures,
    score,
    shop_figures,
    title_figures,
)
from tools.matching_public import public_scores
from tools.matching_validation import judged_pairs, judged_titles
from tools.plots import Line, plot

from tests.benchmarks.support import say, table
from vinyldigger.analysis.matching import claims
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_profile import of_listing
from vinyldigger.analysis.quiet import no_cycle_search
from vinyldigger.analysis.text import words
from vinyldigger.analysis.titles import parse
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.analysis.weights import MatchWeights

SHARED = Path(os.environ.get("SHARED_DIR") or Path(__file__).parents[4] / "shared")
USUAL = 85  # of token_set_ratio: what many tools take for "the same"
SIZES = (1_000, 10_000, 100_000)
CATALOGUE = 10_000
REACH = {"MusicBrainz–Last.fm": ".985", "iTunes–Amazon, clean": ".96", "MusicBrainz 20K": ".97", "CDDB": ".90"}


class Speed(NamedTuple):
    """One linking run, in CPU seconds of one core."""

    listings: int
    entries: int
    parsing: float
    indexing: float
    matching: float
    found: float  # share of right entries among the candidates
    right: float  # share of listings whose album is claimed rightly


def main() -> int:
    """Prints the Markdown and draws the plots."""
    if not (SHARED / "data").is_dir():
        say(f"no labelled data at {SHARED} (SHARED_DIR)")
        return 1
    known, weights = matching_data.vocabulary(), matching_data.weights()
    print(accuracy(Examples.read(SHARED)))
    print(public(known, weights))
    print(speed(known, weights))
    return 0


def accuracy(examples: Examples) -> str:
    """Figures and baselines, each third of the artists by weights fitted to the other two within this run."""
    say("accuracy: three fits, each judged on the third it did not see")
    shops, titles = examples.shops, examples.titles
    pairs = judged_pairs(shops.labelled, shops.third, examples)
    named = judged_titles(titles.wanted, lambda item: item.third, examples)
    blind_pairs = [one for one in pairs if shops.third(one.pair) == BLIND]
    blind_titles = [one for one in named if one.item.third == BLIND]
    blind, pooled = shop_figures(blind_pairs), shop_figures(pairs)
    _plot(blind.calibration, pooled.calibration)
    said = [[*_shop_rows(blind), *_title_rows(title_figures(blind_titles))],
            [*_shop_rows(pooled), *_title_rows(title_figures(named))]]  # fmt: skip
    of_albums, of_titles = hand_baselines(shops), title_baselines(titles)
    baselines = [shop_baselines(shops), of_albums, _NONE, _NONE, of_titles, _NONE, _NONE, _NONE]
    rows = [(*target, *figures, *others) for target, *figures, others in zip(_TARGETS, *said, baselines, strict=True)]
    head = (
        "precision / recall / **F1**", "target", "blind third", "all three thirds", f"token_set_ratio ≥ {USUAL}",
        "its best threshold", "same normalised words",
    )  # fmt: skip
    counts = (
        f"Blind third: {len(blind_pairs):,} shop pairs, {len(blind_titles):,} titles; all: {len(pairs):,} and "
        f"{len(named):,}. Each third is judged by weights fitted, in this run, to the other two; the baselines are "
        "of the blind third, their best threshold of the other two."
    )
    return f"{table(head, rows)}\n\n{counts}\n\n![calibration](plots/matching-calibration.svg)\n"


_NONE = ("", "", "")
_TARGETS = (
    ("release, barcodes hidden (shops)", "≥ .79"),
    ("album, hard pairs read by hand (shops)", "≥ .95"),
    ("calibration error, p ≥ .05 (shops); by chance alone, 95 %", "≤ .05"),
    ("precision of certain releases (shops)", "≥ .97"),
    ("album (titles)", "≥ .98"),
    ("release, identifiable (titles)", "≥ .97"),
    ("wrongly accepted, not in catalogue (titles)", "≤ 4 %"),
    ("wrongly accepted lots (titles)", "≤ 5 %"),
)


def _shop_rows(found: ShopFigures) -> tuple[str, ...]:
    claimed = found.certain.right + found.certain.wrong
    certain = f"{found.certain.precision:.3f} of {claimed}" if claimed else "none claimed without an identifier"
    usual, most = found.calibration.chance
    error = f"**{found.calibration.error:.3f}**; {usual:.3f}, up to {most:.3f}"
    return _figures(found.release), _figures(found.album), error, certain


def _title_rows(found: TitleFigures) -> tuple[str, ...]:
    return _figures(found.album), _figures(found.release), f"{found.wrong_unknown:.1%}", f"{found.wrong_lots:.1%}"


def _figures(found: Score) -> str:
    return f"{found.precision:.3f} / {found.recall:.3f} / **{found.f1:.3f}**"


def _plot(blind: Calibration, pooled: Calibration) -> None:
    lines = [
        Line(name, [point[0] for point in found.curve], [point[1] for point in found.curve])
        for name, found in (("blind third", blind), ("all three thirds", pooled))
    ]
    plot(
        "matching-calibration", "Shop records: probability claimed and share that is right", "probability claimed",
        "share right", [*lines, Line("perfect", [0.0, 1.0], [0.0, 1.0])], logarithmic=False,
    )  # fmt: skip


def shop_baselines(shops: Shops) -> tuple[str, ...]:
    """Text similarity of the shops' titles as the only evidence of one pressing."""
    return _baselines(shops.labelled, lambda pair: pair.same_release, shops)


def hand_baselines(shops: Shops) -> tuple[str, ...]:
    """The same for one album, on the pairs people read."""
    read = [pair for pair in shops.labelled if pair.by_hand and pair.same_master is not None]
    return _baselines(read, lambda pair: bool(pair.same_master), shops)


def _baselines(labelled: Sequence[Labelled], true: Callable[[Labelled], bool], shops: Shops) -> tuple[str, ...]:
    blind = [pair for pair in labelled if shops.third(pair) == BLIND]
    others = [pair for pair in labelled if shops.third(pair) != BLIND]

    def ratio(pair: Labelled) -> float:
        return fuzz.token_set_ratio(_plain(shops.titles[pair.one]), _plain(shops.titles[pair.other]))

    def at(threshold: float, pairs: Sequence[Labelled]) -> Score:
        return score((ratio(pair) >= threshold, true(pair)) for pair in pairs)

    best = max(range(50, 101), key=lambda threshold: at(threshold, others).f1)
    same = score(
        (set(words(shops.titles[pair.one])) == set(words(shops.titles[pair.other])), true(pair)) for pair in blind
    )
    return f"{at(USUAL, blind).f1:.3f}", f"{at(best, blind).f1:.3f} (≥ {best})", f"{same.f1:.3f}"


def title_baselines(titles: Titles) -> tuple[str, ...]:
    """The catalogue entry whose artist and title are most alike, as the only evidence of the album."""
    entries = [(_plain(f"{' '.join(r.artists)} {r.title}"), r.record_id) for r in titles.releases]
    by_id = {release.external_id: release.record_id for release in titles.releases}
    best: dict[bool, list[tuple[float, str, str]]] = {True: [], False: []}
    for item in titles.wanted:
        text = _plain(item.title)
        likeness, record = max((fuzz.token_set_ratio(text, entry), record) for entry, record in entries)
        best[item.third == BLIND].append((likeness, record, by_id.get(item.release_id, "")))

    def at(threshold: float, likeliest: Sequence[tuple[float, str, str]]) -> float:
        right = sum(p >= threshold and record == true for p, record, true in likeliest)
        claimed = sum(p >= threshold for p, _, _ in likeliest)
        return 2 * right / max(1, claimed + sum(bool(true) for _, _, true in likeliest))

    highest = max(range(50, 101), key=lambda threshold: at(threshold, best[False]))
    return f"{at(USUAL, best[True]):.3f}", f"{at(highest, best[True]):.3f} (≥ {highest})", f"{at(100, best[True]):.3f}"


def _plain(text: str) -> str:
    return " ".join(words(text))


def public(known: Vocabulary, weights: MatchWeights) -> str:
    """F1 on public sets of songs and CDs, which nothing is fitted to."""
    say("public sets")
    rows = [(name, REACH[name], _figures(found)) for name, found in public_scores(SHARED, known, weights)]
    return f"Reported, not chased:\n\n{table(('public set', 'published', 'VinylDigger'), rows)}\n"


def speed(known: Vocabulary, weights: MatchWeights) -> str:
    """CPU time of one core for linking invented titles; growth at a fixed catalogue and with both growing."""
    fixed = [_linked(size, CATALOGUE, known, weights) for size in SIZES]
    growing = [fixed[1] if size == CATALOGUE else _linked(size, size, known, weights) for size in SIZES]
    plot(
        "matching-growth", "Linking listings to a catalogue, one core", "listings", "CPU seconds",
        [Line(f"{CATALOGUE:,} releases", SIZES, [_total(run) for run in fixed]),
         Line("as many releases as listings", SIZES, [_total(run) for run in growing])],
    )  # fmt: skip
    runs = sorted({*fixed, *growing}, key=lambda run: (run.entries, run.listings))
    rows = [
        (f"{run.listings:,}", f"{run.entries:,}", f"{run.indexing:.2f}", f"{run.parsing:.2f}", f"{run.matching:.2f}",
         f"{run.listings / run.matching:,.0f}", f"{run.found:.4f}", f"{run.right:.4f}")
        for run in runs
    ]  # fmt: skip
    head = (
        "listings",
        "releases",
        "index s",
        "read s",
        "match s",
        "listings/s matched",
        "pair recall of blocking",
        "albums right",
    )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    grown = f"×{_total(fixed[2]) / _total(fixed[1]):.1f} from 10k to 100k listings at a fixed catalogue (target ≤ 12)"
    both = f"×{_total(growing[2]) / _total(growing[1]):.1f} with both growing (target ≤ 25)"
    targets = "Targets: ≥ 3,000 listings/s (best 10,000) at 100k × 100k, pair recall ≥ .995."
    growth = f"Growth: {grown}, {both}. Peak memory {peak:.0f} MB, at 100k × 100k."
    return f"{targets}\n\n{table(head, rows)}\n\n{growth}\n\n![growth](plots/matching-growth.svg)"


def _total(run: Speed) -> float:
    return run.parsing + run.indexing + run.matching


def _linked(count: int, entries: int, known: Vocabulary, weights: MatchWeights) -> Speed:
    say(f"{count:,} listings, {entries:,} releases")
    releases = matching_titles.releases(entries)
    made = matching_titles.listings(count, releases)
    with no_cycle_search():  # as the analysis job and `vinyldigger match` work
        started = time.process_time()
        catalogue = Catalogue(releases, known, weights)
        indexed = time.process_time()
        parsed = [parse(listing, known) for listing, _ in made]
        read = time.process_time()
        found = dict(claims(parsed, catalogue, weights.threshold))
        matched = time.process_time()
    sample = list(zip(parsed, made, strict=True))[:: max(1, count // 5_000)]
    candidates = sum(
        release in {releases_at(catalogue, place) for place in catalogue.index.candidates(of_listing(one))}
        for one, (_, release) in sample
    )
    right = sum(
        (claim := found.get(one.key)) is not None and releases_at(catalogue, claim.place) == release
        for one, (_, release) in zip(parsed, made, strict=True)
    )
    return Speed(
        count, entries, read - indexed, indexed - started, matched - read, candidates / len(sample), right / count
    )


def releases_at(catalogue: Catalogue, place: int) -> str:
    """The id of the release at a place of the catalogue."""
    return catalogue.releases[place].external_id


if __name__ == "__main__":
    sys.exit(main())
