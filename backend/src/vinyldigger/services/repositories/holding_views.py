"""Collections and want lists as their owner sees them: pages of rows with their releases, one statement each."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, literal_column, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from vinyldigger.core.domain.want import Tier
from vinyldigger.models.collections import CollectionItem
from vinyldigger.models.environments import Environment
from vinyldigger.models.releases import Release
from vinyldigger.models.wantlists import WantListItem
from vinyldigger.services.repositories import keyset
from vinyldigger.services.repositories.keyset import Slice, Sort
from vinyldigger.services.repositories.want_offers import is_on_offer

_LONG_AGO: ColumnElement[datetime] = literal_column("'0001-01-01 00:00:00+00'::timestamptz")
_ARTIST = func.coalesce(func.lower(Release.artists[1]), "")
_YEAR = func.coalesce(Release.year, 9999)

COLLECTION_SORTS: Mapping[str, Sort] = {
    sort.name: sort
    for sort in (
        Sort(
            "newest",
            func.coalesce(CollectionItem.date_added, _LONG_AGO),
            CollectionItem.id,
            keyset.read_moment,
            descending=True,
        ),
        Sort("artist", _ARTIST, CollectionItem.id, str),
        Sort("title", func.lower(Release.title), CollectionItem.id, str),
        Sort("year", _YEAR, CollectionItem.id, int),
    )
}
_WANT_ARTIST = func.lower(func.coalesce(func.nullif(WantListItem.artist, ""), Release.artists[1], ""))
_WANT_TITLE = func.lower(func.coalesce(func.nullif(WantListItem.title, ""), Release.title, ""))
_TIER = case((WantListItem.tier == Tier.MUST, 0), (WantListItem.tier == Tier.EVENTUALLY, 2), else_=1)
WANT_SORTS: Mapping[str, Sort] = {
    sort.name: sort
    for sort in (
        Sort(
            "newest",
            func.coalesce(WantListItem.date_added, WantListItem.created_at),
            WantListItem.id,
            keyset.read_moment,
            descending=True,
        ),
        Sort("artist", _WANT_ARTIST, WantListItem.id, str),
        Sort("title", _WANT_TITLE, WantListItem.id, str),
        Sort("year", _YEAR, WantListItem.id, int),
        Sort("tier", _TIER, WantListItem.id, int),
    )
}


async def page_of_copies(
    session: AsyncSession,
    user_id: UUID,
    environment: Environment,
    sort: Sort,
    cursor: str | None,
    limit: int,
    *,
    words: str | None = None,
    folder: str | None = None,
    duplicates: bool = False,
) -> Slice:
    """Copies owned with their releases and how many of the same pressing there are."""
    twin = aliased(CollectionItem)
    copies = (
        select(func.count())
        .where(twin.user_id == user_id, twin.release_id == CollectionItem.release_id)
        .scalar_subquery()
    )
    statement = (
        select(CollectionItem, Release, copies.label("copies"), CollectionItem.id.label("id"))
        .join(Release, Release.id == CollectionItem.release_id)
        .where(CollectionItem.user_id == user_id, Release.environment == environment)
    )
    if words:
        statement = statement.where(_mentions(words))
    if folder is not None:
        statement = statement.where(CollectionItem.folder == folder)
    if duplicates:
        statement = statement.where(copies > 1)
    return await _slice(session, statement, sort, cursor, limit)


async def page_of_wants(
    session: AsyncSession,
    user_id: UUID,
    environment: Environment,
    sort: Sort,
    cursor: str | None,
    limit: int,
    *,
    words: str | None = None,
    tier: Tier | None = None,
    source: str | None = None,
    list_id: UUID | None = None,
    on_offer: bool = False,
) -> Slice:
    """Wants that stand, with their releases."""
    statement = (
        select(WantListItem, Release, WantListItem.id.label("id"))
        .outerjoin(Release, Release.id == WantListItem.release_id)
        .where(
            WantListItem.user_id == user_id,
            WantListItem.environment == environment,
            WantListItem.removed_at.is_(None),
        )
    )
    if words:
        own = or_(
            WantListItem.artist.icontains(words, autoescape=True), WantListItem.title.icontains(words, autoescape=True)
        )
        statement = statement.where(or_(own, _mentions(words)))
    if tier is not None:
        statement = statement.where(WantListItem.tier == tier)
    if source is not None:
        statement = statement.where(WantListItem.source == source)
    if list_id is not None:
        statement = statement.where(WantListItem.list_id == list_id)
    if on_offer:
        statement = statement.where(is_on_offer(user_id))
    return await _slice(session, statement, sort, cursor, limit)


async def want_with_release(
    session: AsyncSession, user_id: UUID, want_id: UUID
) -> tuple[WantListItem, Release | None] | None:
    """One want of a user."""
    row = (
        await session.execute(
            select(WantListItem, Release)
            .outerjoin(Release, Release.id == WantListItem.release_id)
            .where(WantListItem.id == want_id, WantListItem.user_id == user_id, WantListItem.removed_at.is_(None)),
            execution_options={"populate_existing": True},
        )
    ).one_or_none()
    return None if row is None else (row[0], row[1])


async def change_wants(
    session: AsyncSession, user_id: UUID, want_ids: Collection[UUID], values: Mapping[str, Any]
) -> int:
    """Change a user's own wants in one statement; answers how many."""
    answer = await session.execute(
        update(WantListItem)
        .where(WantListItem.user_id == user_id, WantListItem.id.in_(want_ids), WantListItem.removed_at.is_(None))
        .values(**values, updated_at=func.now())
        .returning(WantListItem.id)
    )
    return len(answer.all())


async def folders(session: AsyncSession, user_id: UUID, environment: Environment) -> list[str]:
    """Names of the folders that copies are in."""
    answer = await session.scalars(
        select(CollectionItem.folder)
        .join(Release, Release.id == CollectionItem.release_id)
        .where(
            CollectionItem.user_id == user_id,
            Release.environment == environment,
            CollectionItem.folder.is_not(None),
        )
        .distinct()
        .order_by(CollectionItem.folder)
    )
    return [folder for folder in answer if folder]


def _mentions(words: str) -> ColumnElement[bool]:
    return or_(
        func.array_to_string(Release.artists, " ").icontains(words, autoescape=True),
        Release.title.icontains(words, autoescape=True),
        func.array_to_string(Release.catalogue_numbers, " ").icontains(words, autoescape=True),
    )


async def _slice(session: AsyncSession, statement: Any, sort: Sort, cursor: str | None, limit: int) -> Slice:
    rows: Sequence[Any] = (await session.execute(keyset.paged(statement, sort, cursor, limit))).mappings().all()
    return keyset.cut(rows, sort, limit)
