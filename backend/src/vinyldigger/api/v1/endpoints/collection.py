"""What the user owns."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.holdings import (
    CollectionItemOut,
    CollectionOut,
    CollectionSort,
    CollectionValueOut,
    SyncOut,
)
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.models.collections import Collection
from vinyldigger.services import holdings

router = APIRouter(prefix="/collection", tags=["collection"])


@router.get("", operation_id="collection-standing", responses=errors(401))
async def standing(user: CurrentUser, session: SessionDep) -> CollectionOut:
    """How the collection stands at each connected account, and its folders."""
    accounts = await holdings.standing(session, Collection, user.id)
    return CollectionOut(
        accounts=[SyncOut.model_validate(one) for one in accounts],
        folders=await holdings.folders(session, user.id),
    )


@router.get("/items", operation_id="collection-items", responses=errors(400, 401))
async def items(
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    sort: CollectionSort = "newest",
    q: Annotated[str | None, Query(max_length=200)] = None,
    folder: Annotated[str | None, Query(max_length=200)] = None,
    duplicates: bool = False,
) -> PageOut[CollectionItemOut]:
    """Copies owned."""
    found = await holdings.copies(
        session, user.id, sort, page.cursor, page.limit, words=q, folder=folder, duplicates=duplicates
    )
    return PageOut(items=[CollectionItemOut.model_validate(one) for one in found.items], next_cursor=found.next_cursor)


@router.post("/sync", operation_id="collection-sync", status_code=status.HTTP_202_ACCEPTED, responses=errors(401, 409))
async def sync(user: CurrentUser, session: SessionDep) -> list[SyncOut]:
    """Read the whole collection again, or answer with the reading under way."""
    return [SyncOut.model_validate(one) for one in await holdings.sync_now(session, Collection, user.id)]


@router.get("/value", operation_id="collection-value", responses=errors(401))
async def value(user: CurrentUser, session: SessionDep) -> list[CollectionValueOut]:
    """What the marketplaces say the collection is worth, as a range; empty where they never said."""
    return [CollectionValueOut.model_validate(one) for one in await holdings.collection_value(session, user.id)]
