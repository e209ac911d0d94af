"""What a copy is worth: the grid, observations, siblings, sleeves, caps, and when the engine abstains."""

from __future__ import annotations

import math
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given as hypothesis_given
from hypothesis import settings
from hypothesis import strategies as st

from tests.analysis.making import NOW, RATES, TABLES, eur, given, listing, market, release, suggestions
from vinyldigger.analysis.inputs import ValueObservation
from vinyldigger.analysis.match import Match, MatchLevel
from vinyldigger.analysis.parsed import ParsedListing, ReadGrade
from vinyldigger.analysis.valuation import Values, observation
from vinyldigger.core.domain.format import Format, Medium
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, ListingKind
from vinyldigger.core.domain.release import PriceSuggestions

MEDIA = [grade for grade in Grade if grade.step is not None]
SINGLE = Format(Medium.VINYL, 1, 7, 45)


def values(**others: object) -> Values:
    return Values(given(**{"suggestions": {"1": suggestions()}, "markets": {"1": market()}, **others}), TABLES)


def seen(price: str, media: Grade = Grade.NM, days: int = 0, release_id: str = "1") -> ValueObservation:
    return ValueObservation(release_id, media, media, Decimal(price), NOW.date() - timedelta(days=days))


def match(release_id: str | None = "1", level: MatchLevel = MatchLevel.RELEASE, record: str = "m91") -> Match:
    return Match("discogs::a", level, record, release_id, "91", 99.0, ())


@pytest.mark.parametrize(
    ("grade", "amount"),
    [("m", "44.71"), ("nm", "40.00"), ("vg_plus", "30.59"), ("vg", "21.18"), ("g_plus", "11.76"), ("g", "7.06"),
     ("f", "4.71"), ("p", "2.35")],
)  # fmt: skip
def test_the_suggestion_grid_has_one_base_and_seventeenths(grade: str, amount: str) -> None:
    found = values().of("1", Grade(grade), Grade(grade))
    assert (found.value, found.basis, found.base) == (eur(amount), "suggested", eur("40.00"))


@pytest.mark.parametrize(
    ("grade", "share"),
    [("m", "1.1"), ("nm", "1"), ("vg_plus", "0.5"), ("vg", "0.25"), ("g_plus", "0.15"), ("g", "0.1"), ("f", "0.05"),
     ("p", "0.02")],
)  # fmt: skip
def test_the_stricter_goldmine_table_on_request(grade: str, share: str) -> None:
    found = values(goldmine=True).of("1", Grade(grade), Grade(grade))
    assert found.value == eur(Decimal(40) * Decimal(share)).rounded()


def test_any_grade_of_the_grid_leads_to_the_same_base() -> None:
    only_vg = PriceSuggestions("1", {Grade.VG: eur("21.18")}, NOW)
    base = values(suggestions={"1": only_vg}).base("1")
    assert base is not None
    assert base.value == pytest.approx(40, abs=0.02)


@pytest.mark.parametrize(
    ("sleeve", "steps"),
    [("vg_plus", 0), ("nm", 1), ("vg", -1), ("g_plus", -2), ("g", -3), ("p", -3), ("generic", -3), ("no_cover", -3)],
)
def test_the_sleeve_counts_by_steps_from_the_media_grade_at_most_three(sleeve: str, steps: int) -> None:
    found = values().of("1", Grade.VG_PLUS, Grade(sleeve))
    assert found.value is not None
    assert float(found.value.amount) == pytest.approx(40 * 13 / 17 * math.exp(0.13 * steps), abs=0.02)


@pytest.mark.parametrize("sleeve", [Grade.GENERIC, Grade.NO_COVER])
def test_a_single_that_never_had_a_picture_sleeve_loses_nothing_without(sleeve: Grade) -> None:
    plain = values(releases=[release(format=SINGLE)])
    pictured = values(releases=[release(format=SINGLE, format_text='7", Single, Picture Sleeve')])
    whole = plain.of("1", Grade.VG, Grade.VG)
    assert plain.of("1", Grade.VG, sleeve) == whole
    lost = pictured.of("1", Grade.VG, sleeve).value
    assert lost is not None
    assert whole.value is not None
    assert lost < whole.value


@pytest.mark.parametrize("sleeve", [Grade.NOT_GRADED, None])
def test_an_ungraded_sleeve_widens_the_range_and_keeps_the_value(sleeve: Grade | None) -> None:
    graded, ungraded = values().of("1", Grade.VG, Grade.VG), values().of("1", Grade.VG, sleeve)
    assert ungraded.value == graded.value
    assert ungraded.low is not None
    assert graded.low is not None
    assert ungraded.low < graded.low
    assert ungraded.confidence < graded.confidence


def test_an_ungraded_record_has_a_range_and_no_value() -> None:
    found = values().of("1", None, None)
    assert found.value is None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.high
    assert [reason.code for reason in found.reasons] == ["grade_unknown"]


# Asking prices seen.


