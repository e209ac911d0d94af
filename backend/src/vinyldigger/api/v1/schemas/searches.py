"""Saved searches: what is looked for, where, under which rules."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from vinyldigger.api.v1.schemas.runs import RunOut
from vinyldigger.api.v1.schemas.values import (
    Amount,
    CatalogueId,
    Certain,
    Flag,
    GoldmineGrade,
    In,
    Out,
    Platform,
    ReasonOut,
    Whole,
)
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption

FormatFilter = Literal["lp", "ep", "12", "10", "7", "box"]
Place = Annotated[
    str, StringConstraints(pattern=r"^([A-Z]{2}|eu|europe|north_america|south_america|asia|oceania|africa)$")
]
SearchKind = Literal["query", "release", "master", "wantlist", "imports"]
Word = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
QueryText = Annotated[str, StringConstraints(min_length=2, max_length=200)]
Year = Annotated[Whole, Field(ge=1880, le=2100)]


class RulesIn(In):
    """What keeps an offer in. Null or empty = no demand. ``max_price`` is landed, in the user's currency."""

    min_price: Amount | None = None
    max_price: Amount | None = None
    min_record_condition: GoldmineGrade | None = None
    min_sleeve_condition: GoldmineGrade | None = None
    seller_location_preference: list[Place] = Field(
        default_factory=list, max_length=60, description="ISO countries and regions; empty: anywhere"
    )
    formats: list[FormatFilter] = Field(default_factory=list, max_length=6)
    year_from: Year | None = None
    year_to: Year | None = None
    exclude_words: list[Word] = Field(default_factory=list, max_length=30)
    min_seller_rating: Annotated[Decimal, Field(ge=0, le=100)] | None = None
    min_seller_ratings: Annotated[Whole, Field(ge=0, le=10_000_000)] | None = None
    buying_options: list[BuyingOption] = Field(default_factory=list, max_length=4)

    @model_validator(mode="after")
    def _ranges_run_upwards(self) -> RulesIn:
        if self.min_price is not None and self.max_price is not None and self.min_price > self.max_price:
            raise ValueError("min_price is above max_price")
        if self.year_from is not None and self.year_to is not None and self.year_from > self.year_to:
            raise ValueError("year_from is after year_to")
        return self


class SearchIn(RulesIn):
    """A new saved search; its first run is queued at once."""

    kind: Literal["query", "release", "master"] = "query"
    name: Name
    query: QueryText | None = None
    release_id: UUID | None = None
    master_id: CatalogueId | None = None
    platforms: list[Platform] = Field(default_factory=list, max_length=10, description="Empty: all marketplaces")
    check_interval_hours: Annotated[Whole, Field(ge=1, le=168)] = 24
    first_run_quiet: Flag = True
    is_active: Flag = True

    @model_validator(mode="after")
    def _has_what_it_looks_for(self) -> SearchIn:
        needed = {"query": self.query, "release": self.release_id, "master": self.master_id}[self.kind]
        if needed is None:
            field = "query" if self.kind == "query" else f"{self.kind}_id"
            raise ValueError(f"a search of kind {self.kind} needs {field}")
        return self


class SearchPatch(RulesIn):
    """Changes to a saved search; only the fields sent are changed."""

    name: Name | None = None
    query: QueryText | None = None
    platforms: Annotated[list[Platform], Field(max_length=10)] | None = None
    check_interval_hours: Annotated[Whole, Field(ge=1, le=168)] | None = None
    first_run_quiet: Flag | None = None

    @model_validator(mode="after")
    def _what_must_stand_is_not_emptied(self) -> SearchPatch:
        for field in ("name", "query", "platforms", "check_interval_hours", "first_run_quiet"):
            if field in self.model_fields_set and getattr(self, field) is None:
                raise ValueError(f"{field} cannot be null")
        return self


class TallyOut(Out):
    """What a search holds. ``new``: first seen since the user last looked. ``best_landed`` in the user's currency."""

    included: int = 0
    total: int = 0
    new: int = 0
    best_score: Decimal | None = None
    best_landed: Decimal | None = None
    best_certain: Certain | None = None


class SearchOut(Out):
    """A saved search with its state at a glance.

    ``expected_interval_hours``: about how often it runs; more than asked for where the call budgets do not suffice.
    """

    id: UUID
    kind: SearchKind
    name: str
    query: str
    release_id: UUID | None
    master_id: str | None
    platforms: list[str]
    min_price: Decimal | None
    max_price: Decimal | None
    currency: str | None
    min_record_condition: Grade | None
    min_sleeve_condition: Grade | None
    seller_location_preference: list[str]
    formats: list[str]
    year_from: int | None
    year_to: int | None
    exclude_words: list[str]
    min_seller_rating: Decimal | None
    min_seller_ratings: int | None
    buying_options: list[BuyingOption]
    check_interval_hours: int
    expected_interval_hours: int = 0
    first_run_quiet: bool
    is_active: bool
    created_at: datetime
    updated_at: datetime
    last_run_at: datetime | None
    next_run_at: datetime | None
    last_viewed_at: datetime | None
    deleted_at: datetime | None
    results: TallyOut = TallyOut()
    last_run: RunOut | None = None


class PreviewIn(RulesIn):
    """A dry run of rules on what is already stored: of one search, or of everything found for the user."""

    search_id: UUID | None = None
    query: QueryText | None = None


class PreviewItemOut(Out):
    """One stored listing and the first rule that would keep it out."""

    listing_id: UUID
    marketplace: str
    title: str
    excluded_by: ReasonOut | None


class PreviewPriceOut(Out):
    """What one stored listing costs at the door, and the first rule that would keep it out."""

    amount: Decimal
    excluded_by: str | None


class PreviewOut(Out):
    """What the rules would have kept. ``prices`` are in ``currency``; what is too old to be shown is not among them."""

    considered: int
    kept: int
    excluded: dict[str, int]
    first_excluded: list[PreviewItemOut]
    currency: str
    prices: list[PreviewPriceOut]
