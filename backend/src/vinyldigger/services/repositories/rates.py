"""Exchange rates: all SQL."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.money import Rates
from vinyldigger.models.rates import FxRate


async def newest(session: AsyncSession) -> Rates | None:
    """The rates of the newest day there is; None before any were fetched."""
    day = select(func.max(FxRate.day)).scalar_subquery()
    rows = list(await session.scalars(select(FxRate).where(FxRate.day == day)))
    return Rates(rows[0].day, {row.currency: row.per_eur for row in rows}) if rows else None


async def store(session: AsyncSession, rates: Rates, source: str) -> None:
    """Keep the rates of a day; the same day again replaces them."""
    rows = [
        {"day": rates.day, "currency": currency, "per_eur": rate, "source": source}
        for currency, rate in rates.per_eur.items()
    ]
    statement = insert(FxRate).values(rows)
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "currency"],
            set_={"per_eur": statement.excluded.per_eur, "source": statement.excluded.source},
        )
    )
