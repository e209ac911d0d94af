"""The outcome of matching: which record a listing is, how sure, and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from vinyldigger.core.domain.words import Param


class MatchLevel(StrEnum):
    """What is claimed."""

    RELEASE = "release"  # this pressing
    MASTER = "master"  # this album, pressing not confirmed
    TITLE = "title"  # same artist and title, not in the catalogue


class Certainty(StrEnum):
    """Confidence in words."""

    EXACT = "exact"  # 95+
    HIGH = "high"  # 85+
    MEDIUM = "medium"  # 70+
    LOW = "low"  # 50+

    @classmethod
    def of(cls, confidence: float) -> Certainty | None:
        """The word for a confidence of 0-100; None below 50: no match."""
        for word, floor in ((cls.EXACT, 95), (cls.HIGH, 85), (cls.MEDIUM, 70), (cls.LOW, 50)):
            if confidence >= floor:
                return word
        return None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One named piece: how much it moved the log-odds, and what was compared."""

    name: str  # "barcode", "catalogue_number", "artist", "title", "year", …; a code of the word catalogue
    weight: float
    listing_value: Param = None
    record_value: Param = None


@dataclass(frozen=True, slots=True)
class Match:
    """A listing and the record it is.

    ``record_id`` groups listings of one record (``m<master>``, ``r<release>``, ``t<hash>`` at title level).
    ``confidence`` 0-100: calibrated probability that the claim holds at ``level``.
    """

    listing_key: str
    level: MatchLevel
    record_id: str
    release_external_id: str | None
    master_id: str | None
    confidence: float
    evidence: tuple[Evidence, ...]
    confirmed_by_user: bool = False

    @property
    def certainty(self) -> Certainty | None:
        """Confidence in words."""
        return Certainty.of(self.confidence)


@dataclass(frozen=True, slots=True)
class Override:
    """A user's word on a match; it always wins, for that user. ``confirm`` False: not this record."""

    listing_key: str
    release_external_id: str | None
    master_id: str | None
    confirm: bool
