"""What is one user's is not there for another: every operation that takes an id is tried with somebody else's."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from tests.api.conftest import Collector
from tests.api.test_policies import operations
from vinyldigger.core.database import read_session, unit_of_work
from vinyldigger.models import Base
from vinyldigger.models.environments import Environment
from vinyldigger.models.imports import ListingImport
from vinyldigger.models.users import User
from vinyldigger.models.wantlists import UserList

SHARED = {"release_id", "marketplace", "signed"}  # the catalogue, names, and addresses that carry their own proof
BY_ADMINS = "/admin/"
Ids = dict[str, str]


@pytest.fixture
async def ids(collector: Collector, search: Any) -> Ids:
    """One of everything that the first user owns or that the first user's searches found."""
    run = (await collector.get(f"/searches/{search['id']}/runs"))["items"][0]
    result = (await collector.get(f"/searches/{search['id']}/results"))["items"][0]
    advice = (await collector.get("/recommendations"))["items"][0]
    want = await collector.send("POST", "/wantlist/items", {"artist": "Miles Davis", "title": "Kind Of Blue"})
    basket = await collector.send("POST", "/baskets", {"want_ids": [want["id"]]})
    token = await collector.send("POST", "/users/me/tokens", {"name": "program"})
    async with unit_of_work() as session:
        owner = (await session.scalars(select(User).where(User.email == "me@example.org"))).one()
        paste = ListingImport(user_id=owner.id, environment=Environment.SAMPLE, lines=[])
        names = UserList(
            user_id=owner.id, environment=Environment.SAMPLE, marketplace="discogs", external_id="1", name="Jazz"
        )
        session.add_all([paste, names])
        await session.flush()
        made = {"import_id": str(paste.id), "list_id": str(names.id), "user_id": str(owner.id)}
    return made | {
        "search_id": search["id"],
        "run_id": run["id"],
        "result_id": result["id"],
        "listing_id": result["listing"]["id"],
        "match_id": result["match"]["record"]["id"],
        "seller_id": result["listing"]["seller"]["id"],
        "recommendation_id": advice["id"],
        "want_id": want["id"],
        "basket_id": basket["id"],
        "token_id": token["id"],
        "session_id": (await collector.get("/users/me/sessions"))[0]["id"],
    }


def body_for(operation: str, ids: Ids) -> dict[str, Any]:
    """A body that its owner could send."""
    listings = {"listing_ids": [ids["listing_id"]]}
    bodies: dict[str, dict[str, Any]] = {
        "lists-change": {"is_source": True},
        "matches-confirm": listings,
        "matches-reject": listings,
        "recommendations-feedback": {"feedback": "helpful"},
        "results-mark": {"mark": "saved"},
        "searches-change": {"name": "mine now"},
        "sellers-set-shipping": {"shipping": None},
        "sellers-set-status": {"status": "blocked"},
        "sellers-top-up": {"result_ids": [ids["result_id"]]},
        "wantlist-change": {"tier": "must"},
    }
    return bodies.get(operation, {})


def personal(app: FastAPI) -> list[tuple[str, str, str]]:
    """Method, path and name of every operation whose path names something that belongs to a user."""
    found = []
    for method, path, operation in operations(app):
        named = {part[1:-1] for part in path.split("/") if part.startswith("{")}
        if named - SHARED and BY_ADMINS not in path:
            found.append((method, path, operation["operationId"]))
    return found


async def everything_of(user_id: str) -> dict[str, list[Any]]:
    """All rows that carry the user's id."""
    async with read_session() as session:
        return {
            table.name: list(
                await session.execute(select(table).where(table.c.user_id == user_id).order_by(table.c.id))
            )
            for table in Base.metadata.sorted_tables
            if "user_id" in table.c and table.name not in {"sessions", "audit_events"}
        }


async def test_another_users_ids_are_not_found_and_nothing_changes(
    shared_app: FastAPI, collector: Collector, stranger: Collector, ids: Ids
) -> None:
    before = await everything_of(ids["user_id"])
    tried = personal(shared_app)
    assert len(tried) > 35
    for method, path, name in tried:
        address = path.removeprefix("/api/v1").format(**ids)
        answer = await stranger.ask(method, address, json=body_for(name, ids))
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (name, answer.text)
    assert await everything_of(ids["user_id"]) == before
    for path in (path for method, path, _ in tried if method == "GET"):
        await collector.get(path.removeprefix("/api/v1").format(**ids))  # its owner does find it


async def test_ids_in_bodies_and_filters_are_the_callers_own(
    collector: Collector, stranger: Collector, ids: Ids, api: httpx.AsyncClient
) -> None:
    mine = await stranger.send("POST", "/searches", {"name": "Mine", "query": "kind of blue", "is_active": False})
    before = await everything_of(ids["user_id"])
    result, want = [ids["result_id"]], [ids["want_id"]]
    for method, path, body, expected in (
        ("PATCH", "/results", {"ids": result, "mark": "saved"}, {"changed": 0}),
        ("POST", "/results/refresh", {"ids": result}, {"queued": 0}),
        ("PATCH", "/wantlist/items", {"ids": want, "rule": {"tier": "must"}}, {"changed": 0}),
    ):
        assert await stranger.send(method, path, body) == expected, path
    for path, body, status in (
        ("/baskets", {"result_ids": result}, 422),
        ("/baskets", {"want_ids": want}, 422),
        ("/matches/merge", {"match_ids": [ids["match_id"]], "into": ids["match_id"]}, 404),
        ("/matches/split", {"match_id": ids["match_id"], "listing_ids": [ids["listing_id"]]}, 404),
        ("/searches/preview", {"search_id": ids["search_id"]}, 404),
    ):
        answer = await stranger.ask("POST", path, json=body)
        assert answer.status_code == status, (path, answer.text)
    for filters in ({"seller": ids["seller_id"]}, {"match": ids["match_id"]}):
        assert (await stranger.get(f"/searches/{mine['id']}/results", **filters))["items"] == []
    assert (await stranger.get("/wantlist/items", list_id=ids["list_id"]))["items"] == []
    assert await everything_of(ids["user_id"]) == before


async def test_lists_hold_only_what_is_the_callers(shared_app: FastAPI, stranger: Collector, ids: Ids) -> None:
    for method, path, operation in operations(shared_app):
        if method == "GET" and "{" not in path and path.startswith("/api/v1/") and "security" in operation:
            name = operation["operationId"]
            if BY_ADMINS in path or name in {"events-stream", "users-export"}:
                continue
            text = (await stranger.ask("GET", path.removeprefix("/api/v1"))).text
            assert not [kind for kind, value in ids.items() if value in text], name
    text = (await stranger.ask("GET", "/users/me/export")).text
    assert not [kind for kind, value in ids.items() if kind not in {"seller_id"} and value in text]
