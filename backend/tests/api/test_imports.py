"""Pasted links: a user may spend so much of the common budget and no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from sqlalchemy import func, text, update

from tests.api.conftest import Collector
from tests.services.conftest import Work
from tests.services.fakes import FakeMarketplace
from vinyldigger.core.config import get_settings
from vinyldigger.core.database import unit_of_work
from vinyldigger.marketplaces.contract import Link
from vinyldigger.models.environments import Environment
from vinyldigger.models.imports import ListingImport
from vinyldigger.services import imports
from vinyldigger.services.access import Markets

LINKS = "\n".join("https://example.org/nothing" for _ in range(3))


@pytest.fixture(autouse=True)
def markets_of_pastes(
    collector: Collector, both: Mapping[str, FakeMarketplace], monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    async def opened(*_: object) -> Markets:
        return Markets(Environment.SAMPLE, both, frozenset(both))  # type: ignore[arg-type]

    monkeypatch.setattr(imports, "open_markets", opened)
    monkeypatch.setenv("MAX_IMPORT_LINES_PER_DAY", "7")
    get_settings.cache_clear()
    yield
    monkeypatch.undo()
    get_settings.cache_clear()


async def test_each_line_that_cannot_be_read_says_why(collector: Collector) -> None:
    made = await collector.send("POST", "/listings/import", {"text": LINKS})
    assert (made["queued"], made["finished"]) == (0, True)
    assert [line["reason"]["code"] for line in made["lines"]] == ["link_not_understood"] * 3
    assert await collector.get(f"/listings/import/{made['id']}") == made


async def test_a_day_has_room_for_so_many_links_of_one_user(collector: Collector, stranger: Collector) -> None:
    for _ in range(2):
        await collector.send("POST", "/listings/import", {"text": LINKS})
    refused = await collector.ask("POST", "/listings/import", json={"text": LINKS})
    assert (refused.status_code, refused.json()["code"], refused.json()["params"]["limit"]) == (
        429,
        "too_many_links",
        7,
    )
    assert int(refused.headers["retry-after"]) > 0
    await stranger.send("POST", "/listings/import", {"text": LINKS})
    async with unit_of_work() as session:
        await session.execute(update(ListingImport).values(created_at=func.now() - text("interval '1 day'")))
    await collector.send("POST", "/listings/import", {"text": LINKS})


async def test_what_a_link_finds_gone_is_over(
    collector: Collector, search: Any, both: Mapping[str, FakeMarketplace], work: Work
) -> None:
    link = Link("offers", "listing", "the old number of 1", "DE", known_as="1")
    both["offers"].parse_link = lambda _text: link  # type: ignore[method-assign]
    path = f"/searches/{search['id']}/results"
    before = {item["listing"]["url"] for item in (await collector.get(path))["items"]}
    made = await collector.send("POST", "/listings/import", {"text": "https://offers.example/1"})
    assert await work() == ["import_listings", "analyse_search"]
    (line,) = (await collector.get(f"/listings/import/{made['id']}"))["lines"]
    assert (line["status"], line["reason"]["code"]) == ("wrong", "listing_gone")
    after = {item["listing"]["url"] for item in (await collector.get(path))["items"]}
    assert before - after == {"https://offers.example/1"}
