"""Which record a listing is: levels, confidence, evidence, competition, groups, and the user's word."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.reading import TABLES, catalogue, listing, matched, read, release
from vinyldigger.analysis.match import Certainty, Match, MatchLevel, Override
from vinyldigger.analysis.matching import match
from vinyldigger.analysis.matching_evidence import EVIDENCE_NAMES
from vinyldigger.analysis.titles import parse
from vinyldigger.core.domain.codes import EVIDENCE_CODES

ORIGINAL = release(
    "10", "Art Blakey", "Moanin'", "Blue Note", "BLP 4003", "LP, Album, Mono", year=1958, country="US", master_id="1"
)
REISSUE = release(
    "11",
    "Art Blakey",
    "Moanin'",
    "Blue Note",
    "BST-84003",
    "LP, Album, Reissue, Stereo",
    year=1984,
    country="Europe",
    master_id="1",
)
OTHER = release(
    "20", "Art Blakey", "Free For All", "Blue Note", "BLP 4170", "LP, Album", year=1965, country="US", master_id="2"
)
HITS_A = release(
    "30", "The Byrds", "Greatest Hits", "Columbia", "CS 9516", "LP, Compilation", year=1967, country="US", master_id="3"
)
HITS_B = release(
    "31", "Queen", "Greatest Hits", "EMI", "EMTV 30", "LP, Compilation", year=1981, country="UK", master_id="4"
)
SHOP = (ORIGINAL, REISSUE, OTHER, HITS_A, HITS_B)


def test_catalogue_number_and_label_tell_the_pressing() -> None:
    made = matched("Art Blakey Moanin Blue Note BLP-4003 Vinyl LP", *SHOP)
    assert made is not None
    assert (made.level, made.release_external_id, made.master_id, made.record_id) == (
        MatchLevel.RELEASE,
        "10",
        "1",
        "m1",
    )
    assert made.certainty is Certainty.EXACT
    assert {"catalogue_number", "label"} <= {piece.name for piece in made.evidence if piece.weight > 0}


def test_without_a_sign_of_the_pressing_only_the_album_is_claimed() -> None:
    made = matched("Art Blakey - Moanin' LP VG+/VG", *SHOP)
    assert made is not None
    assert (made.level, made.release_external_id, made.record_id) == (MatchLevel.MASTER, None, "m1")


def test_on_text_alone_no_pressing_is_certain() -> None:
    made = matched("Art Blakey - Free For All LP US 1965", *SHOP)
    assert made is not None
    assert made.release_external_id == "20"
    assert made.certainty is not Certainty.EXACT


def test_europe_may_be_germany_but_not_the_us() -> None:
    made = matched("Art Blakey - Moanin' LP Blue Note BST-84003 Germany", *SHOP)
    assert made is not None
    assert made.release_external_id == "11"
    other = matched("Art Blakey - Moanin' LP Blue Note BST-84003 USA", *SHOP)
    assert other is not None
    assert other.release_external_id != "11"


def test_year_and_country_choose_among_pressings() -> None:
    made = matched("Art Blakey - Moanin' LP US 1958 mono", *SHOP)
    assert made is not None
    assert made.release_external_id == "10"


@pytest.mark.parametrize(
    ("title", "record"),
    [
        ("Queen - Greatest Hits LP", "m4"), ("The Byrds - Greatest Hits LP", "m3"),
        ("Byrds Greatest Hits vinyl LP Columbia", "m3"),
        ("Greatest Hits - Queen LP", "m4"), ("BYRDS, THE - GREATEST HITS", "m3"), ("Blakey, Art - Moanin LP", "m1"),
        ("ART BLAKEY MOANIN LP", "m1"), ("Art Blaky - Moanin' LP", "m1"), ("ArtBlakey - Moanin' LP", "m1"),
        ("Moanin' Art Blakey LP NM", "m1"),
    ],
)  # fmt: skip
def test_the_album_is_found_however_it_is_written(title: str, record: str) -> None:
    made = matched(title, *SHOP)
    assert made is not None
    assert made.record_id == record


@pytest.mark.parametrize(
    "title",
    [
        "Abba - Greatest Hits LP", "Art Blakey - Mosaic LP", "Queen - Jazz LP", "Lee Morgan - Moanin' The Blues LP",
        "A Tribute To Art Blakey - Moanin' LP", "Art Blakey - Moanin' Live At Birdland LP",
        "Queen - Greatest Hits II LP Karaoke",
    ],
)  # fmt: skip
def test_what_is_not_in_the_catalogue_is_not_matched(title: str) -> None:
    made = matched(title, *SHOP)
    assert made is not None
    assert (made.level, made.master_id, made.release_external_id) == (MatchLevel.TITLE, None, None)
    assert made.record_id.startswith("t")


@pytest.mark.parametrize(
    "title", ["Lot of 12 Art Blakey LPs Moanin", "Art Blakey - Moanin' CD", "Art Blakey Moanin cover only no record"]
)
def test_lots_and_what_is_no_record_match_nothing(title: str) -> None:
    assert matched(title, *SHOP) is None


def test_the_same_words_by_another_artist_are_another_record() -> None:
    made = matched("John Coltrane Moanin LP", ORIGINAL, REISSUE)
    assert made is None or made.level is MatchLevel.TITLE


def test_albums_of_one_name_are_told_apart_by_their_pressings() -> None:
    single = release("80", "Nico Vale", "Undertow", "Own", "OWN 7", '7", Single', year=1979, master_id="80")
    album = release("81", "Nico Vale", "Undertow", "Own", "OWN 12", "LP, Album", year=1980, master_id="81")
    found = [matched(f"Nico Vale - Undertow {form}", single, album) for form in ('7" single', "LP 1980", "LP")]
    assert [made.record_id if made else None for made in found] == ["m80", "m81", "m81"]
    unsaid = matched("Nico Vale - Undertow", single, album)
    assert unsaid is None or unsaid.level is MatchLevel.TITLE


def test_an_artist_called_live_makes_no_live_album() -> None:
    made = matched(
        "Live - Throwing Copper LP", release("70", "Live", "Throwing Copper", "Radioactive", "R1", "LP", master_id="7")
    )
    assert made is not None
    assert made.record_id == "m7"


def test_a_self_titled_album_needs_more_than_its_artist_s_name() -> None:
    entry = release("75", "Marble Arch", "Marble Arch", "Own", "MA 1", "LP, Album", year=2013, master_id="75")
    assert matched("Marble Arch - Marble Arch LP", entry).record_id == "m75"
    assert matched("Lost Harbour / Marble Arch - split 7 inch Lost Harbour Theme", entry).level is MatchLevel.TITLE
    assert matched("Marble Arch - Marble Arch LP out of grandfather's attic estate", entry).record_id == "m75"


def test_an_artist_may_be_left_out_but_not_be_another() -> None:
    entry = release("76", "Lost Harbour", "Night Ferry", "Own", "LH 1", "LP, Album", year=2013, master_id="76")
    assert matched("Night Ferry - vinyl LP Own LH 1", entry).record_id == "m76"
    assert matched("Night Ferry - Marble Arch LP", entry).level is MatchLevel.TITLE
    longer = release("77", "Lost Harbour", "Night Ferry Across Silver Water", "Own", "LH 2", "LP", master_id="77")
    assert matched("Night Ferry Across Silver Water - Marble Arch LP", longer).level is MatchLevel.TITLE


def test_a_release_without_a_master_is_its_own_record() -> None:
    alone = release("50", "Quiet Man", "Small Hours", "Own", "QM 1", "LP", year=1979, country="UK")
    made = matched("Quiet Man - Small Hours LP Own QM-1", alone)
    assert made is not None
    assert (made.record_id, made.release_external_id, made.master_id) == ("r50", "50", None)


def test_an_entry_that_holds_only_a_title_names_no_pressing() -> None:
    made = matched("Quiet Man - Small Hours", release("50", "Quiet Man", "Small Hours", master_id="9"))
    assert made is not None
    assert made.level is MatchLevel.MASTER


def test_discogs_own_release_is_taken_as_it_is() -> None:
    made = matched("whatever the seller writes", *SHOP, release_external_id="11")
    assert made is not None
    assert (made.level, made.release_external_id, made.record_id, made.confidence) == (
        MatchLevel.RELEASE,
        "11",
        "m1",
        100,
    )
    unknown = matched("whatever", *SHOP, release_external_id="999")
    assert unknown is not None
    assert (unknown.record_id, unknown.master_id) == ("r999", None)


def test_a_shared_barcode_is_agreement_and_a_wrong_artist_is_not() -> None:
    coded = release("60", "Air", "Moon Safari", "Source", "", "LP", barcodes=("724384497828",), master_id="6")
    same = matched("Air - Moon Safari LP", coded, aspects={"UPC": "0724384497828"})
    assert same is not None
    assert (same.release_external_id, same.certainty) == ("60", Certainty.EXACT)
    other = matched("Slayer - Reign In Blood LP", coded, aspects={"UPC": "0724384497828"})
    assert other is None or other.level is MatchLevel.TITLE


def test_an_identifier_that_differs_does_not_forbid_the_album() -> None:
    made = matched("Art Blakey - Moanin' LP BNP 25019", ORIGINAL)
    assert made is not None
    assert made.record_id == "m1"


# Groups of what the catalogue does not hold.


def groups(*titles: str) -> list[str | None]:
    listings = [listing(title, key=str(place)) for place, title in enumerate(titles)]
    parsed = [parse(made, TABLES.vocabulary) for made in listings]
    found = match(parsed, catalogue(*SHOP))
    return [found[made.key].record_id if made.key in found else None for made in listings]


def test_listings_of_one_unknown_record_share_a_group() -> None:
    one, other, third = groups(
        "Faust - So Far LP VG+", "FAUST: SO FAR - LP - UK", "So Far by Faust vinyl"[:7] + " - Faust LP"
    )
    assert one == other == third


def test_a_typing_error_does_not_split_a_group() -> None:
    one, other = groups("Popol Vuh - Hosianna Mantra LP", "Popol Vuh - Hosiana Mantra LP NM")
    assert one == other


def test_groups_do_not_chain_over_a_contradiction() -> None:
    second, _, third = groups("Nuggets Vol. 2 LP", "Nuggets LP", "Nuggets Vol. 3 LP")
    assert second != third
    single, unsaid, album = groups(
        'Popol Vuh - Hosianna Mantra 7"', "Popol Vuh - Hosiana Mantra", "Popol Vuh - Hosianna Mantra LP"
    )
    assert single != album
    assert unsaid in {single, album}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Faust - So Far LP", "Faust - So Far (Live) LP"), ("Faust - IV LP", "Faust - So Far LP"),
        ("Faust - Vol. 1 LP", "Faust - Vol. 2 LP"),
        ("Faust - So Far LP", "Neu - So Far LP"),
        ("Taylor Swift - Red LP", "Taylor Swift - Red (Taylor's Version) LP"),
    ],
)  # fmt: skip
def test_records_that_differ_are_not_grouped(one: str, other: str) -> None:
    first, second = groups(one, other)
    assert first != second


# The user's word.


def overridden(*overrides: Override, title: str = "Art Blakey Moanin Blue Note BLP-4003 LP") -> Match:
    parsed = read(title)
    return match([parsed], catalogue(*SHOP), overrides)[parsed.key]


def test_a_confirmed_release_always_wins() -> None:
    made = overridden(Override("ebay:EBAY_US:1", "31", None, confirm=True))
    assert (made.release_external_id, made.confirmed_by_user, made.confidence, made.record_id) == (
        "31",
        True,
        100,
        "m4",
    )


def test_a_confirmed_master_is_an_album_level_match() -> None:
    made = overridden(Override("ebay:EBAY_US:1", None, "77", confirm=True))
    assert (made.level, made.release_external_id, made.record_id) == (MatchLevel.MASTER, None, "m77")


def test_a_rejected_release_leaves_its_sibling_or_the_album() -> None:
    made = overridden(Override("ebay:EBAY_US:1", "10", None, confirm=False))
    assert made.release_external_id != "10"
    assert made.record_id == "m1"


def test_a_rejected_master_takes_all_its_pressings_away() -> None:
    made = overridden(Override("ebay:EBAY_US:1", None, "1", confirm=False))
    assert made.level is MatchLevel.TITLE


def test_confirming_a_lot_makes_it_a_match() -> None:
    made = overridden(Override("ebay:EBAY_US:1", "10", None, confirm=True), title="Lot of 12 Art Blakey LPs")
    assert made.release_external_id == "10"


def test_a_word_on_another_listing_changes_nothing() -> None:
    assert overridden(Override("ebay:EBAY_US:2", "31", None, confirm=True)).release_external_id == "10"


def test_known_matches_are_kept_unless_an_override_speaks() -> None:
    parsed = read("Art Blakey Moanin Blue Note BLP-4003 LP")
    known = {parsed.key: Match(parsed.key, MatchLevel.MASTER, "m5", None, "5", 88.0, ())}
    assert match([parsed], catalogue(*SHOP), known=known) == known
    spoken = Override(parsed.key, "10", None, confirm=True)
    assert match([parsed], catalogue(*SHOP), [spoken], known)[parsed.key].release_external_id == "10"


# What always holds.

TITLES = [
    "Art Blakey Moanin Blue Note BLP-4003 LP", "Art Blakey - Moanin' LP", "Queen - Greatest Hits LP UK 1981",
    "Faust - So Far LP",
    "Faust - So Far LP NM", "Byrds - Greatest Hits", "Lot of 20 LPs",
    "Free For All - Art Blakey LP Blue Note BLP 4170", "Nuggets Vol. 2 LP",
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_listings_and_releases_does_not_matter(chance: random.Random) -> None:
    parsed = [parse(listing(title, key=str(place)), TABLES.vocabulary) for place, title in enumerate(TITLES)]
    releases = list(SHOP)
    expected = match(parsed, catalogue(*releases))
    chance.shuffle(parsed)
    chance.shuffle(releases)
    assert match(parsed, catalogue(*releases)) == expected


@pytest.mark.parametrize("title", TITLES)
def test_every_piece_of_evidence_has_a_name_of_the_word_catalogue(title: str) -> None:
    made = matched(title, *SHOP)
    pieces = made.evidence if made else ()
    assert {piece.name for piece in pieces} <= EVIDENCE_NAMES == EVIDENCE_CODES


def test_more_agreement_never_lowers_confidence() -> None:
    plain = matched("Art Blakey - Free For All LP", *SHOP)
    year = matched("Art Blakey - Free For All LP 1965", *SHOP)
    full = matched("Art Blakey - Free For All LP 1965 US Blue Note BLP 4170", *SHOP)
    assert plain is not None
    assert year is not None
    assert full is not None
    assert plain.confidence <= year.confidence <= full.confidence
    assert full.level is MatchLevel.RELEASE
