"""What else to put into a seller's parcel: each further want with what adding it costs at the door."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.analysis.basket_types import BasketOptions, TopUp
from vinyldigger.analysis.baskets import top_up as ask_engine
from vinyldigger.models.users import User
from vinyldigger.services import sellers, showing
from vinyldigger.services.basket_market import open_market, wished_wants
from vinyldigger.services.offers import seller_of
from vinyldigger.services.repositories import basket_rows
from vinyldigger.services.repositories import installation as installation_rows
from vinyldigger.services.repositories import result_views as view_rows
from vinyldigger.services.showing import View

SHOWN = 50


async def top_up(session: AsyncSession, user: User, seller_id: UUID, result_ids: Sequence[UUID]) -> View:
    """The user's further wants that a seller has, the cheapest addition to the parcel first."""
    seller = await sellers.own_seller(session, user, seller_id)
    environment = await installation_rows.environment(session)
    wished = await wished_wants(session, user, environment, None)
    market = await open_market(session, user, environment, wished, seller_id)
    inside = await basket_rows.listing_keys_of(session, user.id, result_ids)
    posed = await market.problem(BasketOptions())
    extras = ask_engine(posed, seller_of(seller).key, set(inside))[:SHOWN]
    ids = market.loaded.listing_ids
    rows = await view_rows.newest_results_of(session, user.id, [ids[extra.listing_key] for extra in extras])
    shown = {row["listing_id"]: showing.result(row) for row in rows}
    items = [_item(extra, shown[ids[extra.listing_key]]) for extra in extras if ids[extra.listing_key] in shown]
    return {"items": items}


def _item(extra: TopUp, result: View) -> View:
    saves = None if extra.alone is None else extra.alone - extra.marginal
    return {"result": result, "marginal": extra.marginal.rounded(), "saves": saves.rounded() if saves else None}
