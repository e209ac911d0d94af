"""Keeping collections, want lists and lists in step with a marketplace.

A reading stores page by page and remembers its cursor, so that an interrupted one goes on where it was. Only a
complete reading may conclude that something is gone. Pages come newest first: when nothing but arrivals happened since
the last complete reading, the first pages tell it all; once a week (and on request) everything is read.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.errors import Conflict
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Blocked, Claim, Job, Refused
from vinyldigger.marketplaces.contract import (
    Caller,
    Capability,
    CredentialsRejected,
    Forbidden,
    Marketplace,
    MarketplaceError,
    NotFound,
    Page,
    RateLimited,
)
from vinyldigger.models.collections import Collection, Synced, SyncStatus
from vinyldigger.models.environments import Environment
from vinyldigger.models.wantlists import UserList, WantList
from vinyldigger.services import access
from vinyldigger.services.remarks import remark_later
from vinyldigger.services.repositories import connections as connection_rows
from vinyldigger.services.repositories import holdings as rows
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.run_progress import failure_of

COMPLETE_EVERY = timedelta(days=7)

T = TypeVar("T", contravariant=True)
Item = TypeVar("Item")
Kind = type[Collection | WantList]

JOBS: dict[type[Synced], Job] = {
    Collection: Job.SYNC_COLLECTION,
    WantList: Job.SYNC_WANTLIST,
    UserList: Job.SYNC_LIST,
}


@dataclass(frozen=True, slots=True)
class Target:
    """What is kept in step: one row of collections, want lists or lists, and whose it is."""

    kind: type[Synced]
    id: UUID
    user_id: UUID
    environment: Environment
    marketplace: str
    external_id: str | None = None  # lists

    @property
    def subject(self) -> dict[str, Any]:
        """How events name it."""
        return {
            "subject": JOBS[self.kind].value.removeprefix("sync_"),
            "id": str(self.id),
            "marketplace": self.marketplace,
        }


class Source(Protocol[Item]):
    """How one kind of target is read and stored."""

    async def page(self, market: Marketplace, caller: Caller, cursor: str | None) -> Page[Item]:
        """One page, newest first."""

    async def store(self, session: AsyncSession, target: Target, items: Sequence[Item], number: int) -> int:
        """Store one page as seen by reading ``number``; answers how many were new."""

    async def count(self, session: AsyncSession, target: Target) -> int:
        """How many stand."""

    async def remove_unseen(self, session: AsyncSession, target: Target, number: int) -> int:
        """Drop what reading ``number`` did not see; answers how many."""

    async def after(self, market: Marketplace, caller: Caller, target: Target) -> dict[str, Any]:
        """Further facts of the target, as columns, asked once the items are read."""


@dataclass(slots=True)
class Reading(Generic[Item]):
    """One pass over a target. ``seen``: items stored so far; ``new``: of them unknown before.

    ``at_end``: the last page is stored. ``complete``: every item so far could be read.
    """

    target: Target
    source: Source[Item]
    number: int
    whole: bool  # read to the end, so that what is missing is gone
    stored: int  # rows before this pass
    cursor: str | None = None
    at_end: bool = False
    seen: int = 0
    new: int = 0
    total: int | None = None
    complete: bool = True

    def mark(self) -> str:
        """Where another attempt goes on."""
        return json.dumps([self.cursor, self.at_end, self.complete])

    def go_on_at(self, mark: str, progress: dict[str, Any]) -> None:
        """Goes on where an interrupted attempt stopped."""
        self.cursor, self.at_end, self.complete = json.loads(mark)
        self.seen, self.total = int(progress.get("done", 0)), progress.get("total")
        self.whole = True


async def start_all(session: AsyncSession, user_id: UUID, environment: Environment, market: Marketplace) -> None:
    """Queue the reading of everything a newly connected account holds."""
    kinds: tuple[tuple[Capability, Kind], ...] = (
        (Capability.COLLECTION, Collection),
        (Capability.WANTLIST, WantList),
    )
    for capability, kind in kinds:
        if capability in market.capabilities:
            await start(session, kind, user_id, environment, market.id, whole=True)


async def start(
    session: AsyncSession, kind: Kind, user_id: UUID, environment: Environment, marketplace: str, *, whole: bool
) -> Synced:
    """Queue a synchronisation, or answer with the one under way."""
    target = await rows.ensure(session, kind, user_id, environment, marketplace)
    await queue(session, target, whole=whole)
    return target


async def queue(session: AsyncSession, target: Any, *, whole: bool) -> None:
    """Queue the synchronisation of one row."""
    kind = type(target)
    if target.sync_status is not SyncStatus.RUNNING:
        await rows.set_sync(session, kind, target.id, sync_status=SyncStatus.QUEUED, sync_error=None)
        await session.refresh(target)
    await job_rows.enqueue(
        session,
        JOBS[kind],
        user_id=target.user_id,
        dedupe_key=f"sync:{target.id}",
        target_id=str(target.id),
        whole=whole,
    )


async def request(session: AsyncSession, kind: Kind, user_id: UUID, environment: Environment) -> list[Synced]:
    """The user asks for a complete synchronisation of every connected account."""
    tokens = await connection_rows.tokens_of(session, user_id, environment)
    able = [row.marketplace for row in await rows.all_of(session, kind, user_id, environment)]
    connected = [marketplace for marketplace in able if marketplace in tokens]
    if not connected:
        raise Conflict("Connect Discogs first", "not_connected")
    return [await start(session, kind, user_id, environment, marketplace, whole=True) for marketplace in connected]


async def synchronise(claim: Claim, target: Target, source: Source[Item], *, whole: bool) -> None:
    """Read one target and store what it holds; the job ends in the transaction of the last step."""
    async with read_session() as session:
        market = (await access.open_markets(session, target.environment)).get(target.marketplace)
    caller = await access.caller_for(target.environment, target.user_id, market)
    if caller is None or caller.user is None or caller.user.username is None:
        await _failed(claim, target, "not_connected")
        raise Blocked("the account is not connected")
    reading = await _begin(claim, target, source, whole=whole)
    try:
        await _read(claim, reading, market, caller)
        extra = await source.after(market, caller, target) if reading.complete else {}
    except CredentialsRejected as error:
        await access.reject_user_token(target.environment, target.user_id, target.marketplace)
        await _failed(claim, target, "credentials_rejected")
        raise Blocked(str(error)) from error
    except RateLimited:
        raise
    except (Forbidden, NotFound) as error:
        await _failed(claim, target, failure_of(error).code)
        raise Refused(str(error)) from error
    except MarketplaceError as error:
        if claim.attempts >= claim.max_attempts:
            await _failed(claim, target, "marketplace_unavailable")
        raise error
    await _end(claim, reading, extra)


async def _begin(claim: Claim, target: Target, source: Source[Item], *, whole: bool) -> Reading[Item]:
    """Go on with an interrupted pass, or begin a new one.

    Here and below the job is locked after its target: who asks for a synchronisation locks them in that order.
    """
    now = clock.now()
    async with unit_of_work() as session:
        row = await session.get_one(target.kind, target.id)
        stored = await source.count(session, target)
        resumes = row.sync_status is SyncStatus.RUNNING and row.cursor is not None
        due = row.full_sync_at is None or row.full_sync_at < now - COMPLETE_EVERY
        number = row.sync_number if resumes else row.sync_number + 1
        reading = Reading(target, source, number, whole=whole or due, stored=stored)
        if resumes:
            reading.go_on_at(str(row.cursor), row.sync_progress)
        else:
            await rows.set_sync(
                session,
                target.kind,
                target.id,
                sync_status=SyncStatus.RUNNING,
                sync_number=reading.number,
                sync_started_at=now,
                sync_error=None,
                sync_progress={"done": 0, "total": row.item_count},
                cursor=None,
            )
        await job_rows.hold(session, claim)
    return reading


async def _read(claim: Claim, reading: Reading[Item], market: Marketplace, caller: Caller) -> None:
    """Page after page: asked outside, stored inside a transaction."""
    while not reading.at_end:
        page = await reading.source.page(market, caller, reading.cursor)
        reading.total = page.total if page.total is not None else reading.total
        reading.complete = reading.complete and page.complete and page.skipped == 0
        async with unit_of_work() as session:
            new = await reading.source.store(session, reading.target, page.items, reading.number)
            reading.seen += len(page.items)
            reading.new += new
            reading.cursor, reading.at_end = page.next_cursor, page.next_cursor is None
            await _note_progress(session, reading)
            await job_rows.hold(session, claim)
        reading.whole = reading.whole or reading.at_end
        if not reading.whole and new == 0:
            return


async def _note_progress(session: AsyncSession, reading: Reading[Any]) -> None:
    progress = {"done": reading.seen, "total": reading.total}
    target = reading.target
    await rows.set_sync(session, target.kind, target.id, sync_progress=progress, cursor=reading.mark())
    announce(session, target.user_id, EventKind.SYNC_PROGRESS, **target.subject, **progress)


async def _end(claim: Claim, reading: Reading[Item], extra: dict[str, Any]) -> None:
    """Conclude: what a complete pass did not see is gone; a partial one whose sums do not agree asks for a complete."""
    target, now = reading.target, clock.now()
    async with unit_of_work() as session:
        if reading.whole and reading.complete:
            gone = await reading.source.remove_unseen(session, target, reading.number)
            extra = extra | {"full_sync_at": now}
        else:
            gone = 0
        count = await reading.source.count(session, target)
        agrees = reading.whole or reading.total is None or count == reading.total
        await rows.set_sync(
            session,
            target.kind,
            target.id,
            sync_status=SyncStatus.COMPLETE if agrees else SyncStatus.RUNNING,
            synced_at=now,
            item_count=count,
            sync_progress={"done": reading.seen, "total": reading.total},
            cursor=None,
            sync_error=None,
            **extra,
        )
        if gone or reading.new:
            await remark_later(session, target.user_id)
        if not agrees:
            await _read_whole_next(session, target)
        announce(
            session, target.user_id, EventKind.SYNC_FINISHED, **target.subject, count=count, new=reading.new, gone=gone
        )
        await job_rows.finish(session, claim)


async def _read_whole_next(session: AsyncSession, target: Target) -> None:
    """Something left or changed places: only a complete reading tells what."""
    await job_rows.enqueue(
        session,
        JOBS[target.kind],
        user_id=target.user_id,
        dedupe_key=f"sync-whole:{target.id}",
        target_id=str(target.id),
        whole=True,
    )


async def _failed(claim: Claim, target: Target, code: str) -> None:
    """Say why the last synchronisation failed; the figures of the one before stay."""
    error = {"code": code, "params": {"marketplace": target.marketplace}}
    async with unit_of_work() as session:
        await rows.set_sync(session, target.kind, target.id, sync_status=SyncStatus.FAILED, sync_error=error)
        await job_rows.hold(session, claim)
        announce(session, target.user_id, EventKind.SYNC_FINISHED, **target.subject, error=code)


def username_of(caller: Caller) -> str:
    """Whose account is read."""
    if caller.user is None or caller.user.username is None:
        raise ValueError("an account is read with its owner's token")
    return caller.user.username


async def target_of(session: AsyncSession, kind: type[Synced], target_id: UUID) -> Target:
    """The target of a job. Raises Refused when it was deleted meanwhile."""
    row: Any = await session.get(kind, target_id)
    if row is None:
        raise Refused("there is nothing to synchronise any more")
    return Target(kind, row.id, row.user_id, row.environment, row.marketplace, getattr(row, "external_id", None))
