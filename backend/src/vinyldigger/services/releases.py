"""A pressing: facts, worth by condition, the floor's history, who sells it now."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.inputs import AnalysisInput, SearchRules
from vinyldigger.analysis.valuation import Values
from vinyldigger.core import clock
from vinyldigger.core.errors import NotFound
from vinyldigger.models.releases import Release as ReleaseRow
from vinyldigger.models.releases import ReleaseMarket as MarketRow
from vinyldigger.models.users import GradingTable, User
from vinyldigger.services import refreshing, showing
from vinyldigger.services.access import release_page
from vinyldigger.services.analysis_facts import worth_of
from vinyldigger.services.asking import figures_fresh_since
from vinyldigger.services.catalogue import release_of
from vinyldigger.services.exchange import current_rates
from vinyldigger.services.images import signed_path
from vinyldigger.services.offers import money_of
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.repositories import wanted as want_rows
from vinyldigger.services.search_rules import destination_of
from vinyldigger.services.showing import View
from vinyldigger.services.stored import to_json
from vinyldigger.services.tables import load_tables

HISTORY_DAYS = 730
OFFERS_SHOWN = 200


async def get_release(session: AsyncSession, user: User, release_id: UUID) -> View:
    """A pressing with its worth by condition, the newest figures, and the user's own relation to it."""
    row = await _release(session, release_id)
    figures = next(iter(await release_rows.newest_market(session, [row.id])), None)
    want = await want_rows.want_for(session, user.id, row.id, row.master_id)
    same = ("id", "master_id", "title", "artists", "labels", "barcodes", "year", "country", "format_text", "genres",
            "styles", "have", "want", "is_unofficial")  # fmt: skip
    return {
        **{name: getattr(row, name) for name in same},
        "external_id": row.discogs_id,
        "url": release_page(row.environment, row.discogs_id),
        "image_url": signed_path(row.cover_url or row.thumb_url),
        "is_full": row.full_fetched_at is not None,
        "fetched_at": row.full_fetched_at or row.basic_fetched_at,
        "market": _figures(figures) if figures else None,
        "values": await _values(session, user, row),
        "owned": await want_rows.copies_of(session, user.id, row.id),
        "want_id": want.id if want else None,
    }


async def refresh_release(session: AsyncSession, user: User, release_id: UUID) -> int:
    """Queue the reading of what is missing or too old; answers whether anything is (0 or 1)."""
    row = await _release(session, release_id)
    figures = next(iter(await release_rows.newest_market(session, [row.id])), None)
    is_read = row.full_fetched_at is not None and figures is not None and not _is_old(figures)
    if is_read or row.gone_at is not None:
        return 0
    await refreshing.queue_releases(session, user.id, [row.id])
    return 1


async def price_history(session: AsyncSession, release_id: UUID) -> View:
    """The floor's history, Discogs figures only; days without a reading have no point."""
    row = await _release(session, release_id)
    points = await release_rows.market_history(session, row.id, HISTORY_DAYS)
    return {"release_id": row.id, "points": [_point(point) for point in points]}


async def list_offers(session: AsyncSession, user: User, release_id: UUID) -> list[View]:
    """Who sells it now, as the user's searches found, best landed price first."""
    row = await _release(session, release_id)
    offers = await view_rows.offers_of_release(session, user.id, row, OFFERS_SHOWN)
    return [_offer(offer, row) for offer in offers]


async def _release(session: AsyncSession, release_id: UUID) -> ReleaseRow:
    """The release, or the one that it has been merged into."""
    row = await release_rows.release_by_id(session, release_id)
    if row is None or row.environment is not await installation_rows.environment(session):
        raise NotFound()
    if row.merged_into is None:
        return row
    known = await release_rows.releases_by_discogs_id(session, row.environment, [row.merged_into])
    return known[0] if known else row


async def _values(session: AsyncSession, user: User, row: ReleaseRow) -> list[View]:
    """Worth by media grade, the sleeve as good as the record."""
    siblings: Sequence[ReleaseRow] = [row]
    if row.master_id:
        siblings = await release_rows.releases_of_master(session, row.environment, row.master_id)
    worth = await worth_of(session, user.id, {each.id: each.discogs_id for each in siblings})
    told = AnalysisInput(
        listings=(),
        releases=[release_of(each) for each in siblings],
        destination=destination_of(user),
        rules=SearchRules(),
        rates=await current_rates(session),
        now=clock.now(),
        markets=worth.markets,
        suggestions=worth.suggestions,
        observations=worth.observations,
        goldmine=user.grading_table is GradingTable.GOLDMINE,
    )
    grid = Values(told, load_tables()).grid(row.discogs_id)
    return [{"grade": grade, "fair_value": to_json(value)} for grade, value in grid.items()]


def _is_old(figures: MarketRow) -> bool:
    return figures.fetched_at < figures_fresh_since()


def _figures(figures: MarketRow) -> View:
    stale = _is_old(figures)
    return {
        "lowest_price": None if stale else money_of(figures.lowest_price, figures.currency),
        "num_for_sale": None if stale else figures.num_for_sale,
        "stale": stale,
        "fetched_at": figures.fetched_at,
    }


def _point(point: MarketRow) -> View:
    price = money_of(point.lowest_price, point.currency)
    return {"day": point.day, "lowest_price": price, "num_for_sale": point.num_for_sale}


def _offer(row: showing.Row, release: ReleaseRow) -> View:
    shown = showing.result(row)
    match = shown["match"] or {}
    confirmed = match.get("record", {}).get("release_external_id") == release.discogs_id
    return {
        "result_id": shown["id"],
        "listing": shown["listing"],
        "landed": shown["landed"],
        "confirmed_pressing": confirmed,
    }
