"""From rows to the engine's input: everything one analysis needs as plain values."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.inputs import AnalysisInput, SearchRules
from vinyldigger.analysis.match import Evidence, Match, MatchLevel, Override
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.query import Query
from vinyldigger.core.domain.release import Release
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import ListingQuote
from vinyldigger.models.matches import MatchOverride, Verdict
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.users import GradingTable, User
from vinyldigger.services.analysis_facts import Holdings, holdings_of, known_sellers, worth_of
from vinyldigger.services.asking import figures_fresh_since
from vinyldigger.services.catalogue import release_of
from vinyldigger.services.exchange import current_rates
from vinyldigger.services.offers import listing_of, quote_for, seller_of
from vinyldigger.services.repositories import analysis_inputs as rows
from vinyldigger.services.repositories import asked as asked_rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories.analysis_inputs import FoundRow
from vinyldigger.services.run_context import anchor_of
from vinyldigger.services.search_rules import destination_of, query_of, question_of, rules_of
from vinyldigger.services.stored import from_json, to_json

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Loaded:
    """One analysis before it begins. Ids are ours, by the engine's keys.

    ``fingerprint`` of everything that can change the answer; ``catalogue``: of what listings are matched against.
    """

    input: AnalysisInput
    result_ids: Mapping[str, UUID]
    listing_ids: Mapping[str, UUID]
    seller_ids: Mapping[str, UUID]
    release_ids: Mapping[str, UUID]
    fingerprint: str
    catalogue: str


async def load(
    session: AsyncSession,
    search: SavedSearch,
    user: User,
    environment: Environment,
    found: Sequence[FoundRow],
    now: datetime,
    also: Collection[str] = (),
) -> Loaded:
    """The engine's input for these offers of a search: a constant number of statements.

    ``also``: Discogs ids of further releases that offers may be.
    """
    ids = {row.listing.id: _key(row) for row in found}
    anchor = await anchor_of(session, search, environment)
    holdings = await holdings_of(session, user, environment)
    named = {*also, *_wanted(search, holdings), *([anchor.external_id] if anchor else [])}
    releases = await _releases(session, search, query_of(search, anchor), environment, found, named)
    catalogue = _hash(sorted(release.external_id for release in releases.values()))
    said = await rows.overrides_of(session, user.id, list(ids))
    overrides = [_override(row, discogs_id, ids) for row, discogs_id in said]
    spoken_of = {override.listing_key for override in overrides}
    known = await _known_matches(session, search, catalogue, ids)
    engine_input = replace(
        await _offers_and_worth(session, user, found, releases, now),
        rules=rules_of(search, user.currency, anchor),
        wants=holdings.wants,
        owned=holdings.owned,
        overrides=overrides,
        known_matches={key: match for key, match in known.items() if key not in spoken_of},
    )
    return Loaded(
        input=engine_input,
        result_ids={_key(row): row.result_id for row in found},
        listing_ids={key: listing_id for listing_id, key in ids.items()},
        seller_ids={f"{row.seller.marketplace}:{row.seller.external_id}": row.seller.id for row in found if row.seller},
        release_ids={release.external_id: key for key, release in releases.items()},
        fingerprint=_fingerprint(engine_input, found),
        catalogue=catalogue,
    )


async def _offers_and_worth(
    session: AsyncSession, user: User, found: Sequence[FoundRow], releases: Mapping[UUID, Release], now: datetime
) -> AnalysisInput:
    """The part of the input that does not depend on what is searched for."""
    destination = destination_of(user)
    quotes = await rows.quotes_for(
        session, [row.listing.id for row in found], destination.country, user.id, figures_fresh_since()
    )
    worth = await worth_of(session, user.id, {key: release.external_id for key, release in releases.items()})
    corrections, blocked, favourites = await known_sellers(session, user)
    return AnalysisInput(
        listings=_listings(found, quotes, user),
        releases=list(releases.values()),
        destination=destination,
        rules=SearchRules(),
        rates=await current_rates(session),
        now=now,
        markets=worth.markets,
        suggestions=worth.suggestions,
        observations=worth.observations,
        known_parsed=_known_parsed(found),
        shipping_corrections=corrections,
        blocked_sellers=blocked,
        favourite_sellers=favourites,
        goldmine=user.grading_table is GradingTable.GOLDMINE,
    )


def _key(row: FoundRow) -> str:
    return f"{row.listing.marketplace}:{row.listing.site}:{row.listing.external_id}"


def _listings(found: Sequence[FoundRow], quotes: Sequence[ListingQuote], user: User) -> list[Listing]:
    """The offers as values, each with the quote that fits the user's address best."""
    by_listing: dict[UUID, list[ListingQuote]] = {}
    for quote in quotes:
        by_listing.setdefault(quote.listing_id, []).append(quote)
    rows_of = {row.seller.id: row.seller for row in found if row.seller}
    sellers = {seller_id: seller_of(row) for seller_id, row in rows_of.items()}
    return [
        listing_of(
            row.listing,
            sellers[row.seller.id] if row.seller else None,
            quote_for(by_listing.get(row.listing.id, ()), user.postal_code),
        )
        for row in found
    ]


