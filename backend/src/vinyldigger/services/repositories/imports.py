"""Pasted links: all SQL."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.models.imports import ListingImport


async def lines_of_late(session: AsyncSession, user_id: UUID, span: timedelta) -> int:
    """How many lines a user has pasted in the span of time that ends now."""
    answer = await session.scalar(
        select(func.coalesce(func.sum(func.jsonb_array_length(ListingImport.lines)), 0)).where(
            ListingImport.user_id == user_id, ListingImport.created_at > func.now() - span
        )
    )
    return answer or 0
