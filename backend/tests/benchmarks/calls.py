"""Calls at the marketplaces, counted by the sandbox over real HTTP; and what a long want list costs us ourselves.

Starts PostgreSQL, Redis and the sandbox, and works off jobs as a worker does, in a process of its own.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import subprocess
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import httpx
import psutil
import structlog
from sqlalchemy import func, select

from tests.benchmarks.support import say, table
from tests.support import BACKEND, migrate
from vinyldigger.cli.embedded import free_port, start_postgres, start_redis
from vinyldigger.core import clock
from vinyldigger.core.config import child_environment, get_settings
from vinyldigger.core.database import make_database, unit_of_work, use_database
from vinyldigger.core.domain.listing import ListingKind
from vinyldigger.core.domain.seller import Seller
from vinyldigger.core.redis import make_redis, use_redis
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import JobState, QueuedJob
from vinyldigger.models.listings import Listing
from vinyldigger.models.searches import RunTrigger, SavedSearch, SearchKind
from vinyldigger.models.sellers import SellerStatus
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import WantList
from vinyldigger.services import access, connections, inventories, jobs, searches, syncs
from vinyldigger.services.offers import seller_values
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.workers import celery_app

UNLIMITED = 1_000_000
COLLECTOR, COMPLETIST = "sample_collector", "sample_completist"
KINDS = (
    ("discogs", r"/database/search", "search"),
    ("discogs", r"/marketplace/stats/\d+", "market figures"),
    ("discogs", r"/marketplace/price_suggestions/\d+", "price guide"),
    ("discogs", r"/marketplace/listings/\d+", "quote"),
    ("discogs", r"/releases/\d+", "release"),
    ("discogs", r"/users/[^/]+/inventory", "inventory page"),
    ("discogs", r"/users/[^/]+/wants", "want list page"),
    ("discogs", r"/users/[^/]+/lists", "index of lists"),
    ("discogs", r"/users/[^/]+/collection/folders(/0/releases)?", "collection page"),
    ("discogs", r"/users/[^/]+/collection/value", "collection's value"),
    ("discogs", r"/oauth/identity|/users/[^/]+", "identity"),
    ("ebay", r"/buy/browse/v1/item_summary/search", "search page"),
    ("ebay", r"/buy/browse/v1/item/.+", "item"),
)
UNMETERED = re.compile(r"ebay POST /identity/v1/oauth2/token")


def outside() -> None:
    """Start what is needed, and measure in another process."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="vinyldigger-calls-")))
        postgres = stack.enter_context(start_postgres(folder, free_port()))
        redis = stack.enter_context(start_redis(folder, free_port()))
        migrate(postgres.url, "head")
        port = free_port()
        sandbox = ["sandbox", "--port", str(port), "--discogs-per-minute", str(UNLIMITED)]
        stack.enter_context(
            running([sys.executable, "-m", "vinyldigger.cli", *sandbox, "--ebay-per-day", str(UNLIMITED)])
        )
        environment = child_environment(
            APP_ENV="test",
            LOG_LEVEL="ERROR",
            DATABASE_URL=postgres.url,
            REDIS_URL=redis.url,
            SANDBOX_URL=f"http://127.0.0.1:{port}",
            SANDBOX_CALLS_PER_MINUTE=str(UNLIMITED),
            EBAY_CALLS_PER_DAY=str(UNLIMITED),
            DATABASE_POOL_SIZE="25",
        )
        inside = [sys.executable, "-m", "tests.benchmarks.calls", "inside"]
        subprocess.run(inside, check=True, cwd=BACKEND, env=environment)


class running(ExitStack):  # noqa: N801 - used like a function
    """A process of ours for as long as the block lasts."""

    def __init__(self, command: list[str]) -> None:
        super().__init__()
        process = subprocess.Popen(command, cwd=BACKEND, env=child_environment(PYTHONPATH=str(BACKEND / "src")))
        self.callback(process.wait, 10)
        self.callback(process.terminate)


@dataclass
class Bench:
    """The installation under measurement and the sandbox's switches."""

    sandbox: httpx.AsyncClient
    shift: timedelta = timedelta()
    users: int = 0

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    async def let_pass(self, span: timedelta) -> None:
        """Time passes for both sides."""
        self.shift += span
        await self.sandbox.post("/_sandbox/clock", json={"advance": span.total_seconds()})

    async def counted(self, work: Callable[[], Awaitable[object]]) -> Counter[tuple[str, str]]:
        """Calls by marketplace and kind that the sandbox met while this was done."""
        await self.sandbox.delete("/_sandbox/calls")
        await work()
        met = (await self.sandbox.get("/_sandbox/calls")).json()["by_call"]
        counts: Counter[tuple[str, str]] = Counter()
        for call, times in met.items():
            if not UNMETERED.match(call):
                counts[kind_of(call)] += times
        return counts

    async def user(self, connected_as: str | None = None) -> User:
        """A new collector in Germany, on request with an account at the sandbox's Discogs."""
        self.users += 1
        async with unit_of_work() as session:
            postal_code = f"{10_000 + self.users * 7919 % 80_000}"
            user = User(
                email=f"bench-{self.users}@example.org",
                password_hash="x",
                country="DE",
                currency="EUR",
                postal_code=postal_code,
            )
            session.add(user)
            await session.flush()
        if connected_as is not None:
            await connections.use_personal_token(user.id, "discogs", f"sandbox-token-{connected_as}")
            await until_idle()
        return user


