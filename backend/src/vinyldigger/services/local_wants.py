"""Wants that a user notes here, without the marketplace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.release import Release
from vinyldigger.core.errors import Conflict
from vinyldigger.marketplaces.contract import Capability, MarketplaceError, Priority
from vinyldigger.models.wantlists import WantListItem, WantSource
from vinyldigger.services import access
from vinyldigger.services.access import Markets, open_markets
from vinyldigger.services.catalogue import release_of, store_releases
from vinyldigger.services.holdings import WantView, want
from vinyldigger.services.remarks import remark_later
from vinyldigger.services.repositories import holdings as holding_rows
from vinyldigger.services.repositories import releases as release_rows


@dataclass(frozen=True, slots=True)
class NewWant:
    """What is wanted: a release, an album, or only artist and title."""

    release_external_id: str | None
    master_id: str | None
    artist: str
    title: str
    notes: str
    rule: Mapping[str, Any]


async def add_want(user_id: UUID, new: NewWant) -> WantView:
    """Note a want. A release or album the catalogue cache does not know is asked for: one call, somebody waits."""
    async with read_session() as session:
        opened = await open_markets(session)
        facts = await _cached(session, opened, new)
    if facts is None and (new.release_external_id or new.master_id):
        facts = await _fetched(opened, user_id, new)
    async with unit_of_work() as session:
        want_id = await _store(session, user_id, opened, new, facts)
        await remark_later(session, user_id)
        return await want(session, user_id, want_id)


async def _cached(session: AsyncSession, opened: Markets, new: NewWant) -> Release | None:
    """The release, or any pressing of the album, as the catalogue cache knows it."""
    if new.release_external_id:
        rows = await release_rows.releases_by_discogs_id(session, opened.environment, [new.release_external_id])
        return release_of(rows[0]) if rows else None
    row = new.master_id and await release_rows.any_of_master(session, opened.environment, new.master_id)
    return release_of(row) if row else None


async def _fetched(opened: Markets, user_id: UUID, new: NewWant) -> Release | None:
    """The release, or any pressing of the album, from the marketplace."""
    caller = access.app_caller(user_id, Priority.INTERACTIVE)
    try:
        if new.release_external_id:
            return await opened.able(Capability.RELEASE)[0].release(new.release_external_id, caller)
        versions = await opened.able(Capability.MASTER_VERSIONS)[0].master_versions(new.master_id or "", caller)
    except MarketplaceError as error:
        raise access.refusal(error) from error
    return versions.items[0] if versions.items else None


async def _store(session: AsyncSession, user_id: UUID, opened: Markets, new: NewWant, facts: Release | None) -> UUID:
    release_id = None
    if facts and new.release_external_id:
        release_id = (await store_releases(session, opened.environment, [facts], clock.now()))[facts.external_id]
        if await holding_rows.known_wants(session, user_id, WantSource.LOCAL, [release_id]):
            raise Conflict("This release is wanted already", "already_wanted")
    item = WantListItem(
        user_id=user_id,
        environment=opened.environment,
        source=WantSource.LOCAL,
        release_id=release_id,
        master_id=new.master_id or (facts.master_id if facts else None),
        artist=new.artist or (", ".join(facts.artists) if facts else ""),
        title=new.title or (facts.title if facts else ""),
        notes=new.notes,
        date_added=clock.now(),
        **new.rule,
    )
    session.add(item)
    await session.flush()
    return item.id
