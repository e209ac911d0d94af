"""What admins do with accounts, and the trail it leaves."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import logged_in, make_user
from tests.support import Clock, Published
from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.jobs import Job
from vinyldigger.models.audit import AuditEvent
from vinyldigger.models.environments import Environment
from vinyldigger.models.installation import Installation
from vinyldigger.models.jobs import FailedTask, QueuedJob
from vinyldigger.models.searches import RunStatus, RunTrigger, SavedSearch, SearchKind, SearchRun
from vinyldigger.models.users import User

NEWCOMER = {"email": "new@example.org", "password": "x", "country": "DE", "currency": "EUR"}


@pytest.fixture
async def admin(session: AsyncSession) -> User:
    return await make_user(session, "admin@example.org", is_admin=True)


@pytest.fixture
async def headers(session: AsyncSession, admin: User) -> dict[str, str]:
    return await logged_in(session, admin)


@pytest.fixture
async def closed(session: AsyncSession) -> None:
    """There is an admin, and strangers may not register."""
    await session.execute(update(Installation).values(first_admin_at=clock.now(), registration_open=False))


async def actions(session: AsyncSession) -> list[str]:
    return list(await session.scalars(select(AuditEvent.action).order_by(AuditEvent.id)))


async def test_pages_of_accounts_join_without_gap_or_overlap(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str]
) -> None:
    for number in range(5):
        await make_user(session, f"{number}@example.org")
    seen: list[str] = []
    cursor: dict[str, Any] = {}
    while cursor is not None:
        page = (await client.get("/api/v1/admin/users", headers=headers, params={"limit": 2, **cursor})).json()
        seen += [row["email"] for row in page["items"]]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None  # type: ignore[assignment]
    assert len(seen) == len(set(seen)) == 6
    broken = await client.get("/api/v1/admin/users", headers=headers, params={"cursor": "nonsense"})
    assert (broken.status_code, broken.json()["code"]) == (400, "invalid_cursor")


async def test_a_deactivated_user_is_out_and_can_come_back(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str]
) -> None:
    user = await make_user(session)
    theirs = await logged_in(session, user)
    path = f"/api/v1/admin/users/{user.id}"
    answer = await client.patch(path, headers=headers, json={"is_active": False})
    assert (answer.status_code, answer.json()["is_active"]) == (200, False)
    assert (await client.get("/api/v1/users/me", headers=theirs)).status_code == 401
    assert (await client.patch(path, headers=headers, json={"is_active": True})).json()["is_active"]
    assert (await actions(session)).count("user_changed") == 2


async def test_there_is_always_an_admin(
    client: httpx.AsyncClient, session: AsyncSession, admin: User, headers: dict[str, str]
) -> None:
    path = f"/api/v1/admin/users/{admin.id}"
    for change in ({"is_admin": False}, {"is_active": False}):
        answer = await client.patch(path, headers=headers, json=change)
        assert (answer.status_code, answer.json()["code"]) == (409, "last_admin")
    await make_user(session, "second@example.org", is_admin=True)
    assert (await client.patch(path, headers=headers, json={"is_admin": False})).status_code == 200


async def test_a_reset_link_works_once_within_the_hour(
    client: httpx.AsyncClient, session: AsyncSession, admin: User, frozen_clock: Clock
) -> None:
    headers = await logged_in(session, admin)
    user = await make_user(session)
    theirs = await logged_in(session, user)

    async def make() -> str:
        answer = await client.post(f"/api/v1/admin/users/{user.id}/reset-link", headers=headers)
        assert answer.status_code == 201
        url: str = answer.json()["url"]
        assert url.startswith(f"{get_settings().public_url}/reset#")
        return url.rpartition("#")[2]

    async def use(token: str) -> int:
        body = {"token": token, "password": "brand new"}
        return (await client.post("/api/v1/auth/reset", json=body)).status_code

    token, late = await make(), await make()
    assert await use(token) == 204
    assert await use(token) == 401
    assert (await client.get("/api/v1/users/me", headers=theirs)).status_code == 401
    form = {"username": user.email, "password": "brand new"}
    assert (await client.post("/api/v1/auth/login", data=form)).status_code == 200
    frozen_clock.advance(minutes=61)
    assert await use(late) == 401


@pytest.mark.usefixtures("closed")
async def test_an_invitation_opens_a_closed_door_once(client: httpx.AsyncClient, headers: dict[str, str]) -> None:
    refused = await client.post("/api/v1/auth/register", json=NEWCOMER)
    assert (refused.status_code, refused.json()["code"]) == (403, "registration_closed")
    made = await client.post("/api/v1/admin/invites", headers=headers, json={})
    body = NEWCOMER | {"invite": made.json()["url"].rpartition("#")[2]}
    assert (await client.post("/api/v1/auth/register", json=body)).status_code == 201
    again = await client.post("/api/v1/auth/register", json=body | {"email": "other@example.org"})
    assert (again.status_code, again.json()["code"]) == (403, "invite_invalid")


async def dead_letter(session: AsyncSession, job: Job = Job.SOLVE_BASKET, **args: str) -> FailedTask:
    letter = FailedTask(
        name=job.value, args=args or {"basket_id": "1"}, error_type="ValueError", error_message="broken",
        attempts=3, first_failed_at=clock.now(), last_failed_at=clock.now(),
    )  # fmt: skip
    session.add(letter)
    await session.flush()
    return letter


async def test_a_dead_letter_is_read_and_replayed_once(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str], published: Published
) -> None:
    letter = await dead_letter(session)
    path = f"/api/v1/admin/failed-tasks/{letter.id}"
    assert (await client.get(path, headers=headers)).json()["args"] == {"basket_id": "1"}
    assert (await client.post(f"{path}/replay", headers=headers)).json()["resolution"] == "replayed"
    assert (await client.post(f"{path}/replay", headers=headers)).json()["code"] == "already_resolved"
    assert published.names == [Job.SOLVE_BASKET]
    assert (await session.scalars(select(QueuedJob.args))).one() == {"basket_id": "1"}
    assert (await client.get("/api/v1/admin/failed-tasks", headers=headers)).json()["items"] == []


async def test_the_run_of_a_dead_letter_is_begun_anew(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str], published: Published
) -> None:
    owner = await make_user(session, "owner@example.org")
    search = SavedSearch(user_id=owner.id, kind=SearchKind.QUERY, name="Blue", query="blue", platforms=["discogs"])
    session.add(search)
    await session.flush()
    run = SearchRun(
        user_id=owner.id,
        search_id=search.id,
        environment=Environment.SAMPLE,
        trigger=RunTrigger.SCHEDULE,
        status=RunStatus.FAILED,
        stage="done",
    )
    session.add(run)
    await session.flush()
    letter = await dead_letter(session, Job.RUN_SEARCH, run_id=str(run.id))
    assert (await client.post(f"/api/v1/admin/failed-tasks/{letter.id}/replay", headers=headers)).status_code == 200
    (job,) = (await session.scalars(select(QueuedJob))).all()
    begun = (await session.scalars(select(SearchRun).where(SearchRun.id != run.id))).one()
    assert (job.name, job.args) == ("run_search", {"run_id": str(begun.id)})
    assert (begun.search_id, begun.status) == (search.id, RunStatus.QUEUED)


async def test_a_dead_letter_can_be_discarded(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str], published: Published
) -> None:
    letter = await dead_letter(session)
    answer = await client.post(f"/api/v1/admin/failed-tasks/{letter.id}/discard", headers=headers)
    assert answer.json()["resolution"] == "discarded"
    assert published.jobs == []
    events = (await client.get("/api/v1/admin/audit", headers=headers)).json()["items"]
    assert events[0]["action"] == "failed_task_discarded"


async def test_health_shows_queue_and_dead_letters(
    client: httpx.AsyncClient, session: AsyncSession, headers: dict[str, str]
) -> None:
    await dead_letter(session)
    vitals = (await client.get("/api/v1/admin/health", headers=headers)).json()
    assert vitals["readiness"] == {"database": True, "redis": True, "migrations": True}
    assert vitals["dead_letters"] == 1
    assert vitals["jobs"] == {"queued": 0, "leased": 0, "blocked": 0, "dead": 0}
