"""Fixtures of the contract suite: one bench per registered marketplace."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import stamina
from redis.asyncio import Redis

from tests.contract.harness import Bench, make_bench


@pytest.fixture(autouse=True)
def no_waiting_between_tries() -> Iterator[None]:
    """Retries happen, their pauses do not."""
    stamina.set_testing(True, attempts=3, cap=True)
    yield
    stamina.set_testing(False)


@pytest.fixture
def discogs(redis: Redis) -> Bench:
    """Discogs in front of its raw bodies."""
    return make_bench("discogs", redis)


@pytest.fixture
def ebay(redis: Redis) -> Bench:
    """eBay in front of its raw bodies."""
    return make_bench("ebay", redis)
