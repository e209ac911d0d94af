"""How a record relates to what somebody has or wants."""

from __future__ import annotations

from enum import StrEnum


class Ownership(StrEnum):
    """At which level something is in the collection or on the want list."""

    NONE = "none"
    MASTER = "master"
    RELEASE = "release"
