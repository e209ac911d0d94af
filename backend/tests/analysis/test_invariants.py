"""What collectors agree on: when two offers are one pressing, surely not, uncertain, or no match at all.

Each situation is generated for several records, and judged both ways the matcher is used: as two offers, and as an
offer against a release of the catalogue. The shared list of situations says what is expected (marker ``shared``).
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.analysis.reading import TABLES
from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching import claims
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_pairs import pairs
from vinyldigger.analysis.text import ean13
from vinyldigger.analysis.titles import parse
from vinyldigger.cli.match_records import listing_of, release_of

SHARED = Path(os.environ.get("SHARED_DIR") or Path(__file__).parents[4] / "shared")
CERTAIN = 0.95

Record = dict[str, Any]
Couple = tuple[Record, Record]


@dataclass(frozen=True)
class Base:
    """A record that exists nowhere."""

    artist: str
    title: str
    label: str
    number: str
    year: int
    gtin: str
    other_gtin: str


def gtin(number: int) -> str:
    """A valid EAN-13 made of a number."""
    found = next(code for check in range(10) if (code := ean13(f"{number:012d}{check}")))
    assert found.endswith(str(found[-1]))
    return found


BASES = [
    Base(
        "The Lantern Keepers", "Harbour Lights", "Northgate", "NGL 2041", 1971, gtin(501234567001), gtin(501234567002)
    ),
    Base("Orla Vance", "Paper Rivers", "Silverline Records", "SLR-077", 1984, gtin(402222100345), gtin(402222100346)),
    Base(
        "Tomas & Ilse Brandt",
        "Winterreise Nach Osten",
        "Kometa",
        "6305 912",
        1978,
        gtin(73145200112),
        gtin(73145200113),
    ),
    Base(
        "Kwesi Appiah Quintet", "Accra After Dark", "Makola", "MKL 1009", 1969, gtin(800777123456), gtin(800777123457)
    ),
    Base("Velvet Anchors", "Slow Machinery", "Drift", "DRFT 33", 1996, gtin(724384000111), gtin(724384000112)),
    Base("Молодые Ветры", "Северный Берег", "Мелодия", "С60 20345", 1983, gtin(460123450067), gtin(460123450068)),
]


def offer(base: Base, **others: Any) -> Record:
    """A record as the match command reads it: artist and title in fields of their own."""
    said: Record = {"artist": base.artist, "title": base.title} | others
    shown = others.get("shown") or f"{said['artist']} - {said['title']} {others.get('copy', '')}".strip()
    extra = {name: value for name, value in said.items() if name not in {"copy", "shown"}}
    return extra | {"listing_title": shown}


def known(base: Base, **others: Any) -> Record:
    """The same with label, catalogue number and year."""
    return offer(base, **{"label": base.label, "catno": base.number, "year": str(base.year), "format": "LP"} | others)


def both(base: Base, one: str, other: str, make: Callable[..., Record] = known) -> Couple:
    """Two offers that differ in what is said of the copy."""
    return make(base, copy=one), make(base, copy=other)


Situation = Callable[[Base], Couple]
SAME: dict[str, Situation] = {
    "same valid GTIN, artist agrees": lambda b: (
        offer(b, upc=b.gtin), offer(b, upc=b.gtin, shown=f"{b.artist} {b.title} LP")),
    "UPC-A 12 digits": lambda b: (offer(b, upc=b.gtin), offer(b, upc=f"{b.gtin[:1]} {b.gtin[1:7]}-{b.gtin[7:]}")),
    "same label and same catalogue number": lambda b: (
        known(b), known(b, catno=b.number.lower().replace(" ", "-"), title=b.title.upper(), copy="")),
    "title differs only by dash style": lambda b: (
        offer(b, upc=b.gtin), offer(b, upc=b.gtin, shown=f"{b.artist} – {b.title.title()} (LP) {b.year}")),
    '"A & B"': lambda b: (
        offer(b, upc=b.gtin, artist=f"{b.artist} & The Tides"),
        offer(b, upc=b.gtin, artist=f"{b.artist} And The Tides")),
}  # fmt: skip
DIFFERENT: dict[str, Situation] = {
    "two valid GTINs that differ": lambda b: (known(b, upc=b.gtin), known(b, upc=b.other_gtin)),
    "another artist": lambda b: (
        offer(b, upc=b.gtin),
        offer(b, upc=b.gtin, artist="Gregory Pemberton", title="Quarry Songs"),
    ),
    "disc count 1 against 2": lambda b: (known(b, format="1LP"), known(b, format="2LP")),
    "LP against 7-inch": lambda b: (known(b, format="LP"), known(b, format='7" single')),
    "33 rpm against 45": lambda b: (known(b, format="LP, 33 RPM"), known(b, format="LP, 45 RPM")),
    "black against coloured": lambda b: both(b, "LP (Black Vinyl)", "LP (Red Vinyl)"),
    "mono against stereo": lambda b: both(b, "LP mono", "LP stereo"),
    "picture disc against standard": lambda b: both(b, "LP picture disc", "LP (Black Vinyl)"),
    "box set against single LP": lambda b: (known(b, format="LP box set"), known(b, format="1LP")),
    "LP against CD": lambda b: (offer(b, upc=b.gtin, format="LP"), offer(b, upc=b.gtin, format="CD")),
    "country EU against US": lambda b: (known(b, country="Europe"), known(b, country="US")),
}
UNCERTAIN: dict[str, Situation] = {
    "artist and title alone agree": lambda b: (offer(b), offer(b)),
    "states a colour": lambda b: both(b, "LP (Green Vinyl)", "LP", offer),
    "RSD/180g/remaster/deluxe": lambda b: both(b, "LP RSD 180g remastered deluxe edition", "LP", offer),
    "label missing on one side": lambda b: (known(b), known(b, label="")),
    "failing its check digit": lambda b: (offer(b, upc=b.gtin[:-1] + str((int(b.gtin[-1]) + 1) % 10)),
                                          offer(b, upc=b.gtin[:-1] + str((int(b.gtin[-1]) + 1) % 10))),
    "differs by a reissue": lambda b: (offer(b, year=str(b.year)), offer(b, year=str(b.year + 30))),
    "country EU against Germany": lambda b: (offer(b, country="Europe"), offer(b, country="Germany")),
}  # fmt: skip
NO_MATCH: dict[str, Situation] = {
    "lot, job lot": lambda b: (known(b), known(b, shown=f"Job lot of 12 LPs incl. {b.artist} - {b.title}")),
    "sleeve only": lambda b: (known(b), known(b, shown=f"{b.artist} - {b.title} LP sleeve only")),
    "tribute, karaoke": lambda b: (
        offer(b),
        offer(b, title=f"{b.title} Live At The Pier", shown=f"{b.artist} - {b.title} Live LP"),
    ),
    "Part 1 against Part 2": lambda b: (offer(b, title=f"{b.title} Vol. 1"), offer(b, title=f"{b.title} Vol. 2")),
    "re-recording": lambda b: (offer(b), offer(b, title=f"{b.title} (Taylor's Version)")),
}
EXPECTED = {"same": SAME, "different": DIFFERENT, "uncertain": UNCERTAIN, "no_match": NO_MATCH}


def judged(couple: Couple) -> tuple[MatchLevel, float] | None:
    """What the product claims of two offers."""
    made = [listing_of(record | {"id": str(place)}) for place, record in enumerate(couple)]
    found = pairs([parse(one, TABLES.vocabulary) for one in made], {}, TABLES.vocabulary, TABLES.match_weights, 0.5)
    return (found[0].level, found[0].probability) if found else None


def judged_against_catalogue(couple: Couple) -> tuple[MatchLevel, float] | None:
    """What the product claims of the second offer against the first as a release."""
    entry, record = couple
    release = release_of({"barcode": entry.get("upc", ""), **entry, "release_id": "1", "format": form(entry)})
    catalogue = Catalogue([release], TABLES.vocabulary, TABLES.match_weights)
    parsed = parse(listing_of(record | {"id": "0"}), TABLES.vocabulary)
    found = dict(claims([parsed], catalogue, TABLES.match_weights.threshold))
    return (found[parsed.key].level, found[parsed.key].probability) if found else None


def form(entry: Mapping[str, Any]) -> str:
    """The format line a catalogue would give it: what the offer says of the copy."""
    return ", ".join(
        filter(None, (entry.get("format"), entry["listing_title"].rpartition(entry["title"])[2].strip(" ()")))
    )


def cases(situations: Mapping[str, Situation]) -> list[Any]:
    return [
        pytest.param(make(base), id=f"{name}: {base.artist}") for name, make in situations.items() for base in BASES
    ]


@pytest.mark.parametrize("couple", cases(SAME))
def test_the_same_pressing(couple: Couple) -> None:
    for found in (judged(couple), judged_against_catalogue(couple)):
        assert found is not None
        assert found[0] is MatchLevel.RELEASE
        assert found[1] >= CERTAIN


@pytest.mark.parametrize("couple", cases(DIFFERENT))
def test_not_the_same_pressing(couple: Couple) -> None:
    for found in (judged(couple), judged_against_catalogue(couple)):
        assert found is None or found[0] is MatchLevel.MASTER


@pytest.mark.parametrize("couple", cases(UNCERTAIN))
def test_uncertain_whether_the_same_pressing(couple: Couple) -> None:
    for found in (judged(couple), judged_against_catalogue(couple)):
        assert found is not None, "it is the same album all the same"
        assert found[0] is MatchLevel.MASTER or found[1] < CERTAIN


@pytest.mark.parametrize("couple", cases(NO_MATCH))
def test_no_match_at_all(couple: Couple) -> None:
    assert judged(couple) is None
    assert judged_against_catalogue(couple) is None


@pytest.mark.parametrize("word", ["Live", "Remixes", "Instrumentals", "Karaoke", "A Tribute To"])
@pytest.mark.parametrize("base", BASES[:5], ids=lambda base: base.artist)
def test_another_version_of_an_album_is_another_record(base: Base, word: str) -> None:
    couple = (offer(base), offer(base, title=f"{base.title} {word}"))
    assert judged(couple) is None
    assert judged_against_catalogue(couple) is None


@pytest.mark.shared
def test_every_situation_of_the_shared_list_is_generated() -> None:
    path = SHARED / "data" / "rules" / "invariants.csv"
    if not path.exists():
        pytest.skip(f"no list of situations at {path} (SHARED_DIR; .ci/run demands it)")
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == sum(map(len, EXPECTED.values()))
    for row in rows:
        names = [name for name in EXPECTED[row["expected"]] if name in row["situation"]]
        assert len(names) == 1, row
