"""The user's word on which offer is which record: it always wins, for that user, and is never undone by the engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.errors import Conflict, NotFound
from vinyldigger.models.matches import ItemMatch, Verdict
from vinyldigger.models.users import User
from vinyldigger.services import analyses
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import overrides as override_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories.overrides import Claim

Target = tuple[UUID, UUID | None, str | None]  # listing, release, master


@dataclass(frozen=True, slots=True)
class Overridden:
    """How many offers were spoken of, and how many searches are judged again."""

    listings: int
    searches: int


async def confirm(session: AsyncSession, user: User, match_id: UUID, listing_ids: Sequence[UUID]) -> Overridden:
    """These offers are the record they are grouped under."""
    return await _speak(session, user, match_id, listing_ids, Verdict.CONFIRM)


async def reject(session: AsyncSession, user: User, match_id: UUID, listing_ids: Sequence[UUID]) -> Overridden:
    """These offers are not the record they are grouped under."""
    return await _speak(session, user, match_id, listing_ids, Verdict.REJECT)


async def split(session: AsyncSession, user: User, match_id: UUID, listing_ids: Sequence[UUID]) -> Overridden:
    """These offers are no pressing of the album they are grouped under."""
    record = await _record(session, match_id)
    claims = await _claims(session, user, [match_id], listing_ids)
    whole = [(claim.listing_id, *_target(record)) for claim in claims]
    pressings: list[Target] = [(claim.listing_id, claim.release_id, None) for claim in claims if claim.release_id]
    return await _say(session, user, list(dict.fromkeys([*whole, *pressings])), Verdict.REJECT)


async def merge(session: AsyncSession, user: User, match_ids: Sequence[UUID], into: UUID) -> Overridden:
    """All of the user's offers of these records are another record."""
    record = await _record(session, into)
    others = [match_id for match_id in match_ids if match_id != into]
    claims = await _claims(session, user, others, None)
    return await _say(session, user, [(claim.listing_id, *_target(record)) for claim in claims], Verdict.CONFIRM)


async def _speak(
    session: AsyncSession, user: User, match_id: UUID, listing_ids: Sequence[UUID], verdict: Verdict
) -> Overridden:
    record = await _record(session, match_id)
    claims = await _claims(session, user, [match_id], listing_ids)
    targets: list[Target] = [
        (claim.listing_id, claim.release_id, None) if claim.release_id else (claim.listing_id, *_target(record))
        for claim in claims
    ]
    return await _say(session, user, targets, verdict)


async def _record(session: AsyncSession, match_id: UUID) -> ItemMatch:
    record = await override_rows.record_of(session, await installation_rows.environment(session), match_id)
    if record is None:
        raise NotFound()
    return record


async def _claims(
    session: AsyncSession, user: User, match_ids: Sequence[UUID], listing_ids: Sequence[UUID] | None
) -> list[Claim]:
    """The user's offers meant; those of others are not found."""
    claims = await override_rows.listings_of(session, user.id, match_ids, listing_ids)
    if not claims or (listing_ids is not None and len({claim.listing_id for claim in claims}) < len(set(listing_ids))):
        raise NotFound()
    return claims


def _target(record: ItemMatch) -> tuple[UUID | None, str | None]:
    """What an override of a whole record names: the album, else the release."""
    if record.master_id is None and record.release_id is None:
        raise Conflict("This record is not in the catalogue", "match_not_in_catalogue")
    return (None, record.master_id) if record.master_id else (record.release_id, None)


async def _say(session: AsyncSession, user: User, targets: Sequence[Target], verdict: Verdict) -> Overridden:
    """Keep the word and have the searches judged again that hold the offers."""
    unique = list(dict.fromkeys(targets))
    await override_rows.say(session, user.id, unique, verdict)
    listings = sorted({listing for listing, _, _ in unique})
    searches = await search_rows.searches_with(session, user.id, listings)
    await analyses.queue(session, dict.fromkeys(searches, user.id))
    return Overridden(len(listings), len(searches))
