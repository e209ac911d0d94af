"""One offer while it is being analysed: listing, reading, record and price at the door together."""

from __future__ import annotations

from dataclasses import dataclass

from vinyldigger.analysis.costs import LandedCost
from vinyldigger.analysis.match import Match, MatchLevel
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Listing, ListingKind
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import Release


@dataclass(frozen=True, slots=True)
class Offer:
    """``release``: the catalogue's entry when the pressing is known; else None."""

    listing: Listing
    parsed: ParsedListing
    match: Match | None
    release: Release | None
    landed: LandedCost

    @property
    def key(self) -> str:
        """The listing's key."""
        return self.listing.key

    @property
    def media(self) -> Grade | None:
        """The record's grade as read."""
        return self.parsed.media.grade

    @property
    def sleeve(self) -> Grade | None:
        """The sleeve's grade as read."""
        return self.parsed.sleeve.grade

    @property
    def is_floor(self) -> bool:
        """Whether it is only a lowest price: no seller, no grade, no place."""
        return self.listing.kind is ListingKind.RELEASE_FLOOR

    @property
    def is_lower_bound(self) -> bool:
        """Whether the price is only a "from"."""
        return self.listing.is_lower_bound

    @property
    def seller_key(self) -> str | None:
        """The seller's key; None where there is none."""
        return self.listing.seller.key if self.listing.seller else None

    @property
    def record_id(self) -> str | None:
        """The record it is, when that is known."""
        return self.match.record_id if self.match else None

    @property
    def release_id(self) -> str | None:
        """The Discogs release, when the pressing is known."""
        return self.match.release_external_id if self.match and self.match.level is MatchLevel.RELEASE else None

    @property
    def format(self) -> Format:
        """The form as the marketplace states it, else as read from the text."""
        return self.listing.format or self.parsed.format

    @property
    def payable(self) -> Money | None:
        """The price to reckon with: the total at the door, or the worst case where a part is unknown."""
        return self.landed.total or self.landed.high
