"""Well-known albums: artist, title, first label, year and country are facts; value and popularity are rough."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Artist:
    """A name as the catalogue files it, and the variation printed on the sleeve ("" when the same)."""

    name: str
    variation: str = ""


@dataclass(frozen=True, slots=True)
class Album:
    """One album. ``value``: US dollars for a near mint original. ``popularity``: how often it is offered."""

    number: int  # 1-based, stable: ids are made from it
    artists: tuple[Artist, ...]
    title: str
    label: str
    year: int
    country: str
    genre: str
    styles: tuple[str, ...]
    value: int
    popularity: int
    discs: int
    single: str

    @property
    def artist(self) -> str:
        """The artist credit in one string."""
        return " & ".join(artist.name for artist in self.artists)


def load_albums() -> tuple[Album, ...]:
    """The albums of ``data/albums.csv``."""
    text = resources.files("vinyldigger.sandbox").joinpath("data/albums.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="|", quoting=csv.QUOTE_NONE)
    return tuple(_album(number, row) for number, row in enumerate(rows, start=1))


def _album(number: int, row: dict[str, str]) -> Album:
    return Album(
        number=number,
        artists=tuple(Artist(*credit.split("=")) for credit in row["artist"].split(" + ")),
        title=row["title"],
        label=row["label"],
        year=int(row["year"]),
        country=row["country"],
        genre=row["genre"],
        styles=tuple(row["styles"].split(",")),
        value=int(row["usd"]),
        popularity=int(row["popularity"]),
        discs=int(row["discs"]),
        single=row["single"],
    )
