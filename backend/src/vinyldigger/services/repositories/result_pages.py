"""Pages of a search's results, the list that is asked for most: what goes into the answer as it is stays unread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Dialect, String, Text, TypeDecorator, cast, func, type_coerce
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql.elements import Label

from vinyldigger.core.domain.grade import Grade
from vinyldigger.models.base import Choice
from vinyldigger.models.results import HoldingLevel, Mark
from vinyldigger.services.repositories.keyset import Slice, Sort, cut, paged
from vinyldigger.services.repositories.result_views import (
    COLUMNS,
    VIEWER,
    Statement,
    is_standing,
    listings,
    results,
    viewed,
)


@dataclass(frozen=True, slots=True)
class ResultFilter:
    """Which results are shown. None: no demand. ``excluded`` False: only what the rules let in, True: only the rest."""

    platform: str | None = None
    min_score: int | None = None
    in_wantlist: bool | None = None
    in_collection: bool | None = None
    condition: Grade | None = None
    seller_id: UUID | None = None
    match_id: UUID | None = None
    excluded: bool | None = False
    mark: Mark | None = None
    since: datetime | None = None


class _Verbatim(TypeDecorator[orjson.Fragment]):
    """JSON that is copied into an answer."""

    impl = Text
    cache_ok = True

    def process_result_value(self, value: str | None, _dialect: Dialect) -> orjson.Fragment | None:
        return None if value is None else orjson.Fragment(value)


def _unread(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of JSON verbatim, one of an enumeration as its word; any other as it is."""
    said, name = (column.element, column.name) if isinstance(column, Label) else (column, column.key)
    if isinstance(said.type, JSONB):
        return type_coerce(cast(said, Text), _Verbatim()).label(name)
    return type_coerce(said, Text()).label(name) if isinstance(said.type, Choice) else column


_PAGE = viewed(map(_unread, COLUMNS)).where(is_standing())


async def page_of_results(
    session: AsyncSession,
    user_id: UUID,
    search_id: UUID,
    wanted: ResultFilter,
    sort: Sort,
    cursor: str | None,
    limit: int,
) -> Slice:
    """One page of a search's results that are not over: one statement. JSON is given as :class:`orjson.Fragment`."""
    statement = _filtered(_PAGE.where(results.search_id == search_id), wanted)
    answer = await session.execute(paged(statement, sort, cursor, limit), {VIEWER: user_id})
    return cut(answer.mappings().all(), sort, limit)


def _filtered(statement: Statement, wanted: ResultFilter) -> Statement:
    conditions: list[ColumnElement[bool]] = []
    if wanted.platform is not None:
        conditions.append(listings.marketplace == wanted.platform)
    if wanted.min_score is not None:
        conditions.append(results.deal_score >= wanted.min_score)
    for column, wish in (
        (results.wantlist_level, wanted.in_wantlist),
        (results.collection_level, wanted.in_collection),
    ):
        if wish is not None:
            conditions.append((column != HoldingLevel.NONE) == wish)
    if wanted.condition is not None:
        conditions.append(_at_least(wanted.condition))
    if wanted.seller_id is not None:
        conditions.append(listings.seller_id == wanted.seller_id)
    if wanted.match_id is not None:
        conditions.append(results.item_match_id == wanted.match_id)
    if wanted.excluded is not None:
        conditions.append(results.excluded_by.is_not(None) == wanted.excluded)
    if wanted.mark is not None:
        conditions.append(results.mark == wanted.mark)
    elif wanted.excluded is False:
        conditions.append(results.mark.is_distinct_from(Mark.DISMISSED))
    if wanted.since is not None:
        conditions.append(results.created_at >= wanted.since)
    return statement.where(*conditions)


def _at_least(floor: Grade) -> ColumnElement[bool]:
    good = [grade.value for grade in Grade if grade.at_least(floor)]
    read = listings.parsed["media"]["grade"].astext.cast(String)
    return func.coalesce(read, listings.media_grade).in_(good)
