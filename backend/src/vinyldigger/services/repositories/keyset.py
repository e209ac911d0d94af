"""Keyset pagination: a page continues after the last row's sort key and id, whatever was inserted meanwhile.

A sort key is never null (``coalesce`` to an extreme puts unknowns last), so that one row comparison, served by the
sort's own index, finds the next page.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, RowMapping, Select, literal, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from vinyldigger.core.errors import BadRequest

CURSOR_KEY = "cursor_key"


@dataclass(frozen=True, slots=True)
class Sort:
    """One named order of a list. ``read`` turns the cursor's text back into the key's type."""

    name: str
    key: ColumnElement[Any] | InstrumentedAttribute[Any]
    id: ColumnElement[UUID] | InstrumentedAttribute[UUID]
    read: Callable[[str], Any]
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Slice:
    """Rows of one page, and where the next begins (None: the end)."""

    rows: Sequence[RowMapping]
    next_cursor: str | None


def read_decimal(text: str) -> Decimal:
    """A cursor's number."""
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return number


def read_moment(text: str) -> datetime:
    """A cursor's moment, aware."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def encode_cursor(sort: str, key: object, row_id: UUID) -> str:
    """Opaque text that names a sort and a place in it."""
    text = key.isoformat() if isinstance(key, datetime) else str(key)
    return base64.urlsafe_b64encode(orjson.dumps([sort, text, str(row_id)])).decode().rstrip("=")


def decode_cursor(sort: Sort, cursor: str) -> tuple[Any, UUID]:
    """The place a cursor names. Refuses (400 ``invalid_cursor``) what this sort did not make."""
    try:
        raw = orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        name, key, row_id = raw
        if name != sort.name:
            raise ValueError(name)
        return sort.read(key), UUID(row_id)
    except (ValueError, TypeError, AttributeError, binascii.Error, InvalidOperation) as error:
        raise BadRequest("The cursor does not belong to this list", "invalid_cursor") from error


def paged(statement: Select[*tuple[Any, ...]], sort: Sort, cursor: str | None, limit: int) -> Select[*tuple[Any, ...]]:
    """The statement ordered and cut to one page and one row more, which tells whether another page follows."""
    if cursor is not None:
        key, row_id = decode_cursor(sort, cursor)
        here = tuple_(sort.key, sort.id)
        place = tuple_(literal(key, sort.key.type), literal(row_id, sort.id.type))
        statement = statement.where(here < place if sort.descending else here > place)
    order = (sort.key.desc(), sort.id.desc()) if sort.descending else (sort.key.asc(), sort.id.asc())
    return statement.add_columns(sort.key.label(CURSOR_KEY)).order_by(*order).limit(limit + 1)


def cut(rows: Sequence[RowMapping], sort: Sort, limit: int, id_key: str = "id") -> Slice:
    """The page of the rows that :func:`paged` brought."""
    if len(rows) <= limit:
        return Slice(rows, None)
    last: Mapping[Any, Any] = rows[limit - 1]
    return Slice(rows[:limit], encode_cursor(sort.name, last[CURSOR_KEY], last[id_key]))
