"""The catalogue listings are matched against: releases, their folded sides, and the index that finds them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vinyldigger.analysis.formats import read_format
from vinyldigger.analysis.matching_index import Index
from vinyldigger.analysis.matching_profile import of_release
from vinyldigger.analysis.vocabulary import Vocabulary
from vinyldigger.analysis.weights import MatchWeights
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.release import Release


class Catalogue:
    """The releases listings are matched against, indexed once."""

    def __init__(self, releases: Iterable[Release], vocabulary: Vocabulary, weights: MatchWeights) -> None:
        self.releases = sorted({release.external_id: release for release in releases}.values(), key=_release_order)
        self.by_id = {release.external_id: release for release in self.releases}
        self.by_master: dict[str, list[int]] = defaultdict(list)
        for place, release in enumerate(self.releases):
            self.by_master[release.record_id].append(place)
        self.vocabulary, self.weights = vocabulary, weights
        lines = {release.format_text for release in self.releases}
        forms = {line: read_format(line, vocabulary) for line in lines}
        self.profiles = [
            of_release(release, _form(release, forms[release.format_text]), vocabulary) for release in self.releases
        ]
        self.index = Index(self.profiles, vocabulary.common)


def _release_order(release: Release) -> tuple[int, str]:
    return len(release.external_id), release.external_id


def _form(release: Release, read: Format) -> Format:
    """The format as the marketplace states it, else as its format line reads."""
    return release.format if release.format != Format() else read
