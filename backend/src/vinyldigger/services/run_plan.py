"""What a run means to ask, decided before the first call: questions still fresh are left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vinyldigger.core.config import RunPlan as Limits
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.contract import Budget, Capability, Marketplace
from vinyldigger.services.run_context import RunContext
from vinyldigger.services.search_rules import question_of

SECONDS_PER_CALL = 0.5  # how long one call takes when no budget slows it down


@dataclass(frozen=True, slots=True)
class Question:
    """One query to one marketplace. ``key``: its identity, shared by everybody who would ask the same."""

    key: str
    query: Query


@dataclass(frozen=True, slots=True)
class MarketplacePlan:
    """What one marketplace is asked at most. ``fresh``: questions whose stored answers serve."""

    offers: tuple[Question, ...] = ()
    catalogue: tuple[Question, ...] = ()
    fresh: tuple[Question, ...] = ()
    pages: int = 0
    floors: int = 0
    items: int = 0

    @property
    def calls(self) -> int:
        """Calls at most."""
        return (len(self.offers) + len(self.catalogue)) * self.pages + self.floors + self.items


def questions_of(context: RunContext, marketplace: Marketplace) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """What a run would ask a marketplace for offers and for catalogue facts."""
    can = marketplace.capabilities
    offers = tuple(
        Question(question_of(marketplace.id, "offers", query, context.destination), query)
        for query in context.queries
        if Capability.SEARCH_LISTINGS in can
    )
    catalogue = tuple(
        Question(question_of(marketplace.id, "catalogue", query, None), query)
        for query in context.catalogue_queries
        if Capability.SEARCH_CATALOGUE in can
    )
    return offers, catalogue


def plan_for(
    context: RunContext, marketplace: Marketplace, fresh: Mapping[str, object], limits: Limits
) -> MarketplacePlan:
    """What this run asks one marketplace, within the limits of one run."""
    offers, catalogue = questions_of(context, marketplace)
    sells = Capability.SEARCH_LISTINGS in marketplace.capabilities
    floors = max(limits.discogs_floors, len(context.wanted_releases))
    asked = tuple(question for question in offers if question.key not in fresh)
    return MarketplacePlan(
        offers=asked,
        catalogue=tuple(question for question in catalogue if question.key not in fresh),
        fresh=tuple(question for question in (*offers, *catalogue) if question.key in fresh),
        pages=limits.ebay_search_pages if sells else limits.discogs_search_pages,
        floors=floors if Capability.RELEASE_MARKET in marketplace.capabilities else 0,
        # Whoever asked a question that is still fresh has read what looked good then: the same search costs once.
        items=limits.ebay_items if asked and Capability.LISTING in marketplace.capabilities else 0,
    )


def seconds_for(plans: Mapping[str, MarketplacePlan], budgets: Sequence[Budget]) -> int:
    """About how long a run takes: marketplaces are asked side by side, each as fast as its budget refills."""
    longest = 0.0
    for budget in budgets:
        calls = plans[budget.marketplace].calls
        waits = max(0, calls - (budget.limit - budget.used)) * budget.window_seconds / max(1, budget.limit)
        longest = max(longest, calls * SECONDS_PER_CALL + waits)
    return round(longest)
