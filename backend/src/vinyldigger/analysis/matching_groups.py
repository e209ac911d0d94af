"""Groups of listings that the catalogue does not hold: same artist and title, no contradiction among any two."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence

from vinyldigger.analysis.match import Evidence, Match, MatchLevel
from vinyldigger.analysis.matching_profile import Profile

_GROUPED = 70.0  # confidence of a group by words alone


def title_groups(profiles: Sequence[Profile]) -> dict[str, Match]:
    """A title-level match for each listing, by listing key. Listings of one group share a ``record_id``."""
    found: dict[str, Match] = {}
    by_key: dict[tuple[object, ...], list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_key[_identity(profile)].append(profile)
    for identity, group in by_key.items():
        record = f"t{hashlib.blake2b(repr(identity).encode(), digest_size=10).hexdigest()}"
        for profile in group:
            evidence = (Evidence("same_words", 0.0, " ".join(profile.title), None),)
            found[profile.key] = Match(profile.key, MatchLevel.TITLE, record, None, None, _GROUPED, evidence)
    return found


def _identity(profile: Profile) -> tuple[object, ...]:
    """What two listings of one record share: the words of artist and title in any order, volume, version and medium."""
    return (
        tuple(sorted({*profile.artist, *profile.title})),
        tuple(sorted(profile.volumes)),
        tuple(sorted(profile.markers)),
    )
