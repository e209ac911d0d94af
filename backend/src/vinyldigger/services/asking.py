"""Asking one marketplace for one run: calls first, then short transactions that store what came back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.listing import Listing, ListingKind
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import Release, ReleaseMarket
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Caller, Capability, Marketplace, Page
from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.listings import EndReason
from vinyldigger.services.catalogue import store_asked, store_markets, store_releases
from vinyldigger.services.item_reading import ItemReading
from vinyldigger.services.offers import store_offers
from vinyldigger.services.repositories import asked as asked_rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.run_context import RunContext
from vinyldigger.services.run_plan import MarketplacePlan, Question
from vinyldigger.services.run_progress import Outcome, RunProgress, failure_of
from vinyldigger.services.stored import to_json
from vinyldigger.services.turns import in_turn

FLOORS_AT_ONCE = 5
STAGE = "asking"
INVENTORY_LIMIT = 2000  # stored offers of watched sellers that one run takes in


@dataclass(slots=True)
class Asking:
    """One marketplace asked for one run."""

    market: Marketplace
    caller: Caller
    context: RunContext
    plan: MarketplacePlan
    progress: RunProgress
    fresh: Mapping[str, AskedQuery]
    candidates: list[str] = field(default_factory=list)  # Discogs ids the catalogue answered, best first
    has_asked_offers: bool = False  # itself: what looks good in somebody else's answer was read by them

    @property
    def outcome(self) -> Outcome:
        """What came of this marketplace so far."""
        return self.progress.outcomes[self.market.id]

    async def ask(self) -> None:
        """Everything the plan says. Marketplace errors pass through; what came before them is stored."""
        self.outcome.status = "running"
        freshness = get_settings().freshness
        await self._take_fresh([self.fresh[question.key] for question in self.plan.fresh])
        for question in self.plan.offers:
            await self._ask_once(question, self._ask_offers, timedelta(minutes=freshness.offers_minutes))
        for question in self.plan.catalogue:
            await self._ask_once(question, self._ask_catalogue, timedelta(hours=freshness.catalogue_hours))
        if self.plan.floors:
            await self._ask_floors()
        if Capability.SELLER_INVENTORY in self.market.capabilities:
            await self._take_inventories()

    async def _ask_once(
        self, question: Question, ask: Callable[[Question], Awaitable[None]], serves: timedelta
    ) -> None:
        """Asks, unless somebody else's run has got the same answer since this one was planned."""
        async with in_turn(question.key, self.progress.claim):
            async with read_session() as session:
                asked = await asked_rows.asked(session, self.context.environment, [question.key])
            answered = asked.get(question.key)
            if answered is not None and answered.asked_at > clock.now() - serves:
                await self._take_fresh([answered])
            else:
                await ask(question)

    async def _take_fresh(self, rows: Sequence[AskedQuery]) -> None:
        """Answers that somebody else's run brought lately serve as well."""
        self.outcome.fresh += len(rows)
        self.candidates += [release for row in rows for release in row.release_ids]
        listing_ids = [UUID(listing_id) for row in rows for listing_id in row.listing_ids]
        async with unit_of_work() as session:
            await self.progress.save(session, STAGE)
            await self._link(session, listing_ids)

    async def _ask_offers(self, question: Question) -> None:
        self.has_asked_offers = True
        started = clock.now()
        found: list[UUID] = []
        cursor: str | None = None
        for _ in range(self.plan.pages):
            page = await self.market.search(question.query, self.context.destination, self.caller, cursor)
            self.outcome.skipped += page.skipped
            self.outcome.ignored = sorted({*self.outcome.ignored, *page.warnings})
            async with unit_of_work() as session:
                await self.progress.save(session, STAGE)
                stored = await store_offers(session, self.context.environment, page.items, clock.now())
                found += [row.id for row in stored]
                await self._link(session, [row.id for row in stored])
            cursor = page.next_cursor
            if cursor is None:
                break
        await self._note_asked(question, started, [str(listing_id) for listing_id in found], [])

    async def _ask_catalogue(self, question: Question) -> None:
        started = clock.now()
        found: list[str] = []
        cursor: str | None = None
        for _ in range(self.plan.pages):
            try:
                page = await self._catalogue_page(question.query, cursor)
            except contract.NotFound as error:  # the record itself is no more; offers of it may still stand
                self.outcome.error = to_json(failure_of(error))
                return
            found += [release.external_id for release in page.items]
            self.outcome.skipped += page.skipped
            await self._store_catalogue(question.query, page.items)
            cursor = page.next_cursor
            if cursor is None:
                break
        self.candidates += found
        await self._note_asked(question, started, [], found)

    async def _store_catalogue(self, query: Query, releases: Sequence[Release]) -> None:
        asked_id, environment = query.release_external_id, self.context.environment
        async with unit_of_work() as session:
            await self.progress.save(session, STAGE)
            if asked_id is None:
                await store_releases(session, environment, releases, clock.now())
            else:
                await store_asked(session, environment, asked_id, releases[0])

    async def _catalogue_page(self, query: Query, cursor: str | None) -> Page[Release]:
        """Releases for a query: the anchored one, the anchored album's pressings, or a search."""
        if query.release_external_id is not None:
            return Page((await self.market.release(query.release_external_id, self.caller),))
        if query.master_id is not None:
            return await self.market.master_versions(query.master_id, self.caller, cursor)
        return await self.market.search_catalogue(query, self.caller, cursor)

    async def _ask_floors(self) -> None:
        """Market figures of the releases that matter most: read lately by anybody, or asked now."""
        wanted = [release for release in self.candidates if release in self.context.known_wants]
        ranked = dict.fromkeys([*self.context.wanted_releases, *wanted, *self.candidates])
        chosen = list(ranked)[: self.plan.floors]
        missing = await self._without_floor(chosen)
        for start in range(0, len(missing), FLOORS_AT_ONCE):
            few = missing[start : start + FLOORS_AT_ONCE]
            async with in_turn(f"floors:{','.join(few)}", self.progress.claim):
                unread = await self._without_floor(few)  # somebody else may have had the turn before
                await self._store_floors(await self._figures(unread))

    async def _without_floor(self, releases: Sequence[str]) -> list[str]:
        """Of these, those whose figures have not been read lately; the floors of the others join the search."""
        async with unit_of_work() as session:
            fresh = await listing_rows.fresh_floors(
                session, self.context.environment, self.market.id, releases, figures_fresh_since()
            )
            await self._link(session, [row.id for row in fresh if row.ended_at is None])
            known = await release_rows.release_ids(session, self.context.environment, releases)
        read = {row.release_external_id for row in fresh}
        return [release for release in releases if release in known and release not in read]

    async def _figures(self, releases: Sequence[str]) -> list[ReleaseMarket]:
        """Market figures asked side by side; a release that is gone has none."""
        currency = get_settings().market_currency
        calls = (self.market.release_market(release, currency, self.caller) for release in releases)
        answers = await asyncio.gather(*calls, return_exceptions=True)
        failures = [answer for answer in answers if isinstance(answer, BaseException)]
        for failure in failures:
            if not isinstance(failure, contract.NotFound):
                raise failure
        return [answer for answer in answers if isinstance(answer, ReleaseMarket)]

    async def _store_floors(self, figures: Sequence[ReleaseMarket]) -> None:
        asked = [figure.release_external_id for figure in figures]
        async with unit_of_work() as session:
            await self.progress.save(session, STAGE)
            rows = await release_rows.releases_by_discogs_id(session, self.context.environment, asked)
            releases = {row.discogs_id: row for row in rows}
            named = [(figure, releases[figure.release_external_id]) for figure in figures]
            floors = [
                floor_of(self.market.id, figure, f"{', '.join(row.artists)} - {row.title}") for figure, row in named
            ]
            await store_markets(session, figures, {row.discogs_id: row.id for _, row in named})
            stored = await store_offers(session, self.context.environment, floors, clock.now())
            offered = {floor.external_id for floor in floors if floor.available}
            await self._link(session, [row.id for row in stored if row.key[2] in offered])

    async def _take_inventories(self) -> None:
        """Offers of watched sellers that were read before, without a call."""
        releases = list(dict.fromkeys([*self.context.wanted_releases, *self.candidates]))
        async with unit_of_work() as session:
            await self.progress.save(session, STAGE)
            found = await listing_rows.inventory_offers(
                session,
                self.context.environment,
                self.context.watched_sellers,
                releases,
                self.context.words,
                INVENTORY_LIMIT,
            )
            await self._link(session, found)

    async def _link(self, session: AsyncSession, listing_ids: Sequence[UUID]) -> None:
        context = self.context
        self.outcome.new += await result_rows.link(
            session, context.user_id, context.search_id, context.run_id, listing_ids
        )
        self.outcome.found += len(set(listing_ids))

    async def _note_asked(
        self, question: Question, asked_at: datetime, listing_ids: list[str], release_ids: list[str]
    ) -> None:
        async with unit_of_work() as session:
            await asked_rows.note_asked(
                session,
                self.context.environment,
                self.market.id,
                question.key,
                asked_at,
                listing_ids=listing_ids,
                release_ids=release_ids,
            )


