"""Whatever a listing holds, reading and matching it never fails and never guesses in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.reading import TABLES, catalogue, listing, read, release
from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching import match
from vinyldigger.analysis.titles import parse
from vinyldigger.core.domain.grade import GradeSource

BAD = {
    "empty": "", "blanks": " \t\n ", "ten thousand letters": "x" * 10_000, "ten thousand words": "LP VG+ " * 1_500,
    "binary": "".join(map(chr, range(256))), "right to left": "\u202eفيروز - حبيتك بالصيف LP\u202c",
    "emoji": "🔥🔥 LP 💿 VG+ 🚀",
    "html": "<script>alert('x')</script><b>ABBA</b> &lt;LP&gt;", "nulls": "ABBA\0-\0Arrival\0LP",
    "lone surrogate": "ABBA \ud800 LP",
    "brackets": "((((((([[[[[{{{{{", "dashes": "- - - -- --- ----",
    "quotes": '""""""\'\'\'\'', "numbers": "1" * 500, "slashes": "/" * 500,
    "combining marks": "a" + "\u0301" * 2_000, "grades only": "VG+/VG NM EX M- G",
    "unclosed tag": "<" * 3_000, "entities": "&amp;" * 1_000,
}  # fmt: skip
WORDS = [
    "abba", "arrival", "lp", "2lp", '12"', '7"', "vg+", "nm-", "/", "-", "(", ")", "mono", "stereo", "red", "vinyl",
    "uk", "1976",
    "pols", "272", "live", "remix", "vol", "2", "lot", "of", "20", "lps", "cd",
]  # fmt: skip
CATALOGUE = catalogue(release("1", "ABBA", "Arrival", "Polar", "POLS 272", "LP, Album", year=1976, country="Sweden"))


@pytest.mark.parametrize("title", BAD.values(), ids=BAD.keys())
def test_bad_titles_are_read_without_failing(title: str) -> None:
    parsed = read(title, comments=title, condition_text=title, aspects={"Artist": title, title: title})
    found = match([parsed], CATALOGUE)
    assert all(made.level is MatchLevel.TITLE for made in found.values()) or "ABBA" in title


@pytest.mark.parametrize("title", ["", "   ", "🔥🔥🔥", "- - -", 'LP VG+ 12"'])
def test_a_title_that_names_nothing_is_no_record(title: str) -> None:
    parsed = read(title)
    assert match([parsed], CATALOGUE) == {}
    assert parsed.media.source in {GradeSource.UNKNOWN, GradeSource.TEXT}


@settings(max_examples=300, deadline=None)
@given(
    title=st.text(max_size=400),
    comments=st.text(max_size=200),
    aspects=st.dictionaries(
        st.one_of(
            st.sampled_from(["Artist", "UPC", "Speed", "Number of Discs", "Record Grading", "Released"]), st.text()
        ),
        st.text(max_size=60),
        max_size=5,
    ),
)
def test_any_text_is_read_and_matched_without_failing(title: str, comments: str, aspects: dict[str, str]) -> None:
    made = listing(title, aspects=aspects, comments=comments)
    parsed = parse(made, TABLES.vocabulary)
    assert parsed == parse(made, TABLES.vocabulary)
    assert parsed.format.discs is None or 0 < parsed.format.discs <= 30
    assert parsed.media.grade is None or parsed.media.source is not GradeSource.UNKNOWN
    for found in match([parsed], CATALOGUE).values():
        assert 0 <= found.confidence <= 100


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_words_of_sellers_in_any_order_are_read_without_failing(parts: list[str]) -> None:
    parsed = read(" ".join(parts))
    match([parsed], CATALOGUE)
