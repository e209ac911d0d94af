"""Counting calls: they are the scarcest thing there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Call:
    """One call that went out. ``outcome``: the HTTP status or the failure."""

    marketplace: str
    endpoint: str
    outcome: str
    seconds: float


CallHook = Callable[[Call], None]

_counted: ContextVar[tuple[Counter[str], ...]] = ContextVar("counted_calls", default=())


@contextmanager
def counted_calls() -> Iterator[Counter[str]]:
    """Counts calls by marketplace while the block runs, in tasks started inside it as well::

    with counted_calls() as calls:
        await discogs.release("1", caller)
    calls["discogs"]  # 1
    """
    counter: Counter[str] = Counter()
    token = _counted.set((*_counted.get(), counter))
    try:
        yield counter
    finally:
        _counted.reset(token)


def count(marketplace: str) -> None:
    """Adds one call to every counter that is open around the caller."""
    for counter in _counted.get():
        counter[marketplace] += 1


def ignore_call(call: Call) -> None:
    """The hook of those who do not keep metrics."""
