"""Sellers as the user sees them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from vinyldigger.api.v1.schemas.results import ResultOut
from vinyldigger.api.v1.schemas.values import Amount, CurrencyCode, In, MoneyOut, Out, SellerBriefOut, SellerStatus

SellerSort = Literal["name", "newest"]


class ShippingIn(In):
    """The user's own knowledge of what a parcel to the user's country costs; null = not known."""

    currency: CurrencyCode
    first: Amount
    extra: Amount | None = None
    free_over: Amount | None = None
    cap: Amount | None = None
    min_order: Amount | None = None


class ShippingOut(Out):
    """A parcel's price: the first record, each further one, from where it is free, the most ever asked."""

    country: str
    first: MoneyOut | None
    extra: MoneyOut | None
    free_over: MoneyOut | None
    cap: MoneyOut | None
    min_order: MoneyOut | None


class SellerOut(SellerBriefOut):
    """A seller with the user's view of it."""

    external_id: str
    note: str | None
    status_at: datetime | None
    shipping: ShippingOut | None
    listings: int
    fetched_at: datetime | None
    inventory_read_at: datetime | None
    inventory_status: Literal["never", "queued", "running", "complete", "failed"]


class SellerDetailOut(SellerOut):
    """A seller, its own shipping policies, and what it has of the user's wants."""

    policies: list[ShippingOut]
    wanted: list[ResultOut]


class InventorySizeOut(Out):
    """What a seller has on offer, and the calls that reading all of it takes; null where nobody can say."""

    listings: int | None = None
    calls: int | None = None


class StatusIn(In):
    """Watch, favourite or block a seller."""

    status: SellerStatus
    note: Annotated[str, StringConstraints(max_length=500)] | None = None


class ShippingPatch(In):
    """The user's own shipping correction; null takes it away."""

    shipping: ShippingIn | None


class TopUpIn(In):
    """A parcel from this seller: the results that are in it already."""

    result_ids: list[UUID] = Field(default_factory=list, max_length=100)


class TopUpItemOut(Out):
    """One further want of the same seller and what adding it costs at the door."""

    result: ResultOut
    marginal: MoneyOut
    saves: MoneyOut | None


class TopUpOut(Out):
    """What else to put into the parcel, cheapest addition first."""

    items: list[TopUpItemOut]
