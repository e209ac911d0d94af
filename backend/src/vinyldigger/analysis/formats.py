"""The physical form of a record, from sellers' words and from Discogs' format line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vinyldigger.analysis.lexing import clean, lex
from vinyldigger.analysis.parsed import Flag
from vinyldigger.analysis.statements import Statements, read_statements
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.core.domain.format import Channels, Format, Medium, ReleaseType

_LP = frozenset({"lp", "lps"})
_DISC_UNITS = ("lp", "lps", "vinyl", "vinyls", "disc", "discs", "record", "records")
_PLURALS = frozenset({"lps", "records", "albums", "singles", "45s", "schallplatten", "platten", "vinyls"})
_DISC_COUNTS = frozenset("123456789")
_MOST_DISCS_OF_ONE_RECORD = 30
_MOST_RECORDS_OF_A_SET = 3  # "4 LPs" without a box is a lot
_RECORD_MEDIA = frozenset({Medium.VINYL.value, Medium.SHELLAC.value, Medium.FLEXI.value})


def medium_of(said: Statements, described: Statements) -> Medium | None:
    """What the music is on. Vinyl beats a CD beside it ("LP + CD"); a CD alone is a CD."""
    media = {*said.values("medium"), *described.values("medium")}
    if records := media & _RECORD_MEDIA:
        return Medium(max(records))
    if _inches(said) or _inches(described):
        return Medium.VINYL
    return Medium(min(media)) if media else None


def format_of(
    stated: Format | None,
    medium: Medium | None,
    said: Statements,
    described: Statements,
    fields: Mapping[str, tuple[str, ...]],
) -> Format:
    """The format of a listing: what the marketplace states, then its fields, then the title. ``medium``: as read."""
    three = _read(said, {}, medium)
    if stated is None and not described.tokens:
        return three
    one, two = stated or Format(), _read(described, fields, medium)
    return Format(
        medium=one.medium or medium,
        discs=one.discs or three.discs or two.discs,
        inches=one.inches or two.inches or three.inches,
        rpm=one.rpm or two.rpm or three.rpm,
        type=one.type or two.type or three.type,
        channels=one.channels or two.channels or three.channels,
        colour=one.colour or two.colour or three.colour,
        picture_disc=one.picture_disc or two.picture_disc or three.picture_disc,
        descriptions=one.descriptions | two.descriptions | three.descriptions,
    )


def read_format(text: str, vocabulary: Vocabulary) -> Format:
    """A format line as Discogs writes it: ``2x12", EP, 33 ⅓ RPM``; also "LP+7in" or "2 LP - Picture Disc"."""
    said = read_statements(lex(clean(text)), vocabulary, is_field=True)
    first = said.first("medium")
    return _read(said, {}, Medium(first) if first else Medium.VINYL if _inches(said) else None)


def _read(said: Statements, fields: Mapping[str, tuple[str, ...]], medium: Medium | None) -> Format:
    inches, type_, flags, colours = _inches(said), said.first("type"), said.values("flag"), said.values("colour")
    channels, rpm = said.first("channels"), said.first("rpm")
    if type_ == "single" and inches == 12:
        type_ = "maxi"
    return Format(
        medium=medium,
        discs=_discs(said, fields),
        inches=inches,
        rpm=int(rpm) if rpm else None,
        type=ReleaseType(type_) if type_ else None,
        channels=Channels(channels) if channels else None,
        colour=colours[0] if colours else None,
        picture_disc="picture_disc" in flags,
        descriptions=frozenset((*flags, *said.values("edition"), *_lp(said), *_pattern(colours))),
    )


def _lp(said: Statements) -> Sequence[str]:
    """ "lp" when it is said to be one: a 12-inch single is none."""
    is_lp = not _LP.isdisjoint(said.words) or any(token.unit in _LP for token in said.measures)
    return ("lp",) if is_lp else ()


def _pattern(colours: Sequence[str]) -> Sequence[str]:
    """ "multi" when a colour is patterned: "pink marble"."""
    return ("multi",) if "multi" in colours else ()


def _inches(said: Statements) -> int | None:
    for token in said.measures:
        if token.kind == "inch" and not (token.added and _lp(said)):
            return token.number
        if token.kind == "many":
            return int(token.unit)
        if token.kind == "count" and token.unit in _LP:
            return 12
    stated = said.first("inches")
    return int(stated) if stated else None


def _discs(said: Statements, fields: Mapping[str, tuple[str, ...]]) -> int | None:
    for value in fields.get("discs", ()):
        if value.isascii() and value.isdigit() and 0 < int(value) <= _MOST_DISCS_OF_ONE_RECORD:
            return int(value)
    stated = said.first("discs") or _bracketed(said)
    if stated:
        return int(stated)
    for token in said.measures:
        counts = token.kind == "many" or (token.kind == "count" and token.unit in _DISC_UNITS)
        if counts and 0 < token.number <= _MOST_DISCS_OF_ONE_RECORD:
            return token.number
    return None


def _bracketed(said: Statements) -> str | None:
    """The count in "LP (2)"."""
    for place in [place for place, word in enumerate(said.words) if word in _DISC_COUNTS]:
        if place and said.tokens[place].bracketed:
            before = said.tokens[place - 1]
            if before.kind == "inch" or before.word in {"lp", "vinyl"}:
                return said.words[place]
    return None


def medium_flags(medium: Medium | None, said: Statements, described: Statements) -> frozenset[Flag]:
    """Whether it is no record at all, or several records. ``medium``: as read."""
    flags = set()
    no_records = said.values("not_a_record") or described.values("not_a_record")
    is_other = medium is not None and medium.value not in _RECORD_MEDIA
    if is_other or (no_records and medium is None) or said.values("never_a_record"):
        flags.add(Flag.NOT_A_RECORD)
    if said.values("lot") or _many_records(said):
        flags.add(Flag.LOT)
    return frozenset(flags)


def _many_records(said: Statements) -> bool:
    boxed = "box" in said.values("type")
    for token in said.measures:
        if token.kind == "count" and token.unit in _PLURALS and not boxed and token.number > _MOST_RECORDS_OF_A_SET:
            return True
        counts = token.kind == "many" or token.sign == "x" or token.unit in _PLURALS
        if counts and token.number > _MOST_DISCS_OF_ONE_RECORD:  # "PCSD 163 vinyl" ends a catalogue number
            return True
    return False
