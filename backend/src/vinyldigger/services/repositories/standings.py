"""How the offers of a search stand, and what that rests on, in brief: all SQL.

What may change an offer's standing is compared by digests that the database makes, so that little travels.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, NamedTuple
from typing import cast as cast_to
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, Text, and_, case, cast, func, literal, null, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import Listing, ListingQuote
from vinyldigger.models.releases import PriceGuide, Release, ReleaseMarket, ValueObservation
from vinyldigger.models.results import Mark, SearchResult
from vinyldigger.models.sellers import Seller
from vinyldigger.services.repositories.batches import among, plain, table_of

_LISTINGS, _RESULTS = table_of(Listing), table_of(SearchResult)
_LISTING, _RESULT = _LISTINGS.c, _RESULTS.c  # of tables: rows that no session keeps are much cheaper
_FIGURES = (
    _LISTING.kind, _LISTING.price, _LISTING.currency, _LISTING.bid, _LISTING.bids, _LISTING.buying_option,
    _LISTING.ends_at, _LISTING.quantity, _LISTING.for_sale, _LISTING.ships_from, _LISTING.is_variation,
    _LISTING.content_hash,
)  # fmt: skip
_FACTS = (
    Release.title, Release.artists, Release.labels, Release.barcodes, Release.year, Release.country, Release.format,
    Release.format_text, Release.format_quantity, Release.master_id,
)  # fmt: skip
_WORTH = (Release.have, Release.want, Release.data_quality, Release.is_unofficial, Release.estimated_weight)


class OfferInBrief(NamedTuple):
    """One offer of a search. ``figures``: digest of everything of its own that may change its standing.

    ``artist``, ``title``: as read from its text, where asked for. ``standing``: as this engine stored it, not
    decoded yet: one after the other takes a fraction of the memory, and of the time.
    """

    result_id: str
    listing_id: str
    key: str
    seller_id: str | None
    release_external_id: str | None
    figures: str
    artist: str | None
    title: str | None
    item_match_id: str | None
    standing: str | None


class ReleaseInBrief(NamedTuple):
    """One release of the catalogue. ``facts``: digest of what listings are matched by; ``worth``: of all else."""

    id: UUID
    discogs_id: str
    master_id: str | None
    facts: str
    worth: str

    @property
    def record_id(self) -> str:
        """What groups pressings, as :attr:`core.domain.release.Release.record_id`."""
        return f"m{self.master_id}" if self.master_id else f"r{self.discogs_id}"


def _digest(*columns: Any) -> ColumnElement[str]:
    return func.md5(cast(func.row(*columns), Text))


def _quoted(user_id: UUID, country: str, since: datetime) -> ScalarSelect[str]:
    """What is known of sending an offer to a country, as ``analysis_inputs.quotes_for`` reads it."""
    quote = (
        ListingQuote.shipping, ListingQuote.shipping_currency, ListingQuote.import_charges,
        ListingQuote.import_currency, ListingQuote.tax_collector, ListingQuote.postal_prefix, ListingQuote.refused,
    )  # fmt: skip
    in_order = aggregate_order_by(literal(" "), ListingQuote.fetched_at, ListingQuote.id)
    stands = or_(ListingQuote.fetched_at >= since, ListingQuote.refused)
    own = and_(ListingQuote.user_id == user_id, stands)
    return (
        select(func.string_agg(cast(func.row(*quote), Text), in_order))
        .where(
            ListingQuote.listing_id == _LISTING.id,
            ListingQuote.country == country,
            or_(ListingQuote.user_id.is_(None), own),
        )
        .correlate(_LISTINGS)
        .scalar_subquery()
    )


async def offers_in_brief(
    session: AsyncSession,
    search_id: UUID,
    environment: Environment,
    now: datetime,
    *,
    user_id: UUID,
    country: str,
    quotes_since: datetime,
    with_names: bool,
    engine_version: str,
) -> list[OfferInBrief]:
    """The offers of a search that are not over and not dismissed, by listing."""
    quoted = _quoted(user_id, country, quotes_since)
    names = (_LISTING.parsed["artist"].astext, _LISTING.parsed["title"].astext) if with_names else (null(), null())
    columns = (
        cast(_RESULT.id, Text), cast(_LISTING.id, Text),
        func.concat_ws(":", _LISTING.marketplace, _LISTING.site, _LISTING.external_id),
        cast(_LISTING.seller_id, Text), _LISTING.release_external_id, _digest(*_FIGURES, quoted), *names,
        cast(_RESULT.item_match_id, Text),
        case((_RESULT.engine_version == engine_version, cast(_RESULT.standing, Text))),
    )  # fmt: skip
    offers = (
        select(*(column.label(name) for name, column in zip(OfferInBrief._fields, columns, strict=True)))
        .select_from(_RESULTS.join(_LISTINGS, _LISTING.id == _RESULT.listing_id))
        .where(
            _RESULT.search_id == search_id,
            _RESULT.mark.is_distinct_from(Mark.DISMISSED),
            _LISTING.environment == environment,
            _LISTING.ended_at.is_(None),
            or_(_LISTING.ends_at.is_(None), _LISTING.ends_at > now),
        )
        .order_by(_LISTING.id)
    )
    return [OfferInBrief._make(row) for row in await session.execute(offers)]


async def releases_in_brief(
    session: AsyncSession,
    environment: Environment,
    discogs_ids: Collection[str],
    master_id: str | None,
    *,
    user_id: UUID,
    today: date,
) -> list[ReleaseInBrief]:
    """These releases and all pressings of an album. Observations count by their age, so they differ from day to day."""
    figures = (ReleaseMarket.lowest_price, ReleaseMarket.currency, ReleaseMarket.num_for_sale)
    market = (
        select(cast(func.row(*figures, ReleaseMarket.blocked_from_sale), Text))
        .where(ReleaseMarket.release_id == Release.id)
        .order_by(ReleaseMarket.day.desc(), ReleaseMarket.fetched_at.desc())
        .limit(1)
        .correlate(Release)
        .scalar_subquery()
    )
    guide = (
        select(cast(func.row(PriceGuide.near_mint, PriceGuide.currency), Text))
        .where(PriceGuide.release_id == Release.id, PriceGuide.user_id == user_id)
        .correlate(Release)
        .scalar_subquery()
    )
    observed = (
        select(cast(func.row(func.count(), func.max(cast(ValueObservation.id, Text)), literal(today)), Text))
        .where(ValueObservation.release_id == Release.id)
        .having(func.count() > 0)
        .correlate(Release)
        .scalar_subquery()
    )
    meant = among(Release.discogs_id, discogs_ids)
    if master_id is not None:
        meant = or_(meant, Release.master_id == master_id)
    answer = await session.execute(
        select(
            Release.id, Release.discogs_id, Release.master_id, _digest(*_FACTS),
            _digest(*_WORTH, market, guide, observed),
        ).where(Release.environment == environment, meant)
    )  # fmt: skip
    return [ReleaseInBrief._make(row) for row in answer]


async def releases_with_facts(session: AsyncSession, ids: Collection[UUID]) -> list[tuple[Release, str]]:
    """These releases, each with the digest of what listings are matched by, of the same moment."""
    facts = _digest(*_FACTS).label("facts")
    answer = await session.execute(select(*table_of(Release).c, facts).where(among(Release.id, ids)))
    return [(cast_to(Release, row), row.facts) for row in answer]


async def sellers_by_id(session: AsyncSession, ids: Collection[UUID]) -> list[Seller]:
    """These sellers."""
    return plain(await session.execute(select(*table_of(Seller).c).where(among(Seller.id, ids))), Seller)