def test_asking_prices_make_a_value_called_asked_at_most_of_medium_confidence() -> None:
    observations = [seen(price) for price in ("30", "40", "44", "38", "41", "39", "40")]
    found = values(suggestions={}, observations={"1": observations}).of("1", Grade.NM, Grade.NM)
    assert (found.value, found.basis) == (eur("40.00"), "asked")
    assert found.confidence <= 69


def test_the_median_of_logs_shrugs_off_one_absurd_price() -> None:
    observations = [seen(price) for price in ("38", "40", "42", "40", "9000")]
    found = values(suggestions={}, observations={"1": observations}).of("1", Grade.NM, Grade.NM)
    assert found.value == eur("40.00")


def test_recent_prices_weigh_more_by_half_each_420_days() -> None:
    old = [seen("20", days=4200)] * 4
    new = [seen("40")] * 3
    found = values(suggestions={}, observations={"1": [*old, *new]}).of("1", Grade.NM, Grade.NM)
    assert found.value == eur("40.00")
    halved = [seen("20", days=420)] * 3 + [seen("40")] * 2  # 1.5 against 2
    assert values(suggestions={}, observations={"1": halved}).of("1", Grade.NM, Grade.NM).value == eur("40.00")
    fresh = [seen("20", days=100)] * 3 + [seen("40")] * 2  # 2.5 against 2
    assert values(suggestions={}, observations={"1": fresh}).of("1", Grade.NM, Grade.NM).value == eur("20.00")


def test_prices_of_other_grades_are_taken_back_to_near_mint() -> None:
    observations = [seen("21.18", Grade.VG), seen("30.59", Grade.VG_PLUS), seen("40", Grade.NM)]
    found = values(suggestions={}, observations={"1": observations}).of("1", Grade.NM, Grade.NM)
    assert found.value is not None
    assert float(found.value.amount) == pytest.approx(40, abs=0.02)


def test_two_prices_are_too_few() -> None:
    found = values(suggestions={}, observations={"1": [seen("40")] * 2}, markets={}).of("1", Grade.NM, Grade.NM)
    assert (found.value, found.confidence, found.basis) == (None, 0, None)
    assert [reason.code for reason in found.reasons] == ["not_enough_data"]


def test_a_suggestion_grid_comes_before_asking_prices() -> None:
    found = values(observations={"1": [seen("90")] * 9}).of("1", Grade.NM, Grade.NM)
    assert (found.value, found.basis) == (eur("40.00"), "suggested")


def test_a_floor_alone_is_from_not_a_value() -> None:
    found = values(suggestions={}, markets={"1": market(floor="8")}).of("1", Grade.NM, Grade.NM)
    assert (found.value, found.basis, found.floor) == (None, "from", eur("8.00"))


# Siblings and caps.


def test_without_own_data_the_siblings_are_a_weak_prior() -> None:
    pressings = [release(key, master_id="m") for key in "1234"]
    known = {key: suggestions(key, price) for key, price in (("2", "30"), ("3", "40"), ("4", "90"))}
    found = values(releases=pressings, suggestions=known).of("1", Grade.NM, Grade.NM)
    assert found.value == eur("40.00")
    assert found.confidence <= 30
    assert "value_from_siblings" in [reason.code for reason in found.reasons]


def test_a_common_record_is_worth_at_most_17_floors() -> None:
    absurd = {"1": suggestions(nm="400")}
    capped = values(suggestions=absurd, markets={"1": market(floor="10", for_sale=20)}).of("1", Grade.NM, Grade.NM)
    assert capped.value == eur("170.00")
    assert "value_capped_by_floor" in [reason.code for reason in capped.reasons]
    rare = values(suggestions=absurd, markets={"1": market(floor="10", for_sale=19)}).of("1", Grade.NM, Grade.NM)
    assert rare.value == eur("400.00")


def test_a_pressing_is_worth_at_most_12_times_its_siblings() -> None:
    pressings = [release(key, master_id="m") for key in "123"]
    known = {"1": suggestions("1", "400"), "2": suggestions("2", "10"), "3": suggestions("3", "20")}
    found = values(releases=pressings, suggestions=known, markets={}).of("1", Grade.NM, Grade.NM)
    assert found.value == eur("180.00")
    assert "value_capped_by_siblings" in [reason.code for reason in found.reasons]


def test_another_masters_pressings_are_no_siblings() -> None:
    known = {"2": suggestions("2", "30")}
    assert values(releases=[release("1"), release("2")], suggestions=known, markets={}).base("1") is None


# An unconfirmed pressing.


def test_an_unconfirmed_pressing_has_a_range_over_all_and_no_value() -> None:
    pressings = [release(key, master_id="91") for key in "12"]
    known = {"1": suggestions("1", "20"), "2": suggestions("2", "90")}
    album = match(None, MatchLevel.MASTER)
    found = values(releases=pressings, suggestions=known).of_match(album, Grade.NM, Grade.NM)
    assert (found.value, found.confidence) == (None, 0)
    assert found.low is not None
    assert found.high is not None
    assert found.low < eur(20)
    assert found.high > eur(90)


