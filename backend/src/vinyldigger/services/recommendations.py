"""Advice as users see it, and their word on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.errors import NotFound
from vinyldigger.models.analyses import DealRecommendation, Feedback
from vinyldigger.models.matches import ItemMatch
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.models.users import User
from vinyldigger.services import showing
from vinyldigger.services.offers import money_of
from vinyldigger.services.repositories import recommendations as advice_rows
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.searches import own_search
from vinyldigger.services.showing import Row, View

MOST_ITEMS = 2000  # offers that one page of advice may be about


async def list_advice(
    session: AsyncSession,
    user: User,
    sort: str,
    cursor: str | None,
    limit: int,
    *,
    search_id: UUID | None = None,
    kind: str | None = None,
    min_score: int | None = None,
    ended: bool = False,
    since: datetime | None = None,
) -> View:
    """Standing advice for a user, of one search or of all: two statements a page."""
    if search_id is not None:
        await own_search(session, user.id, search_id)
    page = await advice_rows.page_of_advice(
        session,
        user.id,
        advice_rows.SORTS[sort],
        cursor,
        limit,
        search_id=search_id,
        kind=kind,
        min_score=min_score,
        ended=ended,
        since=since,
    )
    return {"items": await _views(session, user, page.rows), "next_cursor": page.next_cursor}


async def give_feedback(session: AsyncSession, user: User, advice_id: UUID, feedback: Feedback | None) -> View:
    """Keep the user's word on advice; null takes it back."""
    if not await advice_rows.set_feedback(session, user.id, advice_id, feedback):
        raise NotFound()
    row = await advice_rows.advice_of(session, user.id, advice_id)
    if row is None:
        raise NotFound()
    return (await _views(session, user, [row]))[0]


async def _views(session: AsyncSession, user: User, rows: Sequence[Row]) -> list[View]:
    """Advice with the offers it is about, in one further statement."""
    advice: list[DealRecommendation] = [row[DealRecommendation] for row in rows]
    offers = await view_rows.results_of_listings(
        session,
        user.id,
        {each.search_id for each in advice},
        {UUID(item) for each in advice for item in each.item_ids},
        MOST_ITEMS,
    )
    shown = {(row["search_id"], row["listing_id"]): showing.result(row) for row in offers}
    return [_view(row, shown) for row in rows]


def _view(row: Row, shown: dict[tuple[UUID, UUID], View]) -> View:
    advice: DealRecommendation = row[DealRecommendation]
    search: SavedSearch = row[SavedSearch]
    items = [shown.get((advice.search_id, UUID(item))) for item in advice.item_ids]
    same = ("id", "search_id", "type", "score", "level", "title", "savings_against", "first_seen_at", "last_seen_at",
            "ended_at", "feedback")  # fmt: skip
    found = [_item(item) for item in items if item]
    stale = any(item["stale"] for item in found)
    amounts = ("goods", "shipping", "taxes", "landed_total", "savings")
    money = {name: None if stale else money_of(getattr(advice, name), advice.currency) for name in amounts}
    return {
        **{name: getattr(advice, name) for name in same},
        **money,
        "landed": money["landed_total"],
        "reasons": [] if stale else advice.reasons,
        "search_name": search.name,
        "wants": advice.wanted_items,
        "record": record(row[ItemMatch], found),
        "seller": showing.seller_brief(row[Seller], row[UserSeller]),
        "items": found,
        "stale": stale,
        "is_new": search.last_viewed_at is None or advice.first_seen_at > search.last_viewed_at,
    }


def _item(result: View) -> View:
    listing = result["listing"]
    same = ("marketplace", "title", "url", "image_url", "price", "stale", "fetched_at", "ended_at", "ends_at")
    return {
        **{name: listing[name] for name in same},
        "result_id": result["id"],
        "listing_id": listing["id"],
        "media_grade": listing["media"]["grade"],
        "sleeve_grade": listing["sleeve"]["grade"],
        "landed_total": (result["landed"] or {}).get("total"),
        "certain": (result["landed"] or {}).get("certain"),
        "release_id": ((result["match"] or {}).get("record") or {}).get("release_id"),
    }


def record(match: ItemMatch | None, items: Sequence[View]) -> View | None:
    """A record, with the picture of the first offer that has one."""
    if match is None:
        return None
    image = next((item["image_url"] for item in items if item["image_url"]), None)
    return {
        "id": match.id,
        "level": match.level,
        "artist": match.artist or None,
        "title": match.title or None,
        "year": match.year,
        "release_id": match.release_id,
        "master_id": match.master_id,
        "image_url": image,
    }
