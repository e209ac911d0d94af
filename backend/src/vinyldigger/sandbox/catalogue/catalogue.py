"""The whole catalogue in memory: look-ups by id, masters, artists and labels, and text search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vinyldigger.sandbox.catalogue.albums import Album, load_albums
from vinyldigger.sandbox.catalogue.pressings import (
    FURTHER,
    MASTER_IDS,
    MERGED,
    RELEASE_IDS,
    Pressing,
    further_pressing,
    pressings_of,
)

ARTIST_IDS = 970_000_000
LABEL_IDS = 960_000_000
_NOT_WORD = re.compile(r"[^\w]+")
_MARKS = re.compile(r"[\u0300-\u036f]")


def fold(text: str) -> str:
    """Lower case without accents and punctuation, words parted by one space."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text)).lower().replace("'", "").replace("’", "")
    return _NOT_WORD.sub(" ", plain).strip()


@dataclass(frozen=True, slots=True)
class Master:
    """An album as the catalogue's master release."""

    album: Album
    versions: tuple[Pressing, ...]  # without singles

    @property
    def id(self) -> int:
        """Its catalogue id."""
        return MASTER_IDS + self.album.number


class Catalogue:
    """All albums and pressings. The same whatever the seed: facts do not change with it."""

    def __init__(self) -> None:
        self.albums = load_albums()
        self.masters: dict[int, Master] = {}
        self.releases: dict[int, Pressing] = {}
        self.artist_ids: dict[str, int] = {}
        self.label_ids: dict[str, int] = {}
        for album in self.albums:
            self._add(album)
        self._texts: dict[int, str] = {}

    def _add(self, album: Album) -> None:
        pressings = pressings_of(album)
        master = Master(album, tuple(pressing for pressing in pressings if pressing.master_id))
        self.masters[master.id] = master
        self.releases.update((pressing.id, pressing) for pressing in pressings)
        for artist in album.artists:
            self.artist_ids.setdefault(artist.name, ARTIST_IDS + len(self.artist_ids) + 1)
        self.label_ids.setdefault(album.label, LABEL_IDS + len(self.label_ids) + 1)

    def release(self, release_id: int) -> Pressing | None:
        """A release by id, also one of the further represses that are in no search."""
        if release_id in self.releases:
            return self.releases[release_id]
        album, number = divmod(release_id - RELEASE_IDS, 100)
        if 1 <= album <= len(self.albums) and number >= FURTHER:
            return further_pressing(self.albums[album - 1], number)
        return None

    def merged_into(self, release_id: int) -> Pressing | None:
        """The release that took the place of one entered twice: each album's first pressing once was."""
        album, number = divmod(release_id - RELEASE_IDS, 100)
        is_duplicate = number == MERGED and 1 <= album <= len(self.albums)
        return self.releases[RELEASE_IDS + album * 100] if is_duplicate else None

    def further(self) -> Iterator[Pressing]:
        """Represses outside search, without end in sight: 50 of each album."""
        for number in range(FURTHER, 100):
            for album in self.albums:
                yield further_pressing(album, number)

    def text_of(self, pressing: Pressing) -> str:
        """Everything searchable about a release, folded, with a space at both ends."""
        if pressing.id not in self._texts:
            album = pressing.album
            names = [name for artist in album.artists for name in (artist.name, artist.variation)]
            words = [*names, pressing.title, album.label, pressing.catno, pressing.barcode or "", str(pressing.year)]
            self._texts[pressing.id] = f" {fold(' '.join(words))} "
        return self._texts[pressing.id]

    def matching(self, query: str) -> Iterable[Pressing]:
        """Releases that hold every word of a query, most owned first."""
        words = [f" {word} " for word in fold(query).split()]
        found = [one for one in self.releases.values() if all(word in self.text_of(one) for word in words)]
        return sorted(found, key=lambda one: (-one.have, one.id))
