"""An included offer with everything the advice looks at."""

from __future__ import annotations

from dataclasses import dataclass

from vinyldigger.analysis.costs import DealScore, FairValue
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.outputs import Ownership
from vinyldigger.analysis.postage import Load
from vinyldigger.analysis.wanting import is_worn
from vinyldigger.core.domain.want import Want
from vinyldigger.core.domain.words import Param


@dataclass(frozen=True, slots=True)
class Scored:
    """``want``: the want it satisfies. ``wanted``, ``owned``: at which level. ``is_upgrade``: better than all owned.

    ``searched``: the search asks for this record by name.
    """

    offer: Offer
    load: Load
    value: FairValue
    score: DealScore
    want: Want | None
    wanted: Ownership
    owned: Ownership
    is_upgrade: bool
    searched: bool = False

    @property
    def is_owned(self) -> bool:
        """Whether this pressing or another of the album is in the collection."""
        return self.owned is not Ownership.NONE

    @property
    def is_had(self) -> bool:
        """Whether one needs it no more. Who asks for an album of which they own a pressing asks for another one."""
        if self.searched or self.want is not None:
            return self.owned is Ownership.RELEASE
        return self.is_owned

    @property
    def is_worn(self) -> bool:
        """Whether the record is too worn to be advised."""
        return is_worn(self.offer.media, self.want)

    @property
    def is_buyable(self) -> bool:
        """Whether advice may point to it: a real price with a known total, not worn out, not had already."""
        return (
            not self.offer.is_lower_bound
            and not self.is_worn
            and self.offer.landed.total is not None
            and (not self.is_had or self.is_upgrade)
        )

    @property
    def names(self) -> dict[str, Param]:
        """Artist and title, from the catalogue where it is known."""
        offer = self.offer
        if offer.release is not None:
            return {"artist": ", ".join(offer.release.artists), "title": offer.release.title}
        return {"artist": offer.parsed.artist, "title": offer.parsed.title or offer.listing.title}
