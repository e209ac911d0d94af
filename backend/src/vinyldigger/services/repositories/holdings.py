"""What collectors have and want: all SQL of collections, want lists and lists."""

from __future__ import annotations

from collections.abc import Collection as Some
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import CursorResult, delete, func, null, select, text, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.collections import Collection, CollectionItem, Synced
from vinyldigger.models.environments import Environment
from vinyldigger.models.wantlists import UserList, WantList, WantListItem, WantSource
from vinyldigger.services.repositories.batches import Row, insert_rows, replacing, table_of

S = TypeVar("S", bound=Collection | WantList)


async def ensure(session: AsyncSession, kind: type[S], user_id: UUID, environment: Environment, marketplace: str) -> S:
    """The user's collection or want list at a marketplace, made when there is none."""
    await session.execute(
        insert(kind)
        .values(user_id=user_id, environment=environment, marketplace=marketplace)
        .on_conflict_do_nothing(index_elements=["user_id", "marketplace", "environment"])
    )
    answer = await session.scalars(
        select(kind).where(kind.user_id == user_id, kind.environment == environment, kind.marketplace == marketplace)
    )
    return answer.one()


async def all_of(session: AsyncSession, kind: type[S], user_id: UUID, environment: Environment) -> list[S]:
    """The user's collections or want lists, one a marketplace."""
    answer = await session.scalars(
        select(kind).where(kind.user_id == user_id, kind.environment == environment).order_by(kind.marketplace)
    )
    return list(answer)


async def set_sync(session: AsyncSession, kind: type[Synced], synced_id: UUID, **values: Any) -> None:
    """Note how a synchronisation stands."""
    table = table_of(kind)
    await session.execute(update(table).where(table.c.id == synced_id).values(**values, updated_at=func.now()))


async def upsert_copies(session: AsyncSession, rows: Sequence[Row]) -> int:
    """Store copies owned in one statement; answers how many were new."""
    if not rows:
        return 0
    statement = insert_rows(table_of(CollectionItem), rows)
    kept = {"id", "user_id", "collection_id", "instance_id"}
    changes = replacing(statement, (name for name in rows[0] if name not in kept))
    answer = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["collection_id", "instance_id"], set_=changes | {"updated_at": func.now()}
        ).returning(text("xmax = 0"))
    )
    return sum(row[0] for row in answer)


async def delete_unseen_copies(session: AsyncSession, collection_id: UUID, number: int) -> int:
    """After a complete reading: the copies it did not see are gone."""
    answer = await session.execute(
        delete(CollectionItem).where(
            CollectionItem.collection_id == collection_id, CollectionItem.seen_in_sync < number
        )
    )
    return _count(answer)


async def count_copies(session: AsyncSession, collection_id: UUID) -> int:
    """How many copies are stored."""
    statement = select(func.count()).where(CollectionItem.collection_id == collection_id)
    return (await session.scalars(statement)).one()


async def upsert_wants(session: AsyncSession, rows: Sequence[Row]) -> int:
    """Store wants, all of a release or all of an album. One that comes back finds its rule again. Answers the new."""
    if not rows:
        return 0
    record = "release_id" if rows[0]["release_id"] else "master_id"
    only = "release_id IS NOT NULL" if record == "release_id" else "release_id IS NULL AND master_id IS NOT NULL"
    statement = insert_rows(table_of(WantListItem), rows)
    kept = {"id", "user_id", "environment", "source", "list_id", record}
    changes = replacing(statement, (name for name in rows[0] if name not in kept))
    answer = await session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "source", "list_id", record],
            index_where=text(only),
            set_=changes | {"removed_at": null(), "updated_at": func.now()},
        ).returning(text("xmax = 0"))
    )
    return sum(row[0] for row in answer)


async def remove_unseen_wants(
    session: AsyncSession, user_id: UUID, source: WantSource, list_id: UUID | None, number: int, now: datetime
) -> int:
    """After a complete reading: the wants it did not see have left. The rows stay, with their rules."""
    answer = await session.execute(
        update(WantListItem)
        .where(
            WantListItem.user_id == user_id,
            WantListItem.source == source,
            WantListItem.list_id.is_not_distinct_from(list_id),
            WantListItem.seen_in_sync < number,
            WantListItem.removed_at.is_(None),
        )
        .values(removed_at=now, updated_at=func.now())
    )
    return _count(answer)


