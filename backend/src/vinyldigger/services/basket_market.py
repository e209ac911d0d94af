"""The market for some wants: every standing offer that may cover one of them, judged for one user."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.basket_types import BasketOptions, Problem
from vinyldigger.analysis.baskets import problem as pose
from vinyldigger.analysis.engine import analyse as ask_engine
from vinyldigger.core import clock
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.want import PressingScope, Tier, Want
from vinyldigger.models.environments import Environment
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.services.analysis_facts import want_of
from vinyldigger.services.analysis_loading import Loaded, load
from vinyldigger.services.repositories import basket_rows
from vinyldigger.services.repositories import wanted as want_rows
from vinyldigger.services.tables import load_tables

MOST_OFFERS = 5000


@dataclass(frozen=True, slots=True)
class Wished:
    """What is to be covered: wants of the user, and records that the user picked from results."""

    wants: tuple[Want, ...]
    want_ids: tuple[UUID, ...] = ()
    match_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class BasketMarket:
    """The offers for some wishes, as the engine takes them."""

    loaded: Loaded
    wished: Wished

    @property
    def listings(self) -> Mapping[str, Listing]:
        """The offers, by key."""
        return {listing.key: listing for listing in self.loaded.input.listings}

    def pose(self, options: BasketOptions) -> Problem:
        """The shopping problem. Takes its time: call it off the event loop."""
        tables = load_tables()
        return pose(self.loaded.input, ask_engine(self.loaded.input, tables), options, tables)

    async def problem(self, options: BasketOptions) -> Problem:
        """The shopping problem, worked out beside the event loop."""
        return await asyncio.to_thread(self.pose, options)


async def wished_wants(
    session: AsyncSession, user: User, environment: Environment, ids: Sequence[UUID] | None
) -> Wished:
    """The user's wants, or those asked for."""
    rows = await want_rows.wants_of(session, user.id, environment, ids)
    return Wished(tuple(want_of(row, user) for row in rows), tuple(row.want.id for row in rows))


def wished_records(records: Collection[ItemMatch]) -> Wished:
    """Records picked from results, each as a want for any pressing of it."""
    wants = tuple(
        Want(
            key=f"record:{record.id}",
            artist=record.artist,
            title=record.title,
            release_external_id=None if record.master_id else record.record_key.removeprefix("r"),
            master_id=record.master_id,
            tier=Tier.NICE,
            scope=PressingScope.MASTER if record.master_id else PressingScope.RELEASE,
        )
        for record in records
    )
    return Wished(wants, match_ids=tuple(record.id for record in records))


async def open_market(
    session: AsyncSession, user: User, environment: Environment, wished: Wished, seller_id: UUID | None = None
) -> BasketMarket:
    """Every standing offer that may cover a wish; of one seller when one is named."""
    masters = {want.master_id for want in wished.wants if want.master_id}
    releases = {want.release_external_id for want in wished.wants if want.release_external_id}
    releases |= set(await basket_rows.pressings_of(session, environment, masters))
    found = await basket_rows.offers_for(
        session,
        user.id,
        environment,
        want_ids=wished.want_ids,
        discogs_ids=releases,
        match_ids=wished.match_ids,
        seller_id=seller_id,
        limit=MOST_OFFERS,
    )
    anything = SavedSearch(
        user_id=user.id, kind=SearchKind.QUERY, name="", query="", platforms=[], currency=user.currency,
        seller_location_preference=[], formats=[], exclude_words=[], buying_options=[],
    )  # fmt: skip
    loaded = await load(session, anything, user, environment, found, clock.now(), also=releases)
    return BasketMarket(replace(loaded, input=replace(loaded.input, wants=wished.wants)), wished)