def _wanted(search: SavedSearch, holdings: Holdings) -> set[str]:
    """A sweep matches against everything that is wanted."""
    if search.kind is not SearchKind.WANTLIST:
        return set()
    return {want.release_external_id for want in holdings.wants if want.release_external_id}


async def _releases(
    session: AsyncSession,
    search: SavedSearch,
    query: Query,
    environment: Environment,
    found: Sequence[FoundRow],
    named: set[str],
) -> dict[UUID, Release]:
    """What offers are matched against: what the catalogue answered, what offers name, and all pressings of those."""
    named |= {row.listing.release_external_id for row in found if row.listing.release_external_id}
    questions = [question_of(market, "catalogue", query, None) for market in search.platforms]
    for row in (await asked_rows.asked(session, environment, questions)).values():
        named.update(row.release_ids)
    rows_found = await release_rows.releases_by_discogs_id(session, environment, named)
    if search.kind is SearchKind.MASTER and search.master_id:
        rows_found += await release_rows.releases_of_master(session, environment, search.master_id)
    return {row.id: release_of(row) for row in rows_found}


async def _known_matches(
    session: AsyncSession, search: SavedSearch, catalogue: str, ids: Mapping[UUID, str]
) -> dict[str, Match]:
    """Matches of unchanged offers; none when the catalogue they were matched against was another."""
    last = await rows.latest_analysis(session, search.id)
    if last is None or last.summary.get("catalogue") != catalogue:
        return {}
    known = await rows.known_matches(session, search.id, ENGINE_VERSION)
    return {ids[row["listing_id"]]: _match(row, ids[row["listing_id"]]) for row in known if row["listing_id"] in ids}


def _match(row: RowMapping, key: str) -> Match:
    return Match(
        listing_key=key,
        level=MatchLevel(row["claim"]),
        record_id=row["record_key"],
        release_external_id=row["release_external_id"],
        master_id=row["master_id"],
        confidence=row["confidence"],
        evidence=tuple(from_json(Evidence, each) for each in row["evidence"]),
    )


def _known_parsed(found: Sequence[FoundRow]) -> dict[str, ParsedListing]:
    """What the engine read before from texts that are still the same."""
    return {
        _key(row): from_json(ParsedListing, row.listing.parsed)
        for row in found
        if row.listing.parsed is not None and row.listing.engine_version == ENGINE_VERSION
    }


def _override(row: MatchOverride, discogs_id: str | None, ids: Mapping[UUID, str]) -> Override:
    return Override(ids[row.listing_id], discogs_id, row.master_id, row.verdict is Verdict.CONFIRM)


def _fingerprint(engine_input: AnalysisInput, found: Sequence[FoundRow]) -> str:
    """Changes exactly when the engine's answer may: reading the same offers again changes nothing."""
    told = replace(engine_input, listings=(), now=_NO_TIME, known_matches={}, known_parsed={})
    texts = {_key(row): row.listing.content_hash for row in found}
    return _hash([ENGINE_VERSION, [_figures(each, texts) for each in engine_input.listings], _timeless(told)])


def _figures(offer: Listing, texts: Mapping[str, str]) -> list[Any]:
    """What may change about an offer whose text (its hash stands for it) stays the same."""
    seller, quote = offer.seller, offer.quote
    return [
        offer.key, texts[offer.key], to_json(offer.price), to_json(offer.bid), offer.bids, offer.ends_at,
        offer.buying_option, offer.quantity, offer.for_sale, offer.ships_from, offer.is_variation,
        seller and [seller.key, seller.country, seller.positive_percent, seller.ratings],
        seller and [to_json(policy) for policy in seller.policies],
        quote and [to_json(quote.shipping), to_json(quote.import_charges), quote.tax_collector],
    ]  # fmt: skip


def _timeless(value: object) -> Any:
    """A value as JSON without the moments of reading, and with sets in order."""

    def without(stored: Any) -> Any:
        if isinstance(stored, dict):
            return {name: without(each) for name, each in stored.items() if name != "fetched_at"}
        if isinstance(stored, list):
            return sorted(stored) if all(isinstance(each, str) for each in stored) else [without(e) for e in stored]
        return stored

    return without(to_json(value))


def _hash(value: Any) -> str:
    return hashlib.sha256(orjson.dumps(value, option=orjson.OPT_SORT_KEYS, default=str)).hexdigest()
