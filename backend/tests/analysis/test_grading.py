"""Grades as sellers write them: record and sleeve, where they were read, and words between two steps."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read
from vinyldigger.core.domain.grade import Grade, GradeSource

M, NM, VGP, VG, GP, G, F, P = (
    Grade.M, Grade.NM, Grade.VG_PLUS, Grade.VG, Grade.G_PLUS, Grade.G, Grade.F, Grade.P,
)  # fmt: skip

PAIRS = [
    ("Nina Simone - Pastel Blues LP VG+/VG", VGP, VG), ("Nina Simone - Pastel Blues LP VG/VG+", VG, VGP),
    ("Nina Simone - Pastel Blues LP NM/NM", NM, NM), ("Nina Simone - Pastel Blues LP NM / VG+", NM, VGP),
    ("Nina Simone - Pastel Blues LP M/M", M, M), ("Nina Simone - Pastel Blues LP M-/M-", NM, NM),
    ("Nina Simone - Pastel Blues LP G/G", G, G), ("Nina Simone - Pastel Blues LP G+/VG", GP, VG),
    ("Nina Simone - Pastel Blues LP (VG+/VG+)", VGP, VGP), ("Nina Simone - Pastel Blues LP, NM/EX", NM, VGP),
    ("Nina Simone - Pastel Blues - VG+ / G+ - LP", VGP, GP),
    ("Nina Simone Pastel Blues LP Vinyl: VG+ Cover: VG", VGP, VG),
    ("Nina Simone Pastel Blues LP Record VG+ Sleeve G+", VGP, GP),
    ("Nina Simone Pastel Blues LP Platte: NM Cover: VG+", NM, VGP),
    ("Nina Simone Pastel Blues LP media VG sleeve NM", VG, NM),
    ("Nina Simone Pastel Blues Cover VG Vinyl NM LP", NM, VG),
    ("Nina Simone - Pastel Blues LP F/P", F, P), ("Nina Simone - Pastel Blues LP P/F", P, F),
    ("Nina Simone - Pastel Blues LP VG+ VG", VGP, VG),
    ("Nina Simone - Pastel Blues LP Near Mint / Very Good Plus", NM, VGP),
    ("Nina Simone Pastel Blues LP disc: very good, jacket: good plus", VG, GP),
    ("Nina Simone - Pastel Blues LP Disque: VG+ Pochette: VG", VGP, VG),
    ("Nina Simone - Pastel Blues LP Disco: NM Copertina: VG+", NM, VGP),
    ("Nina Simone - Pastel Blues LP Vinilo: VG Funda: G+", VG, GP),
]  # fmt: skip

ONE = [
    ("Love - Forever Changes LP NM", NM), ("Love - Forever Changes LP VG+", VGP),
    ("Love - Forever Changes LP VG", VG),
    ("Love - Forever Changes LP G+", GP), ("Love - Forever Changes LP M-", NM),
    ("Love - Forever Changes LP near mint", NM),
    ("Love - Forever Changes LP Very Good Plus", VGP), ("Love - Forever Changes LP very good", VG),
    ("Love - Forever Changes LP Good Plus", GP), ("Love - Forever Changes LP VG plus", VGP),
    ("Love - Forever Changes VG+ vinyl LP", VGP), ("Love - Forever Changes LP - Mint", M),
    ("Love - Forever Changes LP Mint", M),
    ("Love - Forever Changes (LP) - NM", NM), ("NM Love - Forever Changes LP", NM),
    ("Love - Forever Changes LP sehr gut", VG),
    ("Love - Forever Changes LP neuwertig", NM), ("Love - Forever Changes LP wie neu", NM),
    ("Love - Forever Changes LP TBE", VG),
    ("Love - Forever Changes LP, Good", G), ("Love - Forever Changes LP - Fair", F),
    ("Love - Forever Changes LP - Poor", P),
    ("Love - Forever Changes LP Near Mint (NM or M-)", NM), ("Love - Forever Changes LP Very Good Plus (VG+)", VGP),
    ("Love - Forever Changes LP Mint (M)", M), ("Love - Forever Changes LP n.mint", NM),
]  # fmt: skip

BETWEEN = [
    ("Can - Tago Mago 2LP VG++", VGP, "vg++"), ("Can - Tago Mago 2LP EX", VGP, "ex"),
    ("Can - Tago Mago 2LP EX+", VGP, "ex+"),
    ("Can - Tago Mago 2LP Excellent", VGP, "excellent"), ("Can - Tago Mago 2LP EX-", VG, "ex-"),
    ("Can - Tago Mago 2LP NM-", VGP, "nm-"), ("Can - Tago Mago 2LP E+", VGP, "e+"),
    ("Can - Tago Mago 2LP VG-", GP, "vg-"),
    ("Can - Tago Mago 2LP G++", GP, "g++"), ("Can - Tago Mago 2LP VG+++", VGP, "vg+++"),
    ("Can - Tago Mago 2LP E-", VG, "e-"),
    ("Can - Tago Mago 2LP NM+", NM, "nm+"), ("Can - Tago Mago 2LP Mint-", NM, "mint-"),
    ("Can - Tago Mago 2LP M--", NM, "m--"),
    ("Can - Tago Mago 2LP EX++", VGP, "ex++"), ("Can - Tago Mago 2LP exc", VGP, "exc"),
    ("Can - Tago Mago 2LP G-", F, "g-"),
    ("Can - Tago Mago 2LP VG+/-", VG, "vg+/-"), ("Can - Tago Mago 2LP ausgezeichnet", VGP, "ausgezeichnet"),
]  # fmt: skip

NO_GRADE = [
    "Mint Condition - Definition Of A Band LP", "Mint Royale - On The Ropes 2LP", "The Peppermint Trolley LP",
    "Mint Juleps - One Time LP", "Good Charlotte - The Young And The Hopeless LP", "The Good The Bad And The Ugly LP",
    "Fairport Convention - Unhalfbricking LP", "Poor Old Lu - Sin LP", "The Fair LP",
    "The Ex - Disturbing Domestic Peace",
    "Very Good Trip LP", "Gut Feeling - Devo 7\"", "P.M. Dawn LP", "Spearmint - A Week Away LP",
    "Jimmy Page - Outrider LP",
    "M - Pop Muzik 7\"", "E - A Man Called E LP", "G. Love - Philadelphonic 2LP", "Plaintive Good Night LP",
    "Poor Moon - Illusion LP", "The Fairest Of The Seasons LP",
]  # fmt: skip

FIELDS = [
    ({"Record Grading": "Near Mint (NM or M-)", "Sleeve Grading": "Very Good (VG)"}, NM, VG),
    ({"Record Grading": "Excellent (EX)", "Sleeve Grading": "Good Plus (G+)"}, VGP, GP),
    ({"Record Grading": "VG++", "Sleeve Grading": "VG"}, VGP, VG),
    ({"Zustand der Schallplatte": "Sehr gut", "Hüllenzustand": "VG+"}, VG, VGP),
    ({"État du disque": "VG+", "État de la pochette": "VG"}, VGP, VG),
    ({"Condizione del disco": "NM", "Condizione della copertina": "EX"}, NM, VGP),
    ({"Estado del disco": "VG", "Estado de la funda": "G+"}, VG, GP),
    ({"Record Grading": "M", "Sleeve Grading": "G"}, M, G),
    ({"Record Grading": "Mint (M)", "Sleeve Grading": "Generic"}, M, Grade.GENERIC),
    ({"Record Grading": "Good (G)", "Sleeve Grading": "No Cover"}, G, Grade.NO_COVER),
    ({"Record Grading": "Fair (F)", "Sleeve Grading": "Not Graded"}, F, Grade.NOT_GRADED),
    ({"Record Grading": "Poor (P)", "Sleeve Grading": "Poor (P)"}, P, P),
]  # fmt: skip


@pytest.mark.parametrize(("title", "media", "sleeve"), PAIRS)
def test_two_grades_are_record_and_sleeve(title: str, media: Grade, sleeve: Grade) -> None:
    parsed = read(title)
    assert (parsed.media.grade, parsed.sleeve.grade) == (media, sleeve)
    assert parsed.media.source is parsed.sleeve.source is GradeSource.TEXT


@pytest.mark.parametrize(("title", "media"), ONE)
def test_one_grade_is_the_record_s(title: str, media: Grade) -> None:
    parsed = read(title)
    assert (parsed.media.grade, parsed.sleeve.grade) == (media, None)


@pytest.mark.parametrize(("title", "media", "said"), BETWEEN)
def test_between_two_steps_the_lower_is_read_and_noted(title: str, media: Grade, said: str) -> None:
    parsed = read(title)
    assert parsed.media.grade is media
    assert [(note.code, note.params["words"]) for note in parsed.media.notes] == [("grade_read_as", said)]


@pytest.mark.parametrize("title", NO_GRADE)
def test_a_name_is_no_grade(title: str) -> None:
    parsed = read(title)
    assert (parsed.media.grade, parsed.sleeve.grade) == (None, None)
    assert parsed.media.source is GradeSource.UNKNOWN


@pytest.mark.parametrize(("aspects", "media", "sleeve"), FIELDS)
def test_item_specifics_grade_in_any_language(aspects: dict[str, str], media: Grade, sleeve: Grade) -> None:
    parsed = read("Nick Drake - Pink Moon LP", aspects=aspects)
    assert (parsed.media.grade, parsed.sleeve.grade) == (media, sleeve)
    assert parsed.media.source is GradeSource.FIELD


@pytest.mark.parametrize(
    ("title", "sleeve"),
    [
        ('Elvis Presley - Hound Dog 7" VG+ generic sleeve', Grade.GENERIC),
        ('Elvis Presley - Hound Dog 7" VG+ company sleeve', Grade.GENERIC),
        ('Elvis Presley - Hound Dog 7" VG+ no cover', Grade.NO_COVER),
        ('Elvis Presley - Hound Dog 7" VG+ ohne Cover', Grade.NO_COVER),
        ('Elvis Presley - Hound Dog 7" VG+ sleeve not graded', Grade.NOT_GRADED),
    ],
)
def test_a_sleeve_may_be_generic_absent_or_not_graded(title: str, sleeve: Grade) -> None:
    parsed = read(title)
    assert (parsed.media.grade, parsed.sleeve.grade) == (VGP, sleeve)


def test_the_marketplace_s_own_field_is_stronger_than_the_text() -> None:
    parsed = read("Love - Da Capo LP VG/VG", media_grade=NM, sleeve_grade=VGP, grade_source=GradeSource.FIELD)
    assert (parsed.media.grade, parsed.media.source) == (NM, GradeSource.FIELD)
    assert parsed.sleeve.grade is VGP


def test_an_item_specific_is_stronger_than_the_title() -> None:
    parsed = read("Love - Da Capo LP VG/VG", aspects={"Record Grading": "NM"})
    assert (parsed.media.grade, parsed.media.source) == (NM, GradeSource.FIELD)
    assert (parsed.sleeve.grade, parsed.sleeve.source) == (VG, GradeSource.TEXT)


def test_comments_grade_where_the_title_does_not() -> None:
    parsed = read("Love - Da Capo LP", comments="Vinyl: VG+ with light marks. Cover: VG, small seam split.")
    assert (parsed.media.grade, parsed.sleeve.grade) == (VGP, VG)
    assert parsed.media.source is GradeSource.TEXT


def test_sealed_is_a_flag_and_no_grade() -> None:
    parsed = read("Love - Da Capo LP SEALED")
    assert parsed.media.grade is None
    assert "sealed" in parsed.flags


def test_two_statements_that_differ_give_the_lower_and_say_so() -> None:
    parsed = read("Love - Da Capo NM vinyl LP - vinyl VG")
    assert parsed.media.grade is VG
    assert "grade_contradicted" in [note.code for note in parsed.media.notes]


@pytest.mark.parametrize("condition", ["Very Good", "Used", "Like New", "4000", "Acceptable"])
def test_the_marketplace_s_coarse_condition_is_no_goldmine_grade(condition: str) -> None:
    parsed = read("Love - Da Capo LP", condition_text=condition)
    assert parsed.media.grade is None
