"""Exchange rates: all SQL."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.money import Rates
from vinyldigger.models.rates import FxRate


async def newest(session: AsyncSession) -> Rates | None:
    """The rates of the newest day there is; None before any were fetched."""
    day = select(func.max(FxRate.day)).scalar_subquery()
    rows = list(await session.scalars(select(FxRate).where(FxRate.day == day)))
    return Rates(rows[0].day, {row.currency: row.per_eur for row in rows}) if rows else None
