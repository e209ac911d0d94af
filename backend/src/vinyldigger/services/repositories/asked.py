"""What was asked lately, shared by all users: all SQL."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.asked import AskedQuery
from vinyldigger.models.environments import Environment
from vinyldigger.services.repositories.batches import among


async def asked(session: AsyncSession, environment: Environment, questions: Collection[str]) -> dict[str, AskedQuery]:
    """What these questions answered last, by question."""
    answer = await session.scalars(
        select(AskedQuery).where(AskedQuery.environment == environment, among(AskedQuery.question, questions))
    )
    return {row.question: row for row in answer}


async def note_asked(
    session: AsyncSession,
    environment: Environment,
    marketplace: str,
    question: str,
    asked_at: datetime,
    *,
    listing_ids: list[str],
    release_ids: list[str],
) -> None:
    """Keep what a question answered."""
    values = {"asked_at": asked_at, "listing_ids": listing_ids, "release_ids": release_ids}
    statement = insert(AskedQuery).values(environment=environment, marketplace=marketplace, question=question, **values)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["environment", "marketplace", "question"], set_={**values, "updated_at": func.now()}
        )
    )
