"""Errors as answers: the only place that knows how an exception becomes a response."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.routing import compile_path
from structlog.contextvars import get_contextvars

from vinyldigger.core.domain.words import Param
from vinyldigger.core.errors import AppError, InvalidInput

_log = structlog.get_logger(__name__)


class ErrorOut(BaseModel):
    """Every refusal. ``code`` and ``params`` are for programs and translations, ``detail`` is for people."""

    detail: str
    code: str
    params: dict[str, Param]
    request_id: str | None


class FieldErrorOut(BaseModel):
    """What is wrong with one field."""

    field: str
    message: str


class InvalidInputOut(ErrorOut):
    """A refusal that names the fields."""

    errors: list[FieldErrorOut]


# What every operation may answer: too large, not valid, too often, and a database that is away.
EVERYWHERE = (413, 422, 429, 503)


def errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of an operation that may refuse with these statuses; those of every operation come along."""
    return {
        status: {"model": InvalidInputOut if status == 422 else ErrorOut, "description": HTTPStatus(status).phrase}
        for status in (*statuses, *EVERYWHERE)
    }


def error_response(
    status: int,
    code: str,
    detail: str,
    params: Mapping[str, Param] | None = None,
    fields: list[dict[str, str]] | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """The answer for a refusal."""
    body: dict[str, Any] = {
        "detail": detail,
        "code": code,
        "params": dict(params or {}),
        "request_id": get_contextvars().get("request_id"),
    }
    if fields is not None:
        body["errors"] = fields
    return JSONResponse(body, status, headers=headers)


def refusal(error: AppError) -> JSONResponse:
    """The answer for what a use case, or the frame around the endpoints, refuses."""
    headers = {}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if (retry_after := getattr(error, "retry_after", None)) is not None:
        headers["Retry-After"] = str(retry_after)
    fields = None
    if isinstance(error, InvalidInput):
        fields = [{"field": field, "message": message} for field, message in error.errors]
    return error_response(error.status, error.code, error.message, error.params, fields, headers)


def add_error_handlers(app: FastAPI) -> None:
    """Answer every exception that reaches the application."""
    app.add_exception_handler(AppError, _app_error)
    app.add_exception_handler(RequestValidationError, _invalid_request)
    app.add_exception_handler(HTTPException, _http_exception)


async def _app_error(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, AppError):
        raise error
    return refusal(error)


async def _invalid_request(_request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, RequestValidationError):
        raise error
    fields = [
        {"field": ".".join(str(part) for part in fault["loc"] if part != "body"), "message": str(fault["msg"])}
        for fault in error.errors()
    ]
    return error_response(422, "invalid_input", "The request is not valid", fields=fields)


async def _http_exception(request: Request, error: Exception) -> JSONResponse:
    if not isinstance(error, HTTPException):
        raise error
    if error.status_code == HTTPStatus.BAD_REQUEST:  # FastAPI gives up on a body, such as one nested too deep
        return error_response(422, "invalid_input", "The body cannot be read", fields=[])
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        headers["Allow"] = ", ".join(sorted(_methods_of(request.app, request.url.path))) or headers.get("Allow", "")
    phrase = HTTPStatus(error.status_code).phrase
    code = phrase.lower().replace(" ", "_").replace("-", "_")
    return error_response(error.status_code, code, phrase, headers=headers)


def _methods_of(app: FastAPI, path: str) -> set[str]:
    """What a path can be asked for: all its routes, where the framework names those of the first alone."""
    routes = [route for route in iter_route_contexts(app.router.routes) if route.path]
    return {
        method for route in routes if compile_path(route.path or "")[0].match(path) for method in route.methods or ()
    }
