"""Who may call what: every route says so, and nobody reaches what is another's."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import BaseModel, ValidationError, create_model
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories import logged_in, make_user, personal_token
from vinyldigger.api.v1 import dependencies
from vinyldigger.api.v1.schemas.values import In
from vinyldigger.models.users import Scope

# The whole list of what anybody may call. Adding to it is a decision.
OPEN = {
    "auth-register", "auth-login", "auth-refresh", "auth-logout", "auth-reset", "meta-get", "health-alive",
    "health-ready", "metrics", "docs",
    "images-get",  # the address itself is signed
    "webhooks-ebay-challenge", "webhooks-ebay-account-deletion",  # eBay signs its notices
}  # fmt: skip
SECRET_WORDS = ("password", "hash", "secret", "encrypted", "token")
# Tokens that are the very answer, and words that only name something.
HARMLESS = {
    "TokensOut.access_token", "TokensOut.refresh_token", "TokensOut.token_type",
    "AppConfigOut.has_secret", "AppConfigOut.has_verification_token", "ConnectionOut.can_use_personal_token",
}  # fmt: skip


def api_routes(app: FastAPI) -> Iterator[RouteContext]:
    """All routes of ours, with the path and the dependencies they have where they are included."""
    for route in iter_route_contexts(app.router.routes):
        if hasattr(route, "dependant"):
            yield route


def callables(dependant: Dependant) -> Iterator[Any]:
    yield dependant.call
    for inner in dependant.dependencies:
        yield from callables(inner)


def policy_of(route: RouteContext) -> str:
    called = set(callables(route.dependant))
    for name, mark in (
        ("admin", dependencies.admin_of),
        ("login", dependencies.login_of),
        ("user", dependencies.visitor_of),
        ("public", dependencies.anyone),
    ):
        if mark in called:
            return name
    return "undeclared"


def operations(app: FastAPI) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in app.openapi()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path, operation


def filled(path: str) -> str:
    """The path with ids of things that do not exist."""
    while "{" in path:
        before, _, rest = path.partition("{")
        name, _, after = rest.partition("}")
        value = "discogs" if name == "marketplace" else str(uuid4())
        path = f"{before}{value}{after}"
    return path


def test_every_route_declares_its_policy(app: FastAPI) -> None:
    routes = list(api_routes(app))
    assert len(routes) > 40
    undeclared = {route.path for route in routes if policy_of(route) == "undeclared"}
    assert undeclared == set()
    public = {route.operation_id or route.name for route in routes if policy_of(route) == "public"}
    assert public <= OPEN


def test_administration_is_for_admins(app: FastAPI) -> None:
    administration = [route for route in api_routes(app) if "/admin/" in route.path]
    assert len(administration) > 10
    assert {route.path for route in administration if policy_of(route) != "admin"} == set()


def test_operations_are_named_topic_verb_and_say_how_they_refuse(app: FastAPI) -> None:
    names = []
    for _method, path, operation in operations(app):
        names.append(operation["operationId"])
        assert "-" in operation["operationId"], path
        assert operation.get("description"), path
        if "security" in operation:
            assert "401" in operation["responses"], path
    assert len(names) == len(set(names))


def test_no_answer_has_a_field_for_a_secret(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    fields = {
        f"{name}.{field}" for name, schema in schemas.items() if not name.endswith("In") and "Body_" not in name
        for field in schema.get("properties", {})
        if any(word in field for word in SECRET_WORDS)
    }  # fmt: skip
    assert fields <= HARMLESS


def test_every_request_body_refuses_unknown_fields(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    lenient = {
        name for name, schema in schemas.items() if name.endswith("In") and schema.get("additionalProperties", True)
    }
    assert lenient == set()


def lax_fields(model: type[BaseModel]) -> Iterator[str]:
    """Fields that take a number for yes and no, or yes and no for a number."""
    for name, field in model.model_fields.items():
        alone: Any = create_model("Alone", value=(field.annotation, field))
        for wrong, right in ((1, True), (True, 1)):
            with contextlib.suppress(ValidationError):
                if type(alone(value=wrong).value) is type(right):
                    yield f"{model.__name__}.{name}"
    for inner in model.__subclasses__():
        yield from lax_fields(inner)


def test_numbers_and_yes_and_no_are_told_apart(app: FastAPI) -> None:
    assert len(In.__subclasses__()) > 20
    assert set(lax_fields(In)) == set()


async def test_without_a_token_every_closed_operation_answers_401(app: FastAPI, client: httpx.AsyncClient) -> None:
    for method, path, operation in operations(app):
        if "security" in operation:
            answer = await client.request(method, filled(path), json={})
            assert answer.status_code == 401, (method, path, answer.text)
            assert answer.headers["www-authenticate"] == "Bearer"


async def test_who_is_no_admin_gets_nothing_from_administration(
    app: FastAPI, client: httpx.AsyncClient, session: AsyncSession
) -> None:
    headers = await logged_in(session, await make_user(session))
    for method, path, _operation in operations(app):
        if "/admin/" in path:
            answer = await client.request(method, filled(path), headers=headers)
            assert answer.status_code == 403, (method, path, answer.text)


async def test_ids_of_nothing_are_not_found(app: FastAPI, client: httpx.AsyncClient, session: AsyncSession) -> None:
    """What is not there and what is another's take the same way: a look-up by id and owner that finds nothing."""
    headers = await logged_in(session, await make_user(session, is_admin=True))
    for method, path, operation in operations(app):
        if "{" in path and "{marketplace}" not in path and method in {"GET", "DELETE"} and "security" in operation:
            answer = await client.request(method, filled(path), headers=headers)
            assert answer.status_code == 404, (method, path, answer.text)


@pytest.mark.parametrize("scope", list(Scope))
async def test_a_reading_token_never_writes(
    app: FastAPI, client: httpx.AsyncClient, session: AsyncSession, scope: Scope
) -> None:
    headers = await personal_token(session, await make_user(session), scope)
    assert (await client.get("/api/v1/users/me", headers=headers)).status_code == 200
    for method, path, operation in operations(app):
        if method != "GET" and "security" in operation and scope is Scope.READ:
            answer = await client.request(method, filled(path), headers=headers, json={})
            assert answer.status_code == 403, (method, path, answer.text)


async def test_a_personal_token_cannot_touch_the_account(client: httpx.AsyncClient, session: AsyncSession) -> None:
    headers = await personal_token(session, await make_user(session, is_admin=True), Scope.WRITE)
    for method, path in (
        ("POST", "/api/v1/users/me/tokens"),
        ("GET", "/api/v1/users/me/export"),
        ("DELETE", "/api/v1/users/me"),
        ("GET", "/api/v1/admin/users"),
    ):
        answer = await client.request(method, path, headers=headers, json={})
        assert (answer.status_code, answer.json()["code"]) == (403, "login_needed")