def kind_of(call: str) -> tuple[str, str]:
    """The marketplace and kind of ``discogs GET /releases/1``."""
    marketplace, _, path = call.split(" ", 2)
    for owner, pattern, kind in KINDS:
        if owner == marketplace and re.fullmatch(pattern, path):
            return marketplace, kind
    raise ValueError(f"no kind for {call}")


async def until_idle(at_once: int = 1) -> None:
    """Work off what is due, so many jobs at a time, as that many workers do."""
    celery_app.app.loader.import_default_modules()
    handlers = {job.value: handler for job, handler in celery_app.HANDLERS.items()}
    while True:
        async with unit_of_work() as session:
            due = (QueuedJob.state == JobState.QUEUED) & (QueuedJob.run_after <= func.clock_timestamp())
            rows = list(await session.scalars(select(QueuedJob).where(due).order_by(QueuedJob.created_at)))
        if not rows:
            break
        await asyncio.gather(*(jobs.work(row.id, handlers[row.name]) for row in rows[:at_once]))
    async with unit_of_work() as session:
        failed = list(await session.scalars(select(QueuedJob.last_error).where(QueuedJob.state != JobState.DONE)))
    if failed:
        raise RuntimeError(f"jobs failed: {failed}")


async def a_search(user: User, query: str, kind: SearchKind = SearchKind.QUERY) -> SavedSearch:
    async with unit_of_work() as session:
        search = SavedSearch(
            user_id=user.id, kind=kind, name=query or "want list", query=query, platforms=["discogs", "ebay"]
        )
        session.add(search)
        await session.flush()
    return search


async def run(*found: SavedSearch, at_once: int = 1) -> None:
    """One run of each search, and what follows from it."""
    async with unit_of_work() as session:
        for search in found:
            await searches.queue_run(session, search, RunTrigger.SCHEDULE)
    await until_idle(at_once)


