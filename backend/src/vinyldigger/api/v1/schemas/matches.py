"""The user's word on which listing is which record."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from vinyldigger.api.v1.schemas.values import In, Out

ListingIds = list[UUID]


class MatchListingsIn(In):
    """The listings of the record that are meant."""

    listing_ids: ListingIds = Field(min_length=1, max_length=100)


class MergeIn(In):
    """Records that are the same as ``into``."""

    match_ids: list[UUID] = Field(min_length=1, max_length=20)
    into: UUID


class SplitIn(In):
    """Listings that are not the record they are grouped under."""

    match_id: UUID
    listing_ids: ListingIds = Field(min_length=1, max_length=100)


class OverridesOut(Out):
    """How many listings were overridden, and how many searches are analysed again."""

    listings: int
    searches: int
