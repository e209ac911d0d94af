"""The list of routers, nothing else."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from fastapi import APIRouter

from vinyldigger.api.v1 import endpoints


def make_router() -> APIRouter:
    """Every ``router`` of the modules in ``endpoints``, in alphabetical order."""
    router = APIRouter(prefix="/api/v1")
    for module in sorted(found.name for found in pkgutil.iter_modules(endpoints.__path__)):
        router.include_router(import_module(f"{endpoints.__name__}.{module}").router)
    return router
