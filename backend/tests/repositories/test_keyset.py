"""Keyset pages: every row once, in order, whatever the keys; broken cursors are refused."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Numeric, Uuid, column, literal, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession

from vinyldigger.core.errors import BadRequest
from vinyldigger.services.repositories.keyset import (
    Sort,
    cut,
    decode_cursor,
    encode_cursor,
    paged,
    read_decimal,
    read_moment,
)

BY_SCORE = Sort("score", column("score", Numeric()), column("id", Uuid()), read_decimal, descending=True)
BY_TIME = Sort("newest", column("moment", Numeric()), column("id", Uuid()), read_moment)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2), st.uuids())
def test_a_cursor_brings_back_its_place(score: Decimal, row: UUID) -> None:
    assert decode_cursor(BY_SCORE, encode_cursor("score", score, row)) == (score, row)


@given(st.datetimes(timezones=st.just(UTC)), st.uuids())
def test_a_cursor_keeps_a_moment(moment: datetime, row: UUID) -> None:
    assert decode_cursor(BY_TIME, encode_cursor("newest", moment, row)) == (moment, row)


@given(st.text())
def test_any_other_text_is_refused_and_never_breaks(text: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        decode_cursor(BY_SCORE, text)
    assert refusal.value.code == "invalid_cursor"


@pytest.mark.parametrize(
    ("sort", "key"), [("newest", "1"), ("score", "NaN"), ("score", "Infinity"), ("score", "one"), ("score", "")]
)
def test_a_key_of_the_wrong_kind_is_refused(sort: str, key: str) -> None:
    with pytest.raises(BadRequest):
        decode_cursor(BY_SCORE, encode_cursor(sort, key, UUID(int=1)))


@pytest.mark.parametrize("descending", [True, False])
async def test_pages_hold_every_row_once_and_in_order(session: AsyncSession, descending: bool) -> None:
    scores = [Decimal(number % 3) for number in range(10)]
    rows = (
        select(literal(score, Numeric()).label("score"), literal(UUID(int=number + 1), Uuid()).label("id"))
        for number, score in enumerate(scores)
    )
    table = union_all(*rows).subquery()
    sort = Sort("score", table.c.score, table.c.id, read_decimal, descending=descending)
    seen: list[tuple[Decimal, UUID]] = []
    cursor: str | None = None
    while True:
        answer = await session.execute(paged(select(table), sort, cursor, 3))
        page = cut(answer.mappings().all(), sort, 3)
        assert len(page.rows) <= 3
        seen += [(row["score"], row["id"]) for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    everything = [(score, UUID(int=number + 1)) for number, score in enumerate(scores)]
    assert seen == sorted(everything, reverse=descending)
