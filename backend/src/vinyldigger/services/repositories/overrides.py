"""Users' words on matches: all SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.models.environments import Environment
from vinyldigger.models.matches import ItemMatch, ItemMatchResult, MatchOverride, Verdict
from vinyldigger.models.releases import Release
from vinyldigger.models.results import SearchResult
from vinyldigger.services.repositories.batches import among, insert_rows, table_of


@dataclass(frozen=True, slots=True)
class Claim:
    """What the engine claims of one offer: the pressing, where that is claimed, and the album."""

    listing_id: UUID
    release_id: UUID | None
    master_id: str | None


async def record_of(session: AsyncSession, environment: Environment, match_id: UUID) -> ItemMatch | None:
    """One record."""
    answer = await session.scalars(
        select(ItemMatch).where(ItemMatch.id == match_id, ItemMatch.environment == environment)
    )
    return answer.one_or_none()


async def listings_of(
    session: AsyncSession, user_id: UUID, match_ids: Collection[UUID], listing_ids: Collection[UUID] | None = None
) -> list[Claim]:
    """Offers that a user's searches group under these records, with what is claimed of each."""
    statement = (
        select(SearchResult.listing_id, Release.id, ItemMatch.master_id)
        .join(ItemMatch, ItemMatch.id == SearchResult.item_match_id)
        .outerjoin(
            ItemMatchResult,
            (ItemMatchResult.item_match_id == ItemMatch.id) & (ItemMatchResult.listing_id == SearchResult.listing_id),
        )
        .outerjoin(
            Release,
            (Release.environment == ItemMatch.environment)
            & (Release.discogs_id == ItemMatchResult.release_external_id),
        )
        .where(SearchResult.user_id == user_id, among(SearchResult.item_match_id, match_ids))
        .distinct()
    )
    if listing_ids is not None:
        statement = statement.where(among(SearchResult.listing_id, listing_ids))
    return [Claim(row[0], row[1], row[2]) for row in await session.execute(statement)]


async def say(
    session: AsyncSession, user_id: UUID, targets: Sequence[tuple[UUID, UUID | None, str | None]], verdict: Verdict
) -> None:
    """Keep a user's word on offers: (listing, release or None, master or None). A listing is confirmed as one thing."""
    if verdict is Verdict.CONFIRM:
        await session.execute(
            delete(MatchOverride).where(
                MatchOverride.user_id == user_id,
                among(MatchOverride.listing_id, [listing for listing, _, _ in targets]),
                MatchOverride.verdict == Verdict.CONFIRM,
            )
        )
    rows: list[dict[str, Any]] = [
        {
            "id": uuid7(),
            "user_id": user_id,
            "listing_id": listing,
            "release_id": release,
            "master_id": None if release else master,
            "verdict": verdict,
        }
        for listing, release, master in targets
    ]
    statement = insert_rows(table_of(MatchOverride), rows)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "listing_id", "release_id", "master_id"],
            set_={"verdict": statement.excluded.verdict, "updated_at": func.now()},
        )
    )
