"""Many rows in one statement: the rows travel as one JSON parameter, so a batch of any size is one round trip."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import orjson
from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Result,
    SQLColumnExpression,
    Table,
    Text,
    any_,
    cast,
    column,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB, Insert, insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.selectable import TableValuedAlias

Row = Mapping[str, Any]
M = TypeVar("M")


def table_of(model: type[Any]) -> Table:
    """The table behind a model."""
    table: Table = model.__table__
    return table


def plain(answer: Result[Any], _model: type[M]) -> list[M]:
    """Rows with all columns of a model, to be read like its entities: much cheaper, since no session keeps them."""
    return typing.cast("list[M]", answer.all())


def recordset(rows: Sequence[Row], columns: Iterable[Column[Any]]) -> TableValuedAlias:
    """The rows as a table of the given columns and types. NUL characters must be gone: the database has none.

    A column of JSON may be given any frozen value; it is stored with decimals as strings and sets in order.
    """
    data = orjson.dumps(rows, default=_plain).decode()
    typed = [column(each.name, each.type) for each in columns]
    values = func.jsonb_to_recordset(cast(literal(data, Text), JSONB)).table_valued(*typed)
    return values.render_derived(name="batch", with_types=True)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else str(value)


def among(key: Any, values: Iterable[Any]) -> ColumnElement[bool]:
    """Whether a column is one of any number of values, sent as one array."""
    answer: ColumnElement[bool] = key == any_(literal(list(values), ARRAY(key.type)))
    return answer


async def lock_rows(session: AsyncSession, condition: ColumnElement[bool], *order: SQLColumnExpression[Any]) -> None:
    """Lock rows before they are changed, in the order in which everybody else locks them: no deadlocks."""
    await session.execute(select(*order).where(condition).order_by(*order).with_for_update(key_share=True))


def insert_rows(table: Table, rows: Sequence[Row]) -> Insert:
    """``INSERT … SELECT`` of rows that all have the keys of the first."""
    columns = [table.c[name] for name in rows[0]]
    batch = recordset(rows, columns)
    return insert(table).from_select([each.name for each in columns], select(batch))


def replacing(statement: Insert, names: Iterable[str]) -> dict[str, ColumnElement[Any]]:
    """The ``SET`` of an upsert: these columns become what was to be inserted."""
    return {name: statement.excluded[name] for name in names}
