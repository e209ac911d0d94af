"""Links and ids that a user pastes become listings in the user's system search of kind *imports*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.seller import Seller
from vinyldigger.core.domain.words import Reason
from vinyldigger.core.errors import InvalidInput, NotFound, TooManyRequests
from vinyldigger.core.events import EventKind, announce
from vinyldigger.core.jobs import Claim, HandBack, Job
from vinyldigger.marketplaces import contract
from vinyldigger.marketplaces.contract import Capability, Link, Priority
from vinyldigger.models.imports import ListingImport
from vinyldigger.models.listings import EndReason
from vinyldigger.models.searches import SavedSearch, SearchKind
from vinyldigger.models.sellers import SellerStatus
from vinyldigger.models.users import User
from vinyldigger.services import access, analyses
from vinyldigger.services.access import Markets, open_markets
from vinyldigger.services.offers import seller_values, store_offers
from vinyldigger.services.repositories import imports as import_rows
from vinyldigger.services.repositories import jobs as job_rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.repositories import searches as search_rows
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.services.repositories.listings import ListingKey
from vinyldigger.services.search_rules import destination_of

MAX_LINES = 200
LINE_LENGTH = 500
A_DAY = timedelta(days=1)
LATER_SECONDS = 3600
IMPORTED_KINDS = frozenset({"listing", "seller"})
GIVEN_UP = "internal_error"  # why a line was not read whose job was given up


@dataclass(frozen=True, slots=True)
class LineView:
    """What became of one line. ``status``: queued, done or wrong."""

    line: int
    text: str
    status: str
    marketplace: str | None
    kind: str | None
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class ImportView:
    """One paste."""

    id: UUID
    search_id: UUID
    queued: int
    finished: bool
    lines: list[LineView]


@dataclass(slots=True)
class Reading:
    """What the lines of a paste bring. ``gone``: offers that are over; ``waits``: seconds until there is budget."""

    listings: list[Listing] = field(default_factory=list)
    sellers: list[Seller] = field(default_factory=list)
    gone: list[ListingKey] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)


async def import_links(session: AsyncSession, user: User, text: str) -> ImportView:
    """Take a paste: lines that cannot be read are said at once, the others are queued."""
    pasted = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(pasted) > MAX_LINES:
        raise InvalidInput("Too many lines", "too_many_lines", errors=(("text", f"at most {MAX_LINES}"),))
    await _check_quota(session, user.id, len(pasted))
    opened = await open_markets(session)
    search = await _imports_search(session, user.id)
    row = ListingImport(
        user_id=user.id, environment=opened.environment, lines=[_read(opened, *line) for line in pasted]
    )
    session.add(row)
    await session.flush()
    if any(line["status"] == "queued" for line in row.lines):
        await job_rows.enqueue(
            session, Job.IMPORT_LISTINGS, user_id=user.id, dedupe_key=f"import:{row.id}", import_id=str(row.id)
        )
    else:
        row.finished_at = clock.now()
    return _view(row, search.id)


async def _check_quota(session: AsyncSession, user_id: UUID, lines: int) -> None:
    """Each line costs a call of a budget that all users share."""
    most = get_settings().max_import_lines_per_day
    if await import_rows.lines_of_late(session, user_id, A_DAY) + lines > most:
        raise TooManyRequests("Too many links for a day", "too_many_links", retry_after=LATER_SECONDS, limit=most)


async def import_of(session: AsyncSession, user: User, import_id: UUID) -> ImportView:
    """One paste of the user."""
    row = await session.get(ListingImport, import_id)
    if row is None or row.user_id != user.id:
        raise NotFound()
    return _view(row, (await _imports_search(session, user.id)).id)


async def _imports_search(session: AsyncSession, user_id: UUID) -> SavedSearch:
    search = await search_rows.system_search(session, user_id, SearchKind.IMPORTS)
    if search is None:
        raise LookupError("every user has a search for pasted links from registration on")
    return search


def _read(opened: Markets, number: int, text: str) -> dict[str, Any]:
    """One line: which marketplace's listing or seller it points to, or why not."""
    line: dict[str, Any] = {"line": number, "text": text[:LINE_LENGTH], "status": "wrong"}
    if len(text) > LINE_LENGTH:
        return line | {"reason": "line_too_long"}
    link = next((link for market in opened.by_id.values() if (link := market.parse_link(text))), None)
    if link is None:
        return line | {"reason": "link_not_understood"}
    line |= {
        "marketplace": link.marketplace,
        "kind": link.kind,
        "external_id": link.external_id,
        "site": link.site,
        "known_as": link.known_as or link.external_id,
    }
    if link.kind not in IMPORTED_KINDS:
        return line | {"reason": "link_not_an_offer"}
    if link.kind == "seller" and Capability.SELLER not in opened.get(link.marketplace).capabilities:
        return line | {"reason": "sellers_not_supported"}
    return line | {"status": "queued"}


