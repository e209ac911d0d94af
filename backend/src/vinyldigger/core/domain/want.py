"""What a collector wants and owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money


class Tier(StrEnum):
    """How much something is wanted."""

    MUST = "must"
    NICE = "nice"
    EVENTUALLY = "eventually"


class PressingScope(StrEnum):
    """Which pressings satisfy a want."""

    RELEASE = "release"
    MASTER = "master"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Want:
    """One record wanted, with its own rule; None in a rule = no demand."""

    key: str  # identity in the product
    artist: str
    title: str
    release_external_id: str | None = None
    master_id: str | None = None
    tier: Tier = Tier.NICE
    scope: PressingScope = PressingScope.MASTER
    listed_releases: frozenset[str] = frozenset()
    max_landed: Money | None = None
    min_media: Grade | None = None
    min_sleeve: Grade | None = None
    countries: frozenset[str] = frozenset()  # ISO, where it may ship from

    @property
    def is_in_catalogue(self) -> bool:
        """Whether it names a release or an album; else only artist and title."""
        return bool(self.release_external_id or self.master_id or self.listed_releases)


@dataclass(frozen=True, slots=True)
class Owned:
    """One copy in the collection."""

    release_external_id: str
    master_id: str | None = None
    media_grade: Grade | None = None
    sleeve_grade: Grade | None = None
    instance_id: str | None = None
    artist: str = ""
    title: str = ""
    date_added: datetime | None = None
