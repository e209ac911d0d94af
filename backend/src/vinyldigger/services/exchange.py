"""Exchange rates in use: the newest fetched ones, or the bundled snapshot until there are any."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.domain.money import Rates
from vinyldigger.services.repositories import rates as rate_rows
from vinyldigger.services.tables import bundled_rates


async def current_rates(session: AsyncSession) -> Rates:
    """Units of each currency for one euro; whichever is newer of the stored and the bundled."""
    stored = await rate_rows.newest(session)
    bundled = bundled_rates()
    return stored if stored is not None and stored.day >= bundled.day else bundled
