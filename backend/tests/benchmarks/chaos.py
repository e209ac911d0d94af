"""Kills -9 at random while two hundred jobs are worked off: each ends once, and nothing is lost or doubled.

Starts `vinyldigger up` on an empty data folder and runs inside it: the supervisor, which starts again whatever dies, is
this program's parent. What is killed and when follows from SEED alone; which job it hits, from the machine.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, TypeVar

import asyncpg
import psutil

from tests.benchmarks.support import say, table
from vinyldigger.core.config import child_environment, get_settings
from vinyldigger.core.database import make_database, unit_of_work, use_database
from vinyldigger.core.redis import make_redis, use_redis
from vinyldigger.models.searches import RunTrigger, SavedSearch, SearchKind
from vinyldigger.models.users import User
from vinyldigger.services import access, connections, searches

T = TypeVar("T")

SEED = 20261123
USERS, COPIES, WANTS = 20, 300, 120  # each with an account at the sandbox's Discogs that holds so much
QUERIES = (
    "kind of blue",
    "rumours",
    "blue train",
    "abbey road",
    "unknown pleasures",
    "thriller",
    "nevermind",
    "horses",
)
VICTIMS = {"worker": 6, "postgres": 4, "redis-server": 4, "scheduler": 2}
PAUSES = (8.0, 16.0)  # seconds between two kills
PATIENCE = 900.0
SHORT_LEASES = {"JOB_LEASE_SECONDS": "10", "JOB_REPUBLISH_SECONDS": "5", "SWEEP_SECONDS": "2"}
INSIDE = [sys.executable, "-m", "tests.benchmarks.chaos", "inside"]
# Every end of a job leaves a row, so that one done twice would show. What the start has done already stands in it.
WATCH = """
BEGIN;
LOCK TABLE jobs IN SHARE ROW EXCLUSIVE MODE;
CREATE TABLE chaos_ends (job_id uuid, state text);
CREATE FUNCTION note_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN INSERT INTO chaos_ends VALUES (NEW.id, NEW.state); RETURN NULL; END $$;
CREATE TRIGGER note_end AFTER UPDATE OF state ON jobs FOR EACH ROW
WHEN (NEW.state IN ('done', 'failed', 'dead') AND OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION note_end();
INSERT INTO chaos_ends SELECT id, state FROM jobs WHERE state IN ('done', 'failed', 'dead');
COMMIT;
"""
# Exchange rates come from the central bank, which need not be reachable: that job is none of ours.
OURS = "name <> 'fetch_rates'"
UNFINISHED = f"SELECT count(*) FROM jobs WHERE state NOT IN ('done', 'failed', 'dead') AND {OURS}"
# What must be, and what is: each answers one number.
CLAIMS: tuple[tuple[str, int, str], ...] = (
    ("jobs that ended otherwise than done", 0, f"SELECT count(*) FROM jobs WHERE state <> 'done' AND {OURS}"),
    ("jobs that ended more than once, or never",
     0, "SELECT count(*) FROM (SELECT j.id FROM jobs j LEFT JOIN chaos_ends e ON e.job_id = j.id"
        f" WHERE {OURS} GROUP BY j.id HAVING count(e.job_id) <> 1) x"),
    ("runs that did not succeed", 0, "SELECT count(*) FROM search_runs WHERE status <> 'succeeded'"),
    ("runs", USERS * len(QUERIES), "SELECT count(*) FROM search_runs"),
    ("queries whose searches do not all hold the same offers",
     0, "SELECT count(*) FROM (SELECT query FROM (SELECT s.query, array_agg(r.listing_id ORDER BY r.listing_id) held"
        " FROM saved_searches s JOIN search_results r ON r.search_id = s.id GROUP BY s.id, s.query) x"
        " GROUP BY query HAVING count(DISTINCT held) <> 1) y"),
    ("searches that hold nothing",
     0, "SELECT count(*) FROM saved_searches s WHERE kind = 'query'"
        " AND NOT EXISTS (SELECT FROM search_results r WHERE r.search_id = s.id)"),
    ("searches without an analysis of their own",
     0, "SELECT count(*) FROM saved_searches s WHERE kind = 'query'"
        " AND NOT EXISTS (SELECT FROM search_result_analyses a WHERE a.search_id = s.id)"),
    ("copies in the collections", USERS * COPIES, "SELECT count(*) FROM collection_items"),
    ("wants", USERS * WANTS, "SELECT count(*) FROM want_list_items WHERE removed_at IS NULL"),
    ("syncs that are not complete",
     0, "SELECT (SELECT count(*) FROM collections WHERE sync_status <> 'complete')"
        " + (SELECT count(*) FROM want_lists WHERE sync_status <> 'complete')"),
    ("prices noted twice in a row",
     0, "SELECT count(*) FROM (SELECT price, lag(price) OVER (PARTITION BY listing_id ORDER BY observed_at) AS before"
        " FROM listing_prices) x WHERE price = before"),
)  # fmt: skip


def outside() -> None:
    """Start the stack and measure in it."""
    with tempfile.TemporaryDirectory() as folder, (Path(folder) / "figures").open("w+") as figures:
        up = [sys.executable, "-m", "vinyldigger.cli", "up", "--port", "0", "--folder", f"{folder}/data"]
        fast = child_environment(SANDBOX_CALLS_PER_MINUTE="1000000", EBAY_CALLS_PER_DAY="1000000", **SHORT_LEASES)
        command = [*up, "--logs", f"{folder}/log", "--", *INSIDE, figures.name]
        code = subprocess.run(command, check=False, stdout=sys.stderr, env=fast).returncode
        print(figures.read())
        sys.exit(code)


class Stack:
    """The running stack: its database, and the processes that can be killed."""

    def __init__(self) -> None:
        parent = psutil.Process().parent()
        assert parent is not None
        self._supervisor = parent
        self._url = get_settings().database_url.replace("+asyncpg", "")
        self.kills: Counter[str] = Counter()

    async def number(self, query: str) -> int:
        """One number from the database, however often that dies in between."""
        return int(await until(lambda: self._ask(query)))

    async def execute(self, statements: str) -> None:
        """Change something."""
        connection = await asyncpg.connect(self._url)
        try:
            await connection.execute(statements)
        finally:
            await connection.close()

    async def _ask(self, query: str) -> Any:
        connection = await asyncpg.connect(self._url, timeout=5)
        try:
            return await connection.fetchval(query, timeout=30)
        finally:
            await connection.close()

    def kill(self, name: str) -> bool:
        """kill -9 of a process and all its children; whether there was one."""
        found = next((child for child in self._supervisor.children() if name in _called(child)), None)
        if found is None:
            return False
        for process in (*found.children(recursive=True), found):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.kills[name] += 1
        return True


def _called(process: psutil.Process) -> str:
    """How a process was started, as far as its program and command."""
    try:
        return " ".join(process.cmdline()[:4])
    except psutil.Error:
        return ""


async def until(ask: Callable[[], Awaitable[T]]) -> T:
    """What ``ask`` answers once the database is there."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            return await ask()
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError):
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(0.2)


