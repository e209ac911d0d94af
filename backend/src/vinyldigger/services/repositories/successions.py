"""Releases that are no more at Discogs, and what pointed to them: all SQL."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from vinyldigger.models.releases import Release
from vinyldigger.models.searches import SavedSearch
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services.repositories.batches import lock_rows


async def note_gone(session: AsyncSession, release_id: UUID, now: datetime) -> None:
    """Discogs does not have it any more."""
    await session.execute(update(Release).where(Release.id == release_id).values(gone_at=now, updated_at=func.now()))


async def note_merged(session: AsyncSession, release_id: UUID, successor: Release, now: datetime) -> None:
    """Discogs has merged it into another release: searches for it and local wants follow; its row leads there.

    What came from the marketplace (collections, want lists) follows with its own next reading.
    """
    await session.execute(
        update(Release)
        .where(Release.id == release_id)
        .values(gone_at=now, merged_into=successor.discogs_id, updated_at=func.now())
    )
    anchored = SavedSearch.release_id == release_id
    await lock_rows(session, anchored, SavedSearch.id)
    await session.execute(update(SavedSearch).where(anchored).values(release_id=successor.id, updated_at=func.now()))
    twin = aliased(WantListItem)
    wanted_too = select(twin.id).where(
        twin.user_id == WantListItem.user_id, twin.source == WantSource.LOCAL, twin.release_id == successor.id
    )
    moving = and_(WantListItem.release_id == release_id, WantListItem.source == WantSource.LOCAL, ~wanted_too.exists())
    await lock_rows(session, moving, WantListItem.id)
    await session.execute(
        update(WantListItem)
        .where(moving)
        .values(release_id=successor.id, master_id=successor.master_id, updated_at=func.now())
    )
