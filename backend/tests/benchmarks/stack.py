"""The local stack as its user meets it: start, idle memory, a search's duration, the results page with 20,000 rows.

Starts itself twice inside `vinyldigger up`: once on an empty data folder, once on the same again.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import asyncpg
import httpx
import psutil

from tests.benchmarks.support import percentile, say, table, timed
from vinyldigger.core.config import child_environment, get_settings

ROWS = 20_000
REQUESTS = 200
QUERIES = ("kind of blue", "rumours", "unknown pleasures")
INSIDE = [sys.executable, "-m", "tests.benchmarks.stack", "inside"]


def outside() -> None:
    """Start the stack cold and warm, and measure in it."""
    with tempfile.TemporaryDirectory() as folder:
        up = [sys.executable, "-m", "vinyldigger.cli", "up", "--port", "0"]
        command = [*up, "--folder", f"{folder}/data", "--logs", f"{folder}/log", "--"]
        seconds = {}
        for name in ("first start (empty data folder)", "second start (same data)"):
            say(name)
            ready = Path(folder) / "ready"
            with timed() as whole:
                subprocess.run(
                    [*command, sys.executable, "-c", _NOTE_THE_TIME, str(ready)], check=True, stdout=sys.stderr
                )
            until_ready = float(ready.read_text())
            seconds[name] = (until_ready, whole.seconds)
        rows = [(name, f"{until:.1f} s", f"{whole - until:.1f} s") for name, (until, whole) in seconds.items()]
        print(table(("local stack", "until the address is printed", "until everything has stopped"), rows), end="\n\n")
        sys.stdout.flush()
        with (Path(folder) / "figures").open("w+") as figures:
            # One client asks faster than any person may: the bench measures answers, not refusals.
            unthrottled = child_environment(REQUESTS_PER_MINUTE="1000000")
            subprocess.run([*command, *INSIDE, figures.name], check=True, stdout=sys.stderr, env=unthrottled)
            print(figures.read())


# How long the parent, which is the supervisor, has been alive.
_NOTE_THE_TIME = """
import os, pathlib, psutil, sys, time
pathlib.Path(sys.argv[1]).write_text(str(time.time() - psutil.Process(os.getppid()).create_time()))
"""


def inside(figures: Path) -> None:
    """Measure the running stack whose supervisor is this program's parent."""
    with httpx.Client(base_url=f"{get_settings().public_url}/api/v1", timeout=30) as client:
        idle = memory()
        sign_up(client)
        parts = [idle, search_durations(client), results_page(client)]
    figures.write_text("\n\n".join(parts))


def memory() -> str:
    """Proportional set sizes after a moment's rest."""
    time.sleep(10)  # idle: after the start's own work
    sizes = {"supervisor": _pss(_supervisor())}
    for child in _children():
        sizes[_name(child)] = _pss(child) + sum(_pss(grandchild) for grandchild in child.children(recursive=True))
    rows = [(name, f"{size / 2**20:.0f} MB") for name, size in sizes.items()]
    return table(
        ("process (with its children), idle", "PSS"), [*rows, ("**sum**", f"**{sum(sizes.values()) / 2**20:.0f} MB**")]
    )


def sign_up(client: httpx.Client) -> None:
    """An account; its token goes into the client."""
    account = {"email": "bench@example.org", "password": "bench-bench-bench", "country": "DE", "currency": "EUR"}
    client.post("/auth/register", json=account).raise_for_status()
    login = {"username": account["email"], "password": account["password"]}
    token = client.post("/auth/login", data=login).raise_for_status().json()["access_token"]
    client.headers["Authorization"] = f"Bearer {token}"


