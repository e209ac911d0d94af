"""Discogs' format notations, structured and abbreviated, as one value."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vinyldigger.core.domain.format import Format, Medium, ReleaseType
from vinyldigger.marketplaces.discogs import vocabulary as words
from vinyldigger.marketplaces.discogs.wire import FormatRow

_QUANTITY = re.compile(r"(\d+)\s*[x×]\s*(.+)", re.IGNORECASE)
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Part:
    """One physical part: so many discs of a medium, the words said of it, and free text."""

    medium: Medium | None
    quantity: int
    words: tuple[str, ...]  # full, lower case
    text: str = ""


def of_rows(rows: Iterable[FormatRow]) -> Format:
    """From the structured ``formats`` of a release, a search row, a want or a collection item."""
    return _format([_part(row) for row in rows])


def of_abbreviated(text: str, majors: Sequence[str] = ()) -> Format:
    """From ``2xLP, Album, RE + CD``: a listing's or a version's format. ``majors``: media stated next to it."""
    return _format([_read(part, majors) for part in text.split(" + ") if part.strip()])


def as_text(rows: Iterable[FormatRow]) -> str:
    """``2×Vinyl, LP, Album, Gatefold + CD``: for people."""
    return " + ".join(
        ", ".join(
            [f"{row.qty}×{row.name}" if (row.qty or 1) > 1 else row.name, *row.descriptions, *filter(None, [row.text])]
        )
        for row in rows
    )


def _part(row: FormatRow) -> Part:
    name = row.name.casefold()
    said = tuple(word.casefold() for word in row.descriptions)
    if name in words.CONTAINERS:
        return Part(None, 0, (name, *said), row.text)
    return Part(words.MEDIA.get(name, Medium.OTHER), row.qty or 1, said, row.text)


def _read(text: str, majors: Sequence[str]) -> Part:
    quantity, said = 1, []
    for token in (token.strip().casefold() for token in text.split(",")):
        if multiple := _QUANTITY.fullmatch(token):
            quantity, token = int(multiple[1]), multiple[2]
        said.append(words.ABBREVIATIONS.get(token, token))
    medium = next((words.MEDIA[word] for word in said if word in words.MEDIA), None)
    if medium is None and not words.VINYL_WORDS.isdisjoint(said):
        medium = Medium.VINYL
    if medium is None:
        medium = next((words.MEDIA[name.casefold()] for name in majors if name.casefold() in words.MEDIA), None)
    return Part(medium, quantity, tuple(said))


def _format(parts: Sequence[Part]) -> Format:
    main = _main(parts)
    said = [word for part in main for word in part.words]
    everything = frozenset(word for part in parts for word in part.words)
    counted = [part.quantity for part in main if part.medium is not None]
    return Format(
        medium=next((part.medium for part in main if part.medium), None),
        discs=sum(counted) or None,
        inches=_inches(said),
        rpm=next((words.SPEEDS[word] for word in said if word in words.SPEEDS), None),
        type=ReleaseType.BOX if "box set" in everything else _type(said),
        channels=next((words.CHANNELS[word] for word in said if word in words.CHANNELS), None),
        colour=next((said for part in main for said in _phrases(part.text) if _is_colour(said)), None),
        picture_disc="picture disc" in everything,
        descriptions=everything.difference(words.MEDIA),
    )


def _main(parts: Sequence[Part]) -> Sequence[Part]:
    """The vinyl among the parts, where there is any; a bonus CD does not make a record a CD."""
    for medium in (Medium.VINYL, Medium.SHELLAC, Medium.FLEXI):
        if chosen := [part for part in parts if part.medium is medium]:
            return chosen
    return parts


def _inches(said: Sequence[str]) -> int | None:
    stated = next((words.SIZES[word] for word in said if word in words.SIZES), None)
    return 12 if stated is None and "lp" in said else stated


def _type(said: Sequence[str]) -> ReleaseType | None:
    return next((kind for word, kind in words.TYPES.items() if word in said), None)


def _phrases(text: str) -> list[str]:
    return [phrase.strip().casefold() for phrase in text.split(",")]


def _is_colour(text: str) -> bool:
    return not words.COLOURS.isdisjoint(_WORD.findall(text))
