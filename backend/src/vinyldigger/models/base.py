"""What every table shares: names of constraints, ids, timestamps, and the column kinds used all over."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Generic, TypeVar

from sqlalchemy import (
    ARRAY,
    CHAR,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    Numeric,
    Table,
    Text,
    Time,
    TypeDecorator,
    Uuid,
    event,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.schema import SchemaItem
from uuid_utils.compat import uuid7

E = TypeVar("E", bound=StrEnum)

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

JsonObject = dict[str, Any]
JsonList = list[JsonObject]
Currency = Annotated[str, mapped_column(CHAR(3))]
Country = Annotated[str, mapped_column(CHAR(2))]


class Base(DeclarativeBase):
    """Root of all tables. Relationships are declared ``lazy="raise"``: every query says what it loads."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own spelling
        str: Text,
        uuid.UUID: Uuid,
        Decimal: Numeric(12, 2),
        date: Date,
        datetime: DateTime(timezone=True),
        time: Time,
        JsonObject: JSONB,
        JsonList: JSONB,
        list[str]: ARRAY(Text),
    }


class Identified:
    """A UUIDv7 made in Python (ascending in time) and the moment the row was made."""

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid7, sort_order=-10)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now(), sort_order=90)


class Changing(Identified):
    """A row that changes. Upserts written with ``ON CONFLICT`` set ``updated_at`` themselves."""

    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now(), sort_order=91)


class Choice(TypeDecorator[E], Generic[E]):
    """A text column read as a ``StrEnum``; the table it joins gets a CHECK constraint for it."""

    impl = Text
    cache_ok = True

    def __init__(self, enum: type[E]) -> None:
        super().__init__()
        self.enum = enum

    def process_bind_param(self, value: E | str | None, _dialect: Dialect) -> str | None:
        return None if value is None else self.enum(value).value

    def process_result_value(self, value: str | None, _dialect: Dialect) -> E | None:
        return None if value is None else self.enum(value)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """CHECK that a text column holds one of the values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def choice(column: str, enum: type[E], **options: Any) -> MappedColumn[Any]:
    """A column that holds one member of ``enum``, checked by the database. NULL follows the annotation."""
    return mapped_column(column, Choice(enum), **options)


@event.listens_for(Column, "after_parent_attach")
def _check_choice(column: Column[Any], parent: SchemaItem) -> None:
    """A constraint of the table, not of the column: Alembic writes only the former into migrations."""
    if isinstance(parent, Table) and isinstance(column.type, Choice) and "checked" not in column.info:
        column.info["checked"] = True  # SQLAlchemy tells of the attachment twice
        parent.append_constraint(one_of(column.name, [member.value for member in column.type.enum]))


def between(column: str, low: int, high: int) -> CheckConstraint:
    """CHECK that a number lies in a closed range (NULL passes)."""
    return CheckConstraint(f"{column} BETWEEN {low} AND {high}", name=f"{column}_range")


def not_negative(*columns: str) -> list[CheckConstraint]:
    """CHECK, for each column, that it is zero or more (NULL passes)."""
    return [CheckConstraint(f"{column} >= 0", name=f"{column}_not_negative") for column in columns]


def currency_code(*columns: str) -> list[CheckConstraint]:
    """CHECK, for each column, that it looks like ISO 4217."""
    return [CheckConstraint(f"{column} ~ '^[A-Z]{{3}}$'", name=f"{column}_code") for column in columns]


def country_code(*columns: str) -> list[CheckConstraint]:
    """CHECK, for each column, that it looks like ISO 3166 alpha-2."""
    return [CheckConstraint(f"{column} ~ '^[A-Z]{{2}}$'", name=f"{column}_code") for column in columns]


def priced(amount: str, currency: str) -> CheckConstraint:
    """CHECK that an amount never stands without its currency."""
    return CheckConstraint(f"{amount} IS NULL OR {currency} IS NOT NULL", name=f"{amount}_has_currency")


def reference(target: str, *, ondelete: str, index: bool = True, **options: Any) -> MappedColumn[Any]:
    """A foreign key with its delete rule and its index (``index=False`` where a unique key begins with it)."""
    return mapped_column(ForeignKey(target, ondelete=ondelete), index=index, **options)
