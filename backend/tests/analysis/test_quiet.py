"""The search for reference cycles rests during an analysis and is as it was afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from vinyldigger.analysis.quiet import no_cycle_search

MANY = 150_000


@pytest.fixture(autouse=True)
def searching() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def test_the_search_rests_and_goes_on() -> None:
    with no_cycle_search():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_search_that_was_off_stays_off() -> None:
    gc.disable()
    with no_cycle_search():
        pass
    assert not gc.isenabled()


def test_after_an_error_the_search_goes_on() -> None:
    with pytest.raises(ValueError, match="broken"), no_cycle_search():
        raise ValueError("broken")
    assert gc.isenabled()


def test_many_new_values_are_not_looked_at_one_by_one() -> None:
    searched: list[str] = []

    def note(phase: str, info: dict[str, int]) -> None:
        searched.append(phase)

    gc.callbacks.append(note)
    try:
        with no_cycle_search():
            made: list[list[object]] = [[] for _ in range(MANY)]
        held = gc.get_count()[0]
    finally:
        gc.callbacks.remove(note)
    assert len(made) == MANY
    assert searched == []
    assert held < MANY


def test_what_was_made_is_searched_later() -> None:
    with no_cycle_search():
        made: list[list[object]] = [[] for _ in range(MANY)]
        for each in made:
            each.append(each)
    del made, each
    assert gc.collect() >= MANY
