"""A longer page costs no more statements: no list asks the database row by row."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import select

from tests.api.conftest import Collector
from tests.api.test_policies import operations
from tests.support import counting
from vinyldigger.core import clock
from vinyldigger.core.database import Database, unit_of_work
from vinyldigger.models.collections import Collection, CollectionItem
from vinyldigger.models.environments import Environment
from vinyldigger.models.jobs import FailedTask
from vinyldigger.models.releases import Release
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import UserList

SAMPLE = {"environment": Environment.SAMPLE, "marketplace": "discogs"}
MOST_OF_A_WHOLE_PAGE = 20  # statements of an answer that is no list, or a list without pages


@pytest.fixture
async def full(collector: Collector, search: Any, stranger: Collector) -> dict[str, str]:
    """A user who has several of everything; answers ids for paths."""
    path = f"/searches/{search['id']}"
    results = (await collector.get(f"{path}/results"))["items"]
    for number in range(3):
        await collector.send("POST", "/searches", {"name": f"{number}", "query": "so what", "is_active": False})
        want = await collector.send("POST", "/wantlist/items", {"artist": "Miles Davis", "title": f"No. {number}"})
        await collector.send("POST", "/baskets", {"want_ids": [want["id"]]})
        await collector.send("POST", "/users/me/tokens", {"name": f"program {number}"})
        run = await collector.send("POST", f"{path}/run")
        await collector.send("POST", f"/runs/{run['id']}/cancel")
    for result in results:
        if result["listing"]["seller"]:
            await collector.send("PUT", f"/sellers/{result['listing']['seller']['id']}/status", {"status": "favourite"})
    async with unit_of_work() as session:
        user = (await session.scalars(select(User).where(User.email == "me@example.org"))).one()
        release = (await session.scalars(select(Release))).first()
        assert release is not None
        shelf = Collection(user_id=user.id, **SAMPLE)
        session.add(shelf)
        await session.flush()
        for number in range(3):
            copy = CollectionItem(
                user_id=user.id, collection_id=shelf.id, release_id=release.id, instance_id=f"{number}"
            )
            letter = FailedTask(
                name="clean_up", args={}, error_type="E", error_message="e", attempts=1, first_failed_at=clock.now(),
                last_failed_at=clock.now(),
            )  # fmt: skip
            session.add_all([copy, letter, UserList(user_id=user.id, external_id=f"{number}", name="x", **SAMPLE)])
    return {"search_id": search["id"], "release_id": str(release.id)}


def lists(app: FastAPI, *, paged: bool) -> dict[str, str]:
    """Path by name of what can be read: lists with pages, or everything else."""
    found = {}
    for method, path, operation in operations(app):
        has_pages = any(parameter["name"] == "limit" for parameter in operation.get("parameters", []))
        if method == "GET" and path.startswith("/api/v1/") and "security" in operation and has_pages is paged:
            found[operation["operationId"]] = path.removeprefix("/api/v1")
    return found


async def test_every_list_with_pages(
    shared_app: FastAPI, collector: Collector, full: dict[str, str], committed: Database
) -> None:
    found = lists(shared_app, paged=True)
    assert len(found) > 12
    short = {"analysis-multi-item-deals", "recommendations-list", "analysis-recommendations", "analysis-compare-prices"}
    for name, path in found.items():
        address = path.format(**full)
        await collector.get(address)  # what is reckoned once a minute is known then
        counts = []
        for limit in (1, 100):
            with counting(*committed.engines) as statements:
                items = (await collector.get(address, limit=limit))["items"]
            counts.append(len(statements))
        assert len(items) >= 2 or name in short, name
        assert counts[0] == counts[1], (name, counts)
        assert counts[1] <= 8, (name, statements.texts)


async def test_everything_else_that_is_read(
    shared_app: FastAPI, collector: Collector, full: dict[str, str], committed: Database
) -> None:
    exempt = {"events-stream", "users-export"}  # no end; a statement a table
    for name, path in lists(shared_app, paged=False).items():
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        if name in exempt or not named <= set(full):
            continue
        with counting(*committed.engines) as statements:
            await collector.get(path.format(**full))
        assert len(statements) <= MOST_OF_A_WHOLE_PAGE, (name, len(statements))
