"""The small values that every answer is made of: money, reasons, grades, pages."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, StringConstraints

from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.words import Param

T = TypeVar("T")

Platform = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,31}$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
CurrencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
CatalogueId = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,20}$")]
Flag = Annotated[bool, Strict()]  # no 0 and 1
Whole = Annotated[int, Strict()]  # no true and false
Amount = Annotated[Decimal, Field(ge=0, le=1_000_000, max_digits=9, decimal_places=2)]
Level = Literal["excellent", "very_good", "good", "fair", "poor"]
Certain = Literal["exact", "estimated", "unknown"]
MatchLevel = Literal["release", "master", "title"]
MatchCertainty = Literal["exact", "high", "medium", "low"]
Ownership = Literal["none", "master", "release"]
Mark = Literal["seen", "saved", "dismissed", "bought"]
RunStatus = Literal["queued", "running", "partial", "succeeded", "failed", "cancelled"]
SellerStatus = Literal["watched", "favourite", "blocked"]


def _a_real_grade(grade: Grade) -> Grade:
    if grade.step is None:
        raise ValueError("a demand needs a grade of the Goldmine scale")
    return grade


GoldmineGrade = Annotated[Grade, AfterValidator(_a_real_grade)]


class In(BaseModel):
    """A request body: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)


class Out(BaseModel):
    """An answer, read from the services' frozen views."""

    model_config = ConfigDict(from_attributes=True, json_schema_serialization_defaults_required=True)


class MoneyOut(Out):
    """An amount in one currency; the amount is a decimal in a string."""

    amount: Decimal
    currency: str


class ReasonOut(Out):
    """Something said as a code of the word catalogue and its parameters."""

    code: str
    params: dict[str, Param] = Field(default_factory=dict)


class GradeOut(Out):
    """A condition, where it was read, and how doubtful words were read."""

    grade: Grade | None
    source: GradeSource
    words: str = ""
    notes: list[ReasonOut] = Field(default_factory=list)


class PageOut(Out, Generic[T]):
    """One page of a list. ``total`` only below 1,000; ``next_cursor`` null at the end."""

    items: list[T]
    next_cursor: str | None = None
    total: int | None = None


class RecordOut(Out):
    """The record that listings of any marketplace are grouped under."""

    id: UUID
    level: MatchLevel
    artist: str | None
    title: str | None
    year: int | None = None
    release_id: UUID | None = None
    release_external_id: str | None = None
    master_id: str | None = None
    image_url: str | None = None


class SellerBriefOut(Out):
    """Who sells. ``name`` is null once a marketplace's terms forbid to keep it."""

    id: UUID
    marketplace: str
    name: str | None
    country: str | None
    positive_percent: Decimal | None
    ratings: int | None
    status: SellerStatus | None = None


class CostPartOut(Out):
    """One part of the price at the door, in the buyer's currency."""

    kind: Literal["item", "shipping", "vat", "duty", "handling"]
    certain: Certain
    amount: MoneyOut | None
    low: MoneyOut
    high: MoneyOut | None
    original: MoneyOut | None = None
    collector: Literal["marketplace", "border", "included"] | None = None
    reason: ReasonOut | None = None


class LandedCostOut(Out):
    """Price at the buyer's door. ``total`` null when a part is unknown; ``low`` is then only a "from"."""

    total: MoneyOut | None
    low: MoneyOut
    high: MoneyOut | None
    certain: Certain
    currency: str
    rates_day: str | None
    is_lower_bound: bool
    parts: list[CostPartOut]


class FairValueOut(Out):
    """What a copy in its condition is worth; ``value`` null with the reasons why."""

    value: MoneyOut | None
    low: MoneyOut | None
    high: MoneyOut | None
    confidence: int
    basis: Literal["suggested", "asked", "from"] | None
    base: MoneyOut | None = None
    floor: MoneyOut | None = None
    reasons: list[ReasonOut] = Field(default_factory=list)


class ScorePartOut(Out):
    """One named part of a score; the parts sum to it."""

    name: str
    points: Decimal
    most: Decimal
    reason: ReasonOut


class DealScoreOut(Out):
    """How good an offer is for this user, 0-100, and why."""

    score: Decimal
    level: Level
    confidence: int
    parts: list[ScorePartOut]
    warnings: list[ReasonOut]


class EvidenceOut(Out):
    """One named piece of evidence of a match."""

    name: str
    weight: float
    listing_value: Param = None
    record_value: Param = None


class MatchOut(Out):
    """Which record a listing is, how sure, and why."""

    record: RecordOut
    confidence: float
    certainty: MatchCertainty | None
    confirmed_by_user: bool = False
    evidence: list[EvidenceOut] = Field(default_factory=list)


class Accepted(Out):
    """Work was queued."""

    queued: int


JsonObject = dict[str, Any]
Moment = datetime
