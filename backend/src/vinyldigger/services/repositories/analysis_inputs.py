"""What one analysis reads: a constant number of statements, whatever the number of offers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, RowMapping, Select, Subquery, and_, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.analyses import SearchResultAnalysis
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing, ListingQuote
from vinyldigger.models.matches import ItemMatch, ItemMatchResult, MatchOverride
from vinyldigger.models.releases import Release
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.services.repositories.batches import among, plain, table_of


class FoundRow(NamedTuple):
    """An offer of a search that is not over."""

    result_id: UUID
    listing: Listing


async def offers_of_search(
    session: AsyncSession, search_id: UUID, environment: Environment, now: datetime
) -> list[FoundRow]:
    """The offers a search found that are not over and that the user has not dismissed."""
    found = select(SearchResult.id, SearchResult.listing_id).where(
        SearchResult.search_id == search_id, SearchResult.mark.is_distinct_from(Mark.DISMISSED)
    )
    return await _standing(session, found.subquery(), environment, now)


async def offers_found_for(
    session: AsyncSession, user_id: UUID, environment: Environment, now: datetime, limit: int
) -> list[FoundRow]:
    """The newest offers that any of a user's searches found."""
    newest = (
        select(SearchResult.id, SearchResult.listing_id)
        .where(SearchResult.user_id == user_id)
        .ext(distinct_on(SearchResult.listing_id))
        .order_by(SearchResult.listing_id.desc(), SearchResult.id)
        .limit(limit)
    )
    return await _standing(session, newest.subquery(), environment, now)


async def _standing(session: AsyncSession, found: Subquery, environment: Environment, now: datetime) -> list[FoundRow]:
    listings = table_of(Listing)
    statement = found_rows(found.c.id).join(found, found.c.listing_id == listings.c.id)
    return await found_of(
        session,
        statement.where(
            listings.c.environment == environment,
            listings.c.ended_at.is_(None),
            or_(listings.c.ends_at.is_(None), listings.c.ends_at > now),
        ).order_by(listings.c.id),
    )


def found_rows(result_id: ColumnElement[UUID]) -> Select[Any]:
    """Listings as :class:`FoundRow` has them, to be narrowed down."""
    return select(result_id.label("result_id"), *table_of(Listing).c).select_from(table_of(Listing))


async def found_of(session: AsyncSession, statement: Select[Any]) -> list[FoundRow]:
    """What a statement of :func:`found_rows` finds; rows without a session are much cheaper than entities."""
    return [FoundRow(row.result_id, row) for row in await session.execute(statement)]


async def listings_by_id(session: AsyncSession, ids: Collection[UUID]) -> list[Listing]:
    """These listings."""
    listings = table_of(Listing).c
    return plain(await session.execute(select(*listings).where(among(listings.id, ids)).order_by(listings.id)), Listing)


async def quotes_for(
    session: AsyncSession, listing_ids: Collection[UUID], country: str, user_id: UUID, since: datetime
) -> list[ListingQuote]:
    """What sending costs to a country, as anybody may know it or as this user's token told since a moment.

    That a seller refuses the user is no figure: it stands until the offer is asked for again.
    """
    answer = await session.scalars(
        select(ListingQuote).where(
            among(ListingQuote.listing_id, listing_ids),
            ListingQuote.country == country,
            or_(
                ListingQuote.user_id.is_(None),
                and_(ListingQuote.user_id == user_id, or_(ListingQuote.fetched_at >= since, ListingQuote.refused)),
            ),
        )
    )
    return list(answer)


async def known_matches(
    session: AsyncSession, search_id: UUID, engine_version: str, listing_ids: Collection[UUID]
) -> Sequence[RowMapping]:
    """How these offers of a search were matched before, as long as their text has not changed since; but not why."""
    answer = await session.execute(
        select(
            ItemMatchResult.listing_id,
            ItemMatchResult.claim,
            ItemMatchResult.confidence,
            ItemMatchResult.release_external_id,
            ItemMatch.record_key,
            ItemMatch.master_id,
        )
        .join(ItemMatch, ItemMatch.id == ItemMatchResult.item_match_id)
        .join(
            SearchResult,
            (SearchResult.item_match_id == ItemMatchResult.item_match_id)
            & (SearchResult.listing_id == ItemMatchResult.listing_id),
        )
        .join(Listing, Listing.id == ItemMatchResult.listing_id)
        .where(
            SearchResult.search_id == search_id,
            among(SearchResult.listing_id, listing_ids),
            ItemMatchResult.engine_version == engine_version,
            Listing.engine_version == engine_version,
        )
    )
    return answer.mappings().all()


async def parsed_of(
    session: AsyncSession, listing_ids: Collection[UUID], engine_version: str
) -> dict[UUID, dict[str, Any]]:
    """What this engine read from these listings."""
    answer = await session.execute(
        select(Listing.id, Listing.parsed).where(
            among(Listing.id, listing_ids), Listing.engine_version == engine_version, Listing.parsed.is_not(None)
        )
    )
    return {listing_id: parsed for listing_id, parsed in answer if parsed is not None}


async def overrides_of(
    session: AsyncSession, user_id: UUID, listing_ids: Collection[UUID]
) -> list[tuple[MatchOverride, str | None]]:
    """A user's word on these listings, with the Discogs id of the release meant."""
    answer = await session.execute(
        select(MatchOverride, Release.discogs_id)
        .outerjoin(Release, Release.id == MatchOverride.release_id)
        .where(MatchOverride.user_id == user_id, among(MatchOverride.listing_id, listing_ids))
        .order_by(MatchOverride.id)
    )
    return [(row[0], row[1]) for row in answer]


async def overrides_in_search(
    session: AsyncSession, user_id: UUID, search_id: UUID
) -> list[tuple[MatchOverride, str | None]]:
    """A user's word on the offers of a search, with the Discogs id of the release meant."""
    answer = await session.execute(
        select(MatchOverride, Release.discogs_id)
        .join(SearchResult, SearchResult.listing_id == MatchOverride.listing_id)
        .outerjoin(Release, Release.id == MatchOverride.release_id)
        .where(MatchOverride.user_id == user_id, SearchResult.search_id == search_id)
        .order_by(MatchOverride.id)
    )
    return [(row[0], row[1]) for row in answer]


async def latest_analysis(session: AsyncSession, search_id: UUID) -> SearchResultAnalysis | None:
    """The newest analysis of a search."""
    answer = await session.scalars(
        select(SearchResultAnalysis)
        .where(SearchResultAnalysis.search_id == search_id)
        .order_by(SearchResultAnalysis.completed_at.desc().nulls_last(), SearchResultAnalysis.id.desc())
        .limit(1)
    )
    return answer.first()