def search_durations(client: httpx.Client) -> str:
    """From the click to results, and to the end of the run with its analysis, for searches never made before."""
    rows = []
    for query in QUERIES:
        say(query)
        started = time.monotonic()
        search = client.post("/searches", json={"name": query, "query": query}).raise_for_status().json()["id"]
        while not client.get(f"/searches/{search}/results", params={"limit": 1}).json()["items"]:
            time.sleep(0.05)
        first = time.monotonic() - started
        while (run := client.get(f"/searches/{search}/runs").json()["items"][0])["finished_at"] is None:
            time.sleep(0.05)
        complete = time.monotonic() - started
        calls = sum(part["calls"] for part in run["marketplaces"])
        rows.append((query, run["status"], calls, f"{first:.1f} s", f"{complete:.1f} s"))
    return table(("new search, sandbox at 600 calls/min", "run", "calls", "first results", "complete"), rows)


def results_page(client: httpx.Client) -> str:
    """50 of 20,000 results, over HTTP, one after the other; the server's own time beside, for a busy machine."""
    searches = client.get("/searches", params={"limit": 200}).json()["items"]
    search = next(one["id"] for one in searches if one["name"] == QUERIES[0])
    held = asyncio.run(multiply_results(search))
    api = next(child for child in _children() if _name(child) == "api")
    rows = []
    for sort in ("score", "landed", "newest"):
        durations = []
        before = _cpu_seconds(api)
        for _ in range(REQUESTS):
            with timed() as one:
                client.get(f"/searches/{search}/results", params={"limit": 50, "sort": sort}).raise_for_status()
            durations.append(one.seconds * 1000)
        spent = (_cpu_seconds(api) - before) / REQUESTS * 1000
        p95 = percentile(durations, 0.95)
        rows.append((sort, held, f"{median(durations):.1f} ms", f"{p95:.1f} ms", f"{spent:.1f} ms"))
    return table(("results page of 50, sorted by", "rows of the search", "median", "p95", "CPU of the API each"), rows)


async def multiply_results(search: str) -> int:
    """Copy the search's listings and results until there are `ROWS`; answers how many there are."""
    connection = await asyncpg.connect(get_settings().database_url.replace("+asyncpg", ""))
    try:
        mine = await connection.fetch("SELECT id, listing_id FROM search_results WHERE search_id = $1", search)
        copies = ROWS // len(mine)
        await connection.execute("CREATE TEMP TABLE copies (old uuid, new uuid, number int)")
        await connection.execute(
            "INSERT INTO copies SELECT listing_id, gen_random_uuid(), number"
            " FROM search_results, generate_series(1, $2) AS number WHERE search_id = $1",
            search,
            copies,
        )
        fresh = {"id": "copies.new", "external_id": "external_id || '-' || copies.number"}
        await _copy(connection, "listings", "listings.id = copies.old", fresh)
        fresh = {"id": "gen_random_uuid()", "listing_id": "copies.new"}
        await _copy(connection, "search_results", f"listing_id = copies.old AND search_id = '{search}'", fresh)
        await connection.execute("ANALYZE listings, search_results")
        held: int = await connection.fetchval("SELECT count(*) FROM search_results WHERE search_id = $1", search)
        return held
    finally:
        await connection.close()


async def _copy(connection: asyncpg.Connection, name: str, condition: str, fresh: dict[str, str]) -> None:
    """Insert each row again for each of its copies, with some columns computed anew."""
    columns = [
        row["column_name"]
        for row in await connection.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND is_generated = 'NEVER'", name
        )
    ]
    values = ", ".join(fresh.get(column, f"{name}.{column}") for column in columns)
    await connection.execute(
        f"INSERT INTO {name} ({', '.join(columns)}) SELECT {values} FROM {name} JOIN copies ON {condition}"
    )


def _supervisor() -> psutil.Process:
    parent = psutil.Process().parent()
    assert parent is not None
    return parent


def _children() -> list[psutil.Process]:
    """The processes of the stack, without this program."""
    return [child for child in _supervisor().children() if child != psutil.Process()]


def _cpu_seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _pss(process: psutil.Process) -> int:
    return int(process.memory_full_info().pss)


def _name(process: psutil.Process) -> str:
    command = process.cmdline()
    return command[command.index("vinyldigger.cli") + 1] if "vinyldigger.cli" in command else process.name()


if __name__ == "__main__":
    if sys.argv[1:2] == ["inside"]:
        inside(Path(sys.argv[2]))
    else:
        outside()
