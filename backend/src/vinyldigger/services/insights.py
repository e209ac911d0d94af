"""The analysis of a search as users see it: summary, records across marketplaces, sellers."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.analyses import SearchResultAnalysis, SellerAnalysis
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.models.users import User
from vinyldigger.services import analyses, showing
from vinyldigger.services.offers import money_of
from vinyldigger.services.recommendations import record
from vinyldigger.services.repositories import analysis_inputs, comparisons
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.searches import own_search
from vinyldigger.services.showing import Row, View

OFFERS_SHOWN = 10  # offers of one record


async def get_analysis(session: AsyncSession, user: User, search_id: UUID) -> View:
    """The summary of the newest analysis; zeros while there is none."""
    search = await own_search(session, user.id, search_id)
    found = await analysis_inputs.latest_analysis(session, search.id)
    return _summary(search, found)


def _summary(search: SavedSearch, found: SearchResultAnalysis | None) -> View:
    summary = found.summary if found else {}
    return {
        "search_id": search.id,
        "run_id": found.run_id if found else None,
        "status": found.status if found else "none",
        "engine_version": found.engine_version if found else None,
        "completed_at": found.completed_at if found else None,
        "listings": found.total_items if found else 0,
        "included": summary.get("included", 0),
        "excluded": summary.get("excluded", {}),
        "records": summary.get("records", 0),
        "sellers": found.total_sellers if found else 0,
        "multi_item_sellers": found.multi_item_sellers if found else 0,
        "wantlist_matches": found.wantlist_matches if found else 0,
        "collection_duplicates": found.collection_duplicates if found else 0,
        "discoveries": found.new_discoveries if found else 0,
        "by_marketplace": found.platform_coverage if found else {},
        "distributions": found.price_distribution if found else [],
    }


async def compare_prices(
    session: AsyncSession, user: User, search_id: UUID, cursor: str | None, limit: int, across: bool
) -> View:
    """Records with their offers on all marketplaces, best landed price first; ``across``: only those on several."""
    search = await own_search(session, user.id, search_id)
    page = await comparisons.page_of_records(session, search.id, cursor, limit, 2 if across else 1)
    records = [row["record_id"] for row in page.rows]
    by_record: dict[UUID, list[View]] = {}
    for row in await view_rows.best_of_records(session, user.id, search.id, records, OFFERS_SHOWN):
        by_record.setdefault(row["match_id"], []).append(_offer(row))
    items = [_comparison(row, by_record.get(row["record_id"], [])) for row in page.rows]
    return {"items": items, "next_cursor": page.next_cursor}


def _comparison(row: Row, offers: list[View]) -> View:
    match: ItemMatch = row[ItemMatch]
    certain = (offer["landed_total"] for offer in offers if offer["landed_total"] and not offer["is_lower_bound"])
    return {
        "record": record(match, offers),
        "offers_count": row["offers_count"],
        "marketplaces": sorted(row["marketplaces"]),
        "best": next(certain, None),
        "offers": offers,
    }


def _offer(row: Row) -> View:
    shown = showing.result(row)
    listing, landed = shown["listing"], shown["landed"] or {}
    same = ("marketplace", "url", "price", "stale", "fetched_at", "is_lower_bound", "seller", "image_url", "title")
    return {
        **{name: listing[name] for name in same},
        "result_id": shown["id"],
        "media_grade": listing["media"]["grade"],
        "sleeve_grade": listing["sleeve"]["grade"],
        "landed_total": landed.get("total"),
        "landed_low": landed.get("low"),
        "certain": landed.get("certain"),
        "score": shown["score"] and shown["score"]["score"],
        "confidence": shown["match"]["confidence"] if shown["match"] else 0,
    }


async def list_sellers(session: AsyncSession, user: User, search_id: UUID) -> list[View]:
    """The sellers of the newest analysis, best first."""
    search = await own_search(session, user.id, search_id)
    found = await analysis_inputs.latest_analysis(session, search.id)
    rows = await comparisons.sellers_of_analysis(session, user.id, found.id) if found else []
    return [_seller(row) for row in rows]


def _seller(row: Row) -> View:
    scored: SellerAnalysis = row[SellerAnalysis]
    return {
        "seller": showing.seller_brief(row[Seller], row[UserSeller]),
        "rank": scored.rank,
        "overall": scored.overall_score,
        "reputation": scored.reputation_score,
        "location": scored.location_score,
        "price": scored.price_score,
        "depth": scored.depth_score,
        "shipping": scored.shipping_score,
        "items": scored.total_items,
        "wants": scored.wanted_items,
        "duplicates": scored.duplicate_items,
        "goods": money_of(scored.goods_total, scored.currency),
        "estimated_shipping": money_of(scored.estimated_shipping, scored.currency),
        "reasons": scored.parts,
    }


async def analyse_again(session: AsyncSession, user: User, search_id: UUID) -> None:
    """Queue an analysis of what is stored."""
    search = await own_search(session, user.id, search_id)
    await analyses.queue(session, {search.id: user.id})
