"""Condition: the Goldmine scale as Discogs writes it, for the record and for its sleeve."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property


class Grade(StrEnum):
    """A condition. The first eight grade media and sleeves; the last three only sleeves."""

    M = "m"
    NM = "nm"
    VG_PLUS = "vg_plus"
    VG = "vg"
    G_PLUS = "g_plus"
    G = "g"
    F = "f"
    P = "p"
    GENERIC = "generic"
    NOT_GRADED = "not_graded"
    NO_COVER = "no_cover"

    @cached_property
    def step(self) -> int | None:
        """Place on the scale, 7 for Mint down to 0 for Poor; None for the three that are no grade."""
        return _STEPS.get(self)

    @property
    def short(self) -> str:
        """As collectors write it: ``VG+``."""
        return _SHORT[self]

    def at_least(self, floor: Grade) -> bool | None:
        """Whether this is as good as ``floor`` or better; None when it cannot be told."""
        mine, theirs = self.step, floor.step
        return None if mine is None or theirs is None else mine >= theirs


class GradeSource(StrEnum):
    """Where a grade was read, strongest first."""

    FIELD = "field"  # a field made for it: Discogs' condition, an item specific
    TEXT = "text"  # the seller's words: title, comments, condition description
    CONDITION = "condition"  # the marketplace's coarse condition, which is no Goldmine grade
    UNKNOWN = "unknown"


_SHORT = {
    Grade.M: "M", Grade.NM: "NM", Grade.VG_PLUS: "VG+", Grade.VG: "VG", Grade.G_PLUS: "G+", Grade.G: "G",
    Grade.F: "F", Grade.P: "P", Grade.GENERIC: "Generic", Grade.NOT_GRADED: "Not Graded", Grade.NO_COVER: "No Cover",
}  # fmt: skip
_STEPS = {
    grade: 7 - place
    for place, grade in enumerate((Grade.M, Grade.NM, Grade.VG_PLUS, Grade.VG, Grade.G_PLUS, Grade.G, Grade.F, Grade.P))
}
