"""The price at the door: where each part comes from, and that unknown is never zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.making import BERLIN, door, eur, landed, listing, policy, quote, seller
from vinyldigger.analysis.article import Contents
from vinyldigger.analysis.costs import Certain, CostPart, LandedCost, PartKind
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.listing import Destination, Listing, TaxCollector
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import ShippingBracket, ShippingPolicy

LONDON = Destination("GB", "GBP")


def part(cost: LandedCost, kind: PartKind) -> CostPart:
    return next(found for found in cost.parts if found.kind is kind)


def code(cost: LandedCost, kind: PartKind) -> str:
    reason = part(cost, kind).reason
    return reason.code if reason else ""


def from_abroad(price: Money | str = "20", country: str = "US", shipping: str | None = "10") -> Listing:
    return listing(price=price, seller=seller(country=country), quote=quote(shipping) if shipping else None)


# Shipping: quote, policy, correction, table, unknown.


def test_the_listings_own_quote_comes_first_and_is_exact() -> None:
    cost = landed(listing(quote=quote("7")))
    shipping = part(cost, PartKind.SHIPPING)
    assert (shipping.amount, shipping.certain, code(cost, PartKind.SHIPPING)) == (
        eur("7.00"), Certain.EXACT, "quoted_shipping")  # fmt: skip


def test_a_quote_for_another_country_does_not_count() -> None:
    assert code(landed(listing(quote=quote("7", country="FR"))), PartKind.SHIPPING) == "seller_policy"


def test_a_quote_for_another_postal_area_is_only_estimated() -> None:
    elsewhere = replace(quote("7"), postal_prefix="80")
    assert part(landed(listing(quote=elsewhere)), PartKind.SHIPPING).certain is Certain.ESTIMATED
    nearby = replace(quote("7"), postal_prefix="10")
    assert part(landed(listing(quote=nearby)), PartKind.SHIPPING).certain is Certain.EXACT


def test_the_policy_comes_before_the_users_correction() -> None:
    corrections = {"discogs:ann": policy("3", "1")}
    with_policy = landed(listing(), corrections=corrections)
    without = landed(listing(seller=seller()), corrections=corrections)
    assert (code(with_policy, PartKind.SHIPPING), part(with_policy, PartKind.SHIPPING).amount) == (
        "seller_policy", eur("5.00"))  # fmt: skip
    assert (code(without, PartKind.SHIPPING), part(without, PartKind.SHIPPING).amount) == (
        "your_correction", eur("3.00"))  # fmt: skip


def test_without_any_of_them_the_dated_table_estimates_with_a_range() -> None:
    shipping = part(landed(listing(seller=seller())), PartKind.SHIPPING)
    assert shipping.certain is Certain.ESTIMATED
    assert shipping.amount is not None
    assert shipping.high is not None
    assert shipping.low < shipping.amount < shipping.high
    assert shipping.reason is not None
    assert (shipping.reason.code, shipping.reason.params["grams"]) == ("usual_shipping", 480)


def test_without_an_origin_shipping_and_tax_are_unknown_and_so_is_the_total() -> None:
    cost = landed(listing(seller=None, ships_from=None))
    assert cost.total is None
    assert cost.certain is Certain.UNKNOWN
    assert cost.low == eur("20.00")  # only the item is sure
    assert cost.high is not None
    assert cost.high > cost.low
    assert part(cost, PartKind.SHIPPING).amount is None
    assert code(cost, PartKind.VAT) == "origin_unknown"


@pytest.mark.parametrize(
    ("rule", "discs", "price", "expected"),
    [
        (policy("5", "1"), 1, "20", "5.00"),
        (policy("5", "1"), 3, "20", "7.00"),
        (policy("5", "1", free_over=eur(20)), 1, "20", "0.00"),
        (policy("5", "1", free_over=eur("20.01")), 1, "20", "5.00"),
        (policy("5", "1", cap=eur(6)), 4, "20", "6.00"),
        (ShippingPolicy("DE", brackets=(ShippingBracket(eur(4), 1), ShippingBracket(eur(9), 5))), 1, "20", "4.00"),
        (ShippingPolicy("DE", brackets=(ShippingBracket(eur(4), 1), ShippingBracket(eur(9), 5))), 2, "20", "9.00"),
        (ShippingPolicy("DE", brackets=(ShippingBracket(eur(4), None, 500), ShippingBracket(eur(9), None, 1000))),
         2, "20", "9.00"),
    ],
)  # fmt: skip
def test_a_policy_is_followed(rule: ShippingPolicy, discs: int, price: str, expected: str) -> None:
    item = listing(price=price, seller=seller(policies=[rule]), format=Format(discs=discs, inches=12))
    assert part(landed(item), PartKind.SHIPPING).amount == eur(expected)


def test_weight_decides_only_by_estimate_so_the_price_is_estimated() -> None:
    by_weight = ShippingPolicy("DE", brackets=(ShippingBracket(eur(4), None, 500), ShippingBracket(eur(9), None, 1000)))
    shipping = part(landed(listing(seller=seller(policies=[by_weight]))), PartKind.SHIPPING)
    assert (shipping.certain, shipping.amount, shipping.high) == (Certain.ESTIMATED, eur("4.00"), eur("9.00"))


def test_an_unstated_number_of_discs_makes_a_policy_an_estimate() -> None:
    shipping = part(landed(listing(format=Format(inches=12))), PartKind.SHIPPING)
    assert (shipping.certain, shipping.amount, shipping.high) == (Certain.ESTIMATED, eur("5.00"), eur("6.00"))


@pytest.mark.parametrize("broken", [policy("-5"), ShippingPolicy("DE"), ShippingPolicy("DE", Money.of(5, "XXX"))])
def test_a_policy_that_cannot_be_is_no_source(broken: ShippingPolicy) -> None:
    assert code(landed(listing(seller=seller(policies=[broken]))), PartKind.SHIPPING) == "usual_shipping"


@pytest.mark.parametrize(
    ("form", "grams"),
    [
        (Format(inches=7, discs=1), 50 + 60), (Format(inches=10, discs=1), 120 + 250),
        (Format(inches=12, discs=1), 230 + 250), (Format(inches=12, discs=2), 460 + 250),
    ],
)  # fmt: skip
def test_weight_by_size_and_discs_with_mailer(form: Format, grams: int) -> None:
    reason = part(landed(listing(seller=seller(), format=form)), PartKind.SHIPPING).reason
    assert reason is not None
    assert reason.params["grams"] == grams


# Taxes.


@pytest.mark.parametrize(("origin", "destination"), [("DE", "DE"), ("FR", "DE"), ("MC", "FR"), ("US", "US"),
                                                     ("GB", "IM"), ("LI", "CH")])  # fmt: skip
def test_within_one_customs_and_tax_area_nothing_is_due_exactly(origin: str, destination: str) -> None:
    cost = landed(from_abroad(country=origin, shipping=None), Destination(destination, "EUR"))
    for kind in (PartKind.VAT, PartKind.DUTY, PartKind.HANDLING):
        due = part(cost, kind)
        assert (due.amount, due.high, due.certain) == (eur(0), eur(0), Certain.EXACT)


@pytest.mark.parametrize(
    ("destination", "price", "vat", "duty", "handling", "collector"),
    [
        # goods + 10 shipping (+ 3 duty) at 19 %; IOSS up to 150 EUR
        (BERLIN, "100", "21.47", "3.00", "0.00", TaxCollector.MARKETPLACE),
        (BERLIN, "150", "30.97", "3.00", "0.00", TaxCollector.MARKETPLACE),
        (BERLIN, "150.01", "30.40", "0.00", "6.00", TaxCollector.BORDER),
        (Destination("HU", "EUR"), "100", "30.51", "3.00", "0.00", TaxCollector.MARKETPLACE),
        # 135 GBP are 168.75 EUR at 0.80
        (Destination("GB", "EUR"), "168.75", "35.75", "0.00", "0.00", TaxCollector.MARKETPLACE),
        (Destination("GB", "EUR"), "168.76", "35.75", "0.00", "10.00", TaxCollector.BORDER),
        (Destination("AU", "EUR"), "100", "11.00", "0.00", "0.00", TaxCollector.MARKETPLACE),
        # 10,000 JPY are 62.50 EUR: nothing below, 10 % above
        (Destination("JP", "EUR"), "62.50", "0.00", "0.00", "0.00", TaxCollector.BORDER),
        (Destination("JP", "EUR"), "62.51", "7.25", "0.00", "1.25", TaxCollector.BORDER),
        (Destination("NO", "EUR"), "100", "27.50", "0.00", "0.00", TaxCollector.MARKETPLACE),
        (Destination("CH", "EUR"), "100", "8.91", "0.00", "13.68", TaxCollector.BORDER),
        (Destination("CA", "EUR"), "13.33", "0.00", "0.00", "0.00", TaxCollector.BORDER),
        (Destination("CA", "EUR"), "100", "14.30", "0.00", "6.63", TaxCollector.BORDER),
    ],
)  # fmt: skip
def test_import_taxes_by_country_and_bracket(
    destination: Destination, price: str, vat: str, duty: str, handling: str, collector: TaxCollector
) -> None:
    item = replace(from_abroad(price, country="KR"), quote=quote("10", country=destination.country))
    cost = landed(item, destination)
    amounts = [part(cost, kind).amount for kind in (PartKind.VAT, PartKind.DUTY, PartKind.HANDLING)]
    assert amounts == [eur(vat), eur(duty), eur(handling)]
    assert {part(cost, kind).collector for kind in (PartKind.VAT, PartKind.HANDLING)} == {collector}


def test_the_flat_duty_is_collected_at_the_border_though_vat_is_paid_at_the_sale() -> None:
    cost = landed(from_abroad("100"))
    assert part(cost, PartKind.VAT).collector is TaxCollector.MARKETPLACE
    assert part(cost, PartKind.DUTY).collector is TaxCollector.BORDER


def test_records_enter_the_us_without_duty_normally_and_that_is_an_estimate() -> None:
    item = replace(from_abroad("100", "DE"), quote=quote("10", country="US"))
    duty = part(landed(item, Destination("US", "EUR")), PartKind.DUTY)
    assert (duty.amount, duty.certain) == (eur("0.00"), Certain.ESTIMATED)
    assert duty.high is not None
    assert duty.high > eur(0)


def test_the_flat_duty_began_on_the_first_of_july_2026() -> None:
    before = landed(from_abroad("100"), now=datetime(2026, 6, 30, tzinfo=UTC))
    since = landed(from_abroad("100"), now=datetime(2026, 7, 1, tzinfo=UTC))
    assert part(before, PartKind.DUTY).amount == eur("0.00")
    assert part(since, PartKind.DUTY).amount == eur("3.00")


def test_brackets_go_by_the_goods_of_the_whole_parcel() -> None:
    here = door(LONDON)
    one = replace(from_abroad(Money.of(100, "GBP"), "US"), quote=None)
    two = replace(one, external_id="b")
    alone = here.landed(one)
    together = here.parcel([here.article(item) for item in (one, two)])
    assert part(alone, PartKind.HANDLING).amount == Money.of("0.00", "GBP")
    assert part(together, PartKind.HANDLING).amount == Money.of("8.00", "GBP")
    assert {part(alone, PartKind.VAT).collector, part(together, PartKind.VAT).collector} == {
        TaxCollector.MARKETPLACE, TaxCollector.BORDER}  # fmt: skip


def test_records_of_one_parcel_share_one_tariff_heading() -> None:
    here = door()
    items = [replace(from_abroad("20"), external_id=key, quote=None) for key in "abc"]
    cost = here.parcel([here.article(item) for item in items])
    assert part(cost, PartKind.DUTY).amount == eur("3.00")


def test_quoted_import_charges_are_exact_and_counted_once() -> None:
    item = replace(from_abroad("100"), quote=quote("10", charges="25", collector=TaxCollector.MARKETPLACE))
    cost = landed(item)
    assert cost.total == eur("135.00")
    assert cost.certain is Certain.EXACT
    assert code(cost, PartKind.DUTY) == "in_import_charges"


def test_a_price_that_includes_tax_is_not_taxed_again() -> None:
    item = replace(from_abroad("100"), quote=quote("10", collector=TaxCollector.INCLUDED))
    assert landed(item).total == eur("110.00")


def test_a_destination_without_a_table_leaves_taxes_unknown_with_an_upper_guess() -> None:
    cost = landed(from_abroad("100", "DE"), Destination("BR", "EUR"))
    assert cost.total is None
    assert code(cost, PartKind.VAT) == "taxes_unknown"
    assert cost.high is not None
    assert cost.high > cost.low


# Currency.


def test_other_currencies_are_converted_with_the_original_and_the_day_of_the_rate() -> None:
    cost = landed(listing(price=Money.of(40, "GBP")))
    item = part(cost, PartKind.ITEM)
    assert (item.amount, item.original) == (eur("50.00"), Money.of(40, "GBP"))
    assert cost.rates_day is not None
    assert cost.rates_day.isoformat() == "2026-11-19"


@pytest.mark.parametrize(
    ("price", "why"),
    [(None, "no_price"), (Money.of(20, "XYZ"), "no_rate"), (eur(-1), "absurd_price"), (eur("1e20"), "absurd_price")],
)
def test_a_price_that_says_nothing_is_unknown_never_zero(price: Money | None, why: str) -> None:
    cost = landed(listing(price=price))
    assert (part(cost, PartKind.ITEM).amount, cost.total) == (None, None)
    assert code(cost, PartKind.ITEM) == why


def test_separate_quotes_are_the_upper_bound_of_a_shared_parcel() -> None:
    here = door()
    items = [listing(key, seller=seller(), quote=quote("7")) for key in "ab"]
    shipping = part(here.parcel([here.article(item) for item in items]), PartKind.SHIPPING)
    assert (shipping.low, shipping.high) == (eur("7.00"), eur("14.00"))
    assert shipping.certain is Certain.ESTIMATED
    assert shipping.reason is not None
    assert shipping.reason.code == "may_combine"


# What holds for every listing.

MONEY = st.decimals("0.01", "3000", places=2)
COUNTRY = st.sampled_from(["DE", "FR", "GB", "US", "JP", "CA", "AU", "CH", "NO", "BR", "XX", None])


@given(MONEY, MONEY, COUNTRY, COUNTRY.filter(lambda country: country is not None))
@settings(max_examples=200, deadline=None)
def test_a_dearer_item_never_costs_less_at_the_door(
    one: Decimal, other: Decimal, origin: str | None, destination: str
) -> None:
    low, high = sorted((one, other))
    costs = [
        landed(listing(price=eur(price), seller=seller(country=origin)), Destination(destination, "EUR"))
        for price in (low, high)
    ]
    assert costs[0].low <= costs[1].low
    if costs[0].total is not None and costs[1].total is not None:
        assert costs[0].total <= costs[1].total


@given(MONEY, COUNTRY, COUNTRY.filter(lambda country: country is not None), st.booleans())
@settings(max_examples=200, deadline=None)
def test_parts_add_up_and_unknown_makes_the_total_unknown(
    price: Decimal, origin: str | None, destination: str, quoted: bool
) -> None:
    item = listing(price=eur(price), seller=seller(country=origin), quote=quote("7", destination) if quoted else None)
    cost = landed(item, Destination(destination, "EUR"))
    amounts = [found.amount for found in cost.parts]
    if any(amount is None for amount in amounts):
        assert cost.total is None
        assert cost.certain is Certain.UNKNOWN
    else:
        assert cost.total == eur(sum(amount.amount for amount in amounts if amount))
        assert cost.low <= cost.total
    assert cost.low == eur(sum(found.low.amount for found in cost.parts))
    for found in cost.parts:
        assert found.low <= (found.amount or found.low)
        assert found.high is None or (found.amount or found.low) <= found.high
        assert found.certain is not Certain.EXACT or found.low == found.amount == found.high


PRICES, QUOTES = st.sampled_from(["3", "19.99", "170"]), st.sampled_from([None, "4", "12.5"])
SENT = st.lists(st.tuples(PRICES, QUOTES), min_size=1, max_size=5)


@given(SENT, st.sampled_from(["DE", "US", "GB", None]), st.sampled_from([BERLIN, LONDON]), st.booleans())
@settings(deadline=None)
def test_the_charges_of_a_parcel_are_its_parts(
    sent: list[tuple[str, str | None]], country: str | None, destination: Destination, has_policy: bool
) -> None:
    policies = (policy(country=destination.country),) if has_policy else ()
    one, here = seller(country=country, policies=policies), door(destination)
    listings = [
        listing(str(key), price, seller=one, quote=quote(shipping, country=destination.country) if shipping else None)
        for key, (price, shipping) in enumerate(sent)
    ]
    articles = [here.article(each) for each in listings]
    goods = sum((here.purse.take(article.asked) or Decimal(0) for article in articles), Decimal(0))
    contents = Contents(articles[0], [each.load for each in articles], [each.quote for each in articles], goods)
    parcel, charges = here.parcel(articles), here.charges(contents)
    if parcel.total is None:
        assert charges is None
        return
    assert charges is not None
    assert Money(goods + sum(charges), parcel.currency) == parcel.total
    shipping = part(parcel, PartKind.SHIPPING).amount
    assert shipping is not None
    assert charges.shipping == shipping.amount
