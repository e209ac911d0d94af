"""A small memory of what was fetched lately, for facts that several pages of one reading need."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    """The last few values by key. Forgetting one costs a call, nothing else."""

    def __init__(self, size: int = 64) -> None:
        self._size = size
        self._values: OrderedDict[str, V] = OrderedDict()

    def get(self, key: str) -> V | None:
        """The value remembered for a key."""
        return self._values.get(key)

    def put(self, key: str, value: V) -> V:
        """Remembers a value, forgetting the oldest."""
        self._values[key] = value
        if len(self._values) > self._size:
            self._values.popitem(last=False)
        return value
