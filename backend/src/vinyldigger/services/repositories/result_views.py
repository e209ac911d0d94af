"""Results as they are shown: reading only, the columns that are needed and no more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    DateTime,
    Numeric,
    RowMapping,
    Select,
    String,
    and_,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.grade import Grade
from vinyldigger.models.listings import Listing, ListingPrice
from vinyldigger.models.matches import ItemMatch, ItemMatchResult, MatchOverride, Verdict
from vinyldigger.models.releases import Release
from vinyldigger.models.results import ENDING_SORT, LANDED_SORT, SCORE_SORT, HoldingLevel, Mark, SearchResult
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.services.repositories.batches import among
from vinyldigger.services.repositories.keyset import Slice, Sort, cut, paged, read_decimal, read_moment

Statement = Select[*tuple[Any, ...]]


def _key(expression: str, kind: Any) -> ColumnElement[Any]:
    """A sort key exactly as its index spells it, with the table's name in front of the column."""
    return literal_column(expression.replace("coalesce(", f"coalesce({SearchResult.__tablename__}."), kind)


_SORTS = (
    Sort("score", _key(SCORE_SORT, Numeric()), SearchResult.id, read_decimal, descending=True),
    Sort("landed", _key(LANDED_SORT, Numeric()), SearchResult.id, read_decimal),
    Sort("newest", SearchResult.created_at, SearchResult.id, read_moment, descending=True),
    Sort("ending", _key(ENDING_SORT, DateTime(timezone=True)), SearchResult.id, read_moment),
)
SORTS = {sort.name: sort for sort in _SORTS}


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """Which results are shown. None: no demand. ``excluded`` False: only what the rules let in, True: only the rest."""

    platform: str | None = None
    min_score: int | None = None
    in_wantlist: bool | None = None
    in_collection: bool | None = None
    condition: Grade | None = None
    seller_id: UUID | None = None
    match_id: UUID | None = None
    excluded: bool | None = False
    mark: Mark | None = None
    since: datetime | None = None


_LISTING = (
    Listing.id.label("listing_id"), Listing.marketplace, Listing.site, Listing.kind, Listing.title, Listing.url,
    Listing.image_url, Listing.price, Listing.currency, Listing.fetched_at, Listing.first_seen_at,
    Listing.last_seen_at, Listing.ended_at, Listing.end_reason, Listing.buying_option, Listing.accepts_offers,
    Listing.bid, Listing.bids, Listing.ends_at, Listing.quantity, Listing.for_sale, Listing.is_variation,
    Listing.condition_text, Listing.ships_from, Listing.media_grade, Listing.sleeve_grade, Listing.grade_source,
    Listing.parsed["media"].label("media"), Listing.parsed["sleeve"].label("sleeve"),
)  # fmt: skip
_SELLER = (
    Seller.id.label("seller_id"), Seller.name.label("seller_name"), Seller.country.label("seller_country"),
    Seller.positive_percent, Seller.ratings, UserSeller.status.label("seller_status"),
)  # fmt: skip
_RESULT = (
    SearchResult.id, SearchResult.search_id, SearchResult.collection_level, SearchResult.wantlist_level,
    SearchResult.want_id, SearchResult.match_confidence, SearchResult.deal_score, SearchResult.score_parts,
    SearchResult.score_confidence, SearchResult.warnings, SearchResult.landed_cost, SearchResult.landed_currency,
    SearchResult.fair_value, SearchResult.max_good_bid, SearchResult.excluded_by, SearchResult.excluded_params,
    SearchResult.mark, SearchResult.created_at, SearchResult.first_run_id, SavedSearch.last_viewed_at,
    SavedSearch.name.label("search_name"),
)  # fmt: skip
_RECORD = (
    ItemMatch.id.label("match_id"), ItemMatch.level.label("match_level"), ItemMatch.artist.label("record_artist"),
    ItemMatch.title.label("record_title"), ItemMatch.year.label("record_year"), ItemMatch.master_id,
    ItemMatchResult.claim, ItemMatchResult.release_external_id,
    Release.id.label("release_id"), Release.thumb_url,
)  # fmt: skip


