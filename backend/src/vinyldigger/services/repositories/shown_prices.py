"""Which prices at the door may be shown, and count as prices at all."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, ColumnElement, and_, or_

from vinyldigger.models.listings import Listing
from vinyldigger.models.results import SearchResult


@dataclass(frozen=True, slots=True)
class Freshness:
    """Marketplaces whose terms forbid to show old figures, and since when theirs must have been read."""

    ageing: Collection[str]
    since: datetime

    def is_shown(self) -> ColumnElement[bool]:
        """Whether a result has a price at the door that is fresh, complete and no lower bound."""
        is_lower_bound = SearchResult.landed_cost["is_lower_bound"].astext.cast(Boolean)
        return and_(
            or_(Listing.marketplace.not_in(self.ageing), Listing.fetched_at >= self.since),
            SearchResult.landed_total.is_not(None),
            is_lower_bound.is_(False),
        )
