"""The list of routers, nothing else."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from fastapi import APIRouter

from vinyldigger.api.v1 import endpoints


def make_router() -> APIRouter:
    """The routes of every ``router`` of the modules in ``endpoints``, in alphabetical order.

    Side by side: of routers inside a router each request would look through all of them again on every level.
    """
    router = APIRouter()
    for module in sorted(found.name for found in pkgutil.iter_modules(endpoints.__path__)):
        router.routes.extend(import_module(f"{endpoints.__name__}.{module}").router.routes)
    return router
