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
from tools import matching_data, matching_measures, matching_titles
from tools.matching_data import Labelled, Shops, Titles, Wanted
from tools.matching_measures import Score, score
from tools.matching_public import public_scores
from tools.plots import Line, plot

from tests.benchmarks.support import say, table
from vinyldigger.analysis.matching import claims
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_profile import of_listing
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
    print(accuracy(known, weights))
    print(public(known, weights))
    print(speed(known, weights))
    return 0


def accuracy(known: Vocabulary, weights: MatchWeights) -> str:
    """Figures and baselines on the held-out third of the artists."""
    say("accuracy on held-out artists")
    shops, titles = matching_data.shops(SHARED, known), matching_data.titles(SHARED, known)
    figures = matching_measures.shop_figures(shops, shops.held_out, known, weights)
    wanted = [item for item in titles.wanted if item.held_out]
    named = matching_measures.title_figures(wanted, Catalogue(titles.releases, known, weights), weights.threshold)
    means, shares = [point[0] for point in figures.curve], [point[1] for point in figures.curve]
    plot(
        "matching-calibration", "Shop records: probability claimed and share that is right", "probability claimed",
        "share right", [Line("held-out pairs", means, shares), Line("perfect",
        [0.0, 1.0], [0.0, 1.0])], logarithmic=False,
    )  # fmt: skip
    claimed = figures.certain.right + figures.certain.wrong
    certain = f"{figures.certain.precision:.3f} of {claimed}" if claimed else "none claimed without an identifier"
    rows = [
        ("release, barcodes hidden (shops)", "≥ .79", *_row(figures.release), *shop_baselines(shops)),
        ("album, hard pairs read by hand (shops)", "≥ .95", *_row(figures.album), *hand_baselines(shops)),
        ("calibration error, p ≥ .05 (shops)", "≤ .05", f"{figures.calibration_error:.3f}", "", "", ""),
        ("precision of certain releases (shops)", "≥ .97", certain, "", "", ""),
        ("album (titles)", "≥ .98", *_row(named.album), *title_baselines(titles, wanted)),
        ("release, identifiable (titles)", "≥ .97", *_row(named.release), "", "", ""),
        ("wrongly accepted, not in catalogue (titles)", "≤ 4 %", f"{named.wrong_unknown:.1%}", "", "", ""),
        ("wrongly accepted lots (titles)", "≤ 5 %", f"{named.wrong_lots:.1%}", "", "", ""),
    ]
    head = (
        "held-out third of artists", "target", "VinylDigger (precision / recall / **F1**)",
        f"token_set_ratio ≥ {USUAL}", "its best threshold", "same normalised words",
    )  # fmt: skip
    counts = f"{len(shops.held_out):,} shop pairs, {len(wanted):,} titles. Fitted on the other two thirds."
    return f"{table(head, rows)}\n\n{counts}\n\n![calibration](plots/matching-calibration.svg)\n"


def _row(found: Score) -> tuple[str]:
    return (f"{found.precision:.3f} / {found.recall:.3f} / **{found.f1:.3f}**",)


def shop_baselines(shops: Shops) -> tuple[str, ...]:
    """Text similarity of the shops' titles as the only evidence of one pressing."""
    return _baselines(shops.fitted, shops.held_out, lambda pair: pair.same_release, shops)


def hand_baselines(shops: Shops) -> tuple[str, ...]:
    """The same for one album, on the pairs people read."""
    chosen = [
        [pair for pair in pairs if pair.by_hand and pair.same_master is not None]
        for pairs in (shops.fitted, shops.held_out)
    ]
    return _baselines(chosen[0], chosen[1], lambda pair: bool(pair.same_master), shops)


def _baselines(
    fitted: Sequence[Labelled], held_out: Sequence[Labelled], true: Callable[[Labelled], bool], shops: Shops
) -> tuple[str, ...]:
    def ratio(pair: Labelled) -> float:
        return fuzz.token_set_ratio(_plain(shops.titles[pair.one]), _plain(shops.titles[pair.other]))

    def at(threshold: float, pairs: Sequence[Labelled]) -> Score:
        return score((ratio(pair) >= threshold, true(pair)) for pair in pairs)

    best = max(range(50, 101), key=lambda threshold: at(threshold, fitted).f1)
    same = score(
        (set(words(shops.titles[pair.one])) == set(words(shops.titles[pair.other])), true(pair)) for pair in held_out
    )
    return f"{at(USUAL, held_out).f1:.3f}", f"{at(best, held_out).f1:.3f} (≥ {best})", f"{same.f1:.3f}"


def title_baselines(titles: Titles, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The catalogue entry whose artist and title are most alike, as the only evidence of the album."""
    entries = [(_plain(f"{' '.join(r.artists)} {r.title}"), r.record_id) for r in titles.releases]
    by_id = {release.external_id: release.record_id for release in titles.releases}
    best: list[tuple[float, str, str]] = []
    for item in wanted:
        text = _plain(item.title)
        likeness, record = max((fuzz.token_set_ratio(text, entry), record) for entry, record in entries)
        best.append((likeness, record, by_id.get(item.release_id, "")))

    def at(threshold: float) -> float:
        right = sum(p >= threshold and record == true for p, record, true in best)
        claimed = sum(p >= threshold for p, _, _ in best)
        return 2 * right / max(1, claimed + sum(bool(true) for _, _, true in best))

    same = sum(p == 100 and record == true for p, record, true in best)
    usual, highest = at(USUAL), max(range(50, 101), key=at)
    exact = 2 * same / max(1, sum(p == 100 for p, _, _ in best) + sum(bool(true) for _, _, true in best))
    return f"{usual:.3f}", f"{at(highest):.3f} (≥ {highest})", f"{exact:.3f}"


def _plain(text: str) -> str:
    return " ".join(words(text))


def public(known: Vocabulary, weights: MatchWeights) -> str:
    """F1 on public sets of songs and CDs, which nothing is fitted to."""
    say("public sets")
    rows = [(name, REACH[name], *_row(found)) for name, found in public_scores(SHARED, known, weights)]
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
