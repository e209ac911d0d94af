"""The data files: each says where it is from and when; the codes: every one the engine can say is listed."""

from __future__ import annotations

import ast
import json
import re
from datetime import date
from pathlib import Path

import pytest

from vinyldigger.analysis.tables import TaxTable
from vinyldigger.core.domain import codes
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.regions import REGIONS
from vinyldigger.services.tables import DATA_FOLDER, bundled_rates, load_tables

ANALYSIS = Path(codes.__file__).parents[2] / "analysis"
MINE = {"deals", "fx_rates", "shipping", "taxes", "values"}


@pytest.mark.parametrize("name", sorted(MINE))
def test_a_data_file_says_its_source_and_date(name: str) -> None:
    table = json.loads((DATA_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    assert len(table["source"]) > 40
    assert date.fromisoformat(table["date"]) <= date(2026, 12, 31)


def test_every_country_of_the_union_has_its_vat() -> None:
    taxes = load_tables().taxes
    for country in REGIONS["eu"]:
        regime = taxes.regime(country, date(2026, 11, 1))
        assert regime is not None
        assert 17 <= regime.brackets[0].vat.amount <= 27
        assert taxes.same_area(country, "DE")
    assert not taxes.same_area("GB", "DE")
    assert not taxes.same_area("NO", "SE")


def test_brackets_ascend_and_the_last_has_no_limit() -> None:
    for regimes in load_tables().taxes.regimes.values():
        for regime in regimes:
            limits = [bracket.up_to for bracket in regime.brackets]
            assert limits[-1] is None
            known = [limit for limit in limits if limit is not None]
            assert known == sorted(known)
            assert len(known) == len(limits) - 1


def test_before_a_table_begins_it_says_nothing() -> None:
    taxes: TaxTable = load_tables().taxes
    assert taxes.regime("DE", date(2020, 1, 1)) is None
    assert taxes.regime("BR", date(2026, 1, 1)) is None


def test_shares_of_a_grade_fall_with_the_grade() -> None:
    for shares in (load_tables().values.discogs, load_tables().values.goldmine):
        assert len(shares) == 8
        ordered = [shares[grade] for grade in sorted(shares, key=lambda grade: -(grade.step or 0))]
        assert ordered == sorted(ordered, reverse=True)
        assert shares[Grade.NM] == 1


def test_points_make_a_hundred_and_seller_weights_one() -> None:
    deals = load_tables().deals
    assert sum(deals.points.values()) == 100
    assert sum(deals.sellers.values()) == 1


def test_shipping_rises_with_weight_and_distance() -> None:
    for row in load_tables().shipping.origins.values():
        for steps in row.steps.values():
            assert list(steps) == sorted(steps)
            assert [price for _, price in steps] == sorted(price for _, price in steps)
        for near, far in (("domestic", "continent"), ("continent", "world")):
            for (_, low), (_, high) in zip(row.steps[near], row.steps[far], strict=True):
                assert low <= high


def test_bundled_rates_are_dated_and_positive() -> None:
    rates = bundled_rates()
    assert rates.day <= date(2026, 12, 31)
    assert {"USD", "GBP", "JPY", "CHF", "NOK", "AUD", "CAD"} <= set(rates.per_eur)
    assert all(rate > 0 for rate in rates.per_eur.values())


def said_in(path: Path) -> set[str]:
    """First arguments of every ``Reason("…")`` in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason"
        and node.args and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    }  # fmt: skip


def test_every_code_in_the_engines_source_is_listed() -> None:
    said = set().union(*(said_in(path) for path in ANALYSIS.glob("*.py")))
    assert said <= codes.ENGINE_CODES
    assert len(said) > 50


def test_every_listed_code_is_said_somewhere() -> None:
    words = set(re.findall(r'"(\w+)"', (DATA_FOLDER / "words.json").read_text(encoding="utf-8")))
    for path in ANALYSIS.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        words |= {
            node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
        }
    assert words >= codes.ENGINE_CODES
