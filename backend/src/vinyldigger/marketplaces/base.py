"""What an adapter inherits: every call of the contract, not supported until it says otherwise."""
# ruff: noqa: ARG002 - the parameters are the contract's, none is needed to refuse

from __future__ import annotations

from typing import NoReturn

from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller
from vinyldigger.marketplaces.contract import (
    Authorization,
    Budget,
    Caller,
    Capability,
    CollectionEntry,
    CollectionValue,
    Identity,
    InventorySize,
    Link,
    NotSupported,
    Page,
    UserCredentials,
    UserList,
    WantEntry,
)
from vinyldigger.marketplaces.transport import Transport


class BaseMarketplace:
    """Satisfies the contract by refusing; an adapter overrides what its ``capabilities`` promise."""

    id: str
    label: str
    capabilities: frozenset[Capability]

    def __init__(self, transport: Transport) -> None:
        self.transport = transport

    def _refuse(self, what: str) -> NoReturn:
        raise NotSupported(self.id, f"{self.label} has no {what}")

    async def search(
        self, query: Query, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        self._refuse("search for offers")

    async def search_catalogue(self, query: Query, caller: Caller, cursor: str | None = None) -> Page[Release]:
        self._refuse("catalogue")

    async def listing(self, external_id: str, destination: Destination, caller: Caller, site: str = "") -> Listing:
        self._refuse("single offers")

    async def seller(self, external_id: str, caller: Caller) -> Seller:
        self._refuse("seller profiles")

    async def seller_inventory(
        self, external_id: str, destination: Destination, caller: Caller, cursor: str | None = None
    ) -> Page[Listing]:
        self._refuse("inventories")

    async def inventory_size(self, external_id: str, caller: Caller) -> InventorySize | None:
        self._refuse("inventories")

    async def release(self, external_id: str, caller: Caller) -> Release:
        self._refuse("releases")

    async def master_versions(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[Release]:
        self._refuse("masters")

    async def release_market(self, external_id: str, currency: str, caller: Caller) -> ReleaseMarket:
        self._refuse("market figures")

    async def price_suggestions(self, external_id: str, caller: Caller) -> PriceSuggestions:
        self._refuse("price suggestions")

    async def identity(self, caller: Caller) -> Identity:
        self._refuse("identity that may be kept")

    async def collection(self, username: str, caller: Caller, cursor: str | None = None) -> Page[CollectionEntry]:
        self._refuse("collections")

    async def collection_value(self, username: str, caller: Caller) -> CollectionValue:
        self._refuse("collections")

    async def wantlist(self, username: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        self._refuse("want lists")

    async def lists(self, username: str, caller: Caller, cursor: str | None = None) -> Page[UserList]:
        self._refuse("lists")

    async def list_items(self, external_id: str, caller: Caller, cursor: str | None = None) -> Page[WantEntry]:
        self._refuse("lists")

    async def authorize(self) -> Authorization:
        self._refuse("consent page")

    async def complete(self, secret: str, code: str) -> UserCredentials:
        self._refuse("consent page")

    async def refresh(self, user: UserCredentials) -> UserCredentials:
        """Nothing expires unless an adapter says so."""
        return user

    async def deleted_sellers(self, body: bytes, signature: str) -> frozenset[str]:
        self._refuse("account-deletion notices")

    async def test(self) -> None:
        self._refuse("test call")

    async def budget(self) -> Budget:
        """Calls used and left in the shared budget."""
        return await self.transport.budget()

    def parse_link(self, text: str) -> Link | None:
        """No address is ours unless an adapter says so."""
        return None