def test_where_pressings_are_alike_the_pressing_does_not_matter() -> None:
    pressings = [release(key, master_id="91") for key in "12"]
    known = {"1": suggestions("1", "36"), "2": suggestions("2", "44")}
    found = values(releases=pressings, suggestions=known).of_match(
        match(None, MatchLevel.MASTER), Grade.NM, Grade.NM)  # fmt: skip
    assert found.value == eur("40.00")
    assert found.confidence <= 40


def test_what_is_not_in_the_catalogue_has_no_value() -> None:
    for nothing in (None, match(None, MatchLevel.TITLE, "t1")):
        found = values().of_match(nothing, Grade.NM, Grade.NM)
        assert (found.value, [reason.code for reason in found.reasons]) == (None, ["not_in_catalogue"])


# Confidence.


@pytest.mark.parametrize(
    ("have", "for_sale", "quality", "confidence"),
    [(500, 50, "Correct", 100), (500, 50, "Needs Vote", 85), (199, 50, "Correct", 80), (19, 50, "Correct", 55),
     (500, 19, "Correct", 90), (500, 4, "Correct", 75), (10, 2, "Needs Vote", 15), (None, None, "Correct", 70)],
)  # fmt: skip
def test_confidence_falls_with_few_owners_few_copies_and_doubtful_data(
    have: int | None, for_sale: int | None, quality: str, confidence: int
) -> None:
    found = values(releases=[release(have=have, data_quality=quality)], markets={"1": market(for_sale=for_sale)})
    assert found.of("1", Grade.NM, Grade.NM).confidence == confidence


# What may be remembered.


def test_only_a_graded_discogs_listing_of_a_confirmed_pressing_is_remembered() -> None:
    read = ParsedListing("discogs::a", None, None, (), media=ReadGrade(Grade.VG), sleeve=ReadGrade(Grade.VG))
    remembered = observation(listing(price="20"), match(), read, RATES)
    assert remembered == ValueObservation("1", Grade.VG, Grade.VG, Decimal("20.00"), NOW.date())
    ungraded = ParsedListing("discogs::a", None, None, ())
    for forgotten in (
        observation(listing(marketplace="ebay"), match(), read, RATES),
        observation(listing(kind=ListingKind.RELEASE_FLOOR), match(), read, RATES),
        observation(listing(buying_option=BuyingOption.AUCTION), match(), read, RATES),
        observation(listing(is_variation=True), match(), read, RATES),
        observation(listing(), match(None, MatchLevel.MASTER), read, RATES),
        observation(listing(), None, read, RATES),
        observation(listing(), match(), ungraded, RATES),
        observation(listing(price=None), match(), read, RATES),
    ):
        assert forgotten is None


# What always holds.

SLEEVES = [*Grade, None]


@hypothesis_given(
    st.sampled_from(MEDIA), st.sampled_from(MEDIA), st.sampled_from(SLEEVES), st.booleans(),
    st.decimals("1", "5000", places=2),
)  # fmt: skip
@settings(max_examples=300, deadline=None)
def test_a_better_record_in_the_same_sleeve_is_never_worth_less(
    one: Grade, other: Grade, sleeve: Grade | None, goldmine: bool, nm: Decimal
) -> None:
    low, high = sorted((one, other), key=lambda grade: grade.step or 0)
    found = values(suggestions={"1": suggestions(nm=str(nm))}, goldmine=goldmine, markets={})
    worse, better = found.of("1", low, sleeve).value, found.of("1", high, sleeve).value
    assert worse is not None
    assert better is not None
    assert worse <= better


@hypothesis_given(st.sampled_from(MEDIA), st.sampled_from(MEDIA), st.sampled_from(MEDIA), st.booleans())
@settings(max_examples=200, deadline=None)
def test_a_better_sleeve_is_never_worth_less(media: Grade, one: Grade, other: Grade, goldmine: bool) -> None:
    low, high = sorted((one, other), key=lambda grade: grade.step or 0)
    found = values(goldmine=goldmine)
    worse, better = found.of("1", media, low).value, found.of("1", media, high).value
    assert worse is not None
    assert better is not None
    assert worse <= better


@hypothesis_given(
    st.lists(st.tuples(st.decimals("0.01", "9000", places=2), st.sampled_from(MEDIA), st.integers(0, 4000)),
             max_size=12),
    st.sampled_from([*Grade, None]), st.sampled_from(SLEEVES),
)  # fmt: skip
@settings(max_examples=200, deadline=None)
def test_a_value_lies_in_its_range_whatever_was_seen(
    prices: list[tuple[Decimal, Grade, int]], media: Grade | None, sleeve: Grade | None
) -> None:
    observations = [seen(str(price), grade, days) for price, grade, days in prices]
    found = values(suggestions={}, observations={"1": observations}).of("1", media, sleeve)
    assert 0 <= found.confidence <= 69
    if found.value is None:
        assert found.confidence == 0
    else:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.value <= found.high


def test_observations_of_the_future_do_not_count() -> None:
    ahead = [ValueObservation("1", Grade.NM, Grade.NM, Decimal(40), date(2027, 1, 1))] * 5
    assert values(suggestions={}, observations={"1": ahead}, markets={}).base("1") is None
