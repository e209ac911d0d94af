"""What a collector has and wants, as they see and change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import RowMapping
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.words import Reason
from vinyldigger.core.errors import Conflict, NotFound
from vinyldigger.models.collections import Collection, CollectionItem, Synced
from vinyldigger.models.releases import Release
from vinyldigger.models.wantlists import UserList, WantList, WantListItem, WantSource
from vinyldigger.services import syncs
from vinyldigger.services.access import release_page
from vinyldigger.services.images import signed_path
from vinyldigger.services.remarks import analyse_wants_later, remark_later
from vinyldigger.services.repositories import holding_views as views
from vinyldigger.services.repositories import holdings as rows
from vinyldigger.services.repositories import want_offers
from vinyldigger.services.repositories.installation import environment
from vinyldigger.services.repositories.keyset import Slice
from vinyldigger.services.showing import freshness


@dataclass(frozen=True, slots=True)
class SyncView:
    """How a synchronisation stands."""

    marketplace: str
    status: str
    synced_at: datetime | None
    count: int | None
    progress: Mapping[str, Any]
    error: Reason | None


@dataclass(frozen=True, slots=True)
class Pressing:
    """A pressing in short."""

    id: UUID
    external_id: str
    master_id: str | None
    artist: str
    title: str
    year: int | None
    country: str | None
    format: str
    labels: list[str]
    catalogue_numbers: list[str]
    image_url: str | None
    thumb_url: str | None
    url: str


@dataclass(frozen=True, slots=True)
class CopyView:
    """One copy owned."""

    id: UUID
    release: Pressing
    folder: str | None
    rating: int | None
    media_grade: Grade | None
    sleeve_grade: Grade | None
    notes: str
    date_added: datetime | None
    copies: int


@dataclass(frozen=True, slots=True)
class WantView:
    """One record wanted, with its own rule (the row's rule columns)."""

    id: UUID
    source: WantSource
    list_id: UUID | None
    release: Pressing | None
    master_id: str | None
    artist: str
    title: str
    notes: str
    rating: int | None
    date_added: datetime | None
    rule: WantListItem
    offers: WantOffers


@dataclass(frozen=True, slots=True)
class BestOffer:
    """The offer that costs least at the door, all parts of its price known or estimated."""

    result_id: UUID
    landed: Money
    certain: str


@dataclass(frozen=True, slots=True)
class WantOffers:
    """What the search of the want list holds of a want: offers that fit its rule, and the best of those whose figures
    may be shown."""

    count: int = 0
    best: BestOffer | None = None


@dataclass(frozen=True, slots=True)
class PageOf:
    """One page of views."""

    items: Sequence[Any]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class ValueView:
    """The marketplace's estimate of a collection."""

    minimum: Decimal
    median: Decimal
    maximum: Decimal
    currency: str
    marketplace: str
    fetched_at: datetime | None


@dataclass(frozen=True, slots=True)
class ListView:
    """A list the user keeps at the marketplace."""

    id: UUID
    name: str
    is_public: bool
    is_source: bool
    sync: SyncView


def sync_view(row: Synced) -> SyncView:
    """How a collection, want list or list stands."""
    error = Reason(row.sync_error["code"], row.sync_error.get("params", {})) if row.sync_error else None
    return SyncView(row.marketplace, row.sync_status.value, row.synced_at, row.item_count, row.sync_progress, error)


async def standing(session: AsyncSession, kind: type[Collection | WantList], user_id: UUID) -> list[SyncView]:
    """How the user's collections or want lists stand, one a marketplace."""
    found = await rows.all_of(session, kind, user_id, await environment(session))
    return [sync_view(row) for row in found]


async def sync_now(session: AsyncSession, kind: type[Collection | WantList], user_id: UUID) -> list[SyncView]:
    """Queue a complete synchronisation with every connected account."""
    started = await syncs.request(session, kind, user_id, await environment(session))
    return [sync_view(row) for row in started]


async def copies(
    session: AsyncSession, user_id: UUID, sort: str, cursor: str | None, limit: int, **filters: Any
) -> PageOf:
    """A page of the collection."""
    found = await views.page_of_copies(
        session, user_id, await environment(session), views.COLLECTION_SORTS[sort], cursor, limit, **filters
    )
    return _page(found, [_copy(row["CollectionItem"], row["Release"], row["copies"]) for row in found.rows])


async def folders(session: AsyncSession, user_id: UUID) -> list[str]:
    """Names of the folders of the collection."""
    return await views.folders(session, user_id, await environment(session))


async def collection_value(session: AsyncSession, user_id: UUID) -> list[ValueView]:
    """What the marketplaces say the collections are worth; none where they never said."""
    found = await rows.all_of(session, Collection, user_id, await environment(session))
    return [
        ValueView(
            row.value_minimum,
            row.value_median,
            row.value_maximum,
            row.value_currency,
            row.marketplace,
            row.full_sync_at,
        )
        for row in found
        if row.value_minimum is not None
        and row.value_median is not None
        and row.value_maximum is not None
        and row.value_currency is not None
    ]


async def wants(
    session: AsyncSession, user_id: UUID, sort: str, cursor: str | None, limit: int, **filters: Any
) -> PageOf:
    """A page of the wants."""
    found = await views.page_of_wants(
        session, user_id, await environment(session), views.WANT_SORTS[sort], cursor, limit, **filters
    )
    offers = await _offers(session, user_id, [row["WantListItem"].id for row in found.rows])
    return _page(found, [_want(row["WantListItem"], row["Release"], offers) for row in found.rows])


async def want(session: AsyncSession, user_id: UUID, want_id: UUID) -> WantView:
    """One want of the user."""
    found = await views.want_with_release(session, user_id, want_id)
    if found is None:
        raise NotFound()
    return _want(*found, await _offers(session, user_id, [want_id]))


async def change_want(session: AsyncSession, user_id: UUID, want_id: UUID, rule: Mapping[str, Any]) -> WantView:
    """Change one want's rule; the results it concerns are analysed again."""
    if not await change_wants(session, user_id, [want_id], rule):
        raise NotFound()
    return await want(session, user_id, want_id)


async def change_wants(session: AsyncSession, user_id: UUID, ids: Sequence[UUID], rule: Mapping[str, Any]) -> int:
    """Give many wants the same rule in one statement."""
    if not rule:
        return 0
    changed = await views.change_wants(session, user_id, ids, rule)
    if changed:
        await analyse_wants_later(session, user_id, ids)
    return changed


async def remove_want(session: AsyncSession, user_id: UUID, want_id: UUID) -> None:
    """Remove a local want; those of the marketplace are removed there."""
    found = await views.want_with_release(session, user_id, want_id)
    if found is None:
        raise NotFound()
    if found[0].source is not WantSource.LOCAL:
        raise Conflict("Remove this want at the marketplace", "want_is_synced")
    await session.delete(found[0])
    await remark_later(session, user_id)


async def lists(session: AsyncSession, user_id: UUID) -> list[ListView]:
    """The user's lists at the marketplaces."""
    return [_list(row) for row in await rows.lists_of(session, user_id, await environment(session))]


async def set_list_source(session: AsyncSession, user_id: UUID, list_id: UUID, is_source: bool) -> ListView:
    """Make a list a source of wants, or no longer one."""
    row = await session.get(UserList, list_id)
    if row is None or row.user_id != user_id:
        raise NotFound()
    row.is_source = is_source
    await session.flush()
    await session.refresh(row)
    if is_source:
        await syncs.queue(session, row, whole=True)
    else:
        await rows.remove_wants_of_list(session, row.id)
        await remark_later(session, user_id)
    return _list(row)


def _list(row: UserList) -> ListView:
    return ListView(row.id, row.name, row.is_public, row.is_source, sync_view(row))


def _page(found: Slice, items: Sequence[Any]) -> PageOf:
    return PageOf(items, found.next_cursor)


def _copy(row: CollectionItem, release: Release, count: int) -> CopyView:
    return CopyView(
        row.id,
        pressing(release),
        row.folder,
        row.rating,
        row.media_grade,
        row.sleeve_grade,
        row.notes,
        row.date_added,
        count,
    )


async def _offers(session: AsyncSession, user_id: UUID, want_ids: Sequence[UUID]) -> Mapping[UUID, WantOffers]:
    found = await want_offers.best_of_wants(session, user_id, want_ids, freshness())
    return {want_id: WantOffers(row["count"], _best(row)) for want_id, row in found.items()}


def _best(row: RowMapping) -> BestOffer | None:
    if not row["is_priced"]:
        return None
    return BestOffer(row["id"], Money(row["landed_total"], row["landed_currency"]), row["certain"])


def _want(row: WantListItem, release: Release | None, offers: Mapping[UUID, WantOffers]) -> WantView:
    return WantView(
        id=row.id,
        source=row.source,
        list_id=row.list_id,
        release=pressing(release) if release else None,
        master_id=row.master_id,
        artist=row.artist or (", ".join(release.artists) if release else ""),
        title=row.title or (release.title if release else ""),
        notes=row.notes,
        rating=row.rating,
        date_added=row.date_added or row.created_at,
        rule=row,
        offers=offers.get(row.id, WantOffers()),
    )


def pressing(row: Release) -> Pressing:
    """A pressing in short."""
    numbers = [label["catalogue_number"] for label in row.labels if label.get("catalogue_number")]
    return Pressing(
        id=row.id,
        external_id=row.discogs_id,
        master_id=row.master_id,
        artist=", ".join(row.artists),
        title=row.title,
        year=row.year,
        country=row.country,
        format=row.format_text,
        labels=list(dict.fromkeys(label["name"] for label in row.labels)),
        catalogue_numbers=list(dict.fromkeys(numbers)),
        image_url=signed_path(row.cover_url or row.thumb_url),
        thumb_url=signed_path(row.thumb_url),
        url=release_page(row.environment, row.discogs_id),
    )
