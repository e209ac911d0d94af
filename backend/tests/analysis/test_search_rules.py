"""Which rule keeps an offer out, in which order, and what never keeps one out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.analysis.making import (
    NOW,
    TABLES,
    analysed,
    auction,
    eur,
    floor,
    given,
    listing,
    policy,
    quote,
    release,
    seller,
    want,
)
from vinyldigger.analysis.engine import Ownership, SearchRules, preview
from vinyldigger.core.domain.format import Format, Medium, ReleaseType
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, Listing
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.want import Owned, PressingScope, Tier, Want
from vinyldigger.core.domain.words import Reason


def against(item: Listing, rules: SearchRules | None = None, **others: object) -> Reason | None:
    found = analysed(item, rules=rules or SearchRules(), **others)
    return found.listings[item.key].excluded_by


def code(item: Listing, rules: SearchRules | None = None, **others: object) -> str | None:
    reason = against(item, rules, **others)
    return reason.code if reason else None


EBAY = {"marketplace": "ebay", "site": "EBAY_DE", "release_external_id": None, "format": None, "media_grade": None,
        "sleeve_grade": None}  # fmt: skip


def test_an_ordinary_offer_is_in() -> None:
    assert code(listing()) is None


@pytest.mark.parametrize(
    ("item", "rules", "expected"),
    [
        (listing(available=False), SearchRules(), "no_longer_available"),
        (listing(quantity=0), SearchRules(), "no_longer_available"),
        (auction(ends_at=NOW - timedelta(seconds=1)), SearchRules(), "no_longer_available"),
        (auction(ends_at=NOW + timedelta(seconds=1)), SearchRules(), None),
        (listing(format=Format(Medium.CD)), SearchRules(), "not_a_record"),
        (listing(title="Miles Davis - Kind Of Blue CD album", **EBAY), SearchRules(), "not_a_record"),
        (listing(title="Lot of 20 jazz LPs vinyl records", **EBAY), SearchRules(), "several_records"),
        (listing(title="Miles Davis - Kind Of Blue (LP, repress)"), SearchRules(exclude_words=("RePress",)),
         "excluded_word"),
        (listing(title="Pressed Rat - Album (LP)"), SearchRules(exclude_words=("press",)), None),
        (listing(), SearchRules(exclude_words=("kind of", )), "excluded_word"),
        (listing(), SearchRules(formats=frozenset({"lp"})), None),
        (listing(), SearchRules(formats=frozenset({"12"})), None),
        (listing(), SearchRules(formats=frozenset({"7", "ep"})), "other_format"),
        (listing(), SearchRules(year_from=1960), "other_year"),
        (listing(), SearchRules(year_to=1958), "other_year"),
        (listing(), SearchRules(year_from=1959, year_to=1959), None),
        (listing(), SearchRules(buying_options=frozenset({BuyingOption.AUCTION})), "other_buying_option"),
        (auction(), SearchRules(buying_options=frozenset({BuyingOption.AUCTION})), None),
        (listing(), SearchRules(min_media=Grade.NM), "media_below"),
        (listing(), SearchRules(min_media=Grade.VG_PLUS), None),
        (listing(sleeve_grade=Grade.VG), SearchRules(min_sleeve=Grade.VG_PLUS), "sleeve_below"),
        (listing(), SearchRules(ships_from=frozenset({"US"})), "ships_from_elsewhere"),
        (listing(), SearchRules(ships_from=frozenset({"DE"})), None),
        (listing(seller=seller(country=None)), SearchRules(ships_from=frozenset({"DE"})), "origin_unknown"),
        (listing(), SearchRules(min_seller_rating=Decimal("99.6")), "seller_rating_below"),
        (listing(), SearchRules(min_seller_rating=Decimal("99.5")), None),
        (listing(), SearchRules(min_seller_ratings=1001), "seller_few_ratings"),
        (listing(seller=seller(percent=None)), SearchRules(min_seller_rating=Decimal(1)), "seller_unrated"),
        (listing(seller=seller(ratings=0)), SearchRules(min_seller_ratings=1), "seller_unrated"),
        (listing(seller=seller(policies=[policy(country="FR")])), SearchRules(), "not_shipped_here"),
        (listing(quote=replace(quote(None), refused=True)), SearchRules(), "not_shipped_here"),
        (listing(quote=quote(None)), SearchRules(), None),
        (listing(), SearchRules(min_price=eur("20.01")), "below_min_price"),
        (listing(), SearchRules(min_price=eur("20")), None),
        (listing(), SearchRules(max_price=eur("24.99")), "above_max_price"),  # 20 + 5 shipping
        (listing(), SearchRules(max_price=eur("25")), None),
    ],
)  # fmt: skip
def test_rules(item: Listing, rules: SearchRules, expected: str | None) -> None:
    assert code(item, rules) == expected


def test_a_blocked_seller_is_out() -> None:
    assert code(listing(), blocked_sellers=frozenset({"discogs:ann"})) == "seller_blocked"
    assert code(listing(), blocked_sellers=frozenset({"discogs:bob"})) is None


def test_the_first_rule_in_the_fixed_order_is_named() -> None:
    everything = SearchRules(min_media=Grade.NM, max_price=eur(1), ships_from=frozenset({"US"}))
    assert code(listing(), everything) == "media_below"
    assert code(listing(media_grade=Grade.M), everything) == "ships_from_elsewhere"


def test_a_reason_says_what_was_compared() -> None:
    reason = against(listing(), SearchRules(min_media=Grade.NM))
    assert reason == Reason("media_below", {"grade": "vg_plus", "minimum": "nm"})


def test_a_limit_says_the_price_it_leaves_out() -> None:
    dear = against(listing(), SearchRules(max_price=eur("24.99")))
    assert dear == Reason("above_max_price", {"amount": "25.00", "currency": "EUR"})
    cheap = against(listing(), SearchRules(min_price=eur("20.01")))
    assert cheap == Reason("below_min_price", {"amount": "20.00", "currency": "EUR"})


def test_what_is_not_stated_does_not_keep_an_offer_out() -> None:
    vague = listing(media_grade=None, sleeve_grade=None, release_external_id=None, title="Miles Davis Kind Of Blue",
                    format=None, marketplace="ebay", site="EBAY_DE")  # fmt: skip
    rules = SearchRules(min_media=Grade.VG, min_sleeve=Grade.VG, formats=frozenset({"7"}), year_to=1970)
    assert code(vague, rules, releases=[]) is None


@pytest.mark.parametrize("sleeve", [Grade.NOT_GRADED, Grade.GENERIC, Grade.NO_COVER])
def test_a_sleeve_that_is_on_no_scale_does_not_keep_an_offer_out(sleeve: Grade) -> None:
    assert code(listing(sleeve_grade=sleeve), SearchRules(min_sleeve=Grade.VG)) is None


def test_a_floor_has_no_seller_or_grade_to_judge() -> None:
    rules = SearchRules(ships_from=frozenset({"US"}), min_seller_rating=Decimal(99), min_media=Grade.NM)
    assert code(floor(), rules) is None


def test_an_unknown_total_is_judged_by_what_is_sure() -> None:
    unknown = listing(seller=seller(country=None))
    assert code(unknown, SearchRules(max_price=eur("20"))) is None
    assert code(unknown, SearchRules(max_price=eur("19.99"))) == "above_max_price"


# What the search looks for.


@pytest.mark.parametrize(
    ("query", "title", "belongs"),
    [
        ("miles davis kind of blue", "Miles Davis - Kind Of Blue (LP)", True),
        ("miles davis kind of blue", "MILES DAVIS: KIND OF BLUE", True),
        ("miles davis kind of blue", "Miles Davis - Sketches Of Spain (LP)", False),
        ("miles davis kind of blue", "Bill Evans - Blue In Green", False),
        ("miles davis", "Miles Davis - Milestones", True),
        ("miles davis", "Gil Evans - Out Of The Cool", False),
        ("motörhead ace of spades", "MOTORHEAD - Ace Of Spades", True),
        ("coltrane blue train lp vinyl", "John Coltrane – Blue Train", True),
        ("coltrane blue train", "John Coltrain – Blue Train", True),
        ("led zeppelin iv", "Led Zeppelin - Houses Of The Holy", False),
        ("", "Anything", True),
        ("LP", "Anything", False),
        ("CL 1355", "Kind Of Blue Columbia CL-1355", True),
        ("坂本龍一", "坂本龍一 - 千のナイフ", True),
        ("坂本龍一", "細野晴臣 - はらいそ", False),
    ],
)
def test_an_offer_unrelated_to_the_query_is_out(query: str, title: str, belongs: bool) -> None:
    item = listing(title=title, release_external_id=None, format=None)
    assert (code(item, SearchRules(query=query), releases=[]) is None) == belongs


def test_the_catalogue_knows_what_a_cut_title_leaves_out() -> None:
    cut = listing(title="Miles Davis - Kind Of")
    assert code(cut, SearchRules(query="miles davis kind blue columbia")) is None


def test_a_barcode_as_query_finds_its_record() -> None:
    item = listing(title="Some record 5099749522428", **EBAY)
    assert code(item, SearchRules(query="5099749522428"), releases=[]) is None


OTHER = release("2", title="Kind Of Blue", master_id="91")
ELSE = release("3", "Bill Evans", "Waltz For Debby")


@pytest.mark.parametrize(
    ("release_id", "rules", "expected"),
    [
        ("1", SearchRules(anchor_release="1", anchor_master="91"), None),
        ("2", SearchRules(anchor_release="1", anchor_master="91"), "another_pressing"),
        ("2", SearchRules(anchor_master="91"), None),
        ("3", SearchRules(anchor_master="91"), "another_record"),
        ("3", SearchRules(anchor_release="1"), "another_pressing"),
    ],
)
def test_anchors(release_id: str, rules: SearchRules, expected: str | None) -> None:
    catalogue: list[Release] = [release(), OTHER, ELSE]
    assert code(listing(release_external_id=release_id), rules, releases=catalogue) == expected


# Wants.


def sweep(item: Listing, *wants: Want, **others: object) -> str | None:
    return code(item, SearchRules(wants_only=True), wants=wants, **others)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (want(), None),
        (want(release_id="7", master_id="97"), "not_wanted"),
        (want(min_media=Grade.NM), "media_below"),
        (want(min_sleeve=Grade.NM), "sleeve_below"),
        (want(countries=frozenset({"US"})), "ships_from_elsewhere"),
        (want(max_landed=eur("24.99")), "above_want_limit"),
        (want(max_landed=eur("25")), None),
        (want(scope=PressingScope.RELEASE), None),
        (want(release_id="2", master_id="91", scope=PressingScope.RELEASE), "another_pressing"),
        (want(release_id="2", master_id="91"), None),
        (want(release_id="2", master_id="91", scope=PressingScope.LISTED, listed_releases=frozenset({"1"})), None),
        (want(scope=PressingScope.LISTED, listed_releases=frozenset({"2"})), "another_pressing"),
    ],
)
def test_a_sweep_keeps_only_what_satisfies_a_want(wanted: Want, expected: str | None) -> None:
    assert sweep(listing(), wanted, releases=[release(), OTHER]) == expected


def test_one_satisfied_want_is_enough_and_the_most_wanted_counts() -> None:
    strict = want("w1", min_media=Grade.M, tier=Tier.MUST)
    relaxed, eventually = want("w2", tier=Tier.NICE), want("w3", tier=Tier.EVENTUALLY)
    found = analysed(listing(), rules=SearchRules(wants_only=True), wants=[eventually, relaxed, strict])
    assert found.listings["discogs::a"].want_key == "w2"


def test_a_want_without_ids_is_found_by_its_name() -> None:
    local = Want("w1", "Miles Davis", "Kind of Blue")
    item = listing(title="Miles Davis - Kind Of Blue", release_external_id=None, format=None)
    assert sweep(item, local, releases=[]) is None


def test_levels_of_wants_and_collection() -> None:
    catalogue = [release(), OTHER]
    found = analysed(
        listing("a"), listing("b", release_external_id="2"), releases=catalogue,
        wants=[want(release_id="2", master_id="91")], owned=[Owned("1", "91")],
    ).listings  # fmt: skip
    assert (found["discogs::a"].wantlist_level, found["discogs::b"].wantlist_level) == (
        Ownership.MASTER, Ownership.RELEASE)  # fmt: skip
    assert (found["discogs::a"].collection_level, found["discogs::b"].collection_level) == (
        Ownership.RELEASE, Ownership.MASTER)  # fmt: skip


# Preview.


def test_a_preview_says_what_would_be_kept_and_why_not() -> None:
    items = [listing("a"), listing("b", "90"), listing("c", "95"), listing("d", available=False)]
    found = preview(given(items, rules=SearchRules(max_price=eur(50))), TABLES)
    assert (found.total, found.kept) == (4, 1)
    assert found.excluded == {"above_max_price": 2, "no_longer_available": 1}
    assert next(iter(found.excluded)) == "above_max_price"
    assert found.reasons["discogs::a"] is None


def test_a_preview_has_the_prices_that_the_limit_is_held_against() -> None:
    items = [listing("a"), listing("b", "90"), replace(listing("c"), price=None)]
    asked = given(items, rules=SearchRules(max_price=eur(50)))
    full = analysed(*items, rules=asked.rules)
    prices = preview(asked, TABLES).prices
    assert set(prices) == {"discogs::a", "discogs::b"}
    assert all(price == full.listings[key].landed.total for key, price in prices.items())


def test_a_preview_agrees_with_the_analysis() -> None:
    items = [replace(listing(str(price), str(price)), media_grade=grade) for price in (5, 20, 60)
             for grade in (Grade.NM, Grade.VG, None)]  # fmt: skip
    asked = given(items, rules=SearchRules(max_price=eur(50), min_media=Grade.VG_PLUS))
    kept = {key for key, reason in preview(asked, TABLES).reasons.items() if reason is None}
    full = analysed(*items, rules=asked.rules)
    assert kept == {key for key, found in full.listings.items() if found.excluded_by is None}


def test_singles_are_not_albums() -> None:
    single = listing(format=Format(Medium.VINYL, 1, 12, 45, ReleaseType.MAXI), release_external_id=None,
                     title="Miles Davis - Kind Of Blue")  # fmt: skip
    assert code(single, SearchRules(formats=frozenset({"lp"})), releases=[]) == "other_format"
    assert code(single, SearchRules(formats=frozenset({"lp", "12"})), releases=[]) is None
