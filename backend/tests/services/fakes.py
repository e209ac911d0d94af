"""Marketplaces that answer from memory, at the contract: one with a catalogue, one with offers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from vinyldigger.core import clock
from vinyldigger.core.domain.format import Format, Medium
from vinyldigger.core.domain.listing import Destination, Listing, ListingKind, Quote
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import LabelCredit, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller, ShippingPolicy
from vinyldigger.marketplaces.calls import count
from vinyldigger.marketplaces.contract import (
    Budget,
    Caller,
    Capability,
    InventorySize,
    Link,
    MarketplaceError,
    NotFound,
    NotSupported,
    Page,
)

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def euros(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def a_release(external_id: str = "7001", master_id: str | None = "8001", **changes: object) -> Release:
    facts: dict[str, object] = {
        "title": "Kind Of Blue",
        "artists": ("Miles Davis",),
        "labels": (LabelCredit("Columbia", f"CL {external_id}"),),
        "year": 1959,
        "country": "US",
        "format": Format(medium=Medium.VINYL, discs=1, inches=12, rpm=33),
        "format_text": "Vinyl, LP, Album",
        "fetched_at": NOON,
    }
    return Release(external_id=external_id, master_id=master_id, **(facts | changes))  # type: ignore[arg-type]


def a_seller(name: str = "blue-note-fan", marketplace: str = "offers", **changes: object) -> Seller:
    facts: dict[str, object] = {
        "name": name,
        "country": "DE",
        "positive_percent": Decimal("99.5"),
        "ratings": 812,
        "policies": (ShippingPolicy("DE", euros("5.00"), euros("1.00")),),
    }
    return Seller(marketplace, name, **(facts | changes))  # type: ignore[arg-type]


def an_offer(external_id: str = "1", price: str = "20.00", **changes: object) -> Listing:
    facts: dict[str, object] = {
        "marketplace": "offers",
        "site": "DE",
        "kind": ListingKind.LISTING,
        "title": "Miles Davis - Kind Of Blue LP Columbia CL 7001 VG+/VG+",
        "url": f"https://offers.example/{external_id}",
        "fetched_at": clock.now(),
        "price": euros(price),
        "seller": a_seller(),
        "ships_from": "DE",
        "quote": Quote("DE", euros("4.50"), clock.now(), postal_prefix=None),
    }
    return Listing(external_id=external_id, **(facts | changes))  # type: ignore[arg-type]


@dataclass
class FakeMarketplace:
    """Counts what it is asked; raises ``failure`` instead of answering while there is one."""

    id: str
    capabilities: frozenset[Capability]
    offers: list[Listing] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    floors: dict[str, Money] = field(default_factory=dict)
    inventories: dict[str, list[Listing]] = field(default_factory=dict)
    failure: MarketplaceError | None = None
    page_size: int = 50
    asked: Counter[str] = field(default_factory=Counter)
    left: Budget | None = None

    @property
    def label(self) -> str:
        return self.id.title()

    def _asked(self, what: str) -> None:
        self.asked[what] += 1
        count(self.id)
        if self.failure is not None:
            raise self.failure

    def _page(self, items: Sequence[object], cursor: str | None) -> Page:  # type: ignore[type-arg]
        start = int(cursor or 0)
        end = start + self.page_size
        now = clock.now()
        read = (replace(item, fetched_at=now) if isinstance(item, Listing) else item for item in items[start:end])
        return Page(tuple(read), str(end) if end < len(items) else None, len(items))

    async def search(
        self, query: Query, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        self._asked("search")
        return self._page(self.offers, cursor)

    async def search_catalogue(self, query: Query, caller: Caller, cursor: str | None = None) -> Page[Release]:
        self._asked("search_catalogue")
        return self._page(self.releases, cursor)

    async def listing(self, external_id: str, destination: Destination, caller: Caller, site: str = "") -> Listing:
        self._asked("listing")
        for offer in self.offers:
            if offer.external_id == external_id:
                return replace(offer, fetched_at=clock.now())
        raise NotFound(self.id)

    async def seller_inventory(
        self, external_id: str, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        self._asked("seller_inventory")
        return self._page(self.inventories.get(external_id, []), cursor)

    async def inventory_size(self, external_id: str, caller: Caller) -> InventorySize | None:
        self._asked("inventory_size")
        offered = len(self.inventories.get(external_id, []))
        return InventorySize(offered, -(-offered // self.page_size))

    async def release(self, external_id: str, caller: Caller) -> Release:
        self._asked("release")
        for release in self.releases:
            if release.external_id == external_id:
                return release
        raise NotFound(self.id)

    async def master_versions(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[Release]:
        self._asked("master_versions")
        return self._page([release for release in self.releases if release.master_id == external_id], cursor)

    async def release_market(self, external_id: str, currency: str, caller: Caller) -> ReleaseMarket:
        self._asked("release_market")
        price = self.floors.get(external_id)
        url = f"https://catalogue.example/sell/{external_id}"
        return ReleaseMarket(external_id, price, 3 if price else 0, clock.now(), url=url)

    async def budget(self) -> Budget:
        return self.left or Budget(self.id, 600, 0, 60, clock.now() + timedelta(seconds=60))

    def parse_link(self, text: str) -> Link | None:
        return None

    def __getattr__(self, name: str) -> object:
        raise NotSupported(self.id, name)


def offers_market(*offers: Listing, **changes: object) -> FakeMarketplace:
    can = frozenset({Capability.SEARCH_LISTINGS, Capability.LISTING})
    return FakeMarketplace("offers", can, list(offers), **changes)  # type: ignore[arg-type]


def catalogue_market(*releases: Release, **changes: object) -> FakeMarketplace:
    can = frozenset(
        {
            Capability.SEARCH_CATALOGUE,
            Capability.RELEASE,
            Capability.MASTER_VERSIONS,
            Capability.RELEASE_MARKET,
            Capability.SELLER_INVENTORY,
            Capability.LISTING,
        }
    )
    return FakeMarketplace("catalogue", can, releases=list(releases), **changes)  # type: ignore[arg-type]
