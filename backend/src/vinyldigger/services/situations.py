"""The user and the search an analysis is for: everything it is told beside the offers and the catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.inputs import SearchRules
from vinyldigger.core.domain.listing import Destination
from vinyldigger.core.domain.money import Rates
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.seller import ShippingPolicy
from vinyldigger.core.domain.want import Owned, Want
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import GradingTable, User
from vinyldigger.services.analysis_facts import holdings_of, known_sellers
from vinyldigger.services.exchange import current_rates
from vinyldigger.services.repositories import asked as asked_rows
from vinyldigger.services.run_context import anchor_of
from vinyldigger.services.search_rules import destination_of, query_of, question_of, rules_of


@dataclass(frozen=True, slots=True)
class Situation:
    """``named``: Discogs ids that offers of the search may be, beside those that offers name themselves.

    ``master_id``: an album all of whose pressings they may be. Maps are by seller key.
    """

    now: datetime
    rules: SearchRules
    destination: Destination
    rates: Rates
    goldmine: bool
    wants: tuple[Want, ...]
    owned: tuple[Owned, ...]
    corrections: Mapping[str, ShippingPolicy]
    blocked: frozenset[str]
    favourites: frozenset[str]
    named: frozenset[str]
    master_id: str | None

    @property
    def has_foreign_limits(self) -> bool:
        """Whether a limit of the search is in another currency than the buyer's."""
        limits = (self.rules.min_price, self.rules.max_price)
        return any(limit is not None and limit.currency != self.destination.currency for limit in limits)


async def situation_of(
    session: AsyncSession, search: SavedSearch, user: User, environment: Environment, now: datetime
) -> Situation:
    """Where a search of a user stands: a constant number of statements."""
    anchor = await anchor_of(session, search, environment)
    holdings = await holdings_of(session, user, environment)
    corrections, blocked, favourites = await known_sellers(session, user)
    named = await _catalogue_answers(session, search, query_of(search, anchor), environment)
    if anchor is not None:
        named.add(anchor.external_id)
    if search.kind is SearchKind.WANTLIST:  # a sweep matches against everything that is wanted
        named |= {want.release_external_id for want in holdings.wants if want.release_external_id}
    return Situation(
        now=now,
        rules=rules_of(search, user.currency, anchor),
        destination=destination_of(user),
        rates=await current_rates(session),
        goldmine=user.grading_table is GradingTable.GOLDMINE,
        wants=holdings.wants,
        owned=holdings.owned,
        corrections=corrections,
        blocked=blocked,
        favourites=favourites,
        named=frozenset(named),
        master_id=search.master_id if search.kind is SearchKind.MASTER else None,
    )


async def _catalogue_answers(
    session: AsyncSession, search: SavedSearch, query: Query, environment: Environment
) -> set[str]:
    """What the catalogues answered last to what the search asks."""
    questions = [question_of(market, "catalogue", query, None) for market in search.platforms]
    answers = await asked_rows.asked(session, environment, questions)
    return {release for row in answers.values() for release in row.release_ids}
