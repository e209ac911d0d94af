"""Reading single offers by their id: what is gone, what cannot be read, and when to stop asking."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID

from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.release import ReleaseMarket
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Caller, Marketplace

T = TypeVar("T")


@dataclass(slots=True)
class ItemReading:
    """Offers of one marketplace, read one after the other.

    ``gone``: our ids of those that are over. ``skipped``: those whose answer did not fit or is private. ``stopped_by``:
    the failure of the marketplace itself, after which nothing more is asked.
    """

    market: Marketplace
    destination: Destination
    caller: Caller
    offers: list[Listing] = field(default_factory=list)
    figures: list[ReleaseMarket] = field(default_factory=list)
    gone: list[UUID] = field(default_factory=list)
    skipped: int = 0
    stopped_by: contract.MarketplaceError | None = None

    async def read(self, listing_id: UUID, external_id: str, site: str) -> None:
        """One offer, unless the marketplace has failed before."""
        if self.stopped_by is None:
            call = self.market.listing(external_id, self.destination, self.caller, site)
            if (offer := await self._answer(listing_id, call)) is not None:
                self.offers.append(offer)

    async def read_floor(self, listing_id: UUID, release: str, currency: str) -> None:
        """A release's market figures, unless the marketplace has failed before."""
        if self.stopped_by is None:
            call = self.market.release_market(release, currency, self.caller)
            if (figures := await self._answer(listing_id, call)) is not None:
                self.figures.append(figures)

    async def _answer(self, listing_id: UUID, call: Awaitable[T]) -> T | None:
        try:
            return await call
        except contract.NotFound:
            self.gone.append(listing_id)
        except (contract.WireChanged, contract.Forbidden):
            self.skipped += 1
        except contract.MarketplaceError as failure:
            self.stopped_by = failure
        return None
