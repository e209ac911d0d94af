"""One offer while it is being analysed: listing, reading, record and price at the door together."""

from __future__ import annotations

from dataclasses import dataclass

from vinyldigger.analysis.article import Article
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
    """``release``: the catalogue's entry when the pressing is known; else None.

    ``key``: the listing's. ``seller_key``: None where there is no seller. ``record_id``: the record it is, when that is
    known; ``release_id``: the Discogs release, when the pressing is. ``is_lower_bound``: the price is only a "from".
    """

    listing: Listing
    parsed: ParsedListing
    match: Match | None
    release: Release | None
    article: Article
    landed: LandedCost
    key: str
    seller_key: str | None
    record_id: str | None
    release_id: str | None
    is_lower_bound: bool

    @classmethod
    def of(
        cls,
        listing: Listing,
        parsed: ParsedListing,
        match: Match | None,
        release: Release | None,
        article: Article,
        landed: LandedCost,
    ) -> Offer:
        """All that is known of one listing."""
        confirmed = match is not None and match.level is MatchLevel.RELEASE
        return cls(
            listing=listing,
            parsed=parsed,
            match=match,
            release=release,
            article=article,
            landed=landed,
            key=listing.key,
            seller_key=listing.seller.key if listing.seller else None,
            record_id=match.record_id if match else None,
            release_id=match.release_external_id if match is not None and confirmed else None,
            is_lower_bound=article.is_lower_bound,
        )

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
    def format(self) -> Format:
        """The form as the marketplace states it, else as read from the text."""
        return self.listing.format or self.parsed.format

    @property
    def payable(self) -> Money | None:
        """The price to reckon with: the total at the door, or the worst case where a part is unknown."""
        return self.landed.total or self.landed.high