async def read_items(asking: Asking, limit: int) -> int:
    """Second pass: offers that look good but do not state their grade are read in full. Answers how many were.

    What was read is stored whatever comes after it; a marketplace's failure passes through then.
    """
    context = asking.context
    async with read_session() as session:
        items = await result_rows.unread_items(session, context.search_id, asking.market.id, limit)
    reading = ItemReading(asking.market, context.destination, asking.caller)
    for listing_id, external_id, site in items:
        await reading.read(listing_id, external_id, site)
    asking.outcome.skipped += reading.skipped
    async with unit_of_work() as session:
        now = clock.now()
        await asking.progress.save(session, "reading")
        await listing_rows.end_listings(session, reading.gone, EndReason.GONE, now)
        await store_offers(session, context.environment, reading.offers, now, in_full=True)
    if reading.stopped_by is not None:
        raise reading.stopped_by
    return len(reading.offers) + len(reading.gone)


def floor_of(marketplace: str, figure: ReleaseMarket, title: str) -> Listing:
    """A release's lowest asking price as an offer: grade, seller and shipping unknown."""
    return Listing(
        marketplace=marketplace,
        site="",
        external_id=f"floor:{figure.release_external_id}",
        kind=ListingKind.RELEASE_FLOOR,
        title=title,
        url=figure.url,
        fetched_at=figure.fetched_at,
        price=figure.lowest_price,
        release_external_id=figure.release_external_id,
        for_sale=figure.num_for_sale,
        available=figure.lowest_price is not None and not figure.blocked_from_sale,
    )


def figures_fresh_since() -> datetime:
    """Figures read since this moment may be shown, and need no new call."""
    return clock.now() - timedelta(hours=get_settings().freshness.figures_hours)
