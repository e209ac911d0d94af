"""What all processes have counted.

Workers have no HTTP, and the API may run as several processes: each adds its counts to sums in Redis (:func:`share`),
and whichever process is asked answers with the sums (:func:`exposition`). After a loss of Redis the sums begin anew,
which readers of counters understand.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from prometheus_client import REGISTRY, CollectorRegistry, Metric, generate_latest
from prometheus_client.registry import Collector
from redis.exceptions import RedisError

from vinyldigger.core.metrics import OWN
from vinyldigger.core.redis import get_redis

SUMS = "metrics"  # Redis hash: sample -> sum over all processes
SHARE_SECONDS = 15

_log = structlog.get_logger(__name__)
_shared: defaultdict[str, float] = defaultdict(float)  # what of our own is in the sums already


async def share() -> None:
    """Add what this process counted since the last time to the sums. Without Redis it is kept for the next time."""
    grown = {name: value - _shared[name] for name, value in _own_samples() if value != _shared[name]}
    if not grown:
        return
    try:
        async with get_redis().pipeline(transaction=True) as pipeline:
            for name, growth in grown.items():
                pipeline.hincrbyfloat(SUMS, name, growth)
            await pipeline.execute()
    except RedisError as error:
        _log.warning("metrics_not_shared", error=type(error).__name__)
        return
    for name, growth in grown.items():
        _shared[name] += growth


@asynccontextmanager
async def sharing() -> AsyncIterator[None]:
    """Share every few seconds while the body runs, and once more at its end."""

    async def go_on() -> None:
        while True:
            await asyncio.sleep(SHARE_SECONDS)
            await share()

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        await share()


async def exposition() -> bytes:
    """Prometheus' text format: the sums over all processes, and the gauges. Without Redis, our own counts."""
    await share()
    try:
        stored: dict[Any, Any] = await get_redis().hgetall(SUMS)
        sums = {name.decode(): float(value) for name, value in stored.items()}
    except RedisError:
        sums = dict(_own_samples())
    summed = CollectorRegistry()
    summed.register(_Sums(sums))
    return generate_latest(summed) + generate_latest(REGISTRY)


def _own_samples() -> Iterator[tuple[str, float]]:
    """Every sample of our own counters: its name and labels as one text, and its value."""
    for metric in OWN.collect():
        for sample in metric.samples:
            if not sample.name.endswith("_created"):
                yield json.dumps([metric.name, sample.name, sample.labels]), sample.value


class _Sums(Collector):
    """The sums, in the families they belong to."""

    def __init__(self, sums: Mapping[str, float]) -> None:
        self._sums = sums

    def collect(self) -> Iterator[Metric]:
        families = {family.name: Metric(family.name, family.documentation, family.type) for family in OWN.collect()}
        for text, value in sorted(self._sums.items()):
            family, name, labels = json.loads(text)
            if family in families:
                families[family].add_sample(name, labels, value)
        yield from families.values()
