"""Labelled data for fitting and measuring the matcher, read from the shared folder; nothing of it is kept here."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.text import words
from vinyldigger.analysis.titles import parse
from vinyldigger.analysis.vocabulary import VOCABULARY_TABLES, Vocabulary
from vinyldigger.analysis.weights import MatchWeights
from vinyldigger.cli.match_records import listing_of, read_records, release_of
from vinyldigger.core.domain.release import Release

DATA = Path(__file__).parents[1] / "src" / "vinyldigger" / "data"
THIRDS = (0, 1, 2)
BLIND = 0  # no feature, word or threshold was chosen by this third; the others were looked at


def vocabulary() -> Vocabulary:
    """The product's own words."""
    return Vocabulary.from_dict({name: table(name) for name in VOCABULARY_TABLES})


def weights() -> MatchWeights:
    """The product's own weights."""
    return MatchWeights.from_dict(table("match_weights"))


def table(name: str) -> Any:
    """A data file of the product."""
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def third(artist: str) -> int:
    """Which third an artist's records are in, by hash of the folded name."""
    return int.from_bytes(_hash(artist)[:4], "big") % len(THIRDS)


def fold(artist: str, folds: int, drawn: int = 0) -> int:
    """One of so many folds, whatever the third. ``drawn``: another draw puts artists into others, 0 to 5."""
    start = 4 + 4 * drawn
    return int.from_bytes(_hash(artist)[start : start + 4], "big") % folds


def _hash(artist: str) -> bytes:
    return hashlib.sha256(" ".join(sorted(words(artist))).encode()).digest()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A pair of shop records: one pressing or not, one album or not (None: nobody looked), and who says so."""

    one: str
    other: str
    same_release: bool
    same_master: bool | None
    by_hand: bool


@dataclass(frozen=True, slots=True)
class Shops:
    """Records of three shops, and labelled pairs of them."""

    records: Mapping[str, ParsedListing]
    sources: Mapping[str, str]
    titles: Mapping[str, str]
    labelled: list[Labelled]

    def artist(self, pair: Labelled) -> str:
        """What a pair is split by: the artist of its first record, or its title where none is named."""
        return self.records[pair.one].artist or self.records[pair.one].title or ""

    def third(self, pair: Labelled) -> int:
        """Which third of the artists a pair belongs to."""
        return third(self.artist(pair))


def shops(shared: Path, known: Vocabulary) -> Shops:
    """The shop records and what is known of pairs of them."""
    folder = shared / "data" / "vinyl_shops"
    raw = [record for _, record in read_records(folder / "visible_records.jsonl", lambda *_: None)]
    records = {record["id"]: replace(parse(listing_of(record), known), key=record["id"]) for record in raw}
    return Shops(
        records,
        {record["id"]: record["shop"] for record in raw},
        {record["id"]: record["listing_title"] for record in raw},
        [_labelled(row) for row in _rows(folder / "visible_pairs.csv")],
    )


def _labelled(row: Mapping[str, str]) -> Labelled:
    master = {"1": True, "0": False}.get(row["same_master"])
    return Labelled(row["id1"], row["id2"], row["same_release"] == "1", master, row["label_source"] == "hand")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A marketplace title and what it is: ``release_id`` empty when it is in no catalogue, or a lot."""

    parsed: ParsedListing
    title: str
    release_id: str
    master_id: str
    kind: str
    identifiable: bool
    artist: str

    @property
    def third(self) -> int:
        """Which third of the artists it belongs to."""
        return third(self.artist)


@dataclass(frozen=True, slots=True)
class Titles:
    """Titles to match, and the catalogue with its distractors."""

    wanted: list[Wanted]
    releases: list[Release]


def titles(shared: Path, known: Vocabulary) -> Titles:
    """The Discogs-style titles. Those not in the catalogue are split by what their title names."""
    folder = shared / "data" / "discogs_listings"
    releases = [
        release_of(record)
        for name in ("visible_catalogue", "distractor_catalogue")
        for _, record in read_records(folder / f"{name}.jsonl", lambda *_: None)
    ]
    artists = {release.external_id: " ".join(release.artists) for release in releases}
    gold = {row["id"]: row for row in _rows(folder / "visible_gold.csv")}
    wanted = []
    for _, record in read_records(folder / "visible_listings.jsonl", lambda *_: None):
        row, parsed = gold[record["id"]], replace(parse(listing_of(record), known), key=record["id"])
        artist = artists.get(row["release_id"]) or parsed.artist or record["title"]
        wanted.append(
            Wanted(
                parsed, record["title"], row["release_id"], row["master_id"], row["kind"],
                row["identifiable"] == "1", artist,
            )
        )  # fmt: skip
    return Titles(wanted, releases)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
