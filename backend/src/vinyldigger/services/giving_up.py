"""What a job leaves behind that was given up: it ends visibly, so that nobody waits for it for ever.

A job is given up when its attempts are used up (also by workers that died without a word), when it was refused, or when
its owner's account was closed. Runs of searches are ended by their own rule (services/searches.py).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.database import unit_of_work
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Job
from vinyldigger.models.baskets import BasketStatus
from vinyldigger.models.collections import Collection, Synced, SyncStatus
from vinyldigger.models.wantlists import UserList, WantList
from vinyldigger.services import imports
from vinyldigger.services.repositories import basket_rows, holdings, jobs
from vinyldigger.services.repositories import sellers as seller_rows

LATELY = timedelta(days=1)  # as long as the scheduler may have been away
REASON = {"code": "internal_error", "params": {}}

Ending = Callable[[AsyncSession, Mapping[str, Any]], Awaitable[None]]


async def end_given_up() -> int:
    """End what recently given-up jobs worked on, as far as no other job took it over. Answers how many there were."""
    async with unit_of_work() as session:
        left = await jobs.given_up(session, list(_ENDINGS), LATELY)
        for job, args in left:
            await _ENDINGS[job](session, args)
        return len(left)


async def _end_basket(session: AsyncSession, args: Mapping[str, Any]) -> None:
    basket = await basket_rows.basket_by_id(session, UUID(args["basket_id"]))
    if basket is not None and basket.status in {BasketStatus.QUEUED, BasketStatus.SOLVING}:
        basket.status, basket.error = BasketStatus.FAILED, REASON
        announce(session, basket.user_id, EventKind.BASKET_SOLVED, basket_id=basket.id, status=BasketStatus.FAILED)


async def _end_import(session: AsyncSession, args: Mapping[str, Any]) -> None:
    await imports.give_up(session, UUID(args["import_id"]))


def _sync_of(kind: type[Synced], subject: str) -> Ending:
    async def end(session: AsyncSession, args: Mapping[str, Any]) -> None:
        target: Any = await session.get(kind, UUID(args["target_id"]))
        if target is not None and target.sync_status in {SyncStatus.QUEUED, SyncStatus.RUNNING}:
            failed = {"sync_status": SyncStatus.FAILED, "sync_error": REASON, "cursor": None}
            await holdings.set_sync(session, kind, target.id, **failed)
            announce(session, target.user_id, EventKind.SYNC_FINISHED, subject=subject, id=target.id)

    return end


async def _end_inventory(session: AsyncSession, args: Mapping[str, Any]) -> None:
    seller = await seller_rows.seller_by_id(session, UUID(args["seller_id"]))
    if seller is not None and seller.inventory_status is SyncStatus.RUNNING:
        failed = {"inventory_status": SyncStatus.FAILED, "inventory_error": REASON}
        await seller_rows.note_inventory(session, seller.id, **failed)


_ENDINGS: Mapping[Job, Ending] = {
    Job.SOLVE_BASKET: _end_basket,
    Job.IMPORT_LISTINGS: _end_import,
    Job.SYNC_COLLECTION: _sync_of(Collection, "collection"),
    Job.SYNC_WANTLIST: _sync_of(WantList, "wantlist"),
    Job.SYNC_LIST: _sync_of(UserList, "list"),
    Job.READ_INVENTORY: _end_inventory,
}
