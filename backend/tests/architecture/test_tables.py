"""Promises that hold for every table."""

from __future__ import annotations

import pytest
from sqlalchemy import Table

from vinyldigger.models import Base

TABLES = Base.metadata.sorted_tables
tables = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@tables
def test_every_foreign_key_has_an_index_and_a_delete_rule(table: Table) -> None:
    for key in table.foreign_keys:
        assert key.ondelete in {"CASCADE", "SET NULL", "RESTRICT"}, key
    references = {key.parent.name for key in table.foreign_keys}
    indexed = {column.name for index in table.indexes for column in list(index.columns)[:1]}
    for constraint in table.constraints:
        if constraint.__class__.__name__ in {"UniqueConstraint", "PrimaryKeyConstraint"}:
            indexed |= {column.name for column in list(constraint.columns)[:1]}
    assert references <= indexed


@tables
def test_what_belongs_to_a_user_goes_with_the_user(table: Table) -> None:
    column = table.c.get("user_id")
    if column is not None and table.name != "audit_events":
        (key,) = column.foreign_keys
        assert key.ondelete == "CASCADE"


@tables
def test_moments_are_aware_and_amounts_exact(table: Table) -> None:
    for column in table.columns:
        assert column.type.__class__.__name__ not in {"Float", "REAL", "Double"}, column
        if column.type.__class__.__name__ == "DateTime":
            assert column.type.timezone, column  # type: ignore[attr-defined]


def test_no_relationship_loads_by_itself() -> None:
    for mapper in Base.registry.mappers:
        for relationship in mapper.relationships:
            assert relationship.lazy == "raise", relationship
