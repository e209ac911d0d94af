"""What kind of object a record is: medium, size, speed, number of discs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Medium(StrEnum):
    """What the music is on."""

    VINYL = "vinyl"
    SHELLAC = "shellac"
    FLEXI = "flexi"
    CD = "cd"
    CASSETTE = "cassette"
    DIGITAL = "digital"
    VIDEO = "video"
    OTHER = "other"


class ReleaseType(StrEnum):
    """What kind of publication it is."""

    ALBUM = "album"
    EP = "ep"
    SINGLE = "single"
    MAXI = "maxi"
    BOX = "box"
    COMPILATION = "compilation"


class Channels(StrEnum):
    """How many channels were cut."""

    MONO = "mono"
    STEREO = "stereo"
    QUAD = "quad"


@dataclass(frozen=True, slots=True)
class Format:
    """The physical form. None means unknown, never "no"."""

    medium: Medium | None = None
    discs: int | None = None
    inches: int | None = None  # 7, 10 or 12
    rpm: int | None = None  # 33, 45 or 78
    type: ReleaseType | None = None
    channels: Channels | None = None
    colour: str | None = None  # folded, "black" when said so, None when unknown
    picture_disc: bool = False
    descriptions: frozenset[str] = frozenset()  # lower case: "reissue", "limited edition", "promo", …
