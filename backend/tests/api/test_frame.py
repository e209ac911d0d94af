"""What is around every request: errors, headers, limits, health, the web app, live events."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from functools import partial
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from redis.asyncio import Redis
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import logged_in, make_user
from vinyldigger.api.v1.endpoints import events as events_endpoint
from vinyldigger.cli.embedded import free_port
from vinyldigger.core import events
from vinyldigger.core.config import Settings
from vinyldigger.core.database import Database, make_database, use_database
from vinyldigger.core.events import Event, EventKind, publish_event, subscribe
from vinyldigger.core.throttle import network_of
from vinyldigger.main import create_app
from vinyldigger.models.installation import Installation
from vinyldigger.services.sign_in import still_stands

HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
}


def speak_to(app: FastAPI, address: str = "127.0.0.1") -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app=app, client=(address, 1)), base_url="http://testserver")


async def always() -> bool:
    return True


def has_frame(answer: httpx.Response) -> bool:
    policy = answer.headers["content-security-policy"]
    assert "object-src 'none'" in policy
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "https:" not in policy  # nothing from other hosts, pictures neither
    return all(answer.headers[name] == value for name, value in HEADERS.items()) and "x-request-id" in answer.headers


async def test_every_answer_has_its_headers_also_the_failing_ones(
    settings: Settings, database: Database, redis: Redis
) -> None:
    async def broken() -> None:
        raise RuntimeError("SELECT secret FROM somewhere")

    app = create_app(settings)
    app.add_api_route("/api/v1/broken", broken)
    async with speak_to(app) as client:
        answers = [
            await client.get("/health"),
            await client.get("/api/v1/nothing"),
            await client.put("/api/v1/auth/login"),
            await client.post("/api/v1/auth/login", content=b"{"),
            await client.get("/api/v1/broken"),
        ]
    assert [answer.status_code for answer in answers] == [200, 404, 405, 422, 500]
    assert all(has_frame(answer) for answer in answers)
    failure = answers[-1].json()
    assert failure == {
        "detail": "Something went wrong on our side",
        "code": "internal_error",
        "params": {},
        "request_id": answers[-1].headers["x-request-id"],
    }
    for answer in answers[1:]:
        assert {"detail", "code", "params", "request_id"} <= set(answer.json())


async def test_bodies_over_the_limit_are_refused_announced_or_not(client: httpx.AsyncClient) -> None:
    async def drip() -> object:
        for _ in range(1025):
            yield b" " * 1024

    announced = await client.post("/api/v1/auth/register", content=b" " * (1024 * 1024 + 1))
    dripping = await client.post("/api/v1/auth/register", content=drip())  # type: ignore[arg-type]
    for answer in (announced, dripping):
        assert (answer.status_code, answer.json()["code"]) == (413, "payload_too_large")


@pytest.mark.parametrize("body", [b"{", b"[]", b"null", b'"text"', b"\xff\xfe", b"[" * 20000])
async def test_what_is_no_json_object_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/api/v1/auth/register", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422, answer.text


async def test_too_many_requests_have_to_wait(settings: Settings, redis: Redis, app: FastAPI) -> None:
    strict = create_app(settings.model_copy(update={"requests_per_minute": 3}))
    async with speak_to(strict) as client, speak_to(strict, "127.0.0.2") as another:
        statuses = [(await client.get("/api/v1/meta")).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        assert int((await client.get("/api/v1/meta")).headers["retry-after"]) >= 1
        assert (await another.get("/api/v1/meta")).status_code == 200
        assert (await client.get("/health")).status_code == 200


async def test_pictures_have_a_limit_of_their_own(settings: Settings, redis: Redis, app: FastAPI) -> None:
    strict = create_app(settings.model_copy(update={"requests_per_minute": 1}))
    async with speak_to(strict) as client:
        statuses = [(await client.get("/api/v1/images/unsigned")).status_code for _ in range(11)]
        assert statuses == [404] * 10 + [429]
        assert (await client.get("/api/v1/meta")).status_code == 200


async def test_a_made_up_token_is_no_new_visitor(settings: Settings, redis: Redis, session: AsyncSession) -> None:
    strict = create_app(settings.model_copy(update={"requests_per_minute": 3}))
    login = await logged_in(session, await make_user(session))
    async with speak_to(strict) as client:
        made_up = [{"Authorization": f"Bearer {text}"} for text in ("x", "vdp_y", login["Authorization"][7:] + "z", "")]
        statuses = [(await client.get("/api/v1/users/me", headers=headers)).status_code for headers in made_up]
        assert statuses == [401, 401, 401, 429]
        assert (await client.get("/api/v1/users/me", headers=login)).status_code == 200


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("unix socket", "unix socket"),
        (None, "unknown"),
    ],
)
def test_an_address_counts_as_whom_it_was_given_to(address: str | None, counts_as: str) -> None:
    assert network_of(address) == counts_as


async def test_other_sites_get_no_permission(client: httpx.AsyncClient) -> None:
    answer = await client.get("/api/v1/meta", headers={"Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200), ("[::1]:8000", 200), ("localhost", 200), ("records.localhost:8000", 200), ("box", 200),
        ("evil.example", 421), ("evil.example:8000", 421), ("127.0.0.1.evil.example", 421), ("[evil", 421),
        ("localhost.evil.example:80", 421), ("evil.example.", 421),
    ],
)  # fmt: skip
async def test_names_that_lead_here_by_another_s_will_are_refused(
    settings: Settings, client: httpx.AsyncClient, host: str, status: int
) -> None:
    answer = await client.get("/api/v1/meta", headers={"Host": host})
    assert answer.status_code == status, answer.text
    assert has_frame(answer)


async def test_who_is_reached_from_elsewhere_may_have_any_name(settings: Settings, redis: Redis) -> None:
    public = create_app(settings.model_copy(update={"public_url": "https://records.example"}))
    async with speak_to(public) as client:
        assert (await client.get("/health", headers={"Host": "internal.example"})).status_code == 200


async def test_https_is_asked_for_where_there_is_https(settings: Settings, redis: Redis) -> None:
    secure = create_app(settings.model_copy(update={"public_url": "https://records.example"}))
    async with speak_to(secure) as client:
        assert "max-age=31536000" in (await client.get("/health")).headers["strict-transport-security"]


async def test_ready_only_with_redis(client: httpx.AsyncClient, dead_redis: None) -> None:
    answer = await client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "redis": False, "migrations": True})


async def test_without_redis_everything_is_still_answered(
    app: FastAPI, client: httpx.AsyncClient, session: AsyncSession, dead_redis: None
) -> None:
    headers = await logged_in(session, await make_user(session, is_admin=True))
    for path, methods in app.openapi()["paths"].items():
        if "get" in methods and "{" not in path and path not in {"/api/v1/events", "/health/ready"}:
            answer = await client.get(path, headers=headers)
            assert answer.status_code in {200, 422}, (path, answer.text)


async def test_a_database_that_is_away_is_said_so(settings: Settings, redis: Redis) -> None:
    nowhere = f"postgresql+asyncpg://app@127.0.0.1:{free_port()}/app"
    database = make_database(settings.model_copy(update={"database_url": nowhere}))
    before = use_database(database)
    async with speak_to(create_app(settings)) as client:
        answers = [await client.get("/api/v1/meta"), await client.get("/health/ready"), await client.get("/health")]
    use_database(before)
    await database.close()
    assert [answer.status_code for answer in answers] == [503, 503, 200]
    assert answers[0].json()["code"] == "database_unavailable"
    assert answers[0].headers["retry-after"] == "5"


async def test_metrics_are_not_for_strangers(app: FastAPI) -> None:
    async with speak_to(app) as here, speak_to(app, "192.0.2.1") as stranger:
        assert "vinyldigger_jobs_by_state" in (await here.get("/metrics")).text
        assert (await stranger.get("/metrics")).status_code == 404
        passed_on = {"X-Forwarded-For": "192.0.2.1"}
        assert (await here.get("/metrics", headers=passed_on)).status_code == 404


async def test_meta_tells_a_stranger_what_is_needed(client: httpx.AsyncClient, session: AsyncSession) -> None:
    meta = (await client.get("/api/v1/meta")).json()
    assert meta["registration"] == {"is_open": True, "needs_setup_code": False, "has_admin": False}
    assert meta["environment"] == "sample"
    await session.execute(update(Installation).values(environment="live"))
    assert (await client.get("/api/v1/meta")).json()["environment"] == "live"


async def test_the_documentation_lists_every_operation_without_scripts(client: httpx.AsyncClient) -> None:
    page = (await client.get("/api/docs")).text
    document = (await client.get("/api/openapi.json")).json()
    for operations in document["paths"].values():
        for operation in operations.values():
            assert operation["operationId"] in page
    assert "<script" not in page


async def test_the_web_app_is_served_for_its_own_paths(settings: Settings, redis: Redis, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "index.html").write_text("<title>app</title>")
    (tmp_path / "assets" / "main-1a2b.js").write_text("1")
    (tmp_path.parent / "secret.txt").write_text("secret")
    app = create_app(settings.model_copy(update={"frontend_dir": tmp_path}))
    async with speak_to(app) as client:
        for path in ("/", "/searches/1", "/connect/discogs?state=x"):
            answer = await client.get(path)
            assert (answer.status_code, answer.text) == (200, "<title>app</title>")
            assert answer.headers["cache-control"] == "no-cache"
        assert "immutable" in (await client.get("/assets/main-1a2b.js")).headers["cache-control"]
        assert (await client.get("/assets/gone.js")).status_code == 404
        assert (await client.get("/api/v1/nothing")).json()["code"] == "not_found"
        wrong = await client.put("/api/v1/searches")
        assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, POST")
        assert (await client.get("/api/v1/auth/login")).status_code == 405
        assert (await client.post("/searches/1")).status_code == 405
        for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"):
            assert "secret" not in (await client.get(path)).text


async def test_events_begin_with_resync_and_are_the_user_s_own(redis: Redis, session: AsyncSession) -> None:
    ana, ben = await make_user(session), await make_user(session, "ben@example.org")
    stream = subscribe(ana.id, always)
    assert (await anext(stream)).kind is EventKind.RESYNC
    await publish_event(ben.id, EventKind.DEAL_FOUND, search_id="2")
    await publish_event(ana.id, EventKind.RUN_PROGRESS, run_id="1", progress=40)
    event = await anext(stream)
    assert (event.kind, event.data) == (EventKind.RUN_PROGRESS, {"run_id": "1", "progress": 40})
    await stream.aclose()


async def test_open_pages_leave_the_pool_to_the_others(redis: Redis) -> None:
    streams = [subscribe(uuid4(), always) for _ in range(5)]
    for stream in streams:
        assert (await anext(stream)).kind is EventKind.RESYNC
    assert not redis.connection_pool._in_use_connections  # type: ignore[attr-defined]
    for stream in streams:
        await stream.aclose()


async def test_a_page_that_goes_closes_its_stream_at_once() -> None:
    ended = []

    async def stream() -> AsyncGenerator[Event, None]:
        try:
            while True:
                yield Event(EventKind.RESYNC)
        finally:
            ended.append(True)

    listening = stream()  # kept: nobody collects it meanwhile
    lines = events_endpoint._lines(uuid4(), listening)
    await anext(lines)
    await lines.aclose()
    assert ended == [True]


async def test_events_end_with_the_login(
    redis: Redis, client: httpx.AsyncClient, session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "_POLL_SECONDS", 0.01)
    user = await make_user(session)
    headers = await logged_in(session, user)
    stream = subscribe(user.id, partial(still_stands, headers["Authorization"].removeprefix("Bearer ")))
    assert (await anext(stream)).kind is EventKind.RESYNC
    await publish_event(user.id, EventKind.RUN_PROGRESS)
    assert (await anext(stream)).kind is EventKind.RUN_PROGRESS
    assert (await client.post("/api/v1/auth/logout-all", headers=headers)).status_code == 204
    with pytest.raises(StopAsyncIteration):
        await anext(stream)


async def test_pages_open_at_once_have_a_limit(
    client: httpx.AsyncClient, session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await make_user(session)
    monkeypatch.setitem(events_endpoint._streams, user.id, events_endpoint.MOST_STREAMS)
    answer = await client.get("/api/v1/events", headers=await logged_in(session, user))
    assert (answer.status_code, answer.json()["code"]) == (429, "too_many_requests")


async def test_a_token_in_the_address_opens_nothing(client: httpx.AsyncClient, session: AsyncSession) -> None:
    headers = await logged_in(session, await make_user(session))
    token = headers["Authorization"].removeprefix("Bearer ")
    for name in ("token", "access_token"):
        assert (await client.get("/api/v1/events", params={name: token})).status_code == 401
