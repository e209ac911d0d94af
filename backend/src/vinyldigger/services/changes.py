"""What has changed in a search: loaded, read and matched, beside all that stands as it stood."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.identifying import Told, catalogue_of, identify
from vinyldigger.analysis.inputs import Identified
from vinyldigger.analysis.match import Match, MatchLevel
from vinyldigger.analysis.matching import Catalogue
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.release import Release
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.services.analysis_loading import Loaded, key_of, known_parsed, listings_of, load_facts
from vinyldigger.services.catalogue import release_of
from vinyldigger.services.circumstances import catalogue_digest
from vinyldigger.services.indexed import INDEXED
from vinyldigger.services.repositories import analysis_inputs as rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import standings as standing_rows
from vinyldigger.services.repositories.analysis_inputs import FoundRow
from vinyldigger.services.repositories.standings import ReleaseInBrief
from vinyldigger.services.stored import from_json
from vinyldigger.services.survey import Survey
from vinyldigger.services.tables import load_tables

_TITLE_RECORD = "t"  # how ids of records begin that the catalogue does not hold


@dataclass(frozen=True, slots=True)
class Changed:
    """The changed offers of a search before they are matched.

    ``told``: what is known of them, and of offers that the catalogue does not hold: a new one may be the same record.
    ``releases``: by our id, those loaded to match against; ``digest``: of them, where they are the whole catalogue.
    ``indexed``: that catalogue, where it was at hand: then none are loaded.
    """

    found: Sequence[FoundRow]
    listings: Sequence[Listing]
    told: Told
    releases: Mapping[UUID, Release]
    digest: str | None = None
    indexed: Catalogue | None = None


async def load_changed(
    session: AsyncSession,
    survey: Survey,
    search: SavedSearch,
    user: User,
    matched_against: str | None,
) -> Changed:
    """The changed offers and what to match them against: a constant number of statements.

    Of the catalogue only what they name is loaded, unless one of them has to be matched by its text.
    ``matched_against``: digest of the catalogue at the last analysis; matches are kept while it is the same.
    """
    ids = {UUID(offer.listing_id): offer.key for offer in survey.changed}
    result_ids = {offer.key: UUID(offer.result_id) for offer in survey.changed}
    found = [FoundRow(result_ids[ids[row.id]], row) for row in await rows.listings_by_id(session, ids)]
    sellers = {UUID(seller_id): seller for seller_id, seller in survey.sellers.items()}
    listings = await listings_of(session, user, found, sellers)
    overrides = [override for override in survey.overrides if override.listing_key not in survey.stood]
    known = await _known_matches(session, survey, search, ids, matched_against)
    told = Told(known_parsed(found), known, overrides)
    if any(_is_matched_by_text(row, told) for row in found):
        told = await _with_neighbours(session, survey, told)
        indexed = INDEXED.get(survey.circumstances.catalogue)
        if indexed is not None:
            return Changed(found, listings, told, {}, indexed=indexed)
        loaded = await standing_rows.releases_with_facts(session, [release.id for release in survey.releases])
        digest = catalogue_digest((row.discogs_id, facts) for row, facts in loaded)
        return Changed(found, listings, told, {row.id: release_of(row) for row, _ in loaded}, digest)
    stated = {row.listing.release_external_id for row in found if key_of(row) not in known}
    named = [release.id for release in survey.releases if release.discogs_id in stated]
    loaded_by_name = await release_rows.releases_by_id(session, named) if named else []
    return Changed(found, listings, told, {row.id: release_of(row) for row in loaded_by_name})


async def identify_changed(changed: Changed) -> Identified:
    """What the changed offers say, and which records they are. No database: this takes its time."""
    return await asyncio.to_thread(_identify, changed)


def _identify(changed: Changed) -> Identified:
    tables = load_tables()

    def catalogue() -> Catalogue:
        made = changed.indexed or catalogue_of(changed.releases.values(), tables)
        if changed.digest is not None:
            INDEXED.keep(changed.digest, made)
        return made

    return identify(changed.listings, changed.told, catalogue, tables)


async def load_around(
    session: AsyncSession, survey: Survey, user: User, changed: Changed, identified: Identified
) -> Loaded:
    """The engine's input: the changed offers with what concerns their records, and the others as they stood."""
    concerned = _concerned(survey, identified.matches)
    missing = [release.id for release in concerned if release.id not in changed.releases]
    more = await release_rows.releases_by_id(session, missing) if missing else []
    known = {**changed.releases, **{row.id: release_of(row) for row in more}}
    releases = {release.id: known[release.id] for release in concerned if release.id in known}
    loaded = await load_facts(session, user, survey.situation, changed.found, changed.listings, releases)
    engine_input = replace(
        loaded.input,
        overrides=changed.told.overrides,
        known_matches=changed.told.matches,
        known_parsed=changed.told.parsed,
        identified=identified,
        stood=survey.stood,
        records=survey.circumstances.records,
    )
    return replace(loaded, input=engine_input)


async def _known_matches(
    session: AsyncSession, survey: Survey, search: SavedSearch, ids: Mapping[UUID, str], matched_against: str | None
) -> dict[str, Match]:
    """Matches of offers whose text is the same, without the evidence; none against another catalogue than now."""
    if matched_against != survey.circumstances.catalogue:
        return {}
    spoken_of = {override.listing_key for override in survey.overrides}
    known = await rows.known_matches(session, search.id, ENGINE_VERSION, ids)
    return {
        ids[row["listing_id"]]: _match(row, ids[row["listing_id"]])
        for row in known
        if ids[row["listing_id"]] not in spoken_of
    }


def _match(row: RowMapping, key: str) -> Match:
    return Match(
        listing_key=key,
        level=MatchLevel(row["claim"]),
        record_id=row["record_key"],
        release_external_id=row["release_external_id"],
        master_id=row["master_id"],
        confidence=row["confidence"],
        evidence=(),
    )


def _is_matched_by_text(row: FoundRow, told: Told) -> bool:
    """Whether the whole catalogue may be the offer's: nothing names its release, or the user has spoken of it."""
    key = key_of(row)
    spoken_of = any(override.listing_key == key for override in told.overrides)
    return spoken_of or (key not in told.matches and row.listing.release_external_id is None)


def _concerned(survey: Survey, matches: Mapping[str, Match]) -> list[ReleaseInBrief]:
    """All pressings of the records that the offers are, and what the user owns."""
    records = {match.record_id for match in matches.values()}
    owned = {copy.release_external_id for copy in survey.situation.owned}
    return [each for each in survey.releases if each.record_id in records or each.discogs_id in owned]


async def _with_neighbours(session: AsyncSession, survey: Survey, told: Told) -> Told:
    """Told as well what was read of unchanged offers that the catalogue does not hold, and which records they are."""
    unknown = [key for key, stood in survey.stood.items() if (stood.standing.record_id or "")[:1] == _TITLE_RECORD]
    keys = {UUID(survey.offers[key].listing_id): key for key in unknown}
    stored = await rows.parsed_of(session, keys, ENGINE_VERSION)
    parsed = {keys[listing_id]: from_json(ParsedListing, each) for listing_id, each in stored.items()}
    matches = {key: _title_match(survey, key) for key in parsed}
    return replace(told, parsed={**told.parsed, **parsed}, matches={**told.matches, **matches})


def _title_match(survey: Survey, key: str) -> Match:
    """The match of a neighbour, as far as its record's name."""
    record = survey.stood[key].standing.record_id or ""
    return Match(key, MatchLevel.TITLE, record, None, None, 0.0, ())