async def count_wants(session: AsyncSession, user_id: UUID, source: WantSource, list_id: UUID | None) -> int:
    """How many wants of one source stand."""
    statement = select(func.count()).where(
        WantListItem.user_id == user_id,
        WantListItem.source == source,
        WantListItem.list_id.is_not_distinct_from(list_id),
        WantListItem.removed_at.is_(None),
    )
    return (await session.scalars(statement)).one()


async def known_wants(session: AsyncSession, user_id: UUID, source: WantSource, release_ids: Some[UUID]) -> set[UUID]:
    """Which of these releases stand on the want list."""
    answer = await session.scalars(
        select(WantListItem.release_id).where(
            WantListItem.user_id == user_id,
            WantListItem.source == source,
            WantListItem.release_id.in_(release_ids),
            WantListItem.removed_at.is_(None),
        )
    )
    return {release_id for release_id in answer if release_id}


async def lists_of(session: AsyncSession, user_id: UUID, environment: Environment) -> list[UserList]:
    """The user's lists at the marketplaces, by name."""
    answer = await session.scalars(
        select(UserList)
        .where(UserList.user_id == user_id, UserList.environment == environment)
        .order_by(func.lower(UserList.name), UserList.id)
    )
    return list(answer)


async def upsert_lists(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Store which lists a user keeps; whether they are a source of wants stays as it is."""
    if not rows:
        return
    statement = insert_rows(table_of(UserList), rows)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["user_id", "marketplace", "environment", "external_id"],
            set_=replacing(statement, ("name", "is_public", "changed_at")) | {"updated_at": func.now()},
        )
    )


async def delete_lists(
    session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str, except_for: Some[str] = ()
) -> None:
    """Forget lists that are no longer there, with their wants."""
    await session.execute(
        delete(UserList).where(
            UserList.user_id == user_id,
            UserList.environment == environment,
            UserList.marketplace == marketplace,
            UserList.external_id.not_in(except_for),
        )
    )


async def remove_wants_of_list(session: AsyncSession, list_id: UUID) -> None:
    """A list is no longer a source: its wants go."""
    await session.execute(delete(WantListItem).where(WantListItem.list_id == list_id))


async def delete_holdings(session: AsyncSession, user_id: UUID, environment: Environment, marketplace: str) -> None:
    """Delete all that came from a user's marketplace account (the terms ask it). Local wants stay."""
    await delete_lists(session, user_id, environment, marketplace)
    await session.execute(
        delete(WantListItem).where(
            WantListItem.user_id == user_id,
            WantListItem.environment == environment,
            WantListItem.source == WantSource.DISCOGS,
        )
    )
    for kind in (Collection, WantList):
        await session.execute(
            delete(kind).where(
                kind.user_id == user_id, kind.environment == environment, kind.marketplace == marketplace
            )
        )


async def stored_counts(session: AsyncSession, user_id: UUID, environment: Environment) -> Mapping[str, int]:
    """How much of a user's marketplace data is stored: ``copies``, ``wants``, ``lists``."""
    copies = (
        select(func.count())
        .select_from(CollectionItem)
        .join(Collection, Collection.id == CollectionItem.collection_id)
        .where(Collection.user_id == user_id, Collection.environment == environment)
        .scalar_subquery()
    )
    wants = (
        select(func.count())
        .where(
            WantListItem.user_id == user_id,
            WantListItem.environment == environment,
            WantListItem.source != WantSource.LOCAL,
            WantListItem.removed_at.is_(None),
        )
        .scalar_subquery()
    )
    lists = (
        select(func.count()).where(UserList.user_id == user_id, UserList.environment == environment).scalar_subquery()
    )
    row = (await session.execute(select(copies, wants, lists))).one()
    return {"copies": row[0], "wants": row[1], "lists": row[2]}


def _count(answer: Any) -> int:
    return answer.rowcount if isinstance(answer, CursorResult) else 0
