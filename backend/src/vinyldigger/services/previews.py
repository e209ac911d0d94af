"""A dry run of rules on what is already stored: nothing is asked, nothing is changed."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.engine import preview as ask_engine
from vinyldigger.core import clock
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.words import Reason
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.services.analysis_loading import load
from vinyldigger.services.repositories import analysis_inputs as input_rows
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.searches import own_search
from vinyldigger.services.showing import View, is_stale
from vinyldigger.services.stored import to_json
from vinyldigger.services.tables import load_tables

CONSIDERED = 500  # stored offers that rules are tried on
SHOWN = 10


async def preview(
    session: AsyncSession, user: User, search_id: UUID | None, query: str | None, rules: Mapping[str, Any]
) -> View:
    """What rules would have kept: of one search's offers, else of everything found for the user lately."""
    environment, now = await installation_rows.environment(session), clock.now()
    if search_id is not None:
        stored = await own_search(session, user.id, search_id)
        found = (await input_rows.offers_of_search(session, stored.id, environment, now))[:CONSIDERED]
    else:
        stored = None
        found = await input_rows.offers_found_for(session, user.id, environment, now, CONSIDERED)
    tried = _tried(stored, user, query, rules)
    loaded = await load(session, tried, user, environment, found, now)
    outcome = await asyncio.to_thread(ask_engine, loaded.input, load_tables())
    listings = {listing.key: listing for listing in loaded.input.listings}
    kept_out = [(key, reason) for key, reason in outcome.reasons.items() if reason is not None]
    shown = [key for key in outcome.prices if not is_stale(listings[key].marketplace, listings[key].fetched_at)]
    return {
        "considered": outcome.total,
        "kept": outcome.kept,
        "excluded": dict(outcome.excluded),
        "first_excluded": [
            {
                "listing_id": loaded.listing_ids[key],
                "marketplace": listings[key].marketplace,
                "title": listings[key].title,
                "excluded_by": to_json(reason),
            }
            for key, reason in _one_of_each_first(kept_out)[:SHOWN]
        ],
        "currency": user.currency,
        "prices": [_price(outcome.prices[key], outcome.reasons[key]) for key in shown],
    }


def _one_of_each_first(kept_out: Sequence[tuple[str, Reason]]) -> list[tuple[str, Reason]]:
    """Offers that were left out, so that the first of them show as many different rules at work as there are."""
    nth: Counter[str] = Counter()
    ranked = []
    for key, reason in kept_out:
        nth[reason.code] += 1
        ranked.append((nth[reason.code], key, reason))
    return [(key, reason) for _, key, reason in sorted(ranked, key=lambda each: each[0])]


def _price(price: Money, against: Reason | None) -> View:
    return {"amount": price.rounded().amount, "excluded_by": against and against.code}


def _tried(stored: SavedSearch | None, user: User, query: str | None, rules: Mapping[str, Any]) -> SavedSearch:
    """A search with the rules to be tried; it is never stored."""
    return SavedSearch(
        id=stored.id if stored else None,
        user_id=user.id,
        kind=stored.kind if stored else SearchKind.QUERY,
        name="",
        query=query if query is not None else (stored.query if stored else ""),
        platforms=stored.platforms if stored else [],
        release_id=stored.release_id if stored else None,
        master_id=stored.master_id if stored else None,
        currency=user.currency,
        **rules,
    )
