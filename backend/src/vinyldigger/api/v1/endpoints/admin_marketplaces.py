"""OAuth applications, sample or live, and call budgets, for admins."""

from __future__ import annotations

from fastapi import APIRouter, status

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import AdminUser, SessionDep
from vinyldigger.api.v1.schemas.admin_marketplaces import (
    AppConfigIn,
    AppConfigOut,
    AppConfigsOut,
    BudgetOut,
    BudgetsOut,
    EnvironmentIn,
    EnvironmentOut,
    TrialOut,
)
from vinyldigger.api.v1.schemas.values import ReasonOut
from vinyldigger.models.environments import Environment
from vinyldigger.services import app_config

router = APIRouter(prefix="/admin", tags=["admin"])


@router.get("/config", operation_id="admin-configs", responses=errors(401, 403))
async def configs(_admin: AdminUser, session: SessionDep) -> AppConfigsOut:
    """Whether application credentials are there, for every marketplace. Secrets are never answered."""
    return AppConfigsOut(items=[AppConfigOut.model_validate(one) for one in await app_config.app_configs(session)])


@router.put("/config/{marketplace}", operation_id="admin-set-config", responses=errors(401, 403, 404))
async def set_config(marketplace: str, body: AppConfigIn, admin: AdminUser, session: SessionDep) -> AppConfigOut:
    """Store application credentials; a field left out keeps its value."""
    changed = await app_config.set_app_config(
        session,
        admin.id,
        marketplace,
        key=body.key,
        secret=body.secret,
        redirect=body.redirect,
        verification_token=body.verification_token,
    )
    return AppConfigOut.model_validate(changed)


@router.delete(
    "/config/{marketplace}",
    operation_id="admin-remove-config",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=errors(401, 403, 404),
)
async def remove_config(marketplace: str, admin: AdminUser, session: SessionDep) -> None:
    """Forget application credentials."""
    await app_config.remove_app_config(session, admin.id, marketplace)


@router.post("/config/{marketplace}/test", operation_id="admin-test-config", responses=errors(401, 403, 404, 409))
async def try_config(marketplace: str, _admin: AdminUser) -> TrialOut:
    """Make one call with the credentials and say whether the marketplace takes them."""
    error = await app_config.try_app_config(marketplace)
    return TrialOut(ok=error is None, error=ReasonOut.model_validate(error) if error else None)


@router.get("/environment", operation_id="admin-environment", responses=errors(401, 403))
async def environment(_admin: AdminUser, session: SessionDep) -> EnvironmentOut:
    """Which marketplaces are asked."""
    return EnvironmentOut.model_validate(await app_config.environment_view(session))


@router.put("/environment", operation_id="admin-switch-environment", responses=errors(401, 403, 409))
async def switch_environment(body: EnvironmentIn, admin: AdminUser, session: SessionDep) -> EnvironmentOut:
    """Switch between sample and live. Going live removes the sample rows and asks for confirmation first."""
    switched = await app_config.switch_environment(
        session, admin.id, Environment(body.environment), confirmed=body.confirm
    )
    return EnvironmentOut.model_validate(switched)


@router.get("/budgets", operation_id="admin-budgets", responses=errors(401, 403))
async def budgets(_admin: AdminUser) -> BudgetsOut:
    """Calls used, left and waiting, for every marketplace."""
    return BudgetsOut(
        items=[
            BudgetOut(
                marketplace=one.budget.marketplace,
                label=one.label,
                limit=one.budget.limit,
                used=one.budget.used,
                left=one.left,
                window_seconds=one.budget.window_seconds,
                resets_at=one.budget.resets_at,
                waiting=dict(one.budget.waiting),
                breaker_open_until=one.budget.breaker_open_until,
                misfits=one.misfits,
            )
            for one in await app_config.budgets()
        ]
    )
