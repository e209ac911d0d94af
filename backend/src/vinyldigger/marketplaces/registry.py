"""The marketplaces there are. The only importer of the adapters: everybody else asks by id."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vinyldigger.marketplaces.contract import Marketplace
from vinyldigger.marketplaces.discogs.adapter import CALLS_PER_MINUTE, Discogs
from vinyldigger.marketplaces.ebay.adapter import CALLS_PER_DAY, Ebay
from vinyldigger.marketplaces.settings import Endpoints, MarketplaceSettings


@dataclass(frozen=True, slots=True)
class Entry:
    """A marketplace that can be built. ``live``: its real addresses; ``limit``: calls per window by default.

    ``hides_old_figures``: its terms forbid to show prices, grades and availability that are older than six hours.
    """

    label: str
    factory: Callable[[MarketplaceSettings], Marketplace]
    live: Endpoints
    limit: int
    hides_old_figures: bool = False


MARKETPLACES: dict[str, Entry] = {
    "discogs": Entry(
        "Discogs",
        Discogs,
        Endpoints("https://api.discogs.com", "https://www.discogs.com"),
        CALLS_PER_MINUTE,
        hides_old_figures=True,
    ),
    "ebay": Entry("eBay", Ebay, Endpoints("https://api.ebay.com", "https://auth.ebay.com"), CALLS_PER_DAY),
}


def build(marketplace: str, settings: MarketplaceSettings) -> Marketplace:
    """The marketplace of this id; KeyError when there is none."""
    return MARKETPLACES[marketplace].factory(settings)
