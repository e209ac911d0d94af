"""The labelled data as the product sees them: read, indexed and compared once, for fitting and for measuring."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools import matching_data
from tools.matching_data import Labelled, Shops, Titles

from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_choice import NEVER_MATCHED
from vinyldigger.analysis.matching_index import Index
from vinyldigger.analysis.matching_pairs import Compared, compare, compare_all
from vinyldigger.analysis.matching_profile import of_listing
from vinyldigger.analysis.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Examples:
    """Titles with their catalogue, and pairs of shop records with their features."""

    titles: Titles
    shops: Shops
    catalogue: Catalogue
    compare: Compare

    @classmethod
    def read(cls, shared: Path) -> Examples:
        """Everything in the shared folder. Features do not depend on weights; the catalogue holds the product's."""
        known = matching_data.vocabulary()
        titles, shops = matching_data.titles(shared, known), matching_data.shops(shared, known)
        return cls(titles, shops, Catalogue(titles.releases, known, matching_data.weights()), Compare(shops, known))


class Compare:
    """The product's features of pairs of shop records, words weighed among all records; made once."""

    def __init__(self, shops: Shops, known: Vocabulary) -> None:
        listings = [shops.records[key] for key in sorted(shops.records)]
        self.profiles = [of_listing(listing) for listing in listings if not listing.flags & NEVER_MATCHED]
        self.places = {profile.key: place for place, profile in enumerate(self.profiles)}
        self.sources = [shops.sources[profile.key] for profile in self.profiles]
        self.candidates = compare_all(self.profiles, self.sources, known)
        self._made = {(made.one, made.other): made for made in self.candidates}
        self._weight: Callable[[str], float] = Index(self.profiles, known.common).weight
        self._within = known.within

    def labelled(self, pairs: Sequence[Labelled]) -> list[tuple[Labelled, Compared]]:
        """Each pair whose records may be matched at all, with its features."""
        return [(pair, self._of(*place)) for pair in pairs if (place := self.place(pair))]

    def place(self, pair: Labelled) -> tuple[int, int] | None:
        """Where the pair's records are."""
        if pair.one not in self.places or pair.other not in self.places:
            return None
        one, other = sorted((self.places[pair.one], self.places[pair.other]))
        return one, other

    def _of(self, one: int, other: int) -> Compared:
        if (one, other) not in self._made:
            self._made[one, other] = compare(one, other, self.profiles, self._weight, self._within)
        return self._made[one, other]
