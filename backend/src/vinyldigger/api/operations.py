"""For operators, outside ``/api/v1``: health and metrics."""

from __future__ import annotations

import hmac
from ipaddress import ip_address

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from vinyldigger.api.errors import errors
from vinyldigger.api.v1.dependencies import PUBLIC, AdminUser, SessionDep
from vinyldigger.api.v1.schemas.admin import ReadinessOut, VitalsOut
from vinyldigger.core.config import get_settings
from vinyldigger.core.errors import NotFound
from vinyldigger.core.metric_sums import exposition
from vinyldigger.services import health

router = APIRouter(tags=["operations"])


@router.get("/health", operation_id="health-alive", dependencies=[PUBLIC])
async def alive() -> dict[str, str]:
    """This process answers."""
    return {"status": "alive"}


@router.get(
    "/health/ready",
    operation_id="health-ready",
    dependencies=[PUBLIC],
    responses={503: {"model": ReadinessOut, "description": "Not ready"}},
)
async def ready(response: Response) -> ReadinessOut:
    """Database, Redis and migrations are as they must be."""
    readiness = await health.readiness()
    response.status_code = 200 if readiness.is_ready else 503
    return ReadinessOut.model_validate(readiness)


@router.get("/health/details", operation_id="health-details", responses=errors(401, 403))
async def details(_admin: AdminUser, session: SessionDep) -> VitalsOut:
    """The state of the installation, for admins."""
    return VitalsOut.model_validate(await health.vitals(session))


@router.get("/metrics", include_in_schema=False, dependencies=[PUBLIC])
async def metrics(request: Request, session: SessionDep) -> Response:
    """Prometheus' text format: for this machine, and beyond it for whoever has the token."""
    if not _may_read_metrics(request):
        raise NotFound
    await health.measure(session)
    return Response(await exposition(), media_type=CONTENT_TYPE_LATEST)


def _may_read_metrics(request: Request) -> bool:
    token = get_settings().metrics_token
    if token is not None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.get_secret_value().encode())
    is_passed_on = "x-forwarded-for" in request.headers  # by a proxy on this machine: everybody would be loopback
    return request.client is not None and not is_passed_on and ip_address(request.client.host).is_loopback
