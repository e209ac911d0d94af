"""The HTTP application: routers, middleware, error handlers, life span."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware

from vinyldigger import __version__
from vinyldigger.api import operations
from vinyldigger.api.docs import docs_page
from vinyldigger.api.errors import add_error_handlers
from vinyldigger.api.middleware import BodyLimit, OwnNames, RateLimit, RequestFrame
from vinyldigger.api.spa import SinglePageApp
from vinyldigger.api.v1.api import make_router
from vinyldigger.api.v1.dependencies import PUBLIC
from vinyldigger.core.config import Settings, get_settings
from vinyldigger.core.metric_sums import sharing
from vinyldigger.core.process import process_resources
from vinyldigger.services.access import close_markets


def create_app(settings: Settings | None = None) -> FastAPI:
    """The application for these settings; resources are opened when it starts."""
    settings = settings or get_settings()
    app = FastAPI(
        title="VinylDigger",
        version=__version__,
        description="Finds record collectors the best deals on vinyl across Discogs and eBay.",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(settings),
    )
    add_error_handlers(app)
    _add_middleware(app, settings)
    app.include_router(make_router(), prefix="/api/v1")
    app.include_router(operations.router)

    @app.get("/api/docs", include_in_schema=False, dependencies=[PUBLIC])
    async def docs() -> HTMLResponse:
        return HTMLResponse(docs_page(app.openapi()))

    if settings.frontend_dir is not None:
        single_page_app = SinglePageApp(directory=settings.frontend_dir, html=True)
        # Where no route leads; mounted, it would also answer for the API's paths when only the method is wrong.
        app.router.default = GZipMiddleware(single_page_app, minimum_size=1000)
    return app


def _add_middleware(app: FastAPI, settings: Settings) -> None:
    """Innermost first: the frame is around everything, so that its headers are on every answer."""
    app.add_middleware(BodyLimit, max_bytes=settings.max_body_bytes)
    app.add_middleware(RateLimit, per_minute=settings.requests_per_minute)
    if settings.is_loopback_only:
        app.add_middleware(OwnNames)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.cors_origins),
            allow_credentials=True,
            allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
            expose_headers=["Location", "Retry-After", "X-Request-ID"],
        )
    app.add_middleware(RequestFrame, settings=settings)


def _lifespan(settings: Settings) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with process_resources(settings), sharing():
            yield
            await close_markets()

    return lifespan
