"""Records of the match command's files as the values the engine knows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vinyldigger.core.domain.listing import Listing, ListingKind
from vinyldigger.core.domain.release import LabelCredit, Release

_NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_FIELDS = ("artist", "upc", "barcode", "format", "label", "released", "year", "country", "catno")
Complain = Callable[[int, str], None]


def read_records(path: Path, complain: Complain) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The readable lines of a JSON Lines file with their numbers; ``complain`` hears of the others."""
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
            except (ValueError, RecursionError) as error:
                complain(number, f"not JSON: {error}")
                continue
            if isinstance(record, dict):
                yield number, record
            else:
                complain(number, "not an object")


def listing_of(record: Mapping[str, Any]) -> Listing:
    """The marketplace listing a record stands for: its fields are item specifics. ValueError without id or title.

    A shop's ``listing_title`` is the title as shown; ``title`` is then a field of its own.
    """
    key, shown, own = text_of(record.get("id")), text_of(record.get("listing_title")), text_of(record.get("title"))
    if not key or not (shown or own):
        raise ValueError("no title" if key else "no id")
    aspects = {name: (value,) for name in _FIELDS if (value := text_of(record.get(name)))}
    if shown and own:
        aspects["title"] = (own,)
    return Listing("file", "", key, ListingKind.LISTING, shown or own, "", _NEVER, aspects=aspects)


def release_of(record: Mapping[str, Any]) -> Release:
    """The release a catalogue entry stands for. Raises ValueError without release id or title."""
    release_id, title = text_of(record.get("release_id")), text_of(record.get("title"))
    if not release_id or not title:
        raise ValueError("no title" if release_id else "no release_id")
    label = text_of(record.get("label"))
    numbers = [number.strip() for number in text_of(record.get("catno")).split(",")]
    return Release(
        external_id=release_id,
        title=title,
        artists=(text_of(record.get("artist")),),
        master_id=text_of(record.get("master_id")) or None,
        labels=tuple(LabelCredit(label, number or None) for number in numbers),
        barcodes=tuple(text_of(record.get("barcode")).split(",")),
        year=_year(record.get("year")),
        country=text_of(record.get("country")) or None,
        format_text=text_of(record.get("format")),
    )


def text_of(value: object) -> str:
    """A field as text; what is neither text nor a number says nothing."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _year(value: object) -> int | None:
    text = text_of(value)[:4]
    return int(text) if text.isascii() and text.isdigit() and int(text) > 0 else None