async def queue_everything() -> None:
    """Twenty users connect, which queues their syncs, and run eight searches each."""
    settings = get_settings()
    database, redis = make_database(settings), make_redis(settings)
    use_database(database)
    use_redis(redis)
    for number in range(USERS):
        async with unit_of_work() as session:
            user = User(email=f"chaos-{number}@example.org", password_hash="x", country="DE", currency="EUR")
            session.add(user)
            await session.flush()
            for query in QUERIES:
                platforms = ["discogs", "ebay"]
                search = SavedSearch(
                    user_id=user.id, kind=SearchKind.QUERY, name=query, query=query, platforms=platforms
                )
                session.add(search)
                await session.flush()
                await searches.queue_run(session, search, RunTrigger.SCHEDULE)
        await connections.use_personal_token(user.id, "discogs", "sandbox-token-sample_collector")
    await access.close_markets()
    await redis.aclose()
    await database.close()


async def rage(stack: Stack) -> None:
    """Kill one thing after the other, in the order of the seed."""
    chance = Random(SEED)
    victims = [name for name, times in VICTIMS.items() for _ in range(times)]
    chance.shuffle(victims)
    for name in victims:
        await asyncio.sleep(chance.uniform(*PAUSES))
        left = await stack.number(UNFINISHED)
        if left == 0:
            return
        say(f"{left} jobs left: kill -9 {name}" if stack.kill(name) else f"{name} is not running")


async def inside() -> tuple[bool, str]:
    """Queue, kill, wait, count: whether every claim holds, and the figures."""
    stack = Stack()
    await stack.execute(WATCH)
    await queue_everything()
    queued = await stack.number(
        "SELECT count(*) FROM jobs WHERE name IN ('run_search', 'sync_collection', 'sync_wantlist')"
    )
    began = time.monotonic()
    await rage(stack)
    while await stack.number(UNFINISHED):
        if time.monotonic() - began > PATIENCE:
            break
        await asyncio.sleep(1)
    seconds = time.monotonic() - began
    found = [(what, expected, await stack.number(query)) for what, expected, query in CLAIMS]
    kills = ", ".join(f"{times} × {name}" for name, times in sorted(stack.kills.items()))
    lines = [
        ("jobs queued at first", queued),
        ("jobs worked off, with what follows from them", await stack.number(f"SELECT count(*) FROM jobs WHERE {OURS}")),
        ("kill -9", f"{sum(stack.kills.values())}: {kills}"),
        ("jobs that needed more than one attempt", await stack.number("SELECT count(*) FROM jobs WHERE attempts > 1")),
        ("dead letters", await stack.number("SELECT count(*) FROM failed_tasks")),
        ("until the last job was done", f"{seconds:.0f} s"),
    ]
    claims = table(("afterwards", "must be", "is"), found)
    holds = all(expected == is_so for _, expected, is_so in found)
    return holds, f"{table((f'seed {SEED}', ''), lines)}\n\n{claims}\n"


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        every_claim_holds, text = asyncio.run(inside())
        Path(sys.argv[2]).write_text(text, encoding="utf-8")
        sys.exit(0 if every_claim_holds else 1)
    outside()
