"""An included offer with everything the advice looks at."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.standing import Standing
from vinyldigger.analysis.wanting import is_worn
from vinyldigger.core.domain.want import Want


class Scored(NamedTuple):
    """``want``: the want it satisfies. ``searched``: the search asks for this record by name."""

    standing: Standing
    score: Decimal
    want: Want | None
    searched: bool = False

    @property
    def is_owned(self) -> bool:
        """Whether this pressing or another of the album is in the collection."""
        return self.standing.owned is not Ownership.NONE

    @property
    def is_had(self) -> bool:
        """Whether one needs it no more. Who asks for an album of which they own a pressing asks for another one."""
        owned = self.standing.owned
        if self.searched or self.want is not None:
            return owned is Ownership.RELEASE
        return owned is not Ownership.NONE

    @property
    def is_worn(self) -> bool:
        """Whether the record is too worn to be advised."""
        return is_worn(self.standing.media, self.want)

    @property
    def is_buyable(self) -> bool:
        """Whether advice may point to it: a real price with a known total, not worn out, not had already."""
        standing = self.standing
        if standing.total is None or standing.is_lower_bound or is_worn(standing.media, self.want):
            return False
        return standing.owned is Ownership.NONE or not self.is_had or standing.is_upgrade
