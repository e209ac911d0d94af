"""A user's wants: reading them from the marketplace's want list and lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.jobs import Claim
from vinyldigger.marketplaces.contract import Caller, Capability, Marketplace, Page, UserList, WantEntry
from vinyldigger.models.wantlists import UserList as ListRow
from vinyldigger.models.wantlists import WantList, WantSource
from vinyldigger.services.catalogue import store_releases
from vinyldigger.services.repositories import holdings as rows
from vinyldigger.services.syncs import Target, synchronise, target_of, username_of

MAX_NOTES = 5_000


class WantSourceReader:
    """What want list and lists have in common: how wants are stored, counted and let go."""

    source: WantSource

    def list_id(self, target: Target) -> UUID | None:
        """The list that the wants stand on; None for the want list itself."""
        return target.id if self.source is WantSource.LIST else None

    async def store(self, session: AsyncSession, target: Target, items: Sequence[WantEntry], number: int) -> int:
        """Store wants with the basic facts of their releases: a constant number of statements a page."""
        named = {entry.release.external_id: entry for entry in items if entry.release}
        releases = [entry.release for entry in named.values() if entry.release]
        ids = await store_releases(session, target.environment, releases, clock.now())
        new = await rows.upsert_wants(
            session, [self._row(target, entry, ids[key], number) for key, entry in named.items()]
        )
        masters = {entry.master_id: entry for entry in items if entry.release is None and entry.master_id}
        return new + await rows.upsert_wants(
            session, [self._row(target, entry, None, number) for entry in masters.values()]
        )

    async def count(self, session: AsyncSession, target: Target) -> int:
        """Wants that stand."""
        return await rows.count_wants(session, target.user_id, self.source, self.list_id(target))

    async def remove_unseen(self, session: AsyncSession, target: Target, number: int) -> int:
        """Wants that have left; their rules stay."""
        return await rows.remove_unseen_wants(
            session, target.user_id, self.source, self.list_id(target), number, clock.now()
        )

    def _row(self, target: Target, entry: WantEntry, release_id: UUID | None, number: int) -> dict[str, Any]:
        release = entry.release
        return {
            "id": uuid7(),
            "user_id": target.user_id,
            "environment": target.environment,
            "source": self.source,
            "list_id": self.list_id(target),
            "release_id": release_id,
            "master_id": release.master_id if release else entry.master_id,
            "artist": ", ".join(release.artists) if release else "",
            "title": release.title if release else entry.title,
            "notes": entry.notes.replace("\x00", "")[:MAX_NOTES],
            "rating": entry.rating or None,
            "date_added": entry.date_added,
            "seen_in_sync": number,
        }


class WantlistReader(WantSourceReader):
    """The want list itself. With it comes the index of the user's lists."""

    source = WantSource.DISCOGS

    async def page(self, market: Marketplace, caller: Caller, cursor: str | None) -> Page[WantEntry]:
        """One page of wants."""
        return await market.wantlist(username_of(caller), caller, cursor)

    async def after(self, market: Marketplace, caller: Caller, target: Target) -> dict[str, Any]:
        """Which lists the user keeps: each can be made a further source of wants."""
        if Capability.LISTS in market.capabilities:
            found: list[UserList] = []
            cursor: str | None = None
            while True:
                page = await market.lists(username_of(caller), caller, cursor)
                found.extend(page.items)
                cursor = page.next_cursor
                if cursor is None:
                    break
            await _store_index(target, found)
        return {}


class ListReader(WantSourceReader):
    """One list as a source of wants."""

    source = WantSource.LIST

    def __init__(self, external_id: str) -> None:
        self._external_id = external_id

    async def page(self, market: Marketplace, caller: Caller, cursor: str | None) -> Page[WantEntry]:
        """One page of what stands on the list."""
        return await market.list_items(self._external_id, caller, cursor)

    async def after(self, market: Marketplace, caller: Caller, target: Target) -> dict[str, Any]:  # noqa: ARG002
        """Nothing more to ask."""
        return {}


async def _store_index(target: Target, found: Sequence[UserList]) -> None:
    async with unit_of_work() as session:
        await rows.upsert_lists(session, [_list_row(target, one) for one in found])
        await rows.delete_lists(
            session, target.user_id, target.environment, target.marketplace, [one.external_id for one in found]
        )


def _list_row(target: Target, one: UserList) -> dict[str, Any]:
    return {
        "id": uuid7(),
        "user_id": target.user_id,
        "environment": target.environment,
        "marketplace": target.marketplace,
        "external_id": one.external_id,
        "name": one.name.replace("\x00", "")[:300],
        "is_public": one.is_public,
        "changed_at": one.changed_at,
    }


async def sync_wantlist(claim: Claim, want_list_id: UUID, *, whole: bool) -> None:
    """Bring one want list up to date."""
    async with read_session() as session:
        target = await target_of(session, WantList, want_list_id)
    await synchronise(claim, target, WantlistReader(), whole=whole)


async def sync_list(claim: Claim, list_id: UUID, *, whole: bool) -> None:
    """Bring the wants of one list up to date."""
    async with read_session() as session:
        target = await target_of(session, ListRow, list_id)
    await synchronise(claim, target, ListReader(target.external_id or ""), whole=whole)
