"""The catalogue cache, market figures and observations: all SQL."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.releases import PriceGuide, Release, ReleaseMarket, ValueObservation
from vinyldigger.services.repositories.batches import Row, among, insert_rows, plain, replacing, table_of

_KEPT = {"id", "environment", "discogs_id", "basic_fetched_at", "full_fetched_at"}


async def upsert_releases(session: AsyncSession, environment: Environment, rows: Sequence[Row]) -> dict[str, UUID]:
    """Store catalogue facts; basic facts never replace full ones. Answers our id by Discogs id."""
    if not rows:
        return {}
    table = table_of(Release)
    statement = insert_rows(table, sorted(rows, key=lambda row: str(row["discogs_id"])))
    new = statement.excluded
    changes = replacing(statement, (name for name in rows[0] if name not in _KEPT))
    changes |= {
        "basic_fetched_at": func.coalesce(new["basic_fetched_at"], table.c.basic_fetched_at),
        "full_fetched_at": func.coalesce(new["full_fetched_at"], table.c.full_fetched_at),
        "updated_at": func.now(),
    }
    fuller = table.c.full_fetched_at.is_(None) | new["full_fetched_at"].is_not(None)
    await session.execute(
        statement.on_conflict_do_update(index_elements=["environment", "discogs_id"], set_=changes, where=fuller)
    )
    return await release_ids(session, environment, [str(row["discogs_id"]) for row in rows])


async def release_ids(session: AsyncSession, environment: Environment, discogs_ids: Collection[str]) -> dict[str, UUID]:
    """Our ids of the releases we know, by Discogs id."""
    answer = await session.execute(
        select(Release.discogs_id, Release.id).where(
            Release.environment == environment, among(Release.discogs_id, discogs_ids)
        )
    )
    return {row[0]: row[1] for row in answer}


async def release_by_id(session: AsyncSession, release_id: UUID) -> Release | None:
    """One release."""
    return await session.get(Release, release_id)


async def any_of_master(session: AsyncSession, environment: Environment, master_id: str) -> Release | None:
    """The oldest known pressing of an album."""
    answer = await session.scalars(
        select(Release)
        .where(Release.environment == environment, Release.master_id == master_id)
        .order_by(Release.year.asc().nulls_last(), Release.id)
        .limit(1)
    )
    return answer.first()


async def releases_by_discogs_id(
    session: AsyncSession, environment: Environment, discogs_ids: Collection[str]
) -> list[Release]:
    """The releases we know of these Discogs ids."""
    answer = await session.scalars(
        select(Release).where(Release.environment == environment, among(Release.discogs_id, discogs_ids))
    )
    return list(answer)


async def releases_of_master(session: AsyncSession, environment: Environment, master_id: str) -> list[Release]:
    """The pressings we know of an album."""
    answer = await session.scalars(
        select(Release).where(Release.environment == environment, Release.master_id == master_id)
    )
    return list(answer)


async def upsert_market(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Store market figures, one row per release and day; a later reading of the day replaces the earlier."""
    if not rows:
        return
    statement = insert_rows(table_of(ReleaseMarket), rows)
    changes = replacing(statement, ("lowest_price", "num_for_sale", "blocked_from_sale", "fetched_at"))
    await session.execute(
        statement.on_conflict_do_update(index_elements=["release_id", "day", "currency"], set_=changes)
    )


async def newest_market(
    session: AsyncSession, release_ids: Collection[UUID], since: datetime | None = None
) -> list[ReleaseMarket]:
    """The newest market figures of each release, not older than ``since``."""
    statement = (
        select(*table_of(ReleaseMarket).c)
        .where(among(ReleaseMarket.release_id, release_ids))
        .ext(distinct_on(ReleaseMarket.release_id))
        .order_by(ReleaseMarket.release_id, ReleaseMarket.day.desc(), ReleaseMarket.fetched_at.desc())
    )
    if since is not None:
        statement = statement.where(ReleaseMarket.fetched_at >= since)
    return plain(await session.execute(statement), ReleaseMarket)


async def market_history(session: AsyncSession, release_id: UUID, limit: int) -> list[ReleaseMarket]:
    """A release's market figures, oldest first, at most the last ``limit`` days."""
    newest = (
        select(ReleaseMarket)
        .where(ReleaseMarket.release_id == release_id)
        .order_by(ReleaseMarket.day.desc(), ReleaseMarket.fetched_at.desc())
        .limit(limit)
    )
    return list(reversed(list(await session.scalars(newest))))


async def observations_of(
    session: AsyncSession, release_ids: Collection[UUID], per_release: int = 60
) -> list[ValueObservation]:
    """The newest asking prices seen of each release."""
    ranked = (
        select(
            ValueObservation.id,
            func.row_number()
            .over(partition_by=ValueObservation.release_id, order_by=(ValueObservation.day.desc(), ValueObservation.id))
            .label("place"),
        )
        .where(among(ValueObservation.release_id, release_ids))
        .subquery()
    )
    answer = await session.execute(
        select(*table_of(ValueObservation).c)
        .join(ranked, ranked.c.id == ValueObservation.id)
        .where(ranked.c.place <= per_release)
    )
    return plain(answer, ValueObservation)


async def add_observations(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Keep asking prices seen."""
    if rows:
        await session.execute(insert_rows(table_of(ValueObservation), rows))


async def guides_of(session: AsyncSession, user_id: UUID, release_ids: Collection[UUID]) -> list[PriceGuide]:
    """What Discogs suggests, as read with this user's token."""
    answer = await session.execute(
        select(*table_of(PriceGuide).c).where(PriceGuide.user_id == user_id, among(PriceGuide.release_id, release_ids))
    )
    return plain(answer, PriceGuide)


async def releases_by_id(session: AsyncSession, ids: Collection[UUID]) -> list[Release]:
    """These releases."""
    statement = select(*table_of(Release).c).where(among(Release.id, ids)).order_by(Release.id)
    return plain(await session.execute(statement), Release)
