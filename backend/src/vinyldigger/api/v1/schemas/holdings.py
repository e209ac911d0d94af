"""What a collector has and wants, as the API shows and takes it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from vinyldigger.api.v1.schemas.values import (
    Amount,
    CatalogueId,
    Certain,
    CountryCode,
    CurrencyCode,
    Flag,
    GoldmineGrade,
    In,
    MoneyOut,
    Out,
    ReasonOut,
)
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import PressingScope, Tier

CollectionSort = Literal["newest", "artist", "title", "year"]
WantSort = Literal["newest", "artist", "title", "year", "tier"]


class ProgressOut(Out):
    """How far a synchronisation is."""

    done: int = 0
    total: int | None = None


class SyncOut(Out):
    """How the last synchronisation stands; a failed one keeps the last counts and says why."""

    marketplace: str
    status: Literal["never", "queued", "running", "complete", "failed"]
    synced_at: datetime | None
    count: int | None
    progress: ProgressOut
    error: ReasonOut | None


class WantStandingOut(Out):
    """How the want list stands at each connected account."""

    accounts: list[SyncOut]


class CollectionOut(Out):
    """How the collection stands at each connected account, and the names of its folders."""

    accounts: list[SyncOut]
    folders: list[str]


class PressingOut(Out):
    """A pressing in short. ``thumb_url``: the same cover, 150 pixels wide, for where it is shown small."""

    id: UUID
    external_id: str
    master_id: str | None
    artist: str
    title: str
    year: int | None
    country: str | None
    format: str
    labels: list[str]
    catalogue_numbers: list[str]
    image_url: str | None
    thumb_url: str | None
    url: str


class CollectionItemOut(Out):
    """One copy owned. ``copies``: how many of this pressing are in the collection."""

    id: UUID
    release: PressingOut
    folder: str | None
    rating: int | None
    media_grade: Grade | None
    sleeve_grade: Grade | None
    notes: str
    date_added: datetime | None
    copies: int


class CollectionValueOut(Out):
    """The marketplace's own estimate, as a range."""

    minimum: Decimal
    median: Decimal
    maximum: Decimal
    currency: str
    marketplace: str
    fetched_at: datetime | None


class WantRuleIn(In):
    """A want's own rule; null = the user's default."""

    tier: Tier | None = None
    max_landed_price: Amount | None = None
    currency: CurrencyCode | None = None
    min_media: GoldmineGrade | None = None
    min_sleeve: GoldmineGrade | None = None
    pressing_scope: PressingScope | None = None
    listed_releases: Annotated[list[CatalogueId], Field(max_length=200)] | None = None
    countries: Annotated[list[CountryCode], Field(max_length=60)] | None = None

    @model_validator(mode="after")
    def _price_has_currency(self) -> WantRuleIn:
        if self.max_landed_price is not None and self.currency is None:
            raise ValueError("currency: needed with max_landed_price")
        return self


class WantRuleOut(Out):
    """A want's own rule; null = the user's default."""

    tier: Tier | None
    max_landed_price: Decimal | None
    currency: str | None
    min_media: Grade | None
    min_sleeve: Grade | None
    pressing_scope: PressingScope | None
    listed_releases: list[str] | None
    countries: list[str] | None


class BestOfferOut(Out):
    """The offer that costs least at the door, all parts of its price known or estimated."""

    result_id: UUID
    landed: MoneyOut
    certain: Certain


class WantOffersOut(Out):
    """What the search of the want list holds of a want.

    ``count``: offers that fit its rule; ``best``: null when none of them has a price that is complete and fresh.
    """

    count: int
    best: BestOfferOut | None


class WantOut(Out):
    """One record wanted."""

    id: UUID
    source: Literal["discogs", "list", "local"]
    list_id: UUID | None
    release: PressingOut | None
    master_id: str | None
    artist: str
    title: str
    notes: str
    rating: int | None
    date_added: datetime | None
    rule: WantRuleOut
    offers: WantOffersOut


class WantIn(In):
    """A local want: a pressing or an album known to the catalogue, or just artist and title."""

    release_external_id: CatalogueId | None = None
    master_id: CatalogueId | None = None
    artist: Annotated[str, StringConstraints(max_length=200)] = ""
    title: Annotated[str, StringConstraints(max_length=300)] = ""
    notes: Annotated[str, StringConstraints(max_length=2000)] = ""
    rule: WantRuleIn = Field(default_factory=WantRuleIn)

    @model_validator(mode="after")
    def _says_what(self) -> WantIn:
        if not (self.release_external_id or self.master_id or (self.artist and self.title)):
            raise ValueError("title: say a release, a master, or artist and title")
        return self


class WantsRuleIn(In):
    """The same rule for many wants; only the fields given change."""

    ids: Annotated[list[UUID], Field(min_length=1, max_length=5000)]
    rule: WantRuleIn


class ChangedOut(Out):
    """How many rows changed."""

    changed: int


class UserListOut(Out):
    """A list the user keeps at the marketplace."""

    id: UUID
    name: str
    is_public: bool
    is_source: bool
    sync: SyncOut


class UserListIn(In):
    """Whether the list's records count as wants."""

    is_source: Flag


class UserListsOut(Out):
    """All lists of a user."""

    items: list[UserListOut]
