"""Groups of listings that the catalogue does not hold: one artist and title, no contradiction among any two.

Listings with the same words are one group at once. Groups that differ in spelling are joined likeliest first, and only
when every member fits every other: A~B and B~C do not make A~C.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from vinyldigger.analysis.match import Evidence, Match, MatchLevel
from vinyldigger.analysis.matching_evidence import log_odds, offer_features, probability
from vinyldigger.analysis.matching_index import Index
from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.analysis.weights import MatchWeights

_SAME_WORDS = 0.9  # probability that the same words name one record
Identity = tuple[tuple[str, ...], tuple[int, ...], tuple[str, ...], int]


def title_groups(
    profiles: Sequence[Profile], anchors: Mapping[str, str], common: frozenset[str], weights: MatchWeights
) -> dict[str, Match]:
    """A title-level match for each listing, by listing key. Listings of one group share a ``record_id``.

    ``anchors``: the group a listing had before, by its key; a group that holds one keeps that name.
    """
    by_words: dict[Identity, list[Profile]] = defaultdict(list)
    for profile in profiles:
        by_words[_identity(profile)].append(profile)
    identities = sorted(by_words)
    found: dict[str, Match] = {}
    for group, likely in _joined([by_words[identity][0] for identity in identities], common, weights):
        members = [profile for place in group for profile in by_words[identities[place]]]
        before = min((anchors[profile.key] for profile in members if profile.key in anchors), default=None)
        record = before or _name(identities[group[0]])
        for profile in members:
            evidence = (Evidence("same_words", 0.0, " ".join((*profile.artist, *profile.title)), None),)
            found[profile.key] = Match(profile.key, MatchLevel.TITLE, record, None, None, 100 * likely, evidence)
    return found


def _identity(profile: Profile) -> Identity:
    """What two listings with the same words share; singles and albums of one name are apart."""
    size = profile.format.inches or 0
    return (
        tuple(sorted({*profile.artist, *profile.title})),
        tuple(sorted(profile.volumes)),
        tuple(sorted(profile.markers)),
        0 if size == 12 else size,
    )


def _name(identity: Identity) -> str:
    return f"t{hashlib.blake2b(repr(identity).encode(), digest_size=10).hexdigest()}"


def _joined(
    profiles: Sequence[Profile], common: frozenset[str], weights: MatchWeights
) -> list[tuple[list[int], float]]:
    """Places of profiles that are one record, and the least probability within each group."""
    index = Index(profiles, common)
    likely: dict[tuple[int, int], float] = {}
    for place, profile in enumerate(profiles):
        for other in index.candidates(profile, place):
            pair = (min(place, other), max(place, other))
            if pair not in likely:
                features = offer_features(profiles[pair[0]], profiles[pair[1]], index.weight)
                likely[pair] = probability(log_odds(features, weights.offers.album))
    groups = {place: [place] for place in range(len(profiles))}
    least = dict.fromkeys(groups, _SAME_WORDS)
    for one, other in sorted(likely, key=lambda pair: (-likely[pair], pair)):
        first, second = groups[one], groups[other]
        if first is second or likely[one, other] < weights.threshold:
            continue
        across = [likely.get((min(a, b), max(a, b)), 0.0) for a in first for b in second]
        if min(across) >= weights.threshold and not _sizes_differ(profiles, first + second):
            merged = sorted(first + second)
            lowest = min(*across, least[first[0]], least[second[0]])
            for place in merged:
                groups[place], least[place] = merged, lowest
    return [(group, round(least[place], 4)) for place, group in groups.items() if group[0] == place]


def _sizes_differ(profiles: Sequence[Profile], places: Sequence[int]) -> bool:
    return len({profiles[place].format.inches for place in places} - {None}) > 1
