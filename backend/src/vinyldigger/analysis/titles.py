"""Reading a listing: from a title, item specifics and comments to a :class:`ParsedListing`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from functools import lru_cache

from vinyldigger.analysis.formats import format_of, medium_flags, medium_of
from vinyldigger.analysis.grading import NOT_SAID, Graded, read_grades
from vinyldigger.analysis.item_specifics import read_aspects
from vinyldigger.analysis.lexing import Token, clean, lex
from vinyldigger.analysis.naming import Naming, name_record
from vinyldigger.analysis.numbers import barcodes_in, catalogue_numbers_in
from vinyldigger.analysis.parsed import Flag, ParsedListing, ReadGrade
from vinyldigger.analysis.risks import read_risks
from vinyldigger.analysis.statements import NOTHING_SAID, Statements, read_statements
from vinyldigger.analysis.text import ordinal, words
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.words import Reason

_YEAR = re.compile(r"(?<!\d)(19[2-9]\d|20[0-3]\d)(?!\d)")
_TITLE_CUT, _FIELD_CUT = (80,), (34, 35)  # where marketplaces cut titles off, and shops their title field
_SHORTEST_CUT = 20  # "Like..." is a title
_FORMAT_FIELDS = ("format", "size", "speed", "discs", "colour")


def parse(listing: Listing, vocabulary: Vocabulary) -> ParsedListing:
    """What a listing says, as far as its words tell. Any text is readable; what is not said stays None."""
    fields = read_aspects(listing.aspects, vocabulary)
    text = clean(listing.title)
    said = read_statements(lex(text, vocabulary.volume_words), vocabulary)
    described = _described(fields, vocabulary) if fields else NOTHING_SAID
    medium, numbers = medium_of(said, described), catalogue_numbers_in(text, said)
    naming = name_record(text, said, fields, vocabulary)
    comments = clean(f"{listing.comments} ; {listing.condition_text}") if listing.comments else ""
    media, sleeve = _grades(listing, fields, said.grades, comments, vocabulary)
    loose = naming.loose.union([said.words[place] for place in said.loose])
    return ParsedListing(
        key=listing.key,
        artist=naming.artist,
        title=naming.title,
        tokens=naming.tokens,
        label=_first(fields, "label"),
        catalogue_numbers=tuple(dict.fromkeys((*fields.get("catalogue_number", ()), *numbers))),
        barcodes=barcodes_in(fields.get("barcode", ()), text),
        year=_year(fields, said),
        country=_country(fields, said, vocabulary),
        format=format_of(listing.format, medium, said, described, fields),
        media=media,
        sleeve=sleeve,
        flags=_flags(said, described) | medium_flags(medium, said, described),
        volume=_volume(naming, vocabulary),
        edition_words=frozenset((*said.values("edition"), *described.values("edition"))),
        release_external_id=listing.release_external_id,
        risks=_risks(text, said.tokens, comments, media, sleeve, vocabulary),
        artist_words=naming.artist_words,
        title_words=naming.title_words,
        label_words=frozenset(words(_first(fields, "label") or "")),
        loose=loose,
        written=tuple(filter(None, said.words)),
        various=naming.various,
        cut=len(listing.title) in _TITLE_CUT or any(map(_is_cut, fields.get("title", ()) + fields.get("artist", ()))),
    )


def _is_cut(value: str) -> bool:
    """Whether a field seems cut off: at a shop's limit, with dots, or in the middle of a bracket."""
    if len(value) in _FIELD_CUT and value[-1].isalnum():
        return True
    return len(value) >= _SHORTEST_CUT and (value.rstrip(" -").endswith("..") or value.rfind("(") > value.rfind(")"))


def _first(fields: dict[str, tuple[str, ...]], name: str) -> str | None:
    return fields[name][0] if name in fields else None


def _described(fields: dict[str, tuple[str, ...]], vocabulary: Vocabulary) -> Statements:
    """What the fields about the record's form say of it."""
    values = [value for name in _FORMAT_FIELDS for value in fields.get(name, ())]
    return read_statements(lex(" ; ".join(values)), vocabulary, is_field=True)


def _year(fields: dict[str, tuple[str, ...]], said: Statements) -> int | None:
    for value in fields.get("year", ()):
        if found := _YEAR.search(value):
            return int(found.group())
    years = said.values("year")
    return int(years[-1]) if years else None


def _country(fields: dict[str, tuple[str, ...]], said: Statements, vocabulary: Vocabulary) -> str | None:
    for value in fields.get("country", ()):
        if code := vocabulary.country(value):
            return code
    return said.first("country")


def _flags(said: Statements, described: Statements) -> frozenset[Flag]:
    values = (*said.values("flag"), *said.values("marker"), *described.values("flag"), *described.values("marker"))
    return frozenset(map(Flag, values))


def _volume(naming: Naming, vocabulary: Vocabulary) -> int | None:
    """The number behind "Vol.", "Part", "Teil" …; None when there is none."""
    if vocabulary.volume_words.isdisjoint(naming.named):
        return None
    for word, following in itertools.pairwise(naming.named):
        if word in vocabulary.volume_words and (number := ordinal(following)) is not None:
            return number
    return None


def _grades(
    listing: Listing, fields: dict[str, tuple[str, ...]], titled: Graded, comments: str, vocabulary: Vocabulary
) -> tuple[ReadGrade, ReadGrade]:
    """The strongest statement of each grade: marketplace's field, item specific, title, comments."""
    commented = read_grades(lex(comments), vocabulary.grades, lambda _: False, GradeSource.TEXT) if comments else titled
    read = []
    for of, stated in (("media", listing.media_grade), ("sleeve", listing.sleeve_grade)):
        if stated is not None:
            read.append(_stated_grade(stated, listing.grade_source))
            continue
        named = [_field_grade(value, of, vocabulary) for value in fields.get(f"{of}_grade", ())]
        options = (*named, getattr(titled, of), getattr(commented, of))
        read.append(next((grade for grade in options if grade.grade is not None), NOT_SAID))
    return read[0], read[1]


@lru_cache(maxsize=64)
def _stated_grade(grade: Grade, source: GradeSource) -> ReadGrade:
    return ReadGrade(grade, source, grade.short)


def _field_grade(value: str, of: str, vocabulary: Vocabulary) -> ReadGrade:
    """A grade from a field made for it, where even one letter is a grade."""
    graded = read_grades(lex(f"vinyl: {value}"), vocabulary.grades, lambda _: True, GradeSource.FIELD)
    return graded.sleeve if of == "sleeve" and graded.sleeve.grade else graded.media


def _risks(
    text: str, tokens: Sequence[Token], comments: str, media: ReadGrade, sleeve: ReadGrade, vocabulary: Vocabulary
) -> tuple[Reason, ...]:
    risks = read_risks(text, tokens, media, sleeve, vocabulary)
    if not comments:
        return risks
    told = {risk.code for risk in risks}
    more = read_risks(comments, lex(comments), media, sleeve, vocabulary)
    return risks + tuple(risk for risk in more if risk.code not in told)
