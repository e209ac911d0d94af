"""What the engine made of a search: the SQL of storing records, summaries, sellers and recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, null, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.analyses import DealRecommendation, SearchResultAnalysis, SellerAnalysis
from vinyldigger.models.matches import ItemMatch, ItemMatchResult
from vinyldigger.services.repositories.batches import Row, among, insert_rows, replacing, table_of


async def upsert_records(session: AsyncSession, rows: Sequence[Row]) -> dict[str, UUID]:
    """Store the records that offers are grouped under; answers our id by record key."""
    if not rows:
        return {}
    table = table_of(ItemMatch)
    statement = insert_rows(table, sorted(rows, key=lambda row: str(row["record_key"])))
    kept = {"id", "environment", "record_key"}
    changes = replacing(statement, (name for name in rows[0] if name not in kept)) | {"updated_at": func.now()}
    answer = await session.execute(
        statement.on_conflict_do_update(index_elements=["environment", "record_key"], set_=changes).returning(
            table.c.record_key, table.c.id
        )
    )
    return {row[0]: row[1] for row in answer}


async def upsert_matches(session: AsyncSession, rows: Sequence[Row]) -> None:
    """Store why offers belong to their records."""
    if not rows:
        return
    ordered = sorted(rows, key=lambda row: (str(row["item_match_id"]), str(row["listing_id"])))
    statement = insert_rows(table_of(ItemMatchResult), ordered)
    kept = {"id", "item_match_id", "listing_id"}
    changes = replacing(statement, (name for name in rows[0] if name not in kept)) | {"updated_at": func.now()}
    await session.execute(statement.on_conflict_do_update(index_elements=["item_match_id", "listing_id"], set_=changes))


async def replace_analysis(
    session: AsyncSession, search_id: UUID, run_id: UUID | None, values: dict[str, Any], sellers: Sequence[Row]
) -> UUID:
    """Store the summary of a run and its sellers in place of the one before. Answers its id."""
    await session.execute(
        delete(SearchResultAnalysis).where(
            SearchResultAnalysis.search_id == search_id, SearchResultAnalysis.run_id.is_not_distinct_from(run_id)
        )
    )
    made = insert(SearchResultAnalysis).values(search_id=search_id, run_id=run_id, **values)
    analysis_id: UUID = (await session.execute(made.returning(SearchResultAnalysis.id))).scalar_one()
    if sellers:
        rows = [{**row, "analysis_id": analysis_id} for row in sellers]
        await session.execute(insert_rows(table_of(SellerAnalysis), rows))
    return analysis_id


async def move_analysis(session: AsyncSession, analysis_id: UUID, run_id: UUID | None, now: datetime) -> None:
    """Nothing new: the analysis there is stands for this run too."""
    await session.execute(
        update(SearchResultAnalysis)
        .where(SearchResultAnalysis.id == analysis_id)
        .values(run_id=func.coalesce(run_id, SearchResultAnalysis.run_id), completed_at=now)
    )


async def upsert_recommendations(
    session: AsyncSession, search_id: UUID, rows: Sequence[Row], now: datetime
) -> list[UUID]:
    """Store advice: known advice keeps its feedback and when it was first given, vanished advice ends.

    Answers the ids of what was never given before.
    """
    new: list[UUID] = []
    table = table_of(DealRecommendation)
    if rows:
        statement = insert_rows(table, sorted(rows, key=lambda row: str(row["deal_key"])))
        kept = {"id", "user_id", "search_id", "deal_key", "first_seen_at"}
        changes = replacing(statement, (name for name in rows[0] if name not in kept))
        answer = await session.execute(
            statement.on_conflict_do_update(
                index_elements=["search_id", "deal_key"],
                set_=changes | {"ended_at": null(), "updated_at": func.now()},
            ).returning(table.c.id, text("xmax = 0"))
        )
        new = [row[0] for row in answer if row[1]]
    given = [row["deal_key"] for row in rows]
    await session.execute(
        update(table)
        .where(table.c.search_id == search_id, table.c.ended_at.is_(None), ~among(table.c.deal_key, given))
        .values(ended_at=now, updated_at=func.now())
    )
    return new
