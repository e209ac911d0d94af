"""Which pressings an album has: originals, other countries, reissues, colours, clubs, CDs and singles, by rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from vinyldigger.sandbox.catalogue import identifiers
from vinyldigger.sandbox.catalogue.albums import Album

RELEASE_IDS = 990_000_000  # far above the real catalogue
MASTER_IDS = 980_000_000
FURTHER = 50  # pressings from this number on are made only when asked for
MERGED = 49  # an entry that has been merged into the first pressing
MOST_PRESSINGS = 9
NO_NUMBER = "none"  # as the catalogue writes it

_ABROAD = (
    "US", "UK", "Germany", "France", "Italy", "Netherlands", "Japan", "Spain", "Canada", "Australia", "Greece",
    "Brazil", "Sweden", "Yugoslavia", "New Zealand", "Portugal",
)  # fmt: skip
_COLOURS = (
    "Blue Marbled", "Red Translucent", "Clear", "White", "Gold", "Orange", "Green Transparent", "Purple", "Silver",
    "Pink", "Yellow", "Turquoise", "Black & White Splatter", "Crystal Clear",
)  # fmt: skip
_FIRST_BARCODES = 1981
_LAST_YEAR = 2024


@dataclass(frozen=True, slots=True)
class Format:
    """One format line: medium, number of pieces, descriptions, free text."""

    name: str
    quantity: int
    descriptions: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """The plan of one pressing before it has numbers. ``value`` in US dollars, near mint."""

    kind: str
    country: str
    year: int
    value: float
    descriptions: tuple[str, ...]
    text: str = ""
    medium: str = "Vinyl"
    shares_number: bool = False  # a repress keeps the catalogue number of the original


@dataclass(frozen=True, slots=True)
class Pressing:
    """One release of the sample catalogue."""

    id: int
    album: Album
    kind: str
    title: str
    country: str
    year: int
    value: float
    formats: tuple[Format, ...]
    catno: str
    barcode: str | None
    matrix: tuple[str, str]
    have: int
    want: int

    @property
    def master_id(self) -> int | None:
        """The master it belongs to; singles have none."""
        return None if self.kind == "single" else MASTER_IDS + self.album.number

    @property
    def is_vinyl(self) -> bool:
        """Whether it is a record."""
        return self.formats[-1].name == "Vinyl"

    @property
    def is_blocked(self) -> bool:
        """Whether selling it is forbidden: counterfeits."""
        return self.kind == "unofficial"

    @property
    def grams(self) -> int:
        """Estimated weight."""
        per_piece = {"CD": 85, "single": 60}.get("single" if self.kind == "single" else self.formats[-1].name, 230)
        return per_piece * sum(form.quantity for form in self.formats if form.name != "Box Set")


def pressings_of(album: Album) -> tuple[Pressing, ...]:
    """All pressings of an album, the original first."""
    rng = Random(f"pressings {album.number}")
    editions = [*_originals(album), *_kept(list(_later(album, rng)), rng), *_always(album, rng)]
    return tuple(_pressing(album, number, edition, rng) for number, edition in enumerate(editions))


def further_pressing(album: Album, number: int) -> Pressing:
    """One of the many small represses that only want lists and direct look-ups ever reach."""
    rng = Random(f"further {album.number} {number}")
    country = _ABROAD[(album.number + number) % len(_ABROAD)]
    year = min(_LAST_YEAR, album.year + 1 + (number - FURTHER) * 2)
    edition = Edition("repress", country, year, max(6.0, album.value * 0.2), ("LP", "Album", "Repress"))
    return _pressing(album, number, edition, rng)


def _originals(album: Album) -> Iterator[Edition]:
    if album.year < 1958:
        yield Edition("original", album.country, album.year, album.value, ("LP", "Album", "Mono"))
        return
    yield Edition("original", album.country, album.year, album.value, ("LP", "Album", "Stereo"))
    if album.year < 1968:
        yield Edition("mono", album.country, album.year, album.value * 1.25, ("LP", "Album", "Mono"))


def _later(album: Album, rng: Random) -> Iterator[Edition]:
    abroad = [country for country in _ABROAD if country != album.country]
    first = album.number % len(abroad)
    for step in (0, 5):
        country = abroad[(first + step) % len(abroad)]
        value = max(8.0, album.value * rng.uniform(0.25, 0.6))
        yield Edition("abroad", country, album.year + rng.randint(0, 1), value, ("LP", "Album"))
    if album.year < 2005:
        year, value = album.year + rng.randint(2, 6), min(60.0, max(8.0, album.value * 0.4))
        yield Edition("repress", album.country, year, value, ("LP", "Album", "Repress"), shares_number=True)
    if album.country == "US" and 1966 <= album.year <= 1986:
        value = min(25.0, max(5.0, album.value * 0.3))
        yield Edition("club", "US", album.year + 1, value, ("LP", "Album", "Club Edition"))
    if album.country != "Japan" and album.year < 1990:
        year, value = max(1974, album.year + rng.randint(2, 9)), min(110.0, max(22.0, album.value * 0.4))
        yield Edition("japan", "Japan", year, value, ("LP", "Album", "Reissue", "Stereo"), "Obi")
    if album.year < 1978:
        value = rng.uniform(12, 26)
        yield Edition("reissue", "Europe", rng.randint(1983, 1989), value, ("LP", "Album", "Reissue"))
    year = min(_LAST_YEAR, max(2006, album.year + 10) + rng.randint(0, 9))
    audiophile = ("LP", "Album", "Reissue", "Remastered", "Stereo")
    yield Edition("180g", "Europe" if album.number % 2 else "US", year, rng.uniform(22, 42), audiophile, "180 Gram")
    year, colour = min(_LAST_YEAR, max(2014, album.year + 3) + rng.randint(0, 8)), rng.choice(_COLOURS)
    limited = ("LP", "Album", "Limited Edition", "Reissue")
    yield Edition("coloured", rng.choice(("US", "Europe", "UK")), year, rng.uniform(28, 65), limited, colour)
    if album.popularity >= 9:
        yield Edition("box", "Europe", year, rng.uniform(70, 160), ("LP", "Album", "Deluxe Edition", "Numbered"))


def _kept(editions: list[Edition], rng: Random) -> list[Edition]:
    """Some of what is possible, in order of year; albums people look for most keep all."""
    while len(editions) > MOST_PRESSINGS - 1:
        editions.pop(rng.randrange(len(editions)))
    return sorted(editions, key=lambda edition: edition.year)


def _always(album: Album, rng: Random) -> Iterator[Edition]:
    year = max(1986, album.year) + (rng.randint(0, 6) if album.year < 1986 else 0)
    yield Edition("cd", "Europe", year, rng.uniform(4, 11), ("Album",), medium="CD")
    if album.popularity >= 8:
        text = rng.choice(_COLOURS)
        unofficial = ("LP", "Album", "Reissue", "Unofficial Release")
        yield Edition("unofficial", "Europe", rng.randint(2009, 2021), rng.uniform(12, 22), unofficial, text)
    if album.single:
        size = ('7"', "45 RPM", "Single") if album.year < 1982 else ('12"', "45 RPM", "Maxi-Single")
        yield Edition("single", album.country, album.year, rng.uniform(4, 24), size)


def _pressing(album: Album, number: int, edition: Edition, rng: Random) -> Pressing:
    number_in_catno = 0 if edition.shares_number else number
    catno = identifiers.catalogue_number(album.label, edition.country, album.number, number_in_catno)
    stem = catno.replace(" ", "-")
    if edition.kind == "unofficial":
        catno = NO_NUMBER
    code = album.number * 100 + number
    barcode = None
    if edition.year >= _FIRST_BARCODES:
        barcode = identifiers.upc_a(code) if edition.country == "US" else identifiers.ean13(code)
    have = max(3, int(album.popularity * rng.uniform(8, 220) * (0.4 if edition.value > 200 else 1)))
    return Pressing(
        id=RELEASE_IDS + code,
        album=album,
        kind=edition.kind,
        title=album.single if edition.kind == "single" else album.title,
        country=edition.country,
        year=edition.year,
        value=round(edition.value, 2),
        formats=_formats(album, edition),
        catno=catno,
        barcode=barcode,
        matrix=(f"{stem}-A{rng.randint(1, 4)}", f"{stem}-B{rng.randint(1, 4)}"),
        have=have,
        want=max(1, int(have * rng.uniform(0.1, 0.5) * (1 + edition.value / 90))),
    )


def _formats(album: Album, edition: Edition) -> tuple[Format, ...]:
    if edition.kind == "single":
        return (Format("Vinyl", 1, edition.descriptions),)
    line = Format(edition.medium, album.discs, edition.descriptions, edition.text)
    if edition.kind == "box":
        return (Format("Box Set", 1, ("Limited Edition",)), line)
    return (line,)
