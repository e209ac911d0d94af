"""A user's collection: reading it from the marketplace, showing it, what it is worth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.database import read_session
from vinyldigger.core.jobs import Claim
from vinyldigger.marketplaces.contract import (
    Caller,
    CollectionEntry,
    Forbidden,
    Marketplace,
    NotFound,
    Page,
    WireChanged,
)
from vinyldigger.models.collections import Collection
from vinyldigger.services.catalogue import store_releases
from vinyldigger.services.repositories import holdings as rows
from vinyldigger.services.syncs import Target, synchronise, target_of, username_of

MAX_NOTES = 5_000


class CollectionSource:
    """How a collection is read and stored (services/syncs.py Source)."""

    async def page(self, market: Marketplace, caller: Caller, cursor: str | None) -> Page[CollectionEntry]:
        """One page of copies."""
        return await market.collection(username_of(caller), caller, cursor)

    async def store(self, session: AsyncSession, target: Target, items: Sequence[CollectionEntry], number: int) -> int:
        """Store copies with the basic facts of their releases: two statements a page."""
        unique = {entry.instance_id: entry for entry in items}
        releases = [entry.release for entry in unique.values()]
        ids = await store_releases(session, target.environment, releases, clock.now())
        return await rows.upsert_copies(
            session, [_row(target, entry, ids[entry.release.external_id], number) for entry in unique.values()]
        )

    async def count(self, session: AsyncSession, target: Target) -> int:
        """Copies stored."""
        return await rows.count_copies(session, target.id)

    async def remove_unseen(self, session: AsyncSession, target: Target, number: int) -> int:
        """Copies that have left the collection."""
        return await rows.delete_unseen_copies(session, target.id, number)

    async def after(self, market: Marketplace, caller: Caller, target: Target) -> dict[str, Any]:  # noqa: ARG002
        """The marketplace's own estimate of the collection's value, where there is one that can be read."""
        try:
            value = await market.collection_value(username_of(caller), caller)
        except (Forbidden, NotFound, WireChanged):
            return {}
        return {
            "value_minimum": value.minimum,
            "value_median": value.median,
            "value_maximum": value.maximum,
            "value_currency": value.currency,
        }


async def sync_collection(claim: Claim, collection_id: UUID, *, whole: bool) -> None:
    """Bring one collection up to date."""
    async with read_session() as session:
        target = await target_of(session, Collection, collection_id)
    await synchronise(claim, target, CollectionSource(), whole=whole)


def _row(target: Target, entry: CollectionEntry, release_id: UUID, number: int) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "user_id": target.user_id,
        "collection_id": target.id,
        "release_id": release_id,
        "instance_id": entry.instance_id,
        "folder": entry.folder,
        "rating": entry.rating or None,
        "media_grade": entry.media_grade,
        "sleeve_grade": entry.sleeve_grade,
        "notes": entry.notes.replace("\x00", "")[:MAX_NOTES],
        "date_added": entry.date_added,
        "seen_in_sync": number,
    }
