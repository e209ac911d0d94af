"""Words that contradict the stated grade are quoted; words that deny a fault are none."""

from __future__ import annotations

import pytest

from tests.analysis.reading import read
from vinyldigger.core.domain.grade import Grade, GradeSource

RISKS = [
    ("plays with noise", "risk_noise"), ("some surface noise on side B", "risk_noise"),
    ("light crackle between tracks", "risk_noise"),
    ("knistert leicht", "risk_noise"), ("a few deep scratches", "risk_scratch"),
    ("leichte Kratzer auf Seite A", "risk_scratch"),
    ("quelques rayures", "risk_scratch"), ("skips on track 3", "risk_skip"), ("springt bei Lied 2", "risk_skip"),
    ("slight edge warp, plays fine", "risk_warp"), ("leicht verwellt", "risk_warp"),
    ("small edge chip", "risk_damage"),
    ("2 inch seam split on top", "risk_sleeve"), ("water damage to the cover", "risk_sleeve"),
    ("Wasserschaden am Cover", "risk_sleeve"),
    ("writing on label", "risk_sleeve"), ("not play graded", "risk_not_played"),
    ("visually graded only", "risk_not_played"),
    ("nur optisch bewertet", "risk_not_played"), ("unofficial release", "risk_unofficial"),
    ("stock photo used", "risk_stock_photo"),
    ("missing insert otherwise complete", "risk_missing"), ("Poster fehlt leider", "risk_missing"),
]  # fmt: skip

DENIED = [
    "no scratches", "no deep scratches at all", "without any scratches", "free of scratches", "never skips",
    "does not skip",
    "keine Kratzer", "ohne Kratzer", "sans rayures", "no surface noise", "no warps, no skips", "no seam splits",
    "kein Knistern",
    "not warped", "no marks or scratches", "senza graffi", "sin ruido", "zonder krassen",
]  # fmt: skip


@pytest.mark.parametrize(("comment", "code"), RISKS)
def test_a_comment_that_contradicts_the_grade_is_quoted(comment: str, code: str) -> None:
    parsed = read(
        "Yes - Fragile LP",
        comments=comment,
        media_grade=Grade.NM,
        sleeve_grade=Grade.NM,
        grade_source=GradeSource.FIELD,
    )
    risks = {risk.code: risk.params["words"] for risk in parsed.risks}
    assert code in risks
    assert str(risks[code]) in comment


@pytest.mark.parametrize("comment", DENIED)
def test_a_fault_that_is_denied_is_none(comment: str) -> None:
    parsed = read("Yes - Fragile LP", comments=comment, media_grade=Grade.NM, sleeve_grade=Grade.NM)
    assert parsed.risks == ()


@pytest.mark.parametrize("comment", ["plays with noise", "scratches", "surface noise"])
def test_words_that_fit_a_low_grade_contradict_nothing(comment: str) -> None:
    parsed = read("Yes - Fragile LP", comments=comment, media_grade=Grade.G, sleeve_grade=Grade.G)
    assert parsed.risks == ()


def test_the_grade_that_is_contradicted_is_named() -> None:
    parsed = read("Yes - Fragile LP", comments="plays with noise", media_grade=Grade.VG_PLUS)
    assert parsed.risks[0].params == {"words": "plays with noise", "grade": "vg_plus"}


def test_a_fault_without_any_grade_is_told_all_the_same() -> None:
    assert [risk.code for risk in read("Yes - Fragile LP", comments="skips on side two").risks] == ["risk_skip"]


def test_risks_in_the_title_count() -> None:
    assert [risk.code for risk in read("Yes - Fragile LP NM warped").risks] == ["risk_warp"]


def test_each_risk_is_told_once() -> None:
    parsed = read("Yes - Fragile LP scratched", comments="scratches on both sides. scratched label.")
    assert [risk.code for risk in parsed.risks] == ["risk_scratch"]
