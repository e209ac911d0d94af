"""Two shops' listings: one pressing, one album, or neither, and how likely."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from tests.analysis.reading import TABLES, listing
from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching_pairs import Pair, pairs
from vinyldigger.analysis.titles import parse

LEAST = 0.001
PLAIN = "Orla Vance - Paper Rivers LP"


def found(*titles: str, least: float = LEAST) -> dict[frozenset[str], Pair]:
    """Pairs among titles "shop: title" by the titles."""
    records, shops = [], {}
    for shown in titles:
        shop, title = shown.split(": ", 1)
        records.append(replace(parse(listing(title), TABLES.vocabulary), key=shown))
        shops[shown] = shop
    made = pairs(records, shops, TABLES.vocabulary, TABLES.match_weights, least)
    return {frozenset((pair.one, pair.other)): pair for pair in made}


def likely(one: str, other: str, *more: str) -> float:
    """Probability that two titles are one pressing, among others."""
    pair = found(one, other, *more).get(frozenset((one, other)))
    return pair.probability if pair and pair.level is MatchLevel.RELEASE else 0.0


def test_the_same_words_are_likely_one_pressing_and_never_surely() -> None:
    assert 0.6 < likely(f"a: {PLAIN}", f"b: {PLAIN}") < 0.95


@pytest.mark.parametrize(
    "less",
    [
        "Orla Vance - Paper Rivers Boat LP",
        "Orla Vance - Paper LP",
        "Orla Vance - Paper Rivers LP (Coloured Vinyl)",
        "Orla Vance - Paper Rivers 2LP",
        "Orla Vance - Paper Rivers LP (Anniversary Edition)",
        "Orla Vance - Paper Rivers LP (Limited Edition)",
        "Orla Vance - Paper Rivers LP (Picture Disc)",
    ],
)
def test_what_only_one_says_makes_one_pressing_less_likely(less: str) -> None:
    assert likely(f"a: {PLAIN}", f"b: {less}") < likely(f"a: {PLAIN}", f"b: {PLAIN}")


def test_the_very_same_title_tells_more_than_the_same_words() -> None:
    turned = likely(f"a: {PLAIN}", "b: Orla Vance - Rivers Paper LP")
    assert turned < likely(f"a: {PLAIN}", f"b: {PLAIN}") - 0.1


def test_a_doubtful_album_is_a_doubtful_pressing() -> None:
    """The less the titles share, the less one pressing is likely, with no word on the copy on either side."""
    titles = ("Paper Rivers", "Paper Rivers Again", "Paper", "Paper Boats", "Hats")
    shares = [likely(f"a: {PLAIN}", f"b: Orla Vance - {title} LP") for title in titles]
    assert all(more > less + 0.1 for more, less in itertools.pairwise(shares))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orla Vance - Concert 77", "Orla Vance - Concert 78"),
        ("Orla Vance - The Harbour Lights Concert 16", "Orla Vance - The Harbour Lights Concert 17"),
        ("Orla Vance - Sessions Vol. I", "Orla Vance - Sessions Vol. V"),
    ],
)
def test_titles_with_other_numbers_are_other_albums(one: str, other: str) -> None:
    assert frozenset((f"a: {one} LP", f"b: {other} LP")) not in found(f"a: {one} LP", f"b: {other} LP", least=0.3)


def test_a_number_that_one_side_leaves_out_forbids_nothing() -> None:
    assert likely("a: Orla Vance - Harbour Hits 16 LP", "b: Orla Vance - Harbour Hits LP") > 0.3


def test_a_letter_may_stand_for_a_first_name() -> None:
    full = "a: Kai Brandt - Paper Rivers LP"
    assert likely(full, "b: K. Brandt - Paper Rivers LP") > likely(full, "b: T. Brandt - Paper Rivers LP") + 0.01


def test_of_compilations_the_title_alone_must_vouch() -> None:
    one, other = "a: Various - Super Soul Hits LP", "b: Various Artists - Super Soul Fire LP"
    assert frozenset((one, other)) not in found(one, other, least=0.5)


def test_two_records_of_one_shop_compete_for_a_partner() -> None:
    alone = likely(f"a: {PLAIN}", "b: Orla Vance - Paper Rivers LP")
    rivalled = likely(f"a: {PLAIN}", "b: Orla Vance - Paper Rivers LP", "b: Orla Vance - Paper Rivers LP VG")
    elsewhere = likely(f"a: {PLAIN}", "b: Orla Vance - Paper Rivers LP", "c: Orla Vance - Paper Rivers LP VG")
    assert rivalled < alone - 0.1
    assert elsewhere == pytest.approx(alone, abs=0.05)


def test_what_cannot_be_the_pressing_is_no_rival() -> None:
    blue, red = "a: Orla Vance - Paper Rivers LP (Blue Vinyl)", "b: Orla Vance - Paper Rivers LP (Red Vinyl)"
    partner = "b: Orla Vance - Paper Rivers LP (Blue Vinyl)"
    assert likely(blue, partner, red) == pytest.approx(likely(blue, partner), abs=0.05)


@pytest.mark.parametrize(
    ("one", "other", "possible"),
    [
        ("Marble", "Pink Marble", True), ("Marble", "Yellow", False), ("Pink", "Yellow", False), ("Pink", "Pink", True),
        ("Black", "Red", False), ("Black", "Coloured", False), ("Black", "Black Marble", True),
        ("Black", "Black", True), ("Coloured", "Red", True),
    ],
)  # fmt: skip
def test_two_colours_contradict_unless_they_share_a_pattern(one: str, other: str, *, possible: bool) -> None:
    first, second = (
        f"{shop}: Orla Vance - Paper Rivers LP ({colour} Vinyl)" for shop, colour in (("a", one), ("b", other))
    )
    assert (likely(first, second) > 0) is possible


def test_the_plain_record_is_the_plain_one_s_partner() -> None:
    coloured = "b: Orla Vance - Paper Rivers LP (Coloured Vinyl)"
    made = found(f"a: {PLAIN}", f"b: {PLAIN}", coloured)
    plain, other = (made[frozenset((f"a: {PLAIN}", name))] for name in (f"b: {PLAIN}", coloured))
    assert plain.probability > 0.5 > other.probability


def test_black_is_what_is_meant_where_no_colour_is_said() -> None:
    black, red = ("b: Orla Vance - Paper Rivers LP (Black Vinyl)", "b: Orla Vance - Paper Rivers LP (Red Vinyl)")
    plain = likely(f"a: {PLAIN}", f"b: {PLAIN}")
    assert likely(f"a: {PLAIN}", black) > plain - 0.05 > likely(f"a: {PLAIN}", red)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Limited Edition", "Coloured Vinyl"), ("Indie Exclusive", "Coloured Vinyl"), ("Red Vinyl", "Deluxe Edition"),
        ("Anniversary Edition", "Limited Edition"),
    ],
)  # fmt: skip
def test_two_that_are_more_than_plain_may_be_one_in_other_words(one: str, other: str) -> None:
    """One special pressing each is said to be: likelier one than what both say would be against two plain ones."""
    first, second = f"a: Orla Vance - Paper Rivers LP ({one})", f"b: Orla Vance - Paper Rivers LP ({other})"
    against_plain = [likely(first, f"b: {PLAIN}"), likely(f"a: {PLAIN}", second)]
    odds = [p / (1 - p) for p in (*against_plain, likely(f"a: {PLAIN}", f"b: {PLAIN}"), likely(first, second))]
    assert odds[3] > 1.5 * odds[0] * odds[1] / odds[2]


@pytest.mark.parametrize("name", ["Drumless Edition", "Harbour Town Edition"])
def test_an_edition_with_a_name_of_its_own_is_hardly_the_plain_record(name: str) -> None:
    named = likely(f"a: {PLAIN}", f"b: Orla Vance - Paper Rivers LP ({name})")
    assert named < likely(f"a: {PLAIN}", f"b: {PLAIN}") - 0.1
