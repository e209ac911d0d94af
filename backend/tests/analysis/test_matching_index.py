"""Candidates: what is let go on the way would not have been one."""

from __future__ import annotations

import pytest
from tools import matching_titles

from tests.analysis.reading import TABLES, catalogue
from vinyldigger.analysis import matching_index
from vinyldigger.analysis.matching_profile import of_listing
from vinyldigger.analysis.titles import parse


def test_candidates_are_those_of_looking_at_every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    releases = matching_titles.releases(3_000)
    known = catalogue(*releases)
    made = [of_listing(parse(one, TABLES.vocabulary)) for one, _ in matching_titles.listings(400, releases)]
    found = [known.index.candidates(profile) for profile in made]
    monkeypatch.setattr(matching_index, "_CAUTION", 0.0)  # nothing is let go
    assert found == [known.index.candidates(profile) for profile in made]
    assert sum(map(len, found)) > len(made)
