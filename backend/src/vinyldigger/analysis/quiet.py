"""Working on many values without the search for reference cycles."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_MANY = 100_000  # values: looking at so many takes longer than the small analyses do altogether


@contextmanager
def no_cycle_search() -> Iterator[None]:
    """Pauses the search for reference cycles: an analysis makes none, and looking took a third of its time.

    Many values go to the oldest generation at once: the next search among the young would look at every one of them.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
                gc.unfreeze()
            gc.enable()
