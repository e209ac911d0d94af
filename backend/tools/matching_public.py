"""Public matching sets of songs and CDs: reported, never fitted to."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from tools.matching_measures import Score, score

from vinyldigger.analysis.matching_evidence import log_odds, offer_features, probability
from vinyldigger.analysis.matching_index import Index
from vinyldigger.analysis.matching_pairs import pairs
from vinyldigger.analysis.matching_profile import Profile, of_listing
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.titles import parse
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.analysis.weights import MatchWeights
from vinyldigger.cli.match_records import listing_of

Labels = Sequence[tuple[str, str, bool]]


def public_scores(shared: Path, known: Vocabulary, weights: MatchWeights) -> Iterator[tuple[str, Score]]:
    """F1 of "the same album" (or song) on each set, by the name of the set."""
    folder = shared / "data"
    yield "MusicBrainz–Last.fm", _judged(*_mannheim(folder / "mannheim_music"), known, weights)
    yield (
        "iTunes–Amazon, clean",
        _judged(*_magellan(folder / "magellan" / "itunes_amazon_valid.csv.gz"), known, weights),
    )
    yield "MusicBrainz 20K", _found(*_musicbrainz(folder / "musicbrainz20k"), known, weights)
    yield "CDDB", _found(*_cddb(folder / "cddb"), known, weights)


def _judged(
    records: Mapping[str, Mapping[str, str]], labels: Labels, known: Vocabulary, weights: MatchWeights
) -> Score:
    """Labelled pairs, each judged by itself."""
    profiles = {key: of_listing(_parsed(key, record, known)) for key, record in records.items()}
    index = Index(list(profiles.values()), known.common)
    return score(
        (_likely(profiles[a], profiles[b], index, weights) >= weights.threshold, true) for a, b, true in labels
    )


def _likely(one: Profile, other: Profile, index: Index, weights: MatchWeights) -> float:
    return probability(log_odds(offer_features(one, other, index.weight), weights.offers.album))


def _found(
    records: Mapping[str, Mapping[str, str]], true: set[frozenset[str]], known: Vocabulary, weights: MatchWeights
) -> Score:
    """All pairs of one set, found by blocking."""
    listings = [_parsed(key, record, known) for key, record in records.items()]
    made = {frozenset((p.one, p.other)) for p in pairs(listings, {}, known, weights, weights.threshold)}
    return Score(len(made & true), len(made - true), len(true - made))


def _parsed(key: str, record: Mapping[str, str], known: Vocabulary) -> ParsedListing:
    made = parse(listing_of({"id": key, "listing_title": f"{record['artist']} - {record['title']}", **record}), known)
    return replace(made, key=key, flags=frozenset())


def _mannheim(folder: Path) -> tuple[dict[str, dict[str, str]], Labels]:
    records = {
        row["id"]: {"artist": row["artist"], "title": row["name"]}
        for name in ("musicbrainz", "lastfm")
        for row in _rows(folder / f"{name}.csv.gz")
    }
    lines = (folder / "musicbrainz_2_lastfm_val.csv").read_text(encoding="utf-8").split()
    labels = [tuple(line.split(",")) for line in lines]
    return records, [(a, b, true == "true") for a, b, true in labels]


def _magellan(path: Path) -> tuple[dict[str, dict[str, str]], Labels]:
    records, labels = {}, []
    for place, row in enumerate(_rows(path)):
        for side in ("left", "right"):
            records[f"{side}{place}"] = {
                "artist": row[f"{side}_Artist_Name"],
                "title": f"{row[f'{side}_Song_Name']} {row[f'{side}_Album_Name']}",
            }  # fmt: skip
        labels.append((f"left{place}", f"right{place}", row["label"] == "1"))
    return records, labels


def _musicbrainz(folder: Path) -> tuple[dict[str, dict[str, str]], set[frozenset[str]]]:
    records, clusters = {}, defaultdict(list)
    for row in _rows(folder / "visible.csv.gz"):
        records[row["id"]] = {"artist": row["artist"] or "?", "title": f"{row['title']} {row['album']}"}
        clusters[row["cluster_id"]].append(row["id"])
    return records, {frozenset(pair) for members in clusters.values() for pair in combinations(members, 2)}


def _cddb(folder: Path) -> tuple[dict[str, dict[str, str]], set[frozenset[str]]]:
    rows = _rows(folder / "visible.csv.gz")
    records = {row["id"]: {"artist": row["artist"], "title": row["title"]} for row in rows}
    lines = (folder / "visible_pairs.csv").read_text(encoding="utf-8").split()[1:]
    return records, {frozenset(line.split(",")) for line in lines}


def _rows(path: Path) -> list[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
