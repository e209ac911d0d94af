"""What has changed in a search, loaded for the engine beside all that stands as it stood."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.match import Evidence, Match, MatchLevel
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.models.environments import Environment
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.users import User
from vinyldigger.services.analysis_loading import Loaded, key_of, load_offers
from vinyldigger.services.repositories import analysis_inputs as rows
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories.analysis_inputs import FoundRow
from vinyldigger.services.repositories.standings import ReleaseInBrief
from vinyldigger.services.stored import from_json
from vinyldigger.services.survey import Survey

_TITLE_RECORD = "t"  # how ids of records begin that the catalogue does not hold


async def load_changed(
    session: AsyncSession,
    survey: Survey,
    search: SavedSearch,
    user: User,
    environment: Environment,
    matched_against: str | None,
) -> Loaded:
    """The engine's input for the changed offers of a search: a constant number of statements.

    Of the catalogue only what concerns these is loaded, unless an offer has to be matched by its text.
    ``matched_against``: digest of the catalogue at the last analysis; matches are kept while it is the same.
    """
    ids = {UUID(offer.listing_id): offer.key for offer in survey.changed}
    found = await rows.offers_of_search(session, search.id, environment, survey.situation.now, ids)
    known = await _known_matches(session, survey, search, ids, matched_against)
    by_text = any(_is_matched_by_text(row, known, survey) for row in found)
    concerned = survey.releases if by_text else _concerned(survey, found, known)
    releases = await release_rows.releases_by_id(session, [release.id for release in concerned])
    loaded = await load_offers(session, user, survey.situation, found, releases)
    neighbours = await _neighbours(session, survey) if by_text else {}
    engine_input = replace(
        loaded.input,
        overrides=[override for override in survey.overrides if override.listing_key not in survey.stood],
        known_matches=known | {key: _title_match(survey, key) for key in neighbours},
        known_parsed={**loaded.input.known_parsed, **neighbours},
        stood=survey.stood,
        records=survey.circumstances.records,
    )
    return replace(loaded, input=engine_input)


async def _known_matches(
    session: AsyncSession, survey: Survey, search: SavedSearch, ids: Mapping[UUID, str], matched_against: str | None
) -> dict[str, Match]:
    """Matches of offers whose text is the same; none when the catalogue they were matched against was another."""
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
        evidence=tuple(from_json(Evidence, each) for each in row["evidence"]),
    )


def _is_matched_by_text(row: FoundRow, known: Collection[str], survey: Survey) -> bool:
    """Whether the whole catalogue may be the offer's: nothing names its release, or the user has spoken of it."""
    key = key_of(row)
    spoken_of = any(override.listing_key == key for override in survey.overrides)
    return spoken_of or (key not in known and row.listing.release_external_id is None)


def _concerned(survey: Survey, found: Sequence[FoundRow], known: Mapping[str, Match]) -> list[ReleaseInBrief]:
    """All pressings of the records that the offers are, and what the user owns."""
    of = survey.circumstances.records
    stated = {of.get(row.listing.release_external_id or "", "") for row in found}
    records = stated | {match.record_id for match in known.values()}
    owned = {copy.release_external_id for copy in survey.situation.owned}
    return [each for each in survey.releases if each.record_id in records or each.discogs_id in owned]


async def _neighbours(session: AsyncSession, survey: Survey) -> dict[str, ParsedListing]:
    """What was read of unchanged offers that the catalogue does not hold: a new one may be the same record."""
    unknown = [key for key, stood in survey.stood.items() if (stood.standing.record_id or "")[:1] == _TITLE_RECORD]
    keys = {UUID(survey.offers[key].listing_id): key for key in unknown}
    parsed = await rows.parsed_of(session, keys, ENGINE_VERSION)
    return {keys[listing_id]: from_json(ParsedListing, stored) for listing_id, stored in parsed.items()}


def _title_match(survey: Survey, key: str) -> Match:
    """The match of a neighbour, as far as its record's name."""
    record = survey.stood[key].standing.record_id or ""
    return Match(key, MatchLevel.TITLE, record, None, None, 0.0, ())
