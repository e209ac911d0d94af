"""Baskets: which offers to buy from whom, plans side by side."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from vinyldigger.api.v1.schemas.values import Amount, In, MoneyOut, Out, ReasonOut, Whole
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import Tier

Variant = Literal["cheapest", "most_wants", "best_condition", "fewest_parcels"]
BasketStatus = Literal["queued", "solving", "solved", "failed"]


class BasketOptionsIn(In):
    """The user's conditions, in the user's currency. ``fixed_cost``: what each parcel is worth in trouble."""

    budget: Amount | None = None
    max_parcels: Annotated[Whole, Field(ge=1, le=100)] | None = None
    fixed_cost: Amount | None = None


class BasketIn(In):
    """What is to be covered: wants, or the records of results; neither = all wants."""

    name: Annotated[str, StringConstraints(max_length=120)] = ""
    want_ids: list[UUID] = Field(default_factory=list, max_length=500)
    result_ids: list[UUID] = Field(default_factory=list, max_length=500)
    options: BasketOptionsIn = Field(default_factory=BasketOptionsIn)

    @model_validator(mode="after")
    def _one_kind_of_wish(self) -> BasketIn:
        if self.want_ids and self.result_ids:
            raise ValueError("give wants or results, not both")
        return self


class BasketWishOut(Out):
    """One thing to be covered."""

    key: str
    want_id: UUID | None
    artist: str
    title: str
    tier: Tier


class PlanItemOut(Out):
    """One offer of a parcel."""

    listing_id: UUID
    result_id: UUID | None
    key: str
    marketplace: str
    title: str
    url: str
    image_url: str | None
    media_grade: Grade | None
    sleeve_grade: Grade | None
    price: MoneyOut


class ParcelOut(Out):
    """What one seller sends. ``estimated``: shipping or taxes are usual prices, not quoted ones."""

    seller_id: UUID | None
    seller_name: str | None
    marketplace: str
    items: list[PlanItemOut]
    goods: MoneyOut
    shipping: MoneyOut
    taxes: MoneyOut
    landed: MoneyOut
    grams: int
    estimated: bool


class UnmetOut(Out):
    """Something the plan does not cover, and why; it is still watched."""

    key: str
    artist: str
    title: str
    tier: Tier
    reason: ReasonOut


class PlanOut(Out):
    """One plan. ``gap``: proven distance to the best plan, 0 = optimal; ``stopped_by_clock``: best found in time."""

    variant: Variant
    parcels: list[ParcelOut]
    unmet: list[UnmetOut]
    goods: MoneyOut
    shipping: MoneyOut
    taxes: MoneyOut
    landed: MoneyOut
    covered: int
    gap: float
    stopped_by_clock: bool


class PlanChangeOut(Out):
    """One item of the cheapest plan against the market now."""

    listing_id: UUID
    key: str
    kind: Literal["unchanged", "gone", "dearer", "cheaper", "cheaper_elsewhere"]
    before: MoneyOut
    now: MoneyOut | None
    other_listing_id: UUID | None


class PlanCheckOut(Out):
    """The plan against the market now."""

    changes: list[PlanChangeOut]
    landed: MoneyOut | None
    still_good: bool


class BasketOut(Out):
    """A basket. ``plans`` are empty until it is solved."""

    id: UUID
    name: str
    status: BasketStatus
    currency: str
    wishes: list[BasketWishOut]
    options: BasketOptionsIn
    plans: list[PlanOut]
    error: ReasonOut | None
    created_at: datetime
    solved_at: datetime | None
    checked_at: datetime | None
    check: PlanCheckOut | None


class BasketBriefOut(Out):
    """A basket in a list."""

    id: UUID
    name: str
    status: BasketStatus
    wishes: int
    covered: int
    parcels: int
    landed: MoneyOut | None
    created_at: datetime
    solved_at: datetime | None
