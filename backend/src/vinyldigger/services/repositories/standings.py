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

# Of tables, not of entities: rows that no session looks after are much cheaper.
_LISTINGS, _RESULTS, _RELEASES = table_of(Listing), table_of(SearchResult), table_of(Release)
_LISTING, _RESULT, _RELEASE = _LISTINGS.c, _RESULTS.c, _RELEASES.c
_QUOTE, _MARKET = table_of(ListingQuote).c, table_of(ReleaseMarket).c
_GUIDE, _OBSERVATION = table_of(PriceGuide).c, table_of(ValueObservation).c
_FIGURES = (
    _LISTING.kind, _LISTING.price, _LISTING.currency, _LISTING.bid, _LISTING.bids, _LISTING.buying_option,
    _LISTING.ends_at, _LISTING.quantity, _LISTING.for_sale, _LISTING.ships_from, _LISTING.is_variation,
    _LISTING.content_hash,
)  # fmt: skip
_FACTS = (
    _RELEASE.title, _RELEASE.artists, _RELEASE.labels, _RELEASE.barcodes, _RELEASE.year, _RELEASE.country,
    _RELEASE.format, _RELEASE.format_text, _RELEASE.format_quantity, _RELEASE.master_id,
)  # fmt: skip
_WORTH = (_RELEASE.have, _RELEASE.want, _RELEASE.data_quality, _RELEASE.is_unofficial, _RELEASE.estimated_weight)


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
        _QUOTE.shipping, _QUOTE.shipping_currency, _QUOTE.import_charges,
        _QUOTE.import_currency, _QUOTE.tax_collector, _QUOTE.postal_prefix, _QUOTE.refused,
    )  # fmt: skip
    in_order = aggregate_order_by(literal(" "), _QUOTE.fetched_at, _QUOTE.id)
    stands = or_(_QUOTE.fetched_at >= since, _QUOTE.refused)
    own = and_(_QUOTE.user_id == user_id, stands)
    return (
        select(func.string_agg(cast(func.row(*quote), Text), in_order))
        .where(
            _QUOTE.listing_id == _LISTING.id,
            _QUOTE.country == country,
            or_(_QUOTE.user_id.is_(None), own),
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
    figures = (_MARKET.lowest_price, _MARKET.currency, _MARKET.num_for_sale)
    market = (
        select(cast(func.row(*figures, _MARKET.blocked_from_sale), Text))
        .where(_MARKET.release_id == _RELEASE.id)
        .order_by(_MARKET.day.desc(), _MARKET.fetched_at.desc())
        .limit(1)
        .correlate(_RELEASES)
        .scalar_subquery()
    )
    guide = (
        select(cast(func.row(_GUIDE.near_mint, _GUIDE.currency), Text))
        .where(_GUIDE.release_id == _RELEASE.id, _GUIDE.user_id == user_id)
        .correlate(_RELEASES)
        .scalar_subquery()
    )
    observed = (
        select(cast(func.row(func.count(), func.max(cast(_OBSERVATION.id, Text)), literal(today)), Text))
        .where(_OBSERVATION.release_id == _RELEASE.id)
        .having(func.count() > 0)
        .correlate(_RELEASES)
        .scalar_subquery()
    )
    meant = among(_RELEASE.discogs_id, discogs_ids)
    if master_id is not None:
        meant = or_(meant, _RELEASE.master_id == master_id)
    answer = await session.execute(
        select(
            _RELEASE.id, _RELEASE.discogs_id, _RELEASE.master_id, _digest(*_FACTS),
            _digest(*_WORTH, market, guide, observed),
        ).where(_RELEASE.environment == environment, meant)
    )  # fmt: skip
    return [ReleaseInBrief._make(row) for row in answer]


async def releases_with_facts(session: AsyncSession, ids: Collection[UUID]) -> list[tuple[Release, str]]:
    """These releases, each with the digest of what listings are matched by, of the same moment."""
    facts = _digest(*_FACTS).label("facts")
    answer = await session.execute(select(*_RELEASE, facts).where(among(_RELEASE.id, ids)))
    return [(cast_to(Release, row), row.facts) for row in answer]


async def sellers_by_id(session: AsyncSession, ids: Collection[UUID]) -> list[Seller]:
    """These sellers."""
    return plain(await session.execute(select(*table_of(Seller).c).where(among(Seller.id, ids))), Seller)
