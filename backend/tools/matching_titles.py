"""Invented releases and titles as sellers write them, any number, always the same: for measuring speed and growth."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import accumulate

from vinyldigger.core.domain.listing import Listing, ListingKind
from vinyldigger.core.domain.release import LabelCredit, Release

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_CONSONANTS, _VOWELS = "bdfghklmnprstv", "aeio"
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in _VOWELS]
_COUNTRIES = ("US", "UK", "Germany", "France", "Japan", "Italy", "Netherlands")
_FORMATS = ("LP, Album", "LP, Album, Stereo", '7", 45 RPM, Single', '12", EP', "2xLP, Album", "LP, Album, Reissue")
_SAID = {
    "LP, Album": "LP",
    "LP, Album, Stereo": "Stereo LP",
    '7", 45 RPM, Single': '7"',
    '12", EP': '12"',
    "2xLP, Album": "2LP",
}
_GRADES = ("VG+/VG", "NM", "EX/VG+", "VG", "M-/VG+", "")
_TALK = ("", "RARE", "original", "free shipping", "1st press", "w/ insert")
_WORDS = 30_000
_LONGEST_TITLE = 80


def releases(count: int, seed: int = 1) -> list[Release]:
    """Releases of invented artists, about three by each; words as unevenly common as in real titles."""
    chance = random.Random(seed)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).title() for _ in range(_WORDS)]
    often = list(accumulate(1 / (place + 20) for place in range(_WORDS)))

    def name(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=often, k=length))

    artists = [name(chance.choice((1, 2, 2, 3))) for _ in range(max(1, count // 3))]
    made = []
    for place in range(count):
        label = f"{chance.choice(words[:2000])} Records"
        number = f"{label[:3].upper()} {chance.randrange(100, 99999)}"
        made.append(Release(
            str(place), name(chance.randint(1, 4)), (chance.choice(artists),),
            labels=(LabelCredit(label, number),), year=chance.randrange(1956, 2024), country=chance.choice(_COUNTRIES),
            format_text=chance.choice(_FORMATS),
        ))  # fmt: skip
    return made


def listings(count: int, catalogue: Sequence[Release], seed: int = 2) -> list[tuple[Listing, str]]:
    """Titles of releases of the catalogue, with the id each is of; one in twenty has a typing error."""
    chance = random.Random(seed)
    made = []
    for place in range(count):
        release = chance.choice(catalogue)
        title = _title(release, chance)[:_LONGEST_TITLE]
        made.append((Listing("made", "", str(place), ListingKind.LISTING, title, "", _NOW), release.external_id))
    return made


def _title(release: Release, chance: random.Random) -> str:
    artist, name, label = release.artists[0], release.title, release.labels[0]
    named = chance.choice((f"{artist} - {name}", f"{artist} {name}", f'{artist} "{name}"', f"{name} - {artist}"))
    if chance.random() < 0.05:
        at = chance.randrange(1, len(named) - 1)
        named = named[:at] + named[at + 1] + named[at] + named[at + 2 :]
    copy = [_SAID.get(release.format_text, "LP"), chance.choice(_GRADES), chance.choice(_TALK)]
    if chance.random() < 0.5:
        copy.append(str(release.year))
    if chance.random() < 0.4:
        copy.append(label.catalogue_number or "")
    if chance.random() < 0.3:
        copy.append(label.name)
    chance.shuffle(copy)
    return " ".join(filter(None, (named, *copy)))
