"""Artist, title, year, country, volume and numbers in a title as sellers write it."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read

NAMES = [
    ("Pink Floyd - Animals LP", "Pink Floyd", "Animals"), ("Pink Floyd – Animals (LP)", "Pink Floyd", "Animals"),
    ("Pink Floyd: Animals LP VG+", "Pink Floyd", "Animals"),
    ("Pink Floyd \"Animals\" LP 1977", "Pink Floyd", "Animals"),
    ("Pink Floyd / Animals / LP / VG+", "Pink Floyd", "Animals"),
    ("Pink Floyd | Animals | LP", "Pink Floyd", "Animals"),
    ("PINK FLOYD ~ ANIMALS ~ LP", "PINK FLOYD", "ANIMALS"),
    ("Pink Floyd - Animals - UK LP - 1977 - VG+/VG", "Pink Floyd", "Animals"),
    ("Pink Floyd - Animals (2016 Remaster) LP", "Pink Floyd", "Animals"),
    ("LP Pink Floyd - Animals", "Pink Floyd", "Animals"),
    ("FLOYD, PINK - ANIMALS -COLOURED-", "FLOYD, PINK", "ANIMALS"),
    ("Pink Floyd - Animals SHVL 815 LP", "Pink Floyd", "Animals"),
    ("Pink Floyd Animals vinyl LP", None, "Pink Floyd Animals"),
    ("Pink Floyd - Animals LP, rare, NM", "Pink Floyd", "Animals"),
    ("Pink Floyd - Animals 180g LP sealed", "Pink Floyd", "Animals"),
    ("7\" Kraftwerk - Das Model", "Kraftwerk", "Das Model"),
    ("Kraftwerk: Trans Europa Express (LP, Germany)", "Kraftwerk", "Trans Europa Express"),
    ("山下達郎 - For You LP", "山下達郎", "For You"),
    ("Кино - Группа крови LP", "Кино", "Группа крови"), ("김윤아 - 유리가면 LP", "김윤아", "유리가면"),
    ("Various - Nuggets 2LP", "Various", "Nuggets"), ("Neu! - Neu! 75 LP", "Neu", "Neu! 75"),
    ("Eric B. & Rakim - Paid In Full LP", "Eric B. & Rakim", "Paid In Full"),
    ("<b>Can</b> - Future Days LP", "Can", "Future Days"),
    ("Can &amp; Co - Future Days LP", "Can & Co", "Future Days"),
    ("Guns N' Roses - Lies LP", "Guns N' Roses", "Lies"), ("Can - Delay: The Tapes LP", "Can", "Delay: The Tapes"),
    ("CAN - EGE BAMYASI -SPOON CLASSIC- LP", "CAN", "EGE BAMYASI"),
    ("CAN - EGE BAMYASI (SPOON RE", "CAN", "EGE BAMYASI"),
    ("Queen -The Game- LP", "Queen", "The Game"),
]  # fmt: skip

YEARS = [
    ("Faust - IV LP 1973", 1973), ("Faust - IV 1973 LP", 1973), ("Faust - IV (1973) LP", 1973),
    ("Faust - IV LP UK 1973 VG+", 1973),
    ("Faust - IV LP", None), ("Prince - 1999 2LP", None), ("Rush - 2112 LP", None), ("Van Halen - 1984 LP", None),
    ("Faust - IV - 1973 - LP", 1973), ("Miles Davis - The Bootleg Series 1982-1985 2LP", None),
    ("Faust - IV LP 73", None),
    ("Smashing Pumpkins - 1979 12\"", None), ("Faust - IV LP reissue 2019", 2019), ("Faust - IV LP RSD 2021", 2021),
    ("Taylor Swift - 1989 LP", None), ("Faust - IV LP cat 1973000", None),
]  # fmt: skip

COUNTRIES = [
    ("Magma - Üdü Wüdü LP Vertigo VG-1974 Germany", "DE"), ("Magma - Attahk - Live In Japan", None),
    ("Magma - Made In Italy", None),
    ("Magma - Üdü Wüdü LP UK", "GB"), ("Magma - Üdü Wüdü LP US press", "US"), ("Magma - Üdü Wüdü LP USA", "US"),
    ("Magma - Üdü Wüdü LP U.K.", "GB"),
    ("Magma - Üdü Wüdü LP Germany", "DE"), ("Magma - Üdü Wüdü LP GER", "DE"), ("Magma - Üdü Wüdü LP (Japan)", "JP"),
    ("Magma - Üdü Wüdü LP JPN", "JP"),
    ("Magma - Üdü Wüdü LP France", "FR"), ("Magma - Üdü Wüdü LP Italy", "IT"),
    ("Magma - Üdü Wüdü LP Niederlande", "NL"), ("Magma - Üdü Wüdü LP Holland", "NL"),
    ("Magma - Üdü Wüdü LP DDR", "DD"), ("Magma - Üdü Wüdü LP EU", "EU"), ("Magma - Üdü Wüdü LP Canada", "CA"),
    ("Magma - Üdü Wüdü LP", None),
    ("America - Homecoming LP", None), ("Japan - Tin Drum LP", None), ("UK Subs - Brand New Age LP", None),
    ("Europe - The Final Countdown LP", None),
    ("German LP Magma - Üdü Wüdü", "DE"), ("Berlin - Pleasure Victim LP", None), ("ESP-Disk Sampler LP", None),
    ("Fats Domino - What A Party 45 RPM US 5779", None),
    ("Men At Work - Down Under LP Australia", "AU"), ("Violeta Parra - Canciones LP Chile", "CL"),
]  # fmt: skip

NUMBERS = [
    ("Art Blakey - Moanin' Blue Note BLP-4003 LP", "BLP-4003"), ("Pink Floyd - Animals SHVL 815 LP", "SHVL 815"),
    ("Kraftwerk - Autobahn 6305 231 LP", "6305 231"), ("ABBA - Arrival POLS 272 LP", "POLS 272"),
    ("Can - Soon 1C 062-29 500 LP", "1C 062-29 500"),
    ("Wings - Speed Of Sound FC 37409 LP", "FC 37409"), ("Horsepower - Outrageous SQS2001 7\"", "SQS2001"),
]  # fmt: skip

NO_NUMBERS = [
    "Blink 182 - Enema LP", "Sum 41 - Chuck LP", "UB40 - Signing Off LP", "APOLLO 440 - ELECTRO GLIDE LP",
    "Level 42 - World Machine LP",
    "U2 - War LP 180g", "Blur - 13 2LP", "Adele - 21 LP VG+", "The 13th Floor Elevators LP", "M83 - Junk LP",
    "Prince - 1999 2LP",
]  # fmt: skip

VOLUMES = [
    ("Nuggets Vol. 2 LP", 2), ("Nuggets Volume Two LP", 2), ("Nuggets Vol II LP", 2), ("Folk Songs Part 1 LP", 1),
    ("Hits Teil 3 LP", 3),
    ("Schlager Folge 12 LP", 12), ("Traveling Wilburys Vol. 1 LP", 1), ("Led Zeppelin LP", None),
    ("Black Sabbath - Vol 4 LP", 4),
    ("Pebbles Vol.3 LP", 3), ("Raccolta Parte 2 LP", 2), ("Vol. LP", None),
]  # fmt: skip


@pytest.mark.parametrize(("title", "artist", "name"), NAMES)
def test_artist_and_title(title: str, artist: str | None, name: str) -> None:
    parsed = read(title)
    assert (parsed.artist, parsed.title) == (artist, name)


@pytest.mark.parametrize(("title", "year"), YEARS)
def test_year_of_the_copy_not_of_the_name(title: str, year: int | None) -> None:
    assert read(title).year == year


@pytest.mark.parametrize(("title", "country"), COUNTRIES)
def test_country_of_the_pressing_not_of_the_name(title: str, country: str | None) -> None:
    assert read(title).country == country


@pytest.mark.parametrize(("title", "number"), NUMBERS)
def test_catalogue_numbers_are_found(title: str, number: str) -> None:
    assert number in read(title).catalogue_numbers


@pytest.mark.parametrize("title", NO_NUMBERS)
def test_a_name_with_a_number_is_no_catalogue_number(title: str) -> None:
    assert read(title).catalogue_numbers == ()


@pytest.mark.parametrize(("title", "volume"), VOLUMES)
def test_volume(title: str, volume: int | None) -> None:
    assert read(title).volume == volume


def test_a_valid_barcode_in_the_title_is_read_and_a_wrong_one_is_not() -> None:
    assert read("Air - Moon Safari LP 724384497828").barcodes == ("0724384497828",)
    assert read("Air - Moon Safari LP 724384497829").barcodes == ()


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("SILENT ROOMS -2LP-", "SILENT ROOMS"),
        ("SILENT ROOMS - BLACK VINYL-", "SILENT ROOMS"),
        ("SILENT ROOMS -NORTHGATE CLASSIC-", "SILENT ROOMS"),
        ("SILENT ROOMS (FOREST GR", "SILENT ROOMS"),
        ("RUBY -COLOURED-", "RUBY"),
        ("SILENT ROOMS -COLOURED- + SLIPMAT", "SILENT ROOMS"),
        ("(SILENT ROOMS", "SILENT ROOMS"),
    ],
)
def test_a_title_s_field_is_read_without_notes_on_the_copy(field: str, title: str) -> None:
    parsed = read(f"VANCE, ORLA - {field}", aspects={"Artist": "VANCE, ORLA", "Title": field})
    assert parsed.title == title
    assert set(title.lower().split()) == set(parsed.title_words)
    assert {word for word in parsed.tokens if word not in parsed.loose} <= {"vance", "orla", *parsed.title_words}


@pytest.mark.parametrize(
    ("field", "cut"),
    [
        ("SILENT ROOMS AND OTHER ST ..", True),
        ("SILENT ROOMS AND MORE (FOR", True),
        ("SILENT ROOMS AND OTHER STORIES FROM", True),
        ("SILENT ROOMS (AND MORE)", False),
        ("Like...", False),
    ],
)
def test_a_field_cut_off_by_a_shop_is_marked(field: str, cut: bool) -> None:
    assert read("Orla Vance", aspects={"Artist": "Orla Vance", "Title": field}).cut is cut


def test_the_sign_of_a_volume_or_a_soundtrack_is_no_part_of_the_name() -> None:
    assert read("Orla Vance - Night Sessions Vol. II LP").title_words == ("night", "sessions", "2")
    assert read("Orla Vance - Mars OST LP").title_words == ("mars",)


def test_a_title_cut_off_by_the_marketplace_is_marked() -> None:
    title = "Godspeed You Black Emperor - Lift Your Skinny Fists Like Antennas To Heaven 2LP Constellation"
    assert read(title[:80]).cut
    assert not read(title).cut
