"""What a client must know before anything else."""

from __future__ import annotations

from vinyldigger.api.v1.schemas.values import Out
from vinyldigger.models.environments import Environment


class RegistrationOut(Out):
    """Whether and how accounts can be made."""

    is_open: bool
    needs_setup_code: bool
    has_admin: bool


class MetaOut(Out):
    """Version, kind of data, registration. ``features`` are switches a client may not assume."""

    version: str
    environment: Environment
    registration: RegistrationOut
    features: list[str]
