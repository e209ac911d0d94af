"""Advice: the SQL of reading it and of the user's word on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping, Select, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.analyses import DealRecommendation, Feedback
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.services.repositories.batches import among
from vinyldigger.services.repositories.keyset import Slice, Sort, cut, paged, read_decimal, read_moment

BY_SCORE = Sort("score", DealRecommendation.score, DealRecommendation.id, read_decimal, descending=True)
BY_AGE = Sort("newest", DealRecommendation.first_seen_at, DealRecommendation.id, read_moment, descending=True)
SORTS = {sort.name: sort for sort in (BY_SCORE, BY_AGE)}


async def best_of(
    session: AsyncSession, ids: Collection[UUID], levels: Collection[str], limit: int
) -> list[DealRecommendation]:
    """The best of some advice, of these levels."""
    answer = await session.scalars(
        select(DealRecommendation)
        .where(among(DealRecommendation.id, ids), DealRecommendation.level.in_(levels))
        .order_by(DealRecommendation.score.desc(), DealRecommendation.id)
        .limit(limit)
    )
    return list(answer)


def _advice(user_id: UUID) -> Select[*tuple[Any, ...]]:
    """A user's advice with what it is about; of searches that are not deleted."""
    return (
        select(
            DealRecommendation,
            SavedSearch,
            ItemMatch,
            Seller,
            UserSeller,
            DealRecommendation.id.label("id"),
        )
        .join(SavedSearch, SavedSearch.id == DealRecommendation.search_id)
        .outerjoin(ItemMatch, ItemMatch.id == DealRecommendation.item_match_id)
        .outerjoin(Seller, Seller.id == DealRecommendation.seller_id)
        .outerjoin(UserSeller, (UserSeller.seller_id == Seller.id) & (UserSeller.user_id == user_id))
        .where(DealRecommendation.user_id == user_id, SavedSearch.deleted_at.is_(None))
    )


async def page_of_advice(
    session: AsyncSession,
    user_id: UUID,
    sort: Sort,
    cursor: str | None,
    limit: int,
    *,
    search_id: UUID | None = None,
    kind: str | None = None,
    min_score: int | None = None,
    ended: bool = False,
    dismissed: bool = False,
    since: datetime | None = None,
) -> Slice:
    """Advice for a user: standing, unless ended is asked for."""
    statement = _advice(user_id)
    if search_id is not None:
        statement = statement.where(DealRecommendation.search_id == search_id)
    if kind is not None:
        statement = statement.where(DealRecommendation.type == kind)
    if min_score is not None:
        statement = statement.where(DealRecommendation.score >= min_score)
    if since is not None:
        statement = statement.where(DealRecommendation.first_seen_at >= since)
    if not ended:
        statement = statement.where(DealRecommendation.ended_at.is_(None))
    if not dismissed:
        statement = statement.where(DealRecommendation.feedback.is_distinct_from(Feedback.DISMISSED))
    rows = (await session.execute(paged(statement, sort, cursor, limit))).mappings().all()
    return cut(rows, sort, limit)


async def advice_of(session: AsyncSession, user_id: UUID, advice_id: UUID) -> RowMapping | None:
    """One piece of a user's advice."""
    answer = await session.execute(_advice(user_id).where(DealRecommendation.id == advice_id))
    found: RowMapping | None = answer.mappings().one_or_none()
    return found


async def set_feedback(session: AsyncSession, user_id: UUID, advice_id: UUID, feedback: Feedback | None) -> bool:
    """The user's word on advice; answers whether there was such advice."""
    answer = await session.execute(
        update(DealRecommendation)
        .where(DealRecommendation.id == advice_id, DealRecommendation.user_id == user_id)
        .values(feedback=feedback, feedback_at=func.now() if feedback else None)
        .returning(DealRecommendation.id)
    )
    return answer.first() is not None
