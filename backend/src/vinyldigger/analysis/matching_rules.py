"""Contradictions between two sides: what rules out that they are one pressing, or one record at all."""

from __future__ import annotations

from collections.abc import Mapping

from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.core.domain.format import Format, Medium, ReleaseType

_BLACK = "black"
_RECORDS = frozenset({Medium.VINYL, Medium.SHELLAC, Medium.FLEXI})


def album_contradictions(one: Profile, other: Profile) -> list[str]:
    """Why both cannot be one album, by name; empty when nothing contradicts."""
    found = []
    if _numbered_apart(one, other):
        found.append("volume")
    if (one.markers - other.markers and not other.cut) or (other.markers - one.markers and not one.cut):
        found.append("version")
    if _differ(_carrier(one.format), _carrier(other.format)):
        found.append("medium")
    return found


def _numbered_apart(one: Profile, other: Profile) -> bool:
    """Whether volumes differ, or each title has a number that the other side has nowhere: "Live 1977", "Live 1978"."""
    if one.volumes and other.volumes and not one.volumes & other.volumes:
        return True
    return not one.figures <= other.words and not other.figures <= one.words


def pressing_contradictions(one: Profile, other: Profile, within: Mapping[str, frozenset[str]]) -> list[str]:
    """Why both cannot be one pressing, by name. Only what both sides state can contradict.

    Source: the rules collectors agree on (``data/rules/invariants.csv`` of the project's shared data).
    """
    mine, theirs = one.format, other.format
    return [
        name
        for name, unlike in (
            ("barcode", bool(one.barcodes and other.barcodes and not one.barcodes & other.barcodes)),
            ("discs", _differ(mine.discs, theirs.discs)),
            ("size", _differ(mine.inches, theirs.inches)),
            ("speed", _differ(mine.rpm, theirs.rpm)),
            ("channels", _differ(mine.channels, theirs.channels)),
            ("colour", _colours_differ(mine, theirs)),
            ("picture_disc", _picture_against_plain(mine, theirs)),
            ("box", _box_against_single(mine, theirs)),
            ("country", _countries_differ(one.country, other.country, within)),
        )
        if unlike
    ]


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _carrier(form: Format) -> str | None:
    if form.medium is None:
        return None
    return "record" if form.medium in _RECORDS else form.medium.value


def is_coloured(form: Format) -> bool:
    """Whether it is said to be another colour than black."""
    return form.colour not in {None, _BLACK} or "coloured" in form.descriptions


def is_black(form: Format) -> bool:
    """Whether it is said to be plain black."""
    return form.colour == _BLACK and form.descriptions.isdisjoint(("coloured", "multi"))


def _colours_differ(one: Format, other: Format) -> bool:
    """Whether both name colours and share none; a pattern is one of them: "marble" may be "pink marble".

    Any colour but black contradicts black.
    """
    if (is_black(one) and is_coloured(other)) or (is_black(other) and is_coloured(one)):
        return True
    if one.colour is None or other.colour is None or one.colour == other.colour:
        return False
    return "multi" not in one.descriptions & other.descriptions


def _picture_against_plain(one: Format, other: Format) -> bool:
    plain = other if one.picture_disc else one
    return one.picture_disc != other.picture_disc and plain.colour is not None


def _box_against_single(one: Format, other: Format) -> bool:
    boxed, loose = (one, other) if one.type is ReleaseType.BOX else (other, one)
    return boxed.type is ReleaseType.BOX and loose.type is not ReleaseType.BOX and loose.discs == 1


def _countries_differ(one: str | None, other: str | None, within: Mapping[str, frozenset[str]]) -> bool:
    """Whether both name a country and neither may mean the other ("Europe" may be Germany)."""
    if one is None or other is None or one == other:
        return False
    return other not in within.get(one, ()) and one not in within.get(other, ())
