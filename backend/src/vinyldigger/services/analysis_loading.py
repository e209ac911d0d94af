"""From rows to the engine's input: everything one analysis needs as plain values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.seller import Seller
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import ListingQuote
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.services.analysis_facts import override_of, worth_of
from vinyldigger.services.asking import figures_fresh_since
from vinyldigger.services.catalogue import release_of
from vinyldigger.services.offers import listing_of, quote_for, seller_of
from vinyldigger.services.repositories import analysis_inputs as rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories.analysis_inputs import FoundRow
from vinyldigger.services.repositories.standings import sellers_by_id
from vinyldigger.services.situations import Situation, situation_of
from vinyldigger.services.stored import from_json


@dataclass(frozen=True, slots=True)
class Loaded:
    """One analysis before it begins. Ids are ours, by the engine's keys."""

    input: AnalysisInput
    result_ids: Mapping[str, UUID]
    listing_ids: Mapping[str, UUID]
    release_ids: Mapping[str, UUID]
    seller_ids: Mapping[str, UUID] = field(default_factory=dict)


async def load(
    session: AsyncSession,
    search: SavedSearch,
    user: User,
    environment: Environment,
    found: Sequence[FoundRow],
    now: datetime,
    also: Collection[str] = (),
) -> Loaded:
    """The engine's input for these offers, each looked at as if for the first time: a constant number of statements.

    ``also``: Discogs ids of further releases that offers may be.
    """
    situation = await situation_of(session, search, user, environment, now)
    stated = (row.listing.release_external_id for row in found)
    named = {*also, *situation.named, *(release for release in stated if release)}
    releases = await release_rows.releases_by_discogs_id(session, environment, named)
    if situation.master_id:
        releases += await release_rows.releases_of_master(session, environment, situation.master_id)
    known = {row.listing.seller_id for row in found if row.listing.seller_id is not None}
    sellers = {row.id: seller_of(row) for row in await sellers_by_id(session, known)}
    listings = await listings_of(session, user, found, sellers)
    catalogue = {row.id: release_of(row) for row in releases}
    loaded = await load_facts(session, user, situation, found, listings, catalogue)
    keys = {row.listing.id: key_of(row) for row in found}
    said = await rows.overrides_of(session, user.id, list(keys))
    overrides = [override_of(row, discogs_id, keys) for row, discogs_id in said]
    told = replace(loaded.input, overrides=overrides, known_parsed=known_parsed(found))
    return replace(loaded, input=told, seller_ids={seller.key: key for key, seller in sellers.items()})


async def load_facts(
    session: AsyncSession,
    user: User,
    situation: Situation,
    found: Sequence[FoundRow],
    listings: Sequence[Listing],
    catalogue: Mapping[UUID, Release],
) -> Loaded:
    """Offers beside releases with what these are worth, by our id: as values."""
    ids = {key: release.external_id for key, release in catalogue.items()}
    worth = await worth_of(session, user.id, ids)
    return Loaded(
        input=AnalysisInput(
            listings=listings,
            releases=list(catalogue.values()),
            destination=situation.destination,
            rules=situation.rules,
            rates=situation.rates,
            now=situation.now,
            wants=situation.wants,
            owned=situation.owned,
            markets=worth.markets,
            suggestions=worth.suggestions,
            observations=worth.observations,
            shipping_corrections=situation.corrections,
            blocked_sellers=situation.blocked,
            favourite_sellers=situation.favourites,
            goldmine=situation.goldmine,
        ),
        result_ids={key_of(row): row.result_id for row in found},
        listing_ids={key_of(row): row.listing.id for row in found},
        release_ids={discogs_id: key for key, discogs_id in ids.items()},
    )


def key_of(row: FoundRow) -> str:
    """The engine's key of an offer."""
    return f"{row.listing.marketplace}:{row.listing.site}:{row.listing.external_id}"


async def listings_of(
    session: AsyncSession, user: User, found: Sequence[FoundRow], sellers: Mapping[UUID, Seller]
) -> list[Listing]:
    """The offers as values, each with the quote that fits the user's address best: one statement."""
    quotes = await rows.quotes_for(
        session, [row.listing.id for row in found], user.country, user.id, figures_fresh_since()
    )
    by_listing: dict[UUID, list[ListingQuote]] = {}
    for quote in quotes:
        by_listing.setdefault(quote.listing_id, []).append(quote)
    return [
        listing_of(
            row.listing,
            sellers[row.listing.seller_id] if row.listing.seller_id is not None else None,
            quote_for(by_listing.get(row.listing.id, ()), user.postal_code),
        )
        for row in found
    ]


def known_parsed(found: Sequence[FoundRow]) -> dict[str, ParsedListing]:
    """What the engine read before from texts that are still the same."""
    return {
        key_of(row): from_json(ParsedListing, row.listing.parsed)
        for row in found
        if row.listing.parsed is not None and row.listing.engine_version == ENGINE_VERSION
    }
