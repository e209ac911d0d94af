"""Catalogues indexed lately are kept while they fit."""

from __future__ import annotations

from tests.analysis.making import TABLES, release
from vinyldigger.analysis.identifying import catalogue_of
from vinyldigger.analysis.matching import Catalogue
from vinyldigger.services.indexed import IndexedCatalogues


def a_catalogue(size: int) -> Catalogue:
    return catalogue_of([release(str(number)) for number in range(size)], TABLES)


def test_the_catalogue_not_used_for_longest_makes_room() -> None:
    kept = IndexedCatalogues(most_releases=5)
    first, second, third = a_catalogue(2), a_catalogue(2), a_catalogue(3)
    kept.keep("first", first)
    kept.keep("second", second)
    assert kept.get("first") is first
    kept.keep("third", third)
    assert (kept.get("first"), kept.get("second"), kept.get("third")) == (first, None, third)


def test_what_is_too_large_is_not_kept() -> None:
    kept = IndexedCatalogues(most_releases=5)
    kept.keep("large", a_catalogue(6))
    assert kept.get("large") is None
