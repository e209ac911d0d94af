"""Results as they are shown: reading only, the columns that are needed and no more.

The statement is built once from tables, not mapped classes: building and reading it is most of what a page costs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Numeric,
    RowMapping,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.listings import Listing, ListingPrice
from vinyldigger.models.matches import ItemMatch, ItemMatchResult, MatchLevel, MatchOverride, Verdict
from vinyldigger.models.releases import Release
from vinyldigger.models.results import ENDING_SORT, LANDED_SORT, SCORE_SORT, HoldingLevel, Mark, SearchResult
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.services.repositories.batches import among, table_of
from vinyldigger.services.repositories.keyset import Sort, read_decimal, read_moment

Statement = Select[*tuple[Any, ...]]

results, listings, releases = table_of(SearchResult).c, table_of(Listing).c, table_of(Release).c
_sellers, _views, _searches = table_of(Seller).c, table_of(UserSeller).c, table_of(SavedSearch).c
_records, _matches, _overrides = table_of(ItemMatch).c, table_of(ItemMatchResult).c, table_of(MatchOverride).c
_REFUSALS = table_of(MatchOverride).alias("refusals")  # the user's word that an offer is not the pressing claimed


def _key(expression: str, kind: Any) -> ColumnElement[Any]:
    """A sort key exactly as its index spells it, with the table's name in front of the column."""
    return literal_column(expression.replace("coalesce(", f"coalesce({SearchResult.__tablename__}."), kind)


_SORTS = (
    Sort("score", _key(SCORE_SORT, Numeric()), results.id, read_decimal, descending=True),
    Sort("landed", _key(LANDED_SORT, Numeric()), results.id, read_decimal),
    Sort("newest", results.created_at, results.id, read_moment, descending=True),
    Sort("ending", _key(ENDING_SORT, DateTime(timezone=True)), results.id, read_moment),
)
SORTS = {sort.name: sort for sort in _SORTS}

_LISTING = (
    listings.id.label("listing_id"), listings.marketplace, listings.site, listings.kind, listings.title, listings.url,
    listings.image_url, listings.price, listings.currency, listings.fetched_at, listings.first_seen_at,
    listings.last_seen_at, listings.ended_at, listings.end_reason, listings.buying_option, listings.accepts_offers,
    listings.bid, listings.bids, listings.ends_at, listings.quantity, listings.for_sale, listings.is_variation,
    listings.condition_text, listings.ships_from, listings.media_grade, listings.sleeve_grade, listings.grade_source,
    listings.parsed["media"].label("media"), listings.parsed["sleeve"].label("sleeve"),
)  # fmt: skip
_SELLER = (
    _sellers.id.label("seller_id"), _sellers.name.label("seller_name"), _sellers.country.label("seller_country"),
    _sellers.positive_percent, _sellers.ratings, _views.status.label("seller_status"),
)  # fmt: skip
_RESULT = (
    results.id, results.search_id, results.collection_level, results.wantlist_level,
    results.want_id, results.match_confidence, results.deal_score, results.score_parts,
    results.score_confidence, results.warnings, results.landed_cost, results.landed_currency,
    results.fair_value, results.max_good_bid, results.excluded_by, results.excluded_params,
    results.mark, results.created_at, results.first_run_id, _searches.last_viewed_at,
    _searches.name.label("search_name"),
)  # fmt: skip


def _unless_refused(column: ColumnElement[Any], name: str) -> ColumnElement[Any]:
    """What is claimed of the pressing: the same for everybody, but nothing for who has refused it."""
    return case((_REFUSALS.c.id.is_(None), column)).label(name)


def _level() -> ColumnElement[Any]:
    """How far the record is known: for who has refused the pressing, its album."""
    kind = _records.level.type
    album = case(
        (_records.master_id.is_not(None), literal(MatchLevel.MASTER, kind)), else_=literal(MatchLevel.TITLE, kind)
    )
    return case((_REFUSALS.c.id.is_(None), _records.level), else_=album).label("match_level")


