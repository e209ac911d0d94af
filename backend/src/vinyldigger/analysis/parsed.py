"""What was read from a listing: the engine's own view of an offer."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.words import Reason


class Flag(StrEnum):
    """What sets a listing apart."""

    REISSUE = "reissue"
    PROMO = "promo"
    TEST_PRESSING = "test_pressing"
    PICTURE_DISC = "picture_disc"
    COLOURED = "coloured"
    SEALED = "sealed"
    LIMITED = "limited"
    RECORD_STORE_DAY = "record_store_day"
    NUMBERED = "numbered"
    CLUB_EDITION = "club_edition"
    SIGNED = "signed"
    UNOFFICIAL = "unofficial"
    NOT_A_RECORD = "not_a_record"  # CD, cassette, poster, sleeve only, shirt, book, download
    LOT = "lot"  # several records sold together
    LIVE = "live"
    REMIX = "remix"
    TRIBUTE = "tribute"
    KARAOKE = "karaoke"
    DEMO = "demo"
    INSTRUMENTAL = "instrumental"
    SOUNDTRACK = "soundtrack"
    RERECORDING = "rerecording"
    ACOUSTIC = "acoustic"
    COMPILATION = "compilation"


@dataclass(frozen=True, slots=True)
class ReadGrade:
    """A grade, where it was read and in which words; ``notes`` say how doubtful words were read."""

    grade: Grade | None = None
    source: GradeSource = GradeSource.UNKNOWN
    words: str = ""
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedListing:
    """A listing as the engine understands it. None = not said.

    ``artist`` and ``title`` are as written; comparisons fold them. ``tokens``: folded words of the title that may name
    artist and album, for finding candidates. ``risks``: words that contradict the stated grade or point to a fake,
    quoted.
    """

    key: str
    artist: str | None
    title: str | None
    tokens: tuple[str, ...]
    label: str | None = None
    catalogue_numbers: tuple[str, ...] = ()
    barcodes: tuple[str, ...] = ()  # valid ones, as EAN-13
    year: int | None = None
    country: str | None = None
    format: Format = field(default_factory=Format)
    media: ReadGrade = field(default_factory=ReadGrade)
    sleeve: ReadGrade = field(default_factory=ReadGrade)
    flags: frozenset[Flag] = frozenset()
    volume: int | None = None
    edition_words: frozenset[str] = frozenset()
    release_external_id: str | None = None
    risks: tuple[Reason, ...] = ()
    artist_words: tuple[str, ...] = ()  # folded words of artist, title and label that count
    title_words: tuple[str, ...] = ()
    label_words: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()  # tokens that speak of the copy or praise it: no record need explain them
    written: tuple[str, ...] = ()  # every folded word of the title in order: runs of them may be catalogue numbers
    various: bool = False  # the artist is "Various", a soundtrack, or unknown
    cut: bool = False  # the title seems cut off at the marketplace's limit
