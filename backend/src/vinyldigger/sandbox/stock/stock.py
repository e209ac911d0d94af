"""A marketplace's shelf: numbered places, each holding one copy after another as time goes by.

Nothing is stored but which seller and which release a place belongs to. Which copy stands there at a moment,
whether one does, and what it costs follows from the place's number and the clock alone; so any moment can be
asked for, in any order, and the same moment always gives the same answer.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from vinyldigger.sandbox.catalogue.pressings import Pressing
from vinyldigger.sandbox.stock.offers import DAY, Offer, make_offer
from vinyldigger.sandbox.stock.sellers import Seller

EPOCH = 1_577_836_800  # 2020-01-01
_PLACES_PER_ROUND = 65_536
_KIND_WEIGHT = {
    "original": 1.2, "mono": 0.5, "abroad": 0.8, "repress": 1.2, "club": 0.8, "japan": 0.8, "reissue": 1.0,
    "180g": 2.0, "coloured": 1.2, "cd": 0.5, "single": 0.7, "unofficial": 0.4, "box": 0.4,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long copies stand in a place, in days, drawn between two bounds; ``filled`` of the period is for sale."""

    shortest: int
    longest: int
    filled: float


class Stock:
    """All places of one marketplace. ``first_id``: where listing ids begin. Thread-free, memory grows with use."""

    def __init__(
        self,
        name: str,
        seed: int,
        first_id: int,
        releases: Sequence[Pressing],
        sizes: Iterable[tuple[Seller, int]],
        rhythm: Callable[[int], Rhythm],
    ) -> None:
        self._first_id = first_id
        self._releases = releases
        self._rhythm = rhythm
        self._seed = seed * 1_000_003 + sum(name.encode())
        self.vanished: Callable[[int], bool] = lambda _: False
        self.sellers: dict[str, Seller] = {}
        self._places_of_seller: dict[str, range] = {}
        self._seller_of: list[Seller] = []
        for seller, size in sizes:
            self.sellers[seller.username] = seller
            self._places_of_seller[seller.username] = range(len(self._seller_of), len(self._seller_of) + size)
            self._seller_of.extend([seller] * size)
        weights = [one.album.popularity * _KIND_WEIGHT[one.kind] for one in releases]
        chosen = Random(f"{seed} {name}").choices(range(len(releases)), weights, k=len(self._seller_of))
        self._release_of = array("I", chosen)
        self._places_of_release: dict[int, array[int]] = defaultdict(lambda: array("I"))
        for place, release in enumerate(self._release_of):
            self._places_of_release[releases[release].id].append(place)
        self._offers: dict[int, Offer] = {}

    @property
    def places(self) -> range:
        """All places."""
        return range(len(self._seller_of))

    def on_sale(self, places: Iterable[int], now: float) -> Iterator[Offer]:
        """The copies that stand in some places at a moment."""
        for place in places:
            offer = self.at(place, now)
            if offer is not None:
                yield offer

    def at(self, place: int, now: float) -> Offer | None:
        """The copy in a place at a moment, if any."""
        offer = self._offers.get(place)
        if offer is None or not offer.born <= now < offer.dies:
            turn = self._turn(place, now)
            if turn is None:
                return None
            offer = self._offer(place, turn)
        return None if self.vanished(offer.id) else offer

    def count(self, now: float) -> int:
        """How many places hold a copy at a moment, without looking at any."""
        return sum(self._turn(place, now) is not None for place in self.places)

    def by_id(self, offer_id: int) -> Offer | None:
        """A copy by listing id, on sale or not; None for an id that never was."""
        turn, place = divmod(offer_id - self._first_id, _PLACES_PER_ROUND)
        if turn < 0 or place >= len(self._seller_of):
            return None
        return self._offer(place, turn)

    def is_on_sale(self, offer: Offer, now: float) -> bool:
        """Whether a copy is for sale at a moment."""
        return offer.born <= now < offer.dies and not self.vanished(offer.id)

    def of_release(self, release_id: int) -> Sequence[int]:
        """The places where a release is sold."""
        return self._places_of_release.get(release_id, ())

    def of_seller(self, username: str) -> Sequence[int]:
        """A seller's places."""
        return self._places_of_seller.get(username, ())

    def _turn(self, place: int, now: float) -> int | None:
        """Which of a place's copies stands there at a moment; None in the pause before the next one."""
        period, phase, filled = self._timing(place)
        turn, passed = divmod(now - EPOCH + phase, period)
        return int(turn) if passed < period * filled else None

    def _timing(self, place: int) -> tuple[float, float, float]:
        """Seconds of a period, seconds it is shifted by, share of it with a copy on sale."""
        mixed = (place * 2_654_435_761 + self._seed * 40_503) & 0xFFFFFFFF
        rhythm = self._rhythm(place)
        period = float((rhythm.shortest + mixed % (rhythm.longest - rhythm.shortest + 1)) * DAY)
        return period, (mixed >> 8) / 0x1000000 * period, rhythm.filled

    def _offer(self, place: int, turn: int) -> Offer:
        offer_id = self._first_id + turn * _PLACES_PER_ROUND + place
        known = self._offers.get(place)
        if known is not None and known.id == offer_id:
            return known
        period, phase, filled = self._timing(place)
        born = EPOCH - phase + turn * period
        pressing = self._releases[self._release_of[place]]
        offer = make_offer(offer_id, place, pressing, self._seller_of[place], born, born + period * filled)
        self._offers[place] = offer
        return offer
