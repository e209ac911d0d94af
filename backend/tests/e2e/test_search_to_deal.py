"""Register, search, deals: the main job over real servers, a real worker and real HTTP to the sandbox."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import httpx
from sqlalchemy import func, update

from tests.e2e.conftest import Browser, Worker
from vinyldigger.core.database import unit_of_work
from vinyldigger.models.jobs import JobState, QueuedJob

BLUE = {"name": "Kind Of Blue", "query": "kind of blue"}


def is_judged(results: Any) -> bool:
    """Everything found has its price at the door: what the watched sellers' inventories add is judged after it is."""
    return all(item["landed"] for item in results["items"])


async def run_out_of_leases() -> None:
    """Let the leases be over, instead of waiting for that."""
    async with unit_of_work() as session:
        leased = update(QueuedJob).where(QueuedJob.state == JobState.LEASED)
        await session.execute(leased.values(lease_until=func.now() - timedelta(hours=1)))


async def test_a_new_user_finds_kind_of_blue_on_both_marketplaces(browser: Browser) -> None:
    search = await browser.post("/searches", BLUE)
    run = await browser.until_run_ended(search["last_run"])
    assert run["status"] == "succeeded", run
    assert {outcome["marketplace"] for outcome in run["marketplaces"] if outcome["found"]} == {"discogs", "ebay"}
    assert run["plan"]["calls"] >= sum(outcome["calls"] for outcome in run["marketplaces"])

    results = await browser.until(f"/searches/{search['id']}/results?limit=200", is_judged)
    items = results["items"]
    assert {item["listing"]["marketplace"] for item in items} == {"discogs", "ebay"}
    scored = [item for item in items if item["score"]]
    assert scored
    assert all(sum(float(part["points"]) for part in item["score"]["parts"]) for item in scored)
    records = Counter(item["match"]["record"]["title"] for item in items if item["match"])
    assert records.most_common(1)[0][0] == "Kind Of Blue"

    compared = await browser.get(f"/searches/{search['id']}/price-comparison", across=True)
    assert any(set(row["marketplaces"]) == {"discogs", "ebay"} for row in compared["items"])


async def test_a_marketplace_that_is_down_makes_the_run_partial_and_says_so(
    browser: Browser, faults: httpx.AsyncClient
) -> None:
    await faults.post("/_sandbox/faults", json={"marketplace": "ebay", "kind": "server_error", "count": None})
    search = await browser.post("/searches", BLUE)
    run = await browser.until_run_ended(search["last_run"])
    assert run["status"] == "partial"
    outcomes = {outcome["marketplace"]: outcome for outcome in run["marketplaces"]}
    assert outcomes["discogs"]["found"] > 0
    assert outcomes["ebay"]["error"]["code"] == "marketplace_unavailable"
    results = await browser.get(f"/searches/{search['id']}/results")
    assert {item["listing"]["marketplace"] for item in results["items"]} == {"discogs"}


async def test_a_worker_killed_in_the_middle_loses_and_doubles_nothing(
    browser: Browser, worker: Worker, faults: httpx.AsyncClient
) -> None:
    await faults.post("/_sandbox/faults", json={"marketplace": "discogs", "kind": "latency", "seconds": 2})
    search = await browser.post("/searches", BLUE)
    run = search["last_run"]
    await browser.until(f"/runs/{run['id']}", lambda body: body["stage"] == "asking" and body["progress"] > 0)
    worker.kill()
    await faults.delete("/_sandbox/faults")
    await run_out_of_leases()
    worker.start()
    ended = await browser.until_run_ended(run)
    assert ended["status"] == "succeeded", ended
    runs = await browser.get(f"/searches/{search['id']}/runs")
    assert [each["id"] for each in runs["items"]] == [run["id"]]
    results = await browser.get(f"/searches/{search['id']}/results", limit=200)
    # variations of one item share its address, not its price
    offers = Counter((item["listing"]["url"], str(item["listing"]["price"])) for item in results["items"])
    assert offers
    assert max(offers.values()) == 1