async def measure() -> None:
    """All figures, as tables."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    settings = get_settings()
    database, redis = make_database(settings), make_redis(settings)
    use_database(database)
    use_redis(redis)
    async with httpx.AsyncClient(base_url=settings.sandbox_url, timeout=60) as sandbox:
        await answering(sandbox)
        bench = Bench(sandbox)
        with clock.use(bench.now):
            rows = [*await searching(bench), *await sweeping(bench), *await watching(bench)]
            print(table(("what is done", "Discogs", "eBay", "by kind"), rows), end="\n\n")
            print(
                table(("want list", "pages asked", "further calls", "own CPU", "peak of memory"), await syncing(bench))
            )
    await access.close_markets()
    await redis.aclose()
    await database.close()


async def answering(sandbox: httpx.AsyncClient) -> None:
    """Wait until the sandbox is up."""
    for _ in range(600):
        try:
            (await sandbox.get("/_sandbox/info")).raise_for_status()
            return
        except httpx.TransportError:
            await asyncio.sleep(0.1)
    raise TimeoutError("the sandbox does not answer")


def row(what: str, counts: Counter[tuple[str, str]]) -> tuple[str, int, int, str]:
    """A line of the table of calls."""
    say(what)
    totals = {name: sum(times for (owner, _), times in counts.items() if owner == name) for name in ("discogs", "ebay")}
    kinds = ", ".join(f"{times} {kind}" for (_, kind), times in sorted(counts.items()))
    return what, totals["discogs"], totals["ebay"], kinds or "none"


async def searching(bench: Bench) -> list[tuple[str, int, int, str]]:
    """One search, cold, warm, and when its figures are too old; ten users with the same."""
    search = await a_search(await bench.user(), "kind of blue")
    rows = [row("one search, never asked before", await bench.counted(lambda: run(search)))]
    rows.append(row("the same again within half an hour", await bench.counted(lambda: run(search))))
    await bench.let_pass(timedelta(hours=7))
    rows.append(row("the same seven hours later", await bench.counted(lambda: run(search))))
    theirs = await a_search(await bench.user(COLLECTOR), "rumours")
    rows.append(row("one search of a user with a Discogs account", await bench.counted(lambda: run(theirs))))
    ten = [await a_search(await bench.user(), "blue train") for _ in range(10)]
    rows.append(row("ten users of one country, one after the other", await bench.counted(lambda: run(*ten))))
    ten = [await a_search(await bench.user(), "abbey road") for _ in range(10)]
    rows.append(row("ten users of one country, all at once", await bench.counted(lambda: run(*ten, at_once=10))))
    return rows


async def sweeping(bench: Bench) -> list[tuple[str, int, int, str]]:
    """A want list of 1,000 in slices of a hundred, and once more."""
    await bench.sandbox.post("/_sandbox/discogs/wants", json={"username": COMPLETIST, "count": 1000})
    user = await bench.user(COMPLETIST)
    sweep = await a_search(user, "", SearchKind.WANTLIST)

    async def all_slices() -> None:
        for _ in range(1000 // get_settings().run_plan.sweep_wants):
            await run(sweep)

    rows = [row("sweep of 1,000 wants", await bench.counted(all_slices))]
    rows.append(row("the same sweep again within half an hour", await bench.counted(all_slices)))
    return rows


async def watching(bench: Bench) -> list[tuple[str, int, int, str]]:
    """A watched seller's inventory, whole and then only its arrivals; and a search that takes it in."""
    user = await bench.user(COLLECTOR)
    async with unit_of_work() as session:
        seller = Seller("discogs", "northside-wax", "northside-wax")
        values = seller_values(seller, Environment.SAMPLE, clock.now())
        (seller_id,) = (await seller_rows.upsert_sellers(session, [values])).values()
        await seller_rows.set_view(session, user.id, seller_id, status=SellerStatus.WATCHED)

    async def read() -> None:
        async with unit_of_work() as session:
            await inventories.queue_reading(session, seller_id)
        await until_idle()

    rows = [row("a watched inventory of about 410 offers, first reading", await bench.counted(read))]
    await bench.let_pass(timedelta(hours=25))
    rows.append(row("its arrivals a day later", await bench.counted(read)))
    async with unit_of_work() as session:
        newest = select(Listing.title).where(Listing.kind == ListingKind.LISTING, Listing.marketplace == "discogs")
        title = (await session.scalars(newest.order_by(Listing.first_seen_at.desc(), Listing.id).limit(1))).one()
    search = await a_search(user, title.replace(" - ", " "))
    what = "one search of a user with a Discogs account who watches that seller"
    rows.append(row(what, await bench.counted(lambda: run(search))))
    return rows


async def syncing(bench: Bench) -> list[tuple[str, str, int, str, str]]:
    """Complete readings of want lists of three lengths: calls, processor time, memory."""
    user = await bench.user(COMPLETIST)
    lines = []
    for count in (450, 4500, 9000):
        say(f"{count} wants")
        await bench.sandbox.post("/_sandbox/discogs/wants", json={"username": COMPLETIST, "count": count})
        counts, seconds = await timed_sync(bench, user.id)
        peak, grown = await weighed_sync(user.id)
        pages = counts["discogs", "want list page"]
        lines.append(
            (
                f"{count:,}",
                str(pages),
                counts.total() - pages,
                f"{seconds:.2f} s",
                f"{peak / 2**20:.1f} MB traced, resident set {grown / 2**20:+.1f} MB",
            )
        )
    return lines


async def sync(user_id: UUID) -> None:
    """A complete reading of a want list, without what follows from it."""
    async with unit_of_work() as session:
        await syncs.start(session, WantList, user_id, Environment.SAMPLE, "discogs", whole=True)
        job = (await session.scalars(select(QueuedJob).where(QueuedJob.name == "sync_wantlist").order_by(
            QueuedJob.created_at.desc()).limit(1))).one()  # fmt: skip
    handlers = {job.value: handler for job, handler in celery_app.HANDLERS.items()}
    await jobs.work(job.id, handlers[job.name])


async def timed_sync(bench: Bench, user_id: UUID) -> tuple[Counter[tuple[str, str]], float]:
    """Calls, and seconds of processor time of this process, which does a worker's work."""
    spent = 0.0

    async def measured() -> None:
        nonlocal spent
        began = time.process_time()
        await sync(user_id)
        spent = time.process_time() - began

    counts = await bench.counted(measured)
    await until_idle()
    return counts, spent


async def weighed_sync(user_id: UUID) -> tuple[int, int]:
    """The most bytes that Python held at a time beyond those before, and by how much the resident set grew."""
    gc.collect()
    before = psutil.Process().memory_info().rss
    tracemalloc.start()
    try:
        await sync(user_id)
        return tracemalloc.get_traced_memory()[1], psutil.Process().memory_info().rss - before
    finally:
        tracemalloc.stop()
        await until_idle()


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        asyncio.run(measure())
    else:
        outside()
