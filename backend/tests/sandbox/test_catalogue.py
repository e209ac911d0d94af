from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinyldigger.sandbox.catalogue.catalogue import Catalogue, fold
from vinyldigger.sandbox.catalogue.identifiers import check_digit, ean13, spaced, upc_a
from vinyldigger.sandbox.catalogue.pressings import NO_NUMBER


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return Catalogue()


def is_valid_barcode(barcode: str) -> bool:
    """The GS1 rule, summed over all digits: weights 1 and 3 from the right give a multiple of ten."""
    weights = [1 if place % 2 == 0 else 3 for place in range(len(barcode))]
    return sum(int(digit) * weight for digit, weight in zip(reversed(barcode), weights, strict=True)) % 10 == 0


def test_there_are_enough_albums_and_releases(catalogue: Catalogue) -> None:
    assert len(catalogue.albums) >= 150
    assert len(catalogue.releases) >= 1_000
    per_album = Counter(release.album.number for release in catalogue.releases.values())
    assert min(per_album.values()) >= 4
    assert max(per_album.values()) <= 13


def test_albums_are_spread_over_countries_genres_and_decades(catalogue: Catalogue) -> None:
    assert len({album.country for album in catalogue.albums}) >= 15
    assert len({album.genre for album in catalogue.albums}) >= 10
    assert {album.year // 10 for album in catalogue.albums} >= {195, 196, 197, 198, 199, 200, 201, 202}


def test_no_album_is_there_twice(catalogue: Catalogue) -> None:
    names = Counter((fold(album.artist), fold(album.title)) for album in catalogue.albums)
    assert names.most_common(1)[0][1] == 1


@pytest.mark.parametrize("script", [("ぁ", "ヿ"), ("а", "я"), ("α", "ω")], ids=["kana", "cyrillic", "greek"])
def test_titles_in_other_scripts(catalogue: Catalogue, script: tuple[str, str]) -> None:
    first, last = script
    assert any(first <= sign <= last for album in catalogue.albums for sign in album.title.lower())


def test_kind_of_blue_has_its_facts_and_several_pressings(catalogue: Catalogue) -> None:
    found = [one for one in catalogue.matching("miles davis kind of blue") if one.master_id]
    assert len(found) >= 5
    assert {one.master_id for one in found} == {980_000_001}
    original = catalogue.masters[980_000_001].versions[0]
    assert (original.album.label, original.year, original.country) == ("Columbia", 1959, "US")


def test_every_barcode_is_valid_and_used_once(catalogue: Catalogue) -> None:
    barcodes = [one.barcode for one in catalogue.releases.values() if one.barcode]
    assert barcodes
    assert len(set(barcodes)) == len(barcodes)
    assert all(is_valid_barcode(barcode) for barcode in barcodes)


def test_barcodes_belong_to_nobody(catalogue: Catalogue) -> None:
    """952 is the prefix for demonstrations, UPC's 4 that for a shop's own use."""
    assert all(one.barcode.startswith(("952", "4")) for one in catalogue.releases.values() if one.barcode)


def test_no_barcode_before_there_were_barcodes(catalogue: Catalogue) -> None:
    assert all(one.barcode is None for one in catalogue.releases.values() if one.year < 1978)


def test_catalogue_numbers_are_marked_and_shared_only_by_represses(catalogue: Catalogue) -> None:
    releases = [one for one in catalogue.releases.values() if one.catno != NO_NUMBER]
    assert {one.kind for one in catalogue.releases.values() if one.catno == NO_NUMBER} == {"unofficial"}
    assert all(one.catno.startswith("VD") for one in releases)
    counts = Counter(one.catno for one in releases if one.kind != "repress")
    assert counts.most_common(1)[0][1] == 1


def test_no_pressing_is_older_than_its_album(catalogue: Catalogue) -> None:
    assert all(one.album.year <= one.year <= 2024 for one in catalogue.releases.values())


def test_further_represses_answer_by_id_but_stand_in_no_search(catalogue: Catalogue) -> None:
    further = next(iter(catalogue.further()))
    assert catalogue.release(further.id) == further
    assert further.id not in catalogue.releases
    assert catalogue.release(1) is None


@given(st.integers(0, 10**9 - 1))
def test_made_barcodes_are_valid(number: int) -> None:
    assert len(ean13(number)) == 13
    assert is_valid_barcode(ean13(number))
    assert len(upc_a(number)) == 12
    assert is_valid_barcode(upc_a(number))


def test_check_digit_of_known_barcodes() -> None:
    assert check_digit("400638133393") == "1"
    assert check_digit("03600029145") == "2"


def test_barcodes_as_printed() -> None:
    assert spaced("4006381333931") == "4 006381 333931"
    assert spaced("036000291452") == "0 36000 29145 2"
