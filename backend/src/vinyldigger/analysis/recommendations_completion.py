"""Advice that completes what one has: a missing volume, a label run, an artist's albums, the last want of a set.

Only among offers already found: it never asks for more.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache, partial

from vinyldigger.analysis.deals import warnings
from vinyldigger.analysis.outputs import RecommendationType
from vinyldigger.analysis.recommendations import Finding, Saying, Scene, bill_of
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.text import ordinal, words
from vinyldigger.core.domain.words import Reason

_VOLUME = frozenset({"vol", "volume", "part", "pt", "teil", "tome"})
_ALBUMS_OF_AN_ARTIST = 3  # owning so many makes one a collector of the artist
_NUMBER = re.compile(r"^(\D*?)[\s.\-]*0*(\d{1,6})$")
_VARIOUS = frozenset({("various",), ("various", "artists")})

Name = tuple[str, ...]
_folded = lru_cache(maxsize=4096)(words)  # artists and labels come again and again


@dataclass(slots=True)
class _Shelf:
    """What the collection holds, by the ways in which it can be incomplete."""

    volumes: dict[tuple[Name, Name], set[int]] = field(default_factory=lambda: defaultdict(set))
    albums: dict[Name, set[Name]] = field(default_factory=lambda: defaultdict(set))
    numbers: dict[tuple[Name, str], set[int]] = field(default_factory=lambda: defaultdict(set))


def completions(scene: Scene) -> Iterable[Finding]:
    """The cheapest offer of each record that completes something."""
    shelf = _shelf(scene)
    last_wants = _last_wants(scene, shelf)
    for best, *_ in scene.good_records:
        if best.is_owned:
            continue
        artist, title = _names(best, shelf)
        why = [
            *_volume(artist, title, shelf),
            *_label_run(best, shelf),
            *_artist(best, artist, title, shelf),
            *_last_want(best, last_wants),
        ]
        if why:
            yield Finding(
                RecommendationType.COLLECTION_COMPLETION, [best], best.score, partial(_completion, best, why, scene)
            )


def _completion(best: Scored, why: Iterable[Reason], scene: Scene) -> Saying:
    title = Reason("collection_completion", best.standing.details.names)
    return Saying(bill_of(best), None, title, [*why, *warnings(best.standing, scene.table)])


def _shelf(scene: Scene) -> _Shelf:
    shelf = _Shelf()
    for copy in scene.inp.owned:
        release = scene.releases.get(copy.release_external_id)
        artist = _folded(release.artists[0] if release and release.artists else copy.artist)
        title = _folded(release.title if release else copy.title)
        if not artist or not title:
            continue
        shelf.albums[artist].add(title)
        base, number = _series(title)
        if number is not None:
            shelf.volumes[artist, base].add(number)
        for credit in release.labels if release else ():
            numbered = _numbered(credit.name, credit.catalogue_number)
            if numbered:
                shelf.numbers[numbered[0], numbered[1]].add(numbered[2])
    return shelf


def _series(title: Name) -> tuple[Name, int | None]:
    """A title without its volume, and the volume: ("greatest", "hits") and 2 of "Greatest Hits Vol. II"."""
    for place in range(len(title) - 1):
        number = ordinal(title[place + 1]) if title[place] in _VOLUME else None
        if number is not None:
            return title[:place] + title[place + 2 :], number
    return title, None


def _numbered(label: str, number: str | None) -> tuple[Name, str, int] | None:
    found = _NUMBER.match((number or "").strip().lower())
    return (_folded(label), found.group(1), int(found.group(2))) if found else None


def _names(scored: Scored, shelf: _Shelf) -> tuple[Name, Name]:
    """Artist and title; the title only where anything of the artist is owned."""
    details = scored.standing.details
    artist = _folded(details.artists[0] if details.artists else "")
    return artist, _folded(details.title) if artist in shelf.albums else ()


def _volume(artist: Name, title: Name, shelf: _Shelf) -> Iterable[Reason]:
    base, number = _series(title)
    owned = shelf.volumes.get((artist, base), set())
    if number is not None and owned and number not in owned:
        yield Reason("missing_volume", {"volume": number, "owned": len(owned)})


def _label_run(scored: Scored, shelf: _Shelf) -> Iterable[Reason]:
    for credit in scored.standing.details.labels:
        numbered = _numbered(credit.name, credit.catalogue_number)
        owned = shelf.numbers.get(numbered[:2], set()) if numbered else set()
        if numbered and {numbered[2] - 1, numbered[2] + 1} <= owned:
            yield Reason("closes_label_run", {"label": credit.name, "number": credit.catalogue_number})


def _artist(scored: Scored, artist: Name, title: Name, shelf: _Shelf) -> Iterable[Reason]:
    owned = shelf.albums.get(artist, set())
    if artist not in _VARIOUS and len(owned) >= _ALBUMS_OF_AN_ARTIST and title not in owned:
        yield Reason("more_of_artist", {"artist": scored.standing.details.names["artist"], "owned": len(owned)})


def _last_wants(scene: Scene, shelf: _Shelf) -> set[str]:
    """Keys of wants that are the only one left of an artist of whom one owns something."""
    by_artist: dict[Name, list[str]] = defaultdict(list)
    for want in scene.inp.wants:
        by_artist[_folded(want.artist)].append(want.key)
    return {keys[0] for artist, keys in by_artist.items() if len(keys) == 1 and shelf.albums.get(artist)}


def _last_want(scored: Scored, last_wants: set[str]) -> Iterable[Reason]:
    if scored.want is not None and scored.want.key in last_wants:
        yield Reason("last_want_of_artist", {"artist": scored.want.artist})
