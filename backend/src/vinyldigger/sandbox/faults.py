"""Things that go wrong on demand."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    """What can be made to go wrong."""

    LATENCY = "latency"
    TOO_MANY_REQUESTS = "too_many_requests"
    SERVER_ERROR = "server_error"
    HTML = "html"
    CUT_OFF_JSON = "cut_off_json"
    UNKNOWN_FIELDS = "unknown_fields"
    UNKNOWN_VALUES = "unknown_values"
    REVOKED_TOKENS = "revoked_tokens"
    VANISHED_LISTINGS = "vanished_listings"


@dataclass(slots=True)
class Fault:
    """A fault that is switched on. ``count``: how many more calls it spoils, None = until cleared."""

    marketplace: str
    kind: FaultKind
    count: int | None = None
    path: str = ""  # only calls whose path contains this
    seconds: float = 1.0  # latency
    status: int = 503  # server_error
    share: float = 1.0  # vanished_listings: the part of all listings that is gone
    ids: frozenset[int] = frozenset()  # vanished_listings: these, instead of a share


class FaultBox:
    """The faults that are on."""

    def __init__(self) -> None:
        self.active: list[Fault] = []
        self._cleared = asyncio.Event()

    def add(self, fault: Fault) -> None:
        """Switch a fault on."""
        self.active.append(fault)

    def clear(self) -> None:
        """Switch everything off."""
        self.active.clear()
        self._cleared.set()
        self._cleared = asyncio.Event()

    async def hold_back(self, seconds: float) -> None:
        """Let so much time pass, or less when everything is switched off meanwhile."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._cleared.wait(), seconds)

    def take(self, marketplace: str, path: str) -> dict[FaultKind, Fault]:
        """The faults that spoil this call; each loses one of its count."""
        hit = {}
        for fault in list(self.active):
            if fault.marketplace == marketplace and fault.path in path:
                hit[fault.kind] = fault
                self._count_down(fault)
        return hit

    def _count_down(self, fault: Fault) -> None:
        if fault.count is None or fault.kind is FaultKind.VANISHED_LISTINGS:
            return
        fault.count -= 1
        if fault.count <= 0:
            self.active.remove(fault)

    def has(self, marketplace: str, kind: FaultKind) -> bool:
        """Whether a lasting fault is on."""
        return any(fault.marketplace == marketplace and fault.kind is kind for fault in self.active)

    def is_vanished(self, marketplace: str, listing_id: int) -> bool:
        """Whether a listing is made to be gone."""
        for fault in self.active:
            if fault.marketplace == marketplace and fault.kind is FaultKind.VANISHED_LISTINGS:
                by_share = not fault.ids and (listing_id * 2_654_435_761 & 0xFFFF) < fault.share * 0x10000
                if by_share or listing_id in fault.ids:
                    return True
        return False


def with_unknown_fields(body: object) -> object:
    """The same JSON with a field nobody knows in every object."""
    if isinstance(body, dict):
        return {key: with_unknown_fields(value) for key, value in body.items()} | {"sandbox_unknown": {"is": ["new"]}}
    if isinstance(body, list):
        return [with_unknown_fields(value) for value in body]
    return body


_ENUMERATIONS = {
    "condition", "sleeve_condition", "conditionId", "shippingCostType", "estimatedAvailabilityStatus", "itemGroupType",
    "status", "data_quality", "sellerAccountType",
}  # fmt: skip


def with_unknown_values(body: object) -> object:
    """The same JSON with enumeration values nobody knows."""
    if isinstance(body, dict):
        return {key: _unknown(key, value) for key, value in body.items()}
    if isinstance(body, list):
        return [with_unknown_values(value) for value in body]
    return body


def _unknown(key: str, value: object) -> object:
    if key in _ENUMERATIONS and isinstance(value, str):
        return "Sandbox Unknown Value"
    if key == "buyingOptions" and isinstance(value, list):
        return [*value, "SANDBOX_UNKNOWN"]
    return with_unknown_values(value)
