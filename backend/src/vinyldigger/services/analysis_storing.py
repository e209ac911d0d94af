"""From the engine's answer to the database: everything one analysis stores, and nothing that is as it was."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.outputs import AnalysedListing, Analysis
from vinyldigger.analysis.standing import Standing
from vinyldigger.services.analysis_loading import Loaded
from vinyldigger.services.analysis_rows import (
    Owner,
    Records,
    Values,
    advice_row,
    match_row,
    record_row,
    result_row,
    score_columns,
    seller_row,
    summary_row,
)
from vinyldigger.services.repositories import analyses as rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.standings import to_stored
from vinyldigger.services.survey import Survey


async def store_analysis(
    session: AsyncSession, owner: Owner, survey: Survey, loaded: Loaded, analysis: Analysis, now: datetime
) -> list[UUID]:
    """Store what is new or other, in a constant number of statements. Answers the ids of advice never given before."""
    changed = _new_digests(survey, analysis)
    digests = {**survey.digests, **changed}
    records = _known_records(survey, analysis) | await rows.upsert_records(
        session, _record_rows(owner, survey, loaded, analysis)
    )
    await rows.upsert_matches(session, _match_rows(loaded, analysis, records, now))
    unread = {key: each.parsed for key, each in analysis.listings.items() if key not in loaded.input.known_parsed}
    await listing_rows.note_parsed(
        session, {loaded.listing_ids[key]: parsed for key, parsed in unread.items()}, ENGINE_VERSION
    )
    await result_rows.note_analysed(session, _result_rows(loaded, analysis, records, digests))
    await result_rows.note_analysed(session, _moved_rows(survey, analysis, digests))
    seller_ids = {seller.key: seller_id for seller_id, seller in survey.sellers.items()}
    sellers = [seller_row(owner, score, seller_ids[score.seller_key]) for score in analysis.sellers]
    summary = summary_row(owner, analysis.summary, survey.fingerprint(changed), survey.circumstances.catalogue, now)
    await rows.replace_analysis(session, owner.search_id, owner.run_id, summary, sellers)
    advice = [
        advice_row(
            owner, each, seller_ids.get(each.seller_key or ""), records.get(each.record_id or ""),
            [survey.offers[key].listing_id for key in each.listing_keys], now,
        )
        for each in analysis.recommendations
    ]  # fmt: skip
    return await rows.upsert_recommendations(session, owner.search_id, advice, now)


def _new_digests(survey: Survey, analysis: Analysis) -> dict[str, str]:
    """What the offers that were looked at rest on, now that their records are known."""
    return {
        key: survey.circumstances.of(
            survey.offers[key]._replace(artist=each.parsed.artist, title=each.parsed.title),
            analysis.stood[key].standing,
        )
        for key, each in analysis.listings.items()
    }


def _known_records(survey: Survey, analysis: Analysis) -> dict[str | None, UUID | str | None]:
    """Our ids of the records that are spoken of, as far as offers are theirs that stand as they stood."""
    spoken_of = {each.match.record_id for each in analysis.listings.values() if each.match}
    spoken_of |= {advice.record_id for advice in analysis.recommendations if advice.record_id}
    return {
        stood.standing.record_id: survey.offers[key].item_match_id
        for key, stood in survey.stood.items()
        if stood.standing.record_id in spoken_of
    }


def _record_rows(owner: Owner, survey: Survey, loaded: Loaded, analysis: Analysis) -> list[Values]:
    """One row for each record whose surest offer was looked at: that offer names it."""
    releases = {release.external_id: release for release in loaded.input.releases}
    by_master = {release.master_id: release for release in reversed(loaded.input.releases) if release.master_id}
    changed = {each.match.record_id for each in analysis.listings.values() if each.match}
    standings = [each for each in _standings(survey, analysis) if each.record_id in changed]
    counts = Counter(standing.record_id for standing in standings)
    surest: dict[str | None, Standing] = {}
    for standing in sorted(standings, key=lambda standing: standing.key):
        if standing.record_id not in surest or surest[standing.record_id].match_confidence < standing.match_confidence:
            surest[standing.record_id] = standing
    found = []
    for standing in surest.values():
        each = analysis.listings.get(standing.key)
        if each is not None and each.match is not None:
            match = each.match
            release = releases.get(match.release_external_id or "") or by_master.get(match.master_id or "")
            release_id = loaded.release_ids.get(match.release_external_id or "")
            more = {"release_id": release_id, "listing_count": counts[match.record_id]}
            found.append(record_row(owner, each, match, release) | more)
    return found


def _standings(survey: Survey, analysis: Analysis) -> Iterator[Standing]:
    """Of every offer, those looked at and the others."""
    yield from (stood.standing for stood in survey.stood.values())
    yield from (analysis.stood[key].standing for key in analysis.listings)


def _match_rows(loaded: Loaded, analysis: Analysis, records: Records, now: datetime) -> list[Values]:
    """What was matched now. A user's own word is no shared knowledge and is left out."""
    spoken_of = {override.listing_key for override in loaded.input.overrides}
    return [
        match_row(each.match, records[each.match.record_id], loaded.listing_ids[key], now)
        for key, each in analysis.listings.items()
        if each.match is not None and key not in spoken_of and key not in loaded.input.known_matches
    ]


def _result_rows(loaded: Loaded, analysis: Analysis, records: Records, digests: Mapping[str, str]) -> list[Values]:
    ends = {listing.key: listing.ends_at for listing in loaded.input.listings}

    def row(key: str, each: AnalysedListing) -> Values:
        standing = to_stored(analysis.stood[key], digests[key])
        return {"id": loaded.result_ids[key], **result_row(each, ends[key], records), "standing": standing}

    return [row(key, each) for key, each in analysis.listings.items()]


def _moved_rows(survey: Survey, analysis: Analysis, digests: Mapping[str, str]) -> list[Values]:
    """Offers that are as they were, but not where they were among the others."""
    return [
        {
            "id": UUID(survey.offers[key].result_id),
            **score_columns(score),
            "standing": to_stored(analysis.stood[key], digests[key]),
        }
        for key, score in analysis.moved.items()
    ]
