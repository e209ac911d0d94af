"""Catalogues indexed lately, kept in this process: a text new to a search is matched against thousands of releases, and
what a word tells depends on all of them.

Only a saving: a catalogue is kept under the digest of what was loaded for it, so the answer is that of indexing it
again. One that is not here is made anew.
"""

from __future__ import annotations

from collections import OrderedDict

from vinyldigger.analysis.matching import Catalogue

_MOST_RELEASES = 20_000  # in all catalogues kept: some 5 kB each


class IndexedCatalogues:
    """The catalogues used last, as many as fit."""

    def __init__(self, most_releases: int = _MOST_RELEASES) -> None:
        self._most_releases = most_releases
        self._kept: OrderedDict[str, Catalogue] = OrderedDict()

    def get(self, digest: str) -> Catalogue | None:
        """The catalogue with this digest, if it is kept."""
        if digest in self._kept:
            self._kept.move_to_end(digest)
        return self._kept.get(digest)

    def keep(self, digest: str, catalogue: Catalogue) -> None:
        """Keep a catalogue; those not used for longest make room."""
        self._kept[digest] = catalogue
        self._kept.move_to_end(digest)
        while sum(len(each.releases) for each in self._kept.values()) > self._most_releases:
            self._kept.popitem(last=False)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()


INDEXED = IndexedCatalogues()
