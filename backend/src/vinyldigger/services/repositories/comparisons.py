"""Records of a search across marketplaces, and its sellers: reading only."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Numeric, RowMapping, func, literal_column, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.analyses import SellerAnalysis
from vinyldigger.models.listings import Listing
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.services.repositories.keyset import Slice, Sort, cut, paged, read_decimal

_NO_PRICE = literal_column("9999999999", Numeric())


async def page_of_records(
    session: AsyncSession, search_id: UUID, cursor: str | None, limit: int, marketplaces: int = 1
) -> Slice:
    """Records that a search's included offers are, the cheapest at the door first."""
    counted = (
        select(
            ItemMatch.id.label("record_id"),
            func.count().label("offers_count"),
            func.array_agg(Listing.marketplace.distinct()).label("marketplaces"),
            func.coalesce(func.min(SearchResult.landed_total), _NO_PRICE).label("best"),
        )
        .join(SearchResult, SearchResult.item_match_id == ItemMatch.id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(
            SearchResult.search_id == search_id,
            SearchResult.excluded_by.is_(None),
            SearchResult.mark.is_distinct_from(Mark.DISMISSED),
            Listing.ended_at.is_(None),
        )
        .group_by(ItemMatch.id)
        .having(func.count(Listing.marketplace.distinct()) >= marketplaces)
        .subquery()
    )
    sort = Sort("best", counted.c.best, counted.c.record_id, read_decimal)
    statement = select(ItemMatch, counted, counted.c.record_id.label("id")).join(
        counted, counted.c.record_id == ItemMatch.id
    )
    rows = (await session.execute(paged(statement, sort, cursor, limit))).mappings().all()
    return cut(rows, sort, limit)


async def sellers_of_analysis(session: AsyncSession, user_id: UUID, analysis_id: UUID) -> Sequence[RowMapping]:
    """The sellers of an analysis with the user's view of them, best first."""
    answer = await session.execute(
        select(SellerAnalysis, Seller, UserSeller)
        .join(Seller, Seller.id == SellerAnalysis.seller_id)
        .outerjoin(UserSeller, (UserSeller.seller_id == Seller.id) & (UserSeller.user_id == user_id))
        .where(SellerAnalysis.analysis_id == analysis_id)
        .order_by(SellerAnalysis.rank, SellerAnalysis.id)
    )
    return answer.mappings().all()
