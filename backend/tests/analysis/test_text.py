"""How words, catalogue numbers and barcodes are folded, so that two spellings of one thing are one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinyldigger.analysis.text import (
    ean13,
    fold,
    fold_catalogue_number,
    is_garbled,
    mend,
    ordinal,
    plain,
    without_years,
    words,
)

SAME_WORDS = [
    # case and accents
    ("Motörhead", "MOTORHEAD"), ("Björk", "Bjork"), ("Sigur Rós", "SIGUR ROS"), ("Céline Dion", "Celine Dion"),
    ("Mötley Crüe", "motley crue"), ("Antonín Dvořák", "Antonin Dvorak"), ("Łona", "Lona"), ("Mø", "Mo"),
    ("Die Ärzte", "Die Arzte"), ("Beyoncé", "BEYONCE"), ("Ásgeir", "Asgeir"), ("Çelik", "Celik"),
    ("Weiß", "Weiss"), ("Sœur", "Soeur"), ("Þeyr", "Theyr"), ("Ðuro", "Duro"), ("İlhan", "Ilhan"),
    # full-width letters, typographic quotes and dashes
    ("ＡＢＢＡ", "ABBA"), ("Rock ’n’ Roll", "Rock 'n' Roll"), ("Guns N´ Roses", "Guns N' Roses"),
    ("Jean–Michel Jarre", "Jean-Michel Jarre"), ("A‐ha", "A-ha"), ("“Heroes”", '"Heroes"'), ("Heroes", "»Heroes«"),
    # possessives and short forms
    ("Tonight's The Night", "Tonight The Night"), ("Don't Look Back", "Dont Look Back"), ("It's Only", "It s Only"),
    ("I'm Your Man", "Im Your Man"), ("Don't", "DON T"), ("We'll Meet Again", "We ll Meet Again"),
    ("Sgt. Pepper’s", "Sgt Pepper's"), ("You’ve Got", "Youve got"),
    # initials
    ("R.E.M.", "REM"), ("U.S. Girls", "US Girls"), ("P.J. Harvey", "PJ Harvey"), ("N.W.A", "NWA"),
    ("J.J. Cale", "JJ Cale"), ("U.F.O.", "UFO"),
    # numbers
    ("Led Zeppelin II", "Led Zeppelin 2"), ("Vol. IV", "Vol. 4"), ("Volume Three", "Volume 3"),
    ("Chicago VII", "Chicago 7"),
    ("Vol. V", "Vol. 5"), ("Part I", "Part One"), ("Vol. X: Live", "Vol. 10: Live"), ("House XV", "House 15"),
    ("Part Two", "Part II"), ("Six Pieces", "6 Pieces"),
    # marks between words
    ("AC/DC", "AC DC"), ("Hall & Oates", "Hall Oates"), ("Simon + Garfunkel", "Simon Garfunkel"),
    ("Crosby, Stills & Nash", "Crosby Stills Nash"), ("Godspeed You! Black Emperor", "Godspeed You Black Emperor"),
    ("Wu-Tang Clan", "Wu Tang Clan"), ("M.O.P.", "MOP"), ("Was (Not Was)", "Was Not Was"),
    ("...And Justice", "And Justice"),
    # marks that are not seen
    ("Zero\u200bWidth", "ZeroWidth"), ("Soft\u00adHyphen", "SoftHyphen"), ("\u202eBowie\u202c", "Bowie"),
    ("Can\ufeff", "Can"),
]  # fmt: skip

DIFFERENT_WORDS = [
    ("Vol. 2", "Vol. 3"), ("Led Zeppelin II", "Led Zeppelin III"), ("Kind Of Blue", "Kind Of Green"), ("Red", "Reed"),
    ("カン", "ガン"), ("Кино", "Кинопробы"), ("Ice T", "Ice"), ("Vitamin D", "Vitamin"), ("X", "10"),
    ("I Robot", "1 Robot"), ("Plan V", "Plan 5"),
]  # fmt: skip

KEPT_SCRIPTS = [
    "山下達郎", "はっぴいえんど", "大滝詠一", "ガロ", "유리가면", "Кино", "Аквариум", "Μίκης Θεοδωράκης",
    "فيروز", "אריק איינשטיין", "เพลงไทย", "王菲", "Ձիվան Գասպարյան",
]  # fmt: skip

SAME_NUMBERS = [
    ("BLP-4003", "blp 4003"), ("BLP-4003", "BLP.4003"), ("BLP 04003", "BLP-4003"), ("SHVL 804", "shvl804"),
    ("PCS 7067", "PCS-7067"), ("ILPS 9135", "ILPS.9135"), ("6360 177", "6360-177"), ("1C 062-04 567", "1C06204567"),
    ("FN 013", "FN13"), ("C.S. 114RX", "CS114RX"), ("SVLP/234", "SVLP 234"), ("2-26045", "2 26045"),
    ("100·05·154", "100.05.154"), ("ＳＨＶＬ８０４", "SHVL804"), ("MOV 012", "MOV12"), ("P-10—10463-4", "P 10 10463 4"),
    ("CÄR 001", "CAR1"), ("ESP-DISK´ 1045", "ESP Disk 1045"),
]  # fmt: skip

DIFFERENT_NUMBERS = [
    ("BLP 4003", "BLP 4004"), ("SHVL 804", "SMAS 804"), ("PCS 7067", "PMC 7067"), ("KC 31350", "PC 31350"),
]  # fmt: skip

BARCODES = [
    ("5099749534728", "5099749534728"), ("074643811224", "0074643811224"), ("0 74643 81122 4", "0074643811224"),
    ("0-74643-81122-4", "0074643811224"), ("5 099749 534728", "5099749534728"), ("05099749534728", "5099749534728"),
    ("96385074", "0000096385074"), ("４００６３８１３３３９３１", "4006381333931"), ("4006381333931", "4006381333931"),
]  # fmt: skip

NO_BARCODES = [
    "5099749534729", "074643811225", "12345", "", "0000000000000", "50997495347281", "not a barcode", "509974953472",
    "15099749534725", "5099749534728X", "³²¹⁰³²¹⁰³²¹⁰³",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME_WORDS)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert words(one) == words(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT_WORDS)
def test_names_that_differ_stay_apart(one: str, other: str) -> None:
    assert words(one) != words(other)


@pytest.mark.parametrize("name", KEPT_SCRIPTS)
def test_other_scripts_keep_their_letters(name: str) -> None:
    assert "".join(words(name)).strip()
    assert words(name) == words(f"  {name.lower()} ")


@pytest.mark.parametrize(("one", "other"), SAME_NUMBERS)
def test_catalogue_numbers_compare_without_marks_and_leading_zeros(one: str, other: str) -> None:
    assert fold_catalogue_number(one) == fold_catalogue_number(other) != ""


@pytest.mark.parametrize(("one", "other"), DIFFERENT_NUMBERS)
def test_catalogue_numbers_that_differ_stay_apart(one: str, other: str) -> None:
    assert fold_catalogue_number(one) != fold_catalogue_number(other)


@pytest.mark.parametrize("text", ["none", "", "not on label", "-", "§§"])
def test_what_has_no_digit_is_no_catalogue_number(text: str) -> None:
    assert fold_catalogue_number(text) == ""


@pytest.mark.parametrize(("written", "full"), BARCODES)
def test_barcodes_are_read_as_ean_13(written: str, full: str) -> None:
    assert ean13(written) == full


@pytest.mark.parametrize("written", NO_BARCODES)
def test_a_wrong_check_digit_or_length_is_no_barcode(written: str) -> None:
    assert ean13(written) is None


@pytest.mark.parametrize(
    ("word", "number"), [("2", 2), ("ii", 2), ("iv", 4), ("three", 3), ("x", 10), ("i", 1), ("v", 5)]
)
def test_numbers_behind_volume_are_read(word: str, number: int) -> None:
    assert ordinal(word) == number


@pytest.mark.parametrize("word", ["", "love", "1967", "xx", "²"])
def test_other_words_are_no_volume_number(word: str) -> None:
    assert ordinal(word) is None


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        (("live", "1982", "1985"), ("live",)),
        (("singles", "2002", "16"), ("singles",)),
        (("1969",), ("1969",)),
        (("live", "1971"), ("live", "1971")),
        (("1982", "1985"), ("1982", "1985")),
    ],
)
def test_a_span_of_years_is_no_name_unless_it_is_all(title: tuple[str, ...], kept: tuple[str, ...]) -> None:
    assert without_years(title) == kept


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("text", ["Björk", "Sigur Rós – Takk", "Céline Dion", "Motörhead “Live‘"])
def test_misread_letters_are_put_right(text: str, times: int) -> None:
    misread = text
    for _ in range(times):
        misread = misread.encode().decode("cp1252")
    assert misread != text
    assert mend(misread) == text
    assert mend(f"{misread} Ã\x81gÃ¦tis") == f"{text} Ágætis"


@pytest.mark.parametrize("text", ["Björk", "Så på Ål å", "Café – Ünïcode", "São João", "Çà et là", "ガロ", "Plain"])
def test_letters_that_are_right_stay(text: str) -> None:
    assert mend(text) == text
    assert not is_garbled(text)


def test_what_cannot_be_put_right_is_garbled() -> None:
    assert is_garbled("ã ã ã âªã æ ã ã¼ã ã ã º")
    assert not is_garbled("ã ã - Greatest Hits In The World LP")


@given(st.text(max_size=300))
def test_folding_is_stable_and_never_fails(text: str) -> None:
    folded = words(text)
    assert all(word and word == word.strip() for word in folded)
    assert words(" ".join(folded)) == folded or "s" in folded
    assert plain(plain(text)) == plain(text)
    assert fold(text) == fold(fold(text)) or not text.isascii()
    assert fold_catalogue_number(text) == "" or any(c.isdigit() for c in text)


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_every_number_with_its_check_digit_is_a_barcode_and_with_another_is_none(number: int) -> None:
    body = f"{number:012d}"
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    check = -total % 10
    assert ean13(f"{body}{check}") == f"{body}{check}"
    assert ean13(f"{body}{(check + 1) % 10}") is None