def _view(user_id: UUID) -> Statement:
    """A user's results with offer, seller, record and the user's word on both."""
    confirmed = (
        select(MatchOverride.id)
        .where(
            MatchOverride.user_id == user_id,
            MatchOverride.listing_id == SearchResult.listing_id,
            MatchOverride.verdict == Verdict.CONFIRM,
        )
        .exists()
    )
    return (
        select(*_RESULT, *_LISTING, *_SELLER, *_RECORD, confirmed.label("confirmed"))
        .join(SavedSearch, SavedSearch.id == SearchResult.search_id)
        .join(Listing, Listing.id == SearchResult.listing_id)
        .outerjoin(Seller, Seller.id == Listing.seller_id)
        .outerjoin(UserSeller, and_(UserSeller.seller_id == Seller.id, UserSeller.user_id == user_id))
        .outerjoin(ItemMatch, ItemMatch.id == SearchResult.item_match_id)
        .outerjoin(
            ItemMatchResult,
            and_(ItemMatchResult.item_match_id == ItemMatch.id, ItemMatchResult.listing_id == Listing.id),
        )
        .outerjoin(
            Release,
            and_(
                Release.environment == Listing.environment,
                Release.discogs_id == func.coalesce(ItemMatchResult.release_external_id, Listing.release_external_id),
            ),
        )
        .where(SearchResult.user_id == user_id, SavedSearch.deleted_at.is_(None))
    )


async def page_of_results(
    session: AsyncSession,
    user_id: UUID,
    search_id: UUID,
    wanted: ResultFilter,
    sort: Sort,
    cursor: str | None,
    limit: int,
) -> Slice:
    """One page of a search's results that are not over: one statement."""
    statement = _filtered(_view(user_id), wanted).where(
        SearchResult.search_id == search_id,
        Listing.ended_at.is_(None),
        or_(Listing.ends_at.is_(None), Listing.ends_at > func.now()),
    )
    rows = (await session.execute(paged(statement, sort, cursor, limit))).mappings().all()
    return cut(rows, sort, limit)


def _filtered(statement: Statement, wanted: ResultFilter) -> Statement:
    conditions: list[ColumnElement[bool]] = []
    if wanted.platform is not None:
        conditions.append(Listing.marketplace == wanted.platform)
    if wanted.min_score is not None:
        conditions.append(SearchResult.deal_score >= wanted.min_score)
    for column, wish in (
        (SearchResult.wantlist_level, wanted.in_wantlist),
        (SearchResult.collection_level, wanted.in_collection),
    ):
        if wish is not None:
            conditions.append((column != HoldingLevel.NONE) == wish)
    if wanted.condition is not None:
        conditions.append(_at_least(wanted.condition))
    if wanted.seller_id is not None:
        conditions.append(Listing.seller_id == wanted.seller_id)
    if wanted.match_id is not None:
        conditions.append(SearchResult.item_match_id == wanted.match_id)
    if wanted.excluded is not None:
        conditions.append(SearchResult.excluded_by.is_not(None) == wanted.excluded)
    if wanted.mark is not None:
        conditions.append(SearchResult.mark == wanted.mark)
    elif wanted.excluded is False:
        conditions.append(SearchResult.mark.is_distinct_from(Mark.DISMISSED))
    if wanted.since is not None:
        conditions.append(SearchResult.created_at >= wanted.since)
    return statement.where(*conditions)


def _at_least(floor: Grade) -> ColumnElement[bool]:
    good = [grade.value for grade in Grade if grade.at_least(floor)]
    read = Listing.parsed["media"]["grade"].astext.cast(String)
    return func.coalesce(read, Listing.media_grade).in_(good)


async def result_view(session: AsyncSession, user_id: UUID, result_id: UUID) -> RowMapping | None:
    """One result of a user, with the texts that lists leave out."""
    more = (Listing.comments, Listing.aspects, Listing.parsed, ItemMatchResult.evidence)
    statement = _view(user_id).where(SearchResult.id == result_id).add_columns(*more)
    found: RowMapping | None = (await session.execute(statement)).mappings().one_or_none()
    return found


async def views_of(
    session: AsyncSession, user_id: UUID, *conditions: ColumnElement[bool], order: Sequence[Any] = (), limit: int = 100
) -> Sequence[RowMapping]:
    """A user's results under any further conditions."""
    statement = _view(user_id).where(*conditions).order_by(*order, SearchResult.id).limit(limit)
    return (await session.execute(statement)).mappings().all()


async def listing_view(session: AsyncSession, user_id: UUID, listing_id: UUID) -> Sequence[RowMapping]:
    """One offer as any of a user's searches found it: a row a search."""
    more = (Listing.comments, Listing.aspects)
    statement = _view(user_id).where(SearchResult.listing_id == listing_id).add_columns(*more)
    return (await session.execute(statement.order_by(SearchResult.id))).mappings().all()


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