_RECORD = (
    _records.id.label("match_id"), _level(), _records.artist.label("record_artist"),
    _records.title.label("record_title"), _records.year.label("record_year"), _records.master_id,
    _unless_refused(_matches.claim, "claim"), _unless_refused(_matches.release_external_id, "release_external_id"),
    _unless_refused(releases.id, "release_id"), releases.thumb_url,
)  # fmt: skip
COLUMNS: tuple[ColumnElement[Any], ...] = (*_RESULT, *_LISTING, *_SELLER, *_RECORD)
VIEWER = "viewer"  # the statements' parameter: whose results


def viewed(columns: Iterable[ColumnElement[Any]]) -> Statement:
    """A user's results with offer, seller, record and the user's word on both."""
    viewer = bindparam(VIEWER, type_=results.user_id.type)
    confirmed = (
        select(_overrides.id)
        .where(
            _overrides.user_id == viewer,
            _overrides.listing_id == results.listing_id,
            _overrides.verdict == Verdict.CONFIRM,
        )
        .exists()
    )
    named = func.coalesce(_matches.release_external_id, listings.release_external_id)
    return (
        select(*columns, confirmed.label("confirmed"))
        .join(table_of(SavedSearch), _searches.id == results.search_id)
        .join(table_of(Listing), listings.id == results.listing_id)
        .outerjoin(table_of(Seller), _sellers.id == listings.seller_id)
        .outerjoin(table_of(UserSeller), and_(_views.seller_id == _sellers.id, _views.user_id == viewer))
        .outerjoin(table_of(ItemMatch), _records.id == results.item_match_id)
        .outerjoin(
            table_of(ItemMatchResult),
            and_(_matches.item_match_id == _records.id, _matches.listing_id == listings.id),
        )
        .outerjoin(table_of(Release), and_(releases.environment == listings.environment, releases.discogs_id == named))
        .outerjoin(
            _REFUSALS,
            and_(
                _REFUSALS.c.user_id == viewer,
                _REFUSALS.c.listing_id == listings.id,
                _REFUSALS.c.release_id == releases.id,
                _REFUSALS.c.verdict == Verdict.REJECT,
            ),
        )
        .where(results.user_id == viewer, _searches.deleted_at.is_(None))
    )


def is_standing() -> ColumnElement[bool]:
    """Whether a result's offer is not over."""
    return and_(listings.ended_at.is_(None), or_(listings.ends_at.is_(None), listings.ends_at > func.now()))


_VIEW = viewed(COLUMNS)


async def result_view(session: AsyncSession, user_id: UUID, result_id: UUID) -> RowMapping | None:
    """One result of a user, with the texts that lists leave out."""
    more = (listings.comments, listings.aspects, listings.parsed, _matches.evidence)
    statement = _VIEW.where(results.id == result_id).add_columns(*more)
    found: RowMapping | None = (await session.execute(statement, {VIEWER: user_id})).mappings().one_or_none()
    return found


async def views_of(
    session: AsyncSession, user_id: UUID, *conditions: ColumnElement[bool], order: Sequence[Any] = (), limit: int = 100
) -> Sequence[RowMapping]:
    """A user's results under any further conditions."""
    statement = _VIEW.where(*conditions).order_by(*order, results.id).limit(limit)
    return (await session.execute(statement, {VIEWER: user_id})).mappings().all()


async def listing_view(session: AsyncSession, user_id: UUID, listing_id: UUID) -> Sequence[RowMapping]:
    """One offer as any of a user's searches found it: a row a search."""
    more = (listings.comments, listings.aspects)
    statement = _VIEW.where(results.listing_id == listing_id).add_columns(*more)
    return (await session.execute(statement.order_by(results.id), {VIEWER: user_id})).mappings().all()


async def prices_of(session: AsyncSession, listing_id: UUID, limit: int = 100) -> list[ListingPrice]:
    """The prices an offer was seen at, oldest first."""
    newest = select(ListingPrice).where(ListingPrice.listing_id == listing_id)
    answer = await session.scalars(newest.order_by(ListingPrice.observed_at.desc()).limit(limit))
    return list(reversed(list(answer)))


