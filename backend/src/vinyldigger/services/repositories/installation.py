"""The installation's environment and its OAuth applications: all SQL."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.environments import Environment
from vinyldigger.models.installation import AppConfig, Installation
from vinyldigger.models.listings import Listing


async def environment(session: AsyncSession) -> Environment:
    """Whether the sample marketplaces are asked or the live ones."""
    return (await session.scalars(select(Installation.environment))).one()


async def set_environment(session: AsyncSession, chosen: Environment) -> None:
    """From now on only this environment's rows are read."""
    await session.execute(update(Installation).values(environment=chosen, updated_at=func.now()))


async def app_configs(session: AsyncSession) -> dict[str, AppConfig]:
    """All stored application credentials, by marketplace."""
    return {row.marketplace: row for row in await session.scalars(select(AppConfig))}


async def app_config(session: AsyncSession, marketplace: str) -> AppConfig | None:
    """One marketplace's application credentials."""
    return (await session.scalars(select(AppConfig).where(AppConfig.marketplace == marketplace))).one_or_none()


async def store_app_config(session: AsyncSession, marketplace: str, **values: Any) -> AppConfig:
    """Store what changes of one marketplace's application credentials."""
    statement = insert(AppConfig).values(marketplace=marketplace, **values)
    statement = statement.on_conflict_do_update(
        index_elements=["marketplace"], set_={**values, "updated_at": func.now()}
    )
    answer = await session.scalars(statement.returning(AppConfig), execution_options={"populate_existing": True})
    return answer.one()


async def count_listings(session: AsyncSession, of: Environment) -> int:
    """How many offers are stored of an environment."""
    return (await session.scalars(select(func.count()).where(Listing.environment == of))).one()
