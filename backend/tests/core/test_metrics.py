"""Whichever process is asked tells what all of them counted."""

from __future__ import annotations

import json
import re

import pytest
from redis.asyncio import Redis

from vinyldigger.core import metric_sums
from vinyldigger.core.metric_sums import exposition, share, sharing
from vinyldigger.core.metrics import JOB_SECONDS, JOBS

KIND = "sums"  # a job that nobody else counts
SAMPLE = json.dumps(["vinyldigger_jobs", "vinyldigger_jobs_total", {"job": KIND, "outcome": "done"}])


async def told(sample: str) -> float:
    """The value behind a sample in the text that Prometheus reads."""
    found = re.search(rf"^{re.escape(sample)} (\S+)$", (await exposition()).decode(), re.MULTILINE)
    return float(found[1]) if found else 0.0


async def done() -> float:
    return await told(f'vinyldigger_jobs_total{{job="{KIND}",outcome="done"}}')


async def test_counts_of_other_processes_are_added(redis: Redis) -> None:
    JOBS.labels(KIND, "done").inc(2)
    await share()
    before = await done()
    await redis.hincrbyfloat("metrics", SAMPLE, 5)  # another process
    JOBS.labels(KIND, "done").inc()
    assert await done() == before + 6
    assert await done() == before + 6  # being asked changes nothing


async def test_durations_are_summed_with_their_buckets(redis: Redis) -> None:
    JOB_SECONDS.labels(KIND).observe(0.1)
    count, fast = (
        f'vinyldigger_job_seconds_count{{job="{KIND}"}}',
        f'vinyldigger_job_seconds_bucket{{job="{KIND}",le="0.2"}}',
    )
    before = await told(count), await told(fast)
    JOB_SECONDS.labels(KIND).observe(0.1)
    JOB_SECONDS.labels(KIND).observe(400)
    assert (await told(count), await told(fast)) == (before[0] + 2, before[1] + 1)


async def test_each_family_is_explained_once(redis: Redis) -> None:
    text = (await exposition()).decode()
    helps = re.findall(r"^# HELP (\S+)", text, re.MULTILINE)
    assert len(helps) == len(set(helps))
    assert {"vinyldigger_jobs_total", "vinyldigger_dead_letters", "vinyldigger_marketplace_calls_total"} <= set(helps)


@pytest.mark.usefixtures("dead_redis")
async def test_without_redis_the_own_counts_are_told_and_kept() -> None:
    before = await done()
    JOBS.labels(KIND, "done").inc()
    await share()
    assert await done() == before + 1


async def test_what_was_counted_without_redis_is_shared_later(redis: Redis, monkeypatch: pytest.MonkeyPatch) -> None:
    await share()
    before = await done()
    JOBS.labels(KIND, "done").inc()
    assert float(await redis.hget("metrics", SAMPLE) or 0) == before
    monkeypatch.setattr(metric_sums, "SHARE_SECONDS", 3600)
    async with sharing():
        pass
    assert float(await redis.hget("metrics", SAMPLE) or 0) == before + 1
