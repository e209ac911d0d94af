"""Saved searches: all SQL."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.listings import Listing
from vinyldigger.models.results import SearchResult
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.services.repositories.batches import among
from vinyldigger.services.repositories.keyset import Sort, cut, paged, read_moment
from vinyldigger.services.repositories.shown_prices import Freshness

NEWEST = Sort("newest", SavedSearch.created_at, SavedSearch.id, read_moment, descending=True)


@dataclass(frozen=True, slots=True)
class Tally:
    """What a search holds: offers in, offers in all, offers first seen since the user last looked, the best score, and
    the lowest price at the door of those that may be shown.
    """

    included: int = 0
    total: int = 0
    new: int = 0
    best_score: Decimal | None = None
    best_landed: Decimal | None = None
    best_exact: Decimal | None = None  # of those without an estimated part

    @property
    def best_certain(self) -> str | None:
        """Whether the lowest price is exact or has an estimated part."""
        if self.best_landed is None:
            return None
        return "exact" if self.best_exact == self.best_landed else "estimated"


async def search_of(
    session: AsyncSession, user_id: UUID, search_id: UUID, *, deleted: bool = False
) -> SavedSearch | None:
    """One search of a user; a deleted one only when asked for."""
    statement = select(SavedSearch).where(SavedSearch.id == search_id, SavedSearch.user_id == user_id)
    if not deleted:
        statement = statement.where(SavedSearch.deleted_at.is_(None))
    return await session.scalar(statement)


async def search_by_id(session: AsyncSession, search_id: UUID) -> SavedSearch | None:
    """One search, whoever's it is; for workers."""
    return await session.get(SavedSearch, search_id)


async def system_search(session: AsyncSession, user_id: UUID, kind: SearchKind) -> SavedSearch | None:
    """A user's system search: of the want list, or of pasted links."""
    return await session.scalar(select(SavedSearch).where(SavedSearch.user_id == user_id, SavedSearch.kind == kind))


async def page_of_searches(
    session: AsyncSession, user_id: UUID, cursor: str | None, limit: int
) -> tuple[list[SavedSearch], str | None]:
    """A user's searches that are not deleted, newest first."""
    statement = select(SavedSearch, SavedSearch.id.label("id")).where(
        SavedSearch.user_id == user_id, SavedSearch.deleted_at.is_(None)
    )
    rows = (await session.execute(paged(statement, NEWEST, cursor, limit))).mappings().all()
    page = cut(rows, NEWEST, limit)
    return [row[SavedSearch] for row in page.rows], page.next_cursor


async def count_searches(session: AsyncSession, user_id: UUID) -> int:
    """How many searches a user has made and not deleted."""
    own = SavedSearch.kind.in_([SearchKind.QUERY, SearchKind.RELEASE, SearchKind.MASTER])
    answer = await session.scalar(
        select(func.count()).where(SavedSearch.user_id == user_id, SavedSearch.deleted_at.is_(None), own)
    )
    return answer or 0


async def tallies(session: AsyncSession, search_ids: Collection[UUID], freshness: Freshness) -> dict[UUID, Tally]:
    """What each search holds, in one statement."""
    included: ColumnElement[bool] = and_(SearchResult.excluded_by.is_(None), SearchResult.engine_version.is_not(None))
    unseen = or_(SavedSearch.last_viewed_at.is_(None), SearchResult.created_at > SavedSearch.last_viewed_at)
    priced = (included, Listing.ended_at.is_(None), freshness.is_shown())
    is_exact = SearchResult.landed_cost["certain"].astext == "exact"
    statement: Select[*tuple[Any, ...]] = (
        select(
            SearchResult.search_id,
            func.count().filter(included),
            func.count(),
            func.count().filter(included, unseen),
            func.max(SearchResult.deal_score).filter(included),
            func.min(SearchResult.landed_total).filter(*priced),
            func.min(SearchResult.landed_total).filter(*priced, is_exact),
        )
        .join(SavedSearch, SavedSearch.id == SearchResult.search_id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(SearchResult.search_id.in_(search_ids))
        .group_by(SearchResult.search_id)
    )
    return {row[0]: Tally(*row[1:]) for row in await session.execute(statement)}


async def claim_due(session: AsyncSession, now: datetime, limit: int) -> list[SavedSearch]:
    """Searches whose time has come, locked so that no second scheduler takes them."""
    answer = await session.scalars(
        select(SavedSearch)
        .where(SavedSearch.is_active, SavedSearch.deleted_at.is_(None), SavedSearch.next_run_at <= now)
        .order_by(SavedSearch.next_run_at, SavedSearch.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return list(answer)


async def note_viewed(session: AsyncSession, search_id: UUID, now: datetime) -> None:
    """The user looked at a search."""
    await session.execute(update(SavedSearch).where(SavedSearch.id == search_id).values(last_viewed_at=now))


async def note_run(session: AsyncSession, search_id: UUID, now: datetime) -> None:
    """A search ran."""
    await session.execute(update(SavedSearch).where(SavedSearch.id == search_id).values(last_run_at=now))


async def searches_that_ran(session: AsyncSession, user_ids: Collection[UUID], since: datetime) -> list[SavedSearch]:
    """Active searches of these users that ran lately."""
    answer = await session.scalars(
        select(SavedSearch)
        .where(
            SavedSearch.user_id.in_(user_ids),
            SavedSearch.is_active,
            SavedSearch.deleted_at.is_(None),
            SavedSearch.last_run_at >= since,
        )
        .order_by(SavedSearch.id)
    )
    return list(answer)


async def searches_with(session: AsyncSession, user_id: UUID, listing_ids: Collection[UUID]) -> list[UUID]:
    """A user's searches that found any of these listings."""
    answer = await session.scalars(
        select(SearchResult.search_id)
        .where(SearchResult.user_id == user_id, among(SearchResult.listing_id, listing_ids))
        .distinct()
    )
    return sorted(answer)


async def searches_with_seller(session: AsyncSession, user_id: UUID, seller_id: UUID) -> list[UUID]:
    """A user's searches that found offers of a seller."""
    answer = await session.scalars(
        select(SearchResult.search_id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(SearchResult.user_id == user_id, Listing.seller_id == seller_id)
        .distinct()
    )
    return sorted(answer)
