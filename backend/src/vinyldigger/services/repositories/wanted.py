"""What collectors want and own, as searches and the engine need it: reading only."""

from __future__ import annotations

from collections.abc import Collection as Some
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import case, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.want import Tier
from vinyldigger.models.collections import CollectionItem
from vinyldigger.models.environments import Environment
from vinyldigger.models.releases import Release
from vinyldigger.models.wantlists import WantListItem
from vinyldigger.services.repositories.batches import among


@dataclass(frozen=True, slots=True)
class WantRow:
    """A want with the facts of its release, where one is named."""

    want: WantListItem
    release: Release | None

    @property
    def artist(self) -> str:
        """Whose record."""
        return self.want.artist or (", ".join(self.release.artists) if self.release else "")

    @property
    def title(self) -> str:
        """Which record."""
        return self.want.title or (self.release.title if self.release else "")

    @property
    def discogs_id(self) -> str | None:
        """The release at Discogs."""
        return self.release.discogs_id if self.release else None


@dataclass(frozen=True, slots=True)
class OwnedRow:
    """A copy owned with the facts of its release."""

    copy: CollectionItem
    release: Release


async def wants_of(
    session: AsyncSession, user_id: UUID, environment: Environment, ids: Some[UUID] | None = None
) -> list[WantRow]:
    """A user's wants that stand; only some when ids are given."""
    statement = (
        select(WantListItem, Release)
        .outerjoin(Release, Release.id == WantListItem.release_id)
        .where(
            WantListItem.user_id == user_id,
            WantListItem.environment == environment,
            WantListItem.removed_at.is_(None),
        )
        .order_by(WantListItem.id)
    )
    if ids is not None:
        statement = statement.where(among(WantListItem.id, ids))
    return [WantRow(row[0], row[1]) for row in await session.execute(statement)]


async def wanted_discogs_ids(session: AsyncSession, user_id: UUID, environment: Environment) -> list[str]:
    """Discogs ids of the releases a user wants."""
    answer = await session.scalars(
        select(Release.discogs_id)
        .join(WantListItem, WantListItem.release_id == Release.id)
        .where(
            WantListItem.user_id == user_id,
            WantListItem.environment == environment,
            WantListItem.removed_at.is_(None),
        )
    )
    return list(answer)


async def next_to_sweep(session: AsyncSession, user_id: UUID, environment: Environment, limit: int) -> list[WantRow]:
    """The next slice of a user's wants: what was swept longest ago, must-haves first among equals."""
    urgency = case((WantListItem.tier == Tier.MUST, 0), (WantListItem.tier == Tier.EVENTUALLY, 2), else_=1)
    answer = await session.execute(
        select(WantListItem, Release)
        .outerjoin(Release, Release.id == WantListItem.release_id)
        .where(
            WantListItem.user_id == user_id,
            WantListItem.environment == environment,
            WantListItem.removed_at.is_(None),
        )
        .order_by(WantListItem.last_swept_at.asc().nulls_first(), urgency, WantListItem.id)
        .limit(limit)
    )
    return [WantRow(row[0], row[1]) for row in answer]


async def note_swept(session: AsyncSession, want_ids: Some[UUID], now: datetime) -> None:
    """These wants were swept."""
    await session.execute(update(WantListItem).where(among(WantListItem.id, want_ids)).values(last_swept_at=now))


async def owned_by(session: AsyncSession, user_id: UUID, environment: Environment) -> list[OwnedRow]:
    """Copies a user owns."""
    answer = await session.execute(
        select(CollectionItem, Release)
        .join(Release, Release.id == CollectionItem.release_id)
        .where(CollectionItem.user_id == user_id, Release.environment == environment)
        .order_by(CollectionItem.id)
    )
    return [OwnedRow(row[0], row[1]) for row in answer]


async def want_for(
    session: AsyncSession, user_id: UUID, release_id: UUID, master_id: str | None
) -> WantListItem | None:
    """The want that a release would satisfy: of itself, else of its album."""
    fits = WantListItem.release_id == release_id
    if master_id is not None:
        fits = or_(fits, WantListItem.master_id == master_id)
    answer = await session.scalars(
        select(WantListItem)
        .where(WantListItem.user_id == user_id, WantListItem.removed_at.is_(None), fits)
        .order_by((WantListItem.release_id == release_id).desc().nulls_last(), WantListItem.id)
        .limit(1)
    )
    return answer.first()


async def copies_of(session: AsyncSession, user_id: UUID, release_id: UUID) -> int:
    """How many copies of a release a user owns."""
    answer = await session.scalars(
        select(CollectionItem.id).where(CollectionItem.user_id == user_id, CollectionItem.release_id == release_id)
    )
    return len(answer.all())
