"""What the user wants."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import CurrentUser, Page, SessionDep
from vinyldigger.api.v1.schemas.holdings import (
    ChangedOut,
    SyncOut,
    UserListIn,
    UserListOut,
    UserListsOut,
    WantIn,
    WantOut,
    WantRuleIn,
    WantSort,
    WantsRuleIn,
    WantStandingOut,
)
from vinyldigger.api.v1.schemas.values import PageOut
from vinyldigger.core.domain.want import Tier
from vinyldigger.models.wantlists import WantList, WantSource
from vinyldigger.services import holdings, local_wants
from vinyldigger.services.local_wants import NewWant

router = APIRouter(tags=["wantlist"])


@router.get("/wantlist", operation_id="wantlist-standing", responses=errors(401))
async def standing(user: CurrentUser, session: SessionDep) -> WantStandingOut:
    """How the want list stands at each connected account."""
    accounts = await holdings.standing(session, WantList, user.id)
    return WantStandingOut(accounts=[SyncOut.model_validate(one) for one in accounts])


@router.get("/wantlist/items", operation_id="wantlist-items", responses=errors(400, 401))
async def items(
    user: CurrentUser,
    session: SessionDep,
    page: Page,
    sort: WantSort = "newest",
    q: Annotated[str | None, Query(max_length=200)] = None,
    tier: Tier | None = None,
    source: WantSource | None = None,
    list_id: UUID | None = None,
    on_offer: bool = False,
) -> PageOut[WantOut]:
    """Records wanted, each with its own rule."""
    found = await holdings.wants(
        session,
        user.id,
        sort,
        page.cursor,
        page.limit,
        words=q,
        tier=tier,
        source=source,
        list_id=list_id,
        on_offer=on_offer,
    )
    return PageOut(items=[WantOut.model_validate(one) for one in found.items], next_cursor=found.next_cursor)


@router.post(
    "/wantlist/items",
    operation_id="wantlist-add",
    status_code=status.HTTP_201_CREATED,
    responses=errors(401, 404, 409),
)
async def add(body: WantIn, user: CurrentUser, response: Response) -> WantOut:
    """Want something without the marketplace knowing."""
    new = NewWant(
        release_external_id=body.release_external_id,
        master_id=body.master_id,
        artist=body.artist,
        title=body.title,
        notes=body.notes,
        rule=body.rule.model_dump(exclude_unset=True),
    )
    made = await local_wants.add_want(user.id, new)
    response.headers["Location"] = f"/api/v1/wantlist/items/{made.id}"
    return WantOut.model_validate(made)


@router.get("/wantlist/items/{want_id}", operation_id="wantlist-item", responses=errors(401, 404))
async def item(want_id: UUID, user: CurrentUser, session: SessionDep) -> WantOut:
    """One want."""
    return WantOut.model_validate(await holdings.want(session, user.id, want_id))


@router.patch("/wantlist/items/{want_id}", operation_id="wantlist-change", responses=errors(401, 404))
async def change(want_id: UUID, body: WantRuleIn, user: CurrentUser, session: SessionDep) -> WantOut:
    """Change a want's rule; only the fields given change, null means the default."""
    changed = await holdings.change_want(session, user.id, want_id, body.model_dump(exclude_unset=True))
    return WantOut.model_validate(changed)


@router.patch("/wantlist/items", operation_id="wantlist-change-many", responses=errors(401))
async def change_many(body: WantsRuleIn, user: CurrentUser, session: SessionDep) -> ChangedOut:
    """Give many wants the same rule."""
    rule = body.rule.model_dump(exclude_unset=True)
    return ChangedOut(changed=await holdings.change_wants(session, user.id, body.ids, rule))


@router.delete(
    "/wantlist/items/{want_id}",
    operation_id="wantlist-remove",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 404, 409),
)
async def remove(want_id: UUID, user: CurrentUser, session: SessionDep) -> None:
    """Remove a local want."""
    await holdings.remove_want(session, user.id, want_id)


@router.post(
    "/wantlist/sync", operation_id="wantlist-sync", status_code=status.HTTP_202_ACCEPTED, responses=errors(401, 409)
)
async def sync(user: CurrentUser, session: SessionDep) -> list[SyncOut]:
    """Read the whole want list again, or answer with the reading under way."""
    return [SyncOut.model_validate(one) for one in await holdings.sync_now(session, WantList, user.id)]


@router.get("/lists", operation_id="lists-all", responses=errors(401))
async def lists(user: CurrentUser, session: SessionDep) -> UserListsOut:
    """The user's lists at the marketplaces."""
    return UserListsOut(items=[UserListOut.model_validate(one) for one in await holdings.lists(session, user.id)])


@router.patch("/lists/{list_id}", operation_id="lists-change", responses=errors(401, 404))
async def change_list(list_id: UUID, body: UserListIn, user: CurrentUser, session: SessionDep) -> UserListOut:
    """Make a list a source of wants, or no longer one."""
    changed = await holdings.set_list_source(session, user.id, list_id, body.is_source)
    return UserListOut.model_validate(changed)
