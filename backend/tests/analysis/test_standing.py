"""Part of the offers looked at again, the others as they stood: the same answer as all of them looked at."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from tools.sample_market import market

from tests.analysis.making import BERLIN, RATES, TABLES, eur, floor, given, listing, release, seller, suggestions, want
from vinyldigger.analysis.engine import Analysis, AnalysisInput, analyse
from vinyldigger.analysis.ranking import Stood
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.money import Money


def changed(inp: AnalysisInput, chance: random.Random) -> tuple[AnalysisInput, set[str]]:
    """The market a little later, and the keys of what is new or other in it."""
    listings = {each.key: each for each in inp.listings}
    some = chance.sample(sorted(listings), 24)
    for key in some[:6]:
        del listings[key]
    touched = {key: _other(listings[key], chance) for key in some[6:]}
    new = [replace(listings[key], external_id=f"new{key}") for key in chance.sample(sorted(listings), 6)]
    touched |= {each.key: each for each in new}
    return replace(inp, listings=list((listings | touched).values())), set(touched)


def _other(one: Listing, chance: random.Random) -> Listing:
    """An offer with another price, grade, text or end."""
    dearer = Money(
        (one.price.amount if one.price else Decimal(9)) * chance.choice((Decimal("0.4"), Decimal("1.3"))), "EUR"
    )
    return chance.choice((
        replace(one, price=dearer.rounded()),
        replace(one, media_grade=chance.choice((Grade.M, Grade.G, None))),
        replace(one, title=f"{one.title} promo skips"),
        replace(one, available=False),
        replace(one, price=None),
    ))  # fmt: skip


def scores(analysis: Analysis, before: Mapping[str, Stood]) -> dict[str, Decimal | None]:
    """The score of every offer."""
    stood = {key: each.score for key, each in before.items()}
    return stood | {key: each.score for key, each in analysis.stood.items()}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share_valued", [0, 3])
def test_a_change_looked_at_alone_gives_the_answer_of_all_looked_at(seed: int, share_valued: int) -> None:
    chance = random.Random(seed)
    inp = market(300, 60, RATES, seed)
    if not share_valued:
        inp = replace(inp, suggestions={}, markets={})  # nothing has a value: prices count by their rank
    stood: dict[str, Stood] = dict(analyse(inp, TABLES).stood)
    for _ in range(3):
        inp, touched = changed(inp, chance)
        whole = analyse(inp, TABLES)
        keys = {each.key for each in inp.listings}
        before = {key: each for key, each in stood.items() if key in keys - touched}
        fresh = [each for each in inp.listings if each.key in touched]
        part = analyse(replace(inp, listings=fresh, stood=before), TABLES)
        assert part.listings == {key: whole.listings[key] for key in touched}
        assert (part.sellers, part.recommendations, part.summary) == (
            whole.sellers,
            whole.recommendations,
            whole.summary,
        )
        assert scores(part, before) == scores(whole, {})
        assert all(part.moved[key] == whole.listings[key].score for key in part.moved)
        stood = before | dict(part.stood)
        assert stood == whole.stood


def test_what_stands_as_it_stood_is_not_written_again() -> None:
    inp = given([listing("a", "12"), listing("b", "20", seller=seller("bob"))], suggestions={"1": suggestions()})
    stood = analyse(inp, TABLES).stood
    again = analyse(replace(inp, listings=[], stood=stood), TABLES)
    assert (again.listings, again.moved, again.stood) == ({}, {}, {})
    assert again.recommendations == analyse(inp, TABLES).recommendations


def test_an_offer_is_moved_when_another_takes_its_place() -> None:
    inp = given([listing("a", "12"), listing("b", "20", seller=seller("bob"))])
    stood = analyse(inp, TABLES).stood
    cheaper = listing("c", "5", seller=seller("eve"))
    again = analyse(replace(inp, listings=[cheaper], stood=stood), TABLES)
    assert set(again.moved) == {"discogs::a", "discogs::b"}


@pytest.mark.parametrize(
    ("item", "others", "expected"),
    [
        (listing(), {}, False),
        (listing(price=Money.of(20, "GBP")), {}, True),
        (listing(seller=seller(policies=[])), {}, True),  # the usual price of sending, from a table
        (listing(seller=seller(country="US")), {}, True),
        (listing(), {"destination": replace(BERLIN, currency="GBP")}, True),
        (listing(), {"suggestions": {"1": suggestions()}}, False),
        (floor(), {}, True),
    ],
)
def test_whether_rates_have_a_part_in_an_offer(item: Listing, others: dict[str, object], expected: bool) -> None:
    found = analyse(given([item], [release()], wants=[want(max_landed=eur(9))], **others), TABLES)
    assert found.stood[item.key].standing.is_converted is expected
