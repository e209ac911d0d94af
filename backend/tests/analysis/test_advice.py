"""Recommendations: each of the five kinds appears when it should, with its arithmetic, and not when it should not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.analysis.making import (
    TABLES,
    analysed,
    auction,
    door,
    eur,
    floor,
    given,
    listing,
    market,
    policy,
    quote,
    release,
    seller,
    standing_of,
    suggestions,
    want,
)
from vinyldigger.analysis import baskets
from vinyldigger.analysis.engine import Recommendation, RecommendationType, SearchRules, analyse
from vinyldigger.analysis.recommendations import deal_key
from vinyldigger.analysis.scored import Scored
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.release import LabelCredit
from vinyldigger.core.domain.want import Owned

Kind = RecommendationType
BOB = seller("bob", policies=[policy()])
WORTH = {"1": suggestions()}  # NM 40, VG+ 30.59


def advice(kind: Kind, *items: Listing, **others: Any) -> list[Recommendation]:
    return [found for found in analysed(*items, **others).recommendations if found.type is kind]


def codes(found: Recommendation) -> list[str]:
    return [reason.code for reason in found.reasons]


# Best price.


def test_best_price_saves_against_value_and_against_the_next_offer() -> None:
    (best,) = advice(Kind.BEST_PRICE, listing("a", "12"), listing("b", "18", seller=BOB), suggestions=WORTH)
    assert best.listing_keys == ("discogs::a",)
    assert (best.goods, best.shipping, best.taxes, best.landed) == (
        eur("12.00"), eur("5.00"), eur("0.00"), eur("17.00"))  # fmt: skip
    assert (best.savings, best.savings_against) == (eur("13.59"), "fair_value")
    arithmetic = {reason.code: reason.params.get("amount") for reason in best.reasons}
    assert (arithmetic["saves_against_value"], arithmetic["saves_against_next"]) == ("13.59", "6.00")
    assert best.title.params == {"artist": "Miles Davis", "title": "Kind Of Blue"}


def test_without_a_value_best_price_saves_against_the_next_offer() -> None:
    (best,) = advice(Kind.BEST_PRICE, listing("a", "12"), listing("b", "18", seller=BOB), wants=[want()])
    assert (best.savings, best.savings_against) == (eur("6.00"), "next_offer")


def test_the_landed_price_decides_not_the_item_price() -> None:
    far = listing("b", "10", seller=BOB, quote=quote("20"))
    (best,) = advice(Kind.BEST_PRICE, listing("a", "12"), far, suggestions=WORTH)
    assert best.listing_keys == ("discogs::a",)


def test_an_offer_above_its_value_without_a_rival_is_no_best_price() -> None:
    others = listing("b", "30", release_external_id="2", seller=BOB)
    assert not advice(
        Kind.BEST_PRICE, listing("a", "60"), others, releases=[release(), release("2")], suggestions=WORTH
    )


@pytest.mark.parametrize("bound", [auction("a", "1"), floor("1", "1"), listing("a", "1", is_variation=True)])
def test_lower_bounds_are_never_advice(bound: Listing) -> None:
    found = analysed(bound, listing("b", "12"), listing("c", "18", seller=BOB), suggestions=WORTH, wants=[want()])
    assert found.recommendations
    assert all(bound.key not in each.listing_keys for each in found.recommendations)


def test_what_one_owns_is_left_out_unless_it_is_an_upgrade() -> None:
    offers = [listing("a", "12"), listing("b", "18", seller=BOB)]
    for grade, expected in ((Grade.VG_PLUS, 0), (Grade.NM, 0), (None, 0), (Grade.VG, 1)):
        owned = [Owned("1", "91", grade)]
        found = advice(Kind.BEST_PRICE, *offers, suggestions=WORTH, owned=owned)
        assert len(found) == expected
        assert all("upgrade" in codes(each) for each in found)


def test_who_asks_for_an_album_by_name_may_own_another_pressing_of_it() -> None:
    offers = [listing("a", "12"), listing("b", "18", seller=BOB)]
    another_pressing = [Owned("2", "91", Grade.NM)]
    asked = {"rules": SearchRules(query="kind of blue")}
    assert not advice(Kind.BEST_PRICE, *offers, suggestions=WORTH, owned=another_pressing)
    assert advice(Kind.BEST_PRICE, *offers, suggestions=WORTH, owned=another_pressing, **asked)
    assert advice(Kind.BEST_PRICE, *offers, suggestions=WORTH, owned=another_pressing, wants=[want()])
    assert not advice(Kind.BEST_PRICE, *offers, suggestions=WORTH, owned=[Owned("1", "91", Grade.NM)], **asked)


def test_each_pressing_of_an_album_has_its_best_price() -> None:
    catalogue = [release(), release("2", master_id="91", year=1974, country="Japan")]
    offers = [
        listing("a", "12"),
        listing("b", "18", seller=BOB),
        listing("c", "20", release_external_id="2"),
        listing("d", "26", release_external_id="2", seller=BOB),
        *(listing(f"e{price}", str(price), seller=BOB) for price in range(40, 60)),
    ]
    found = advice(Kind.BEST_PRICE, *offers, releases=catalogue, rules=SearchRules(query="kind of blue"))
    by_title = {each.title.code: each for each in found}
    assert by_title["best_price"].listing_keys == ("discogs::a",)
    pressing = by_title["best_price_of_pressing"]
    assert pressing.listing_keys == ("discogs::c",)
    assert (pressing.savings, pressing.savings_against) == (eur("6.00"), "next_offer")
    assert (pressing.title.params["country"], pressing.title.params["year"]) == ("Japan", 1974)
    assert len(found) == 2


def test_a_worn_out_copy_is_no_advice() -> None:
    worn = listing("a", "5", media_grade=Grade.F, sleeve_grade=Grade.P)
    fine = listing("b", "18", seller=BOB)
    assert [each.listing_keys for each in advice(Kind.BEST_PRICE, worn, fine, suggestions=WORTH)] == [("discogs::b",)]


@pytest.mark.parametrize(
    ("media", "least", "expected"),
    [
        (Grade.G_PLUS, None, False),
        (Grade.G, None, True),
        (None, None, False),
        (Grade.G, Grade.VG, True),
        (Grade.G, Grade.G, False),
        (Grade.F, Grade.P, False),
    ],
)
def test_a_want_can_say_that_a_worn_copy_will_do(media: Grade | None, least: Grade | None, expected: bool) -> None:
    asked = want(min_media=least) if least else None
    standing = standing_of(door().article(listing()), media=media)
    assert Scored(standing, Decimal(90), asked).is_worn is expected


def test_a_favourite_seller_is_named() -> None:
    offers = [listing("a", "12"), listing("b", "18", seller=BOB)]
    (plain,) = advice(Kind.BEST_PRICE, *offers, suggestions=WORTH)
    (liked,) = advice(Kind.BEST_PRICE, *offers, suggestions=WORTH, favourite_sellers=frozenset({"discogs:ann"}))
    assert "favourite_seller" not in codes(plain)
    assert "favourite_seller" in codes(liked)


# Multi-item.


def test_one_parcel_saves_against_separate_ones() -> None:
    catalogue = [release(key) for key in "123"]
    worth = {key: suggestions(key) for key in "123"}
    offers = [listing(key, "12", release_external_id=key) for key in "123"]
    (bundle,) = advice(Kind.MULTI_ITEM, *offers, releases=catalogue, suggestions=worth)
    assert (bundle.goods, bundle.shipping, bundle.landed) == (eur("36.00"), eur("7.00"), eur("43.00"))
    assert (bundle.savings, bundle.savings_against) == (eur("8.00"), "separate_parcels")
    assert bundle.seller_key == "discogs:ann"
    assert bundle.title.params["items"] == 3


def test_two_copies_of_one_record_are_no_bundle() -> None:
    assert not advice(Kind.MULTI_ITEM, listing("a", "12"), listing("b", "13"), suggestions=WORTH)


def test_no_bundle_where_one_parcel_costs_as_much() -> None:
    dear = seller(policies=[policy("5", "5")])
    catalogue, worth = [release(key) for key in "12"], {key: suggestions(key) for key in "12"}
    offers = [listing(key, "12", release_external_id=key, seller=dear) for key in "12"]
    assert not advice(Kind.MULTI_ITEM, *offers, releases=catalogue, suggestions=worth)


def test_crossing_a_tax_threshold_together_is_counted() -> None:
    abroad = seller("us", "US", policies=[policy("10", "1")])
    catalogue, worth = [release(key) for key in "12"], {key: suggestions(key, "300") for key in "12"}
    offers = [listing(key, "100", release_external_id=key, seller=abroad, media_grade=Grade.NM) for key in "12"]
    (bundle,) = advice(Kind.MULTI_ITEM, *offers, releases=catalogue, suggestions=worth)
    # apart: twice 100 + 10 + 3 duty + 19 % of 113; together 200 + 11 + 6 handling + 19 % of 211
    assert bundle.landed == eur("257.09")
    assert bundle.savings == eur("11.85")


# Condition value.


def test_without_a_value_the_grids_ratio_tells_what_a_better_grade_is_worth() -> None:
    cheap = listing("a", "10", media_grade=Grade.VG, sleeve_grade=Grade.VG)
    better = listing("b", "15", media_grade=Grade.NM, sleeve_grade=Grade.NM, seller=BOB)
    dear = listing("b", "19.50", media_grade=Grade.NM, sleeve_grade=Grade.NM, seller=BOB)
    asked = {"rules": SearchRules(query="kind of blue")}
    dearer_copies = [listing(f"c{price}", str(price), media_grade=Grade.NM) for price in (40, 45, 50)]
    (found,) = advice(Kind.CONDITION_VALUE, cheap, better, *dearer_copies, **asked)
    # VG is 9/17 of NM: 10 euros become 18.89, so that 5 more for NM leave 3.89
    assert (found.listing_keys, found.savings) == (("discogs::b",), eur("3.89"))
    assert not advice(Kind.CONDITION_VALUE, cheap, dear, *dearer_copies, **asked)


def test_a_better_grade_for_less_than_the_grid_asks() -> None:
    cheap = listing("a", "10", media_grade=Grade.VG, sleeve_grade=Grade.VG)
    better = listing("b", "15", media_grade=Grade.NM, sleeve_grade=Grade.NM, seller=BOB)
    (found,) = advice(Kind.CONDITION_VALUE, cheap, better, suggestions=WORTH)
    assert found.listing_keys == ("discogs::b",)
    arithmetic = {reason.code: reason.params for reason in found.reasons}
    assert arithmetic["better_grade_for"] == {"amount": "5.00", "currency": "EUR", "from": "vg", "to": "nm"}
    assert arithmetic["grade_is_worth"]["amount"] == "18.82"  # 40.00 - 21.18
    assert (found.savings, found.savings_against) == (eur("13.82"), "grade_step")


def test_a_better_grade_for_more_than_the_grid_asks_is_no_value() -> None:
    cheap = listing("a", "5", media_grade=Grade.VG, sleeve_grade=Grade.VG)
    better = listing("b", "25", media_grade=Grade.NM, sleeve_grade=Grade.NM, seller=BOB)
    assert not advice(Kind.CONDITION_VALUE, cheap, better, suggestions=WORTH)


def test_another_pressing_in_a_better_grade_is_another_matter() -> None:
    catalogue = [release("1", master_id="m"), release("2", master_id="m")]
    cheap = listing("a", "10", media_grade=Grade.VG)
    better = listing("b", "15", media_grade=Grade.NM, release_external_id="2", seller=BOB)
    worth = {"1": suggestions(), "2": suggestions("2")}
    assert not advice(Kind.CONDITION_VALUE, cheap, better, releases=catalogue, suggestions=worth)


# Discovery.

RARE = {"markets": {"1": market(for_sale=3)}, "suggestions": WORTH}
FILLER = listing("z", "30", release_external_id="2", seller=BOB)
CATALOGUE = [release(), release("2")]


def test_rare_not_asked_for_and_clearly_under_value_is_a_discovery() -> None:
    (found,) = advice(Kind.HIGH_VALUE_DISCOVERY, listing("a", "12"), FILLER, releases=CATALOGUE, **RARE)
    assert "rare" in codes(found)
    assert (found.savings, found.savings_against) == (eur("13.59"), "fair_value")


def test_wanted_by_many_is_a_discovery_too() -> None:
    wanted = [release(want=900), release("2")]
    (found,) = advice(Kind.HIGH_VALUE_DISCOVERY, listing("a", "12"), FILLER, releases=wanted, suggestions=WORTH)
    assert "wanted_by_many" in codes(found)


def test_no_discovery_when_asked_for_owned_common_or_not_cheap() -> None:
    cheap = listing("a", "12")
    common = {"markets": {"1": market(for_sale=90)}, "suggestions": WORTH}
    for items, others in (
        ([cheap, FILLER], {**RARE, "wants": [want()]}),
        ([cheap, FILLER], {**RARE, "owned": [Owned("1", "91", Grade.NM)]}),
        ([cheap, FILLER], common),
        ([listing("a", "24"), FILLER], RARE),
    ):
        assert not advice(Kind.HIGH_VALUE_DISCOVERY, *items, releases=CATALOGUE, **others)


# Completion.


def completes(
    *titles: tuple[str, str], offered: tuple[str, str] = ("Miles Davis", "Kind Of Blue"), **others: Any
) -> list[str]:
    artist, title = offered
    catalogue = [release(artist=artist, title=title), release("2")]
    owned = [Owned(str(100 + place), None, None, None, None, name, album) for place, (name, album) in enumerate(titles)]
    item = listing("a", "12", title=f"{artist} - {title}")
    found = advice(
        Kind.COLLECTION_COMPLETION, item, FILLER, releases=catalogue, suggestions=WORTH, owned=owned, **others
    )
    return [code for each in found for code in codes(each)]


def test_the_missing_volume() -> None:
    owned = (("The Ventures", "Best Of Vol. 1"), ("The Ventures", "Best Of Vol. III"))
    assert "missing_volume" in completes(*owned, offered=("The Ventures", "Best Of Volume II"))
    assert "missing_volume" not in completes(*owned, offered=("The Ventures", "Best Of Volume 3"))
    assert "missing_volume" not in completes(*owned, offered=("The Shadows", "Best Of Volume 2"))


def test_more_of_an_artist_one_collects() -> None:
    albums = tuple(("Miles Davis", title) for title in ("Milestones", "Nefertiti", "Bitches Brew"))
    assert "more_of_artist" in completes(*albums)
    assert "more_of_artist" not in completes(*albums[:2])
    various = tuple(("Various", title) for title in "abc")
    assert "more_of_artist" not in completes(*various, offered=("Various", "Jazz Hits"))


def test_the_last_want_of_an_artist() -> None:
    assert "last_want_of_artist" in completes(("Miles Davis", "Milestones"), wants=[want()])
    assert "last_want_of_artist" not in completes(("Miles Davis", "Milestones"), wants=[want(), want("w2", "7")])
    assert "last_want_of_artist" not in completes(("Bill Evans", "Explorations"), wants=[want()])


def test_the_gap_in_a_label_run() -> None:
    run = [release(str(number), title=f"Album {number}", labels=(LabelCredit("Blue Note", f"BLP 400{number}"),))
           for number in (1, 2, 3)]  # fmt: skip
    worth = {"2": suggestions("2")}
    item = listing("a", "12", release_external_id="2", title="Miles Davis - Album 2")
    other = listing("z", "30", release_external_id="9", seller=BOB)
    owned = [Owned("1", "91"), Owned("3", "93")]
    (found,) = advice(Kind.COLLECTION_COMPLETION, item, other, releases=run, suggestions=worth, owned=owned)
    assert "closes_label_run" in codes(found)
    assert not advice(Kind.COLLECTION_COMPLETION, item, other, releases=run, suggestions=worth, owned=owned[:1])


# What holds for all.


def test_the_key_of_a_deal_is_stable_and_its_own() -> None:
    key = deal_key(Kind.BEST_PRICE, "m1", ["b", "a"])
    assert key == deal_key(Kind.BEST_PRICE, "m1", ["a", "b"])
    assert len({key, deal_key(Kind.MULTI_ITEM, "m1", ["a", "b"]), deal_key(Kind.BEST_PRICE, "m2", ["a", "b"]),
                deal_key(Kind.BEST_PRICE, "m1", ["a"])}) == 4  # fmt: skip


def test_a_changed_price_keeps_the_key() -> None:
    offers = [listing("a", "12"), listing("b", "18", seller=BOB)]
    (before,) = advice(Kind.BEST_PRICE, *offers, suggestions=WORTH)
    (after,) = advice(Kind.BEST_PRICE, listing("a", "11"), offers[1], suggestions=WORTH)
    assert before.deal_key == after.deal_key


def test_fewer_than_two_included_offers_get_a_summary_only() -> None:
    found = analysed(listing("a", "12"), listing("b", available=False), suggestions=WORTH, wants=[want()])
    assert (found.recommendations, found.sellers) == ((), ())
    assert not found.summary.complete
    assert found.summary.included == 1


def test_scores_differ() -> None:
    catalogue = [release(str(key)) for key in range(1, 7)]
    worth = {str(key): suggestions(str(key)) for key in range(1, 7)}
    offers = [listing(str(key), str(8 + 3 * key), release_external_id=str(key)) for key in range(1, 7)]
    scores = [found.score for found in advice(Kind.BEST_PRICE, *offers, releases=catalogue, suggestions=worth)]
    assert len(set(scores)) == len(scores) > 2
    assert scores == sorted(scores, reverse=True)


# The basket.


def test_a_basket_holds_worn_copies_only_where_a_rule_or_the_user_asks_for_them() -> None:
    worn = listing("a", "5", media_grade=Grade.F, sleeve_grade=Grade.P)

    def offered(least: Grade | None, **options: Any) -> list[str]:
        inp = given([worn, listing("b", "18", seller=BOB)], wants=[want(min_media=least)])
        found = baskets.problem(inp, analyse(inp, TABLES), baskets.BasketOptions(**options), TABLES)
        return [offer.listing_key for offer in found.offers]

    assert offered(None) == ["discogs::b"]
    assert offered(Grade.F) == ["discogs::a", "discogs::b"]
    assert offered(None, listing_keys=frozenset({"discogs::a"})) == ["discogs::a"]