async def stale_listings(
    session: AsyncSession, user_id: UUID, result_ids: Sequence[UUID], before: datetime
) -> list[UUID]:
    """Of these results, the offers last read before a moment and not over."""
    answer = await session.scalars(
        select(Listing.id)
        .join(SearchResult, SearchResult.listing_id == Listing.id)
        .where(
            SearchResult.user_id == user_id,
            SearchResult.id.in_(result_ids),
            Listing.fetched_at < before,
            Listing.ended_at.is_(None),
            or_(Listing.ends_at.is_(None), Listing.ends_at > func.now()),
        )
        .distinct()
    )
    return list(answer)


async def results_of_listings(
    session: AsyncSession, user_id: UUID, search_ids: Collection[UUID], listing_ids: Collection[UUID], limit: int
) -> Sequence[RowMapping]:
    """These offers as these searches see them."""
    return await views_of(
        session, user_id, among(SearchResult.search_id, search_ids), among(SearchResult.listing_id, listing_ids),
        limit=limit,
    )  # fmt: skip


async def wanted_of_seller(session: AsyncSession, user_id: UUID, seller_id: UUID, limit: int) -> Sequence[RowMapping]:
    """A seller's standing offers that a user wants, best first; of several searches the newest counts."""
    return await views_of(
        session,
        user_id,
        Listing.seller_id == seller_id,
        Listing.ended_at.is_(None),
        SearchResult.wantlist_level != HoldingLevel.NONE,
        SearchResult.id.in_(_newest_of_each(user_id)),
        order=(SORTS["score"].key.desc(),),
        limit=limit,
    )


def _newest_of_each(user_id: UUID) -> Any:
    """One result for each offer that any of a user's searches found."""
    return (
        select(SearchResult.id)
        .where(SearchResult.user_id == user_id)
        .ext(distinct_on(SearchResult.listing_id))
        .order_by(SearchResult.listing_id, SearchResult.updated_at.desc(), SearchResult.id)
    )


async def offers_of_release(session: AsyncSession, user_id: UUID, release: Release, limit: int) -> Sequence[RowMapping]:
    """Standing offers of a pressing, or of its album where the pressing is not confirmed; best landed price first."""
    record = f"m{release.master_id}" if release.master_id else f"r{release.discogs_id}"
    pressing = func.coalesce(ItemMatchResult.release_external_id, release.discogs_id) == release.discogs_id
    return await views_of(
        session,
        user_id,
        Listing.environment == release.environment,
        Listing.ended_at.is_(None),
        ItemMatch.record_key == record,
        pressing,
        _REFUSALS.c.id.is_(None),
        SearchResult.id.in_(_newest_of_each(user_id)),
        order=(SORTS["landed"].key,),
        limit=limit,
    )


async def newest_results_of(
    session: AsyncSession, user_id: UUID, listing_ids: Collection[UUID]
) -> Sequence[RowMapping]:
    """These offers as the search of the user that judged them last sees them."""
    return await views_of(
        session, user_id, among(SearchResult.listing_id, listing_ids), SearchResult.id.in_(_newest_of_each(user_id))
    )


async def best_of_records(
    session: AsyncSession, user_id: UUID, search_id: UUID, record_ids: Collection[UUID], per_record: int
) -> Sequence[RowMapping]:
    """The cheapest included offers of each of these records in a search."""
    ranked = (
        select(
            SearchResult.id,
            func.row_number()
            .over(partition_by=SearchResult.item_match_id, order_by=(SORTS["landed"].key, SearchResult.id))
            .label("place"),
        )
        .join(Listing, Listing.id == SearchResult.listing_id)
        .where(
            SearchResult.search_id == search_id,
            SearchResult.excluded_by.is_(None),
            SearchResult.mark.is_distinct_from(Mark.DISMISSED),
            among(SearchResult.item_match_id, record_ids),
            Listing.ended_at.is_(None),
        )
        .subquery()
    )
    cheapest = select(ranked.c.id).where(ranked.c.place <= per_record)
    return await views_of(
        session,
        user_id,
        SearchResult.id.in_(cheapest),
        order=(SORTS["landed"].key,),
        limit=per_record * max(1, len(record_ids)),
    )
