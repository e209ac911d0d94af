"""The state of one sandbox: its clock, catalogue, shelves, people, faults and counters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

from vinyldigger.sandbox.catalogue.catalogue import Catalogue
from vinyldigger.sandbox.config import SandboxConfig
from vinyldigger.sandbox.discogs.people import People
from vinyldigger.sandbox.faults import FaultBox
from vinyldigger.sandbox.limits import DailyQuota, MovingWindow
from vinyldigger.sandbox.sealing import Sealer
from vinyldigger.sandbox.stock.sellers import LARGE_SELLER, WATCHED_SELLERS, Seller, make_sellers
from vinyldigger.sandbox.stock.stock import Rhythm, Stock

DISCOGS_LISTING_IDS = 3_900_000_000
EBAY_LISTING_IDS = 277_000_000_000
_WATCHED_SIZE = 430
_LARGE_SIZE = 11_600
_SHELF = Rhythm(24, 220, 0.94)
_FIXED_PRICE = Rhythm(20, 95, 0.92)
_AUCTION = Rhythm(8, 9, 0.82)  # a week or so, then a pause


def is_auction(place: int) -> bool:
    """Whether an eBay place sells by auction."""
    return place % 6 == 0


class World:
    """Everything that the two stand-ins share. ``wall_clock`` is the real time, aware."""

    def __init__(self, config: SandboxConfig, wall_clock: Callable[[], datetime]) -> None:
        self.config = config
        self._wall_clock = wall_clock
        self.catalogue = Catalogue()
        self.sellers = make_sellers(config.seed)
        self.discogs = self._discogs_stock()
        self.ebay = self._ebay_stock()
        self.people = People(self.catalogue)
        self.reset()

    def reset(self) -> None:
        """Back to the state after the start: real time, no faults, nobody's lists changed, counters at zero."""
        self._offset = timedelta()
        self.accept_urls = dict(self.config.accept_urls)
        self.faults = FaultBox()
        self.calls: Counter[str] = Counter()
        self.discogs_window = MovingWindow(seconds=60)
        self.ebay_quota = DailyQuota(self.config.ebay_per_day)
        self.sealer = Sealer(self.config.seed)
        self.used_codes: set[str] = set()  # verifiers and codes serve once
        self.people.restore()
        self.discogs.vanished = partial(self.faults.is_vanished, "discogs")
        self.ebay.vanished = partial(self.faults.is_vanished, "ebay")

    def now(self) -> datetime:
        """The sandbox's time."""
        return self._wall_clock() + self._offset

    def seconds(self) -> float:
        """The sandbox's time in seconds since 1970."""
        return self.now().timestamp()

    def set_clock(self, moment: datetime) -> None:
        """Make it this moment; time goes on from there."""
        self._offset = moment.astimezone(UTC) - self._wall_clock()

    def advance(self, seconds: float) -> None:
        """Let time pass at once."""
        self._offset += timedelta(seconds=seconds)

    def _discogs_stock(self) -> Stock:
        rng = Random(f"{self.config.seed} discogs sizes")
        fixed = dict.fromkeys(WATCHED_SELLERS, _WATCHED_SIZE) | {LARGE_SELLER: _LARGE_SIZE}
        sizes = [(one, fixed.get(one.username) or _size(one, rng)) for one in self.sellers if one.on_discogs]
        allowed = [one for one in self.catalogue.releases.values() if not one.is_blocked]
        return Stock("discogs", self.config.seed, DISCOGS_LISTING_IDS, allowed, sizes, lambda _: _SHELF)

    def _ebay_stock(self) -> Stock:
        rng = Random(f"{self.config.seed} ebay sizes")
        sizes = [(one, _size(one, rng)) for one in self.sellers if one.on_ebay]
        releases = list(self.catalogue.releases.values())
        return Stock(
            "ebay", self.config.seed, EBAY_LISTING_IDS, releases, sizes,
            lambda place: _AUCTION if is_auction(place) else _FIXED_PRICE,
        )  # fmt: skip


def _size(seller: Seller, rng: Random) -> int:
    return int(min(420, max(6, rng.lognormvariate(4.4 if seller.is_business else 3.9, 0.7))))