async def read_links(claim: Claim, import_id: UUID) -> None:
    """Read what a paste points to. A line that fails says why; the others go on."""
    async with read_session() as session:
        row = await session.get_one(ListingImport, import_id)
        user = await session.get_one(User, row.user_id)
        opened = await open_markets(session, row.environment)
    lines: list[dict[str, Any]] = [dict(line) for line in row.lines]
    reading = Reading()
    for line in lines:
        if line["status"] == "queued" or line.get("reason") == GIVEN_UP:
            line |= await _fetch(opened, user.id, destination_of(user), line, reading)
    await _store(claim, row, lines, reading)
    if reading.waits:
        raise HandBack(max(reading.waits), "rate_limited")


async def _fetch(
    opened: Markets, user_id: UUID, destination: Destination, line: dict[str, Any], reading: Reading
) -> dict[str, Any]:
    """Read what a line points to; answers what becomes of the line."""
    link = Link(line["marketplace"], line["kind"], line["external_id"], line["site"])
    market = opened.get(link.marketplace)
    caller = access.app_caller(user_id, Priority.INTERACTIVE)
    try:
        if link.kind == "seller":
            reading.sellers.append(await market.seller(link.external_id, caller))
        else:
            reading.listings.append(await market.listing(link.external_id, destination, caller, link.site))
    except contract.RateLimited as error:
        reading.waits.append(error.retry_after or 60)
        return {}
    except contract.MarketplaceError as error:
        if isinstance(error, contract.NotFound) and link.kind == "listing":
            reading.gone.append((link.marketplace, link.site, line.get("known_as", link.external_id)))
        return {"status": "wrong", "reason": _reason_of(error)}
    return {"status": "done", "reason": None}


def _reason_of(error: contract.MarketplaceError) -> str:
    match error:
        case contract.NotFound():
            return "listing_gone"
        case contract.CredentialsRejected():
            return "credentials_rejected"
        case contract.NotSupported() | contract.WireChanged():
            return "not_supported"
        case _:
            return "marketplace_unavailable"


async def _store(claim: Claim, row: ListingImport, lines: list[dict[str, Any]], reading: Reading) -> None:
    now, finished = clock.now(), not reading.waits
    async with unit_of_work() as session:
        await job_rows.hold(session, claim)
        search = await _imports_search(session, row.user_id)
        stored = await store_offers(session, row.environment, reading.listings, now, in_full=True)
        await result_rows.link(session, row.user_id, search.id, None, [each.id for each in stored])
        gone = await listing_rows.standing_ids(session, row.environment, reading.gone)
        await listing_rows.end_listings(session, gone, EndReason.GONE, now)
        await _watch(session, row, reading.sellers)
        kept = await session.get_one(ListingImport, row.id)
        kept.lines = lines
        kept.finished_at = now if finished else None
        read = [*gone, *(each.id for each in stored)]
        touched = await search_rows.searches_with(session, row.user_id, read)
        await analyses.queue(session, dict.fromkeys(touched, row.user_id))
        announce(session, row.user_id, EventKind.SYNC_PROGRESS, subject="import", id=str(row.id), finished=finished)
        if finished:
            await job_rows.finish(session, claim)


async def give_up(session: AsyncSession, import_id: UUID) -> None:
    """Say that what was not read yet will not be, unless an admin has the job done after all."""
    row = await session.get(ListingImport, import_id)
    if row is None or row.finished_at is not None:
        return
    wrong = {"status": "wrong", "reason": GIVEN_UP}
    row.lines = [line | wrong if line["status"] == "queued" else line for line in row.lines]
    row.finished_at = clock.now()
    announce(session, row.user_id, EventKind.SYNC_PROGRESS, subject="import", id=str(row.id), finished=True)


async def _watch(session: AsyncSession, row: ListingImport, sellers: Sequence[Seller]) -> None:
    """A pasted seller is watched from now on, and the inventory read."""
    values = [seller_values(seller, row.environment, clock.now()) for seller in sellers]
    for seller_id in (await seller_rows.upsert_sellers(session, values)).values():
        await seller_rows.set_view(session, row.user_id, seller_id, status=SellerStatus.WATCHED)
        await job_rows.enqueue(
            session, Job.READ_INVENTORY, dedupe_key=f"inventory:{seller_id}", seller_id=str(seller_id)
        )


def _view(row: ListingImport, search_id: UUID) -> ImportView:
    lines = [
        LineView(
            line["line"],
            line["text"],
            line["status"],
            line.get("marketplace"),
            line.get("kind"),
            Reason(line["reason"]) if line.get("reason") else None,
        )
        for line in row.lines
    ]
    queued = sum(line.status == "queued" for line in lines)
    return ImportView(row.id, search_id, queued, row.finished_at is not None, lines)
