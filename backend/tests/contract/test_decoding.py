"""Whatever stands in a body: an item is read or left out, a page is read or reported. Nothing else ever happens."""

from __future__ import annotations

import contextlib
import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from tests.contract.harness import DESTINATION, FIXTURES, NOW
from vinyldigger.core.domain.money import Money
from vinyldigger.marketplaces import jsontext
from vinyldigger.marketplaces.contract import WireChanged
from vinyldigger.marketplaces.decoding import decode, decode_items, decode_one, money
from vinyldigger.marketplaces.discogs import mapping, wire
from vinyldigger.marketplaces.ebay import mapping as ebay_mapping
from vinyldigger.marketplaces.ebay import wire as ebay_wire

READING = ebay_mapping.Reading("EBAY_DE", DESTINATION, NOW, b"key")
Row = tuple[str, str, type[BaseModel], Callable[[Any], Any]]
ROWS: list[Row] = [
    ("discogs/search.json", "results", wire.SearchRow, lambda row: mapping.search_row(row, NOW)),
    ("discogs/versions.json", "versions", wire.VersionRow, lambda row: mapping.version(row, "1", None, NOW)),
    ("discogs/inventory.json", "listings", wire.ListingBody,
     lambda row: mapping.listing(row, DESTINATION, NOW, quoted=True)),
    ("discogs/collection.json", "releases", wire.CollectionRow, lambda row: mapping.collection_entry(row, {}, NOW)),
    ("discogs/wants.json", "wants", wire.WantRow, lambda row: mapping.want(row, NOW)),
    ("discogs/list.json", "items", wire.ListItem, lambda row: mapping.list_item(row, NOW)),
    ("ebay/search.json", "itemSummaries", ebay_wire.ItemBody, lambda row: ebay_mapping.listing(row, READING)),
]  # fmt: skip
SINGLES: list[tuple[str, type[BaseModel], Callable[[Any], Any]]] = [
    ("discogs/release.json", wire.ReleaseBody, lambda body: mapping.release(body, NOW)),
    ("discogs/stats.json", wire.StatsBody, lambda body: mapping.market("1", body, "", NOW)),
    ("discogs/price_suggestions.json", wire.Suggestions, lambda body: mapping.suggestions("1", body.root, NOW)),
    ("discogs/collection_value.json", wire.ValueBody, mapping.collection_value),
    ("discogs/user.json", wire.UserBody, mapping.seller),
    ("ebay/item.json", ebay_wire.ItemBody, lambda body: ebay_mapping.listing(body, READING)),
]

anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.decimals(allow_nan=True, allow_infinity=True)
    | st.text(max_size=8)
    | st.sampled_from(["", "9" * 400, "1e999999", "EUR", "€", "2026-13-01", "2026-11-23T00:00:00Z", "v1|1|0"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in a body that can be spoilt."""
    found = [path] if path else []
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        found += places(one, (*path, key))
    return found


def spoilt(value: Any, path: tuple[Any, ...], by: Any) -> Any:
    """A copy with something else in one place."""
    whole = copy.deepcopy(value)
    holder = whole
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = by
    return whole


def body(name: str) -> Any:
    return json.loads((FIXTURES / name).read_text(encoding="utf-8"), parse_float=Decimal)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("name", "rows", "model", "read"), ROWS, ids=[row[0] for row in ROWS])
def test_one_spoilt_row_never_costs_the_others(
    name: str, rows: str, model: type[BaseModel], read: Callable[[Any], Any], data: st.DataObject
) -> None:
    items = body(name)[rows]
    good, _ = decode_items(model, items, read)
    row = data.draw(st.sampled_from(items))
    worse = spoilt(row, data.draw(st.sampled_from(places(row))), data.draw(anything))
    found, skipped = decode_items(model, [*items, worse], read)
    assert found[: len(good)] == good
    assert len(found) - len(good) + skipped <= 1


@settings(max_examples=150, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("name", "model", "read"), SINGLES, ids=[single[0] for single in SINGLES])
def test_a_spoilt_object_is_read_or_reported(
    name: str, model: type[BaseModel], read: Callable[[Any], Any], data: st.DataObject
) -> None:
    whole = body(name)
    worse = spoilt(whole, data.draw(st.sampled_from(places(whole))), data.draw(anything))
    with contextlib.suppress(WireChanged):
        assert decode_one("test", model, worse, read) is not None


def test_a_report_names_the_place_and_not_the_content() -> None:
    with pytest.raises(WireChanged, match=r"ReleaseBody does not fit at artists\.0\.name, title") as reported:
        decode("test", wire.ReleaseBody, {"id": 1, "artists": [{"anv": "secret"}]})
    assert "secret" not in str(reported.value)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("30.65333333333333", "usd", Money.of("30.65", "USD")), ("2.125", "EUR", Money.of("2.12", "EUR")),
        ("2.135", "EUR", Money.of("2.14", "EUR")), ("4500.5", "JPY", Money.of("4500", "JPY")),
        ("1", "", None), ("1", None, None), (None, "EUR", None),
    ],
)  # fmt: skip
def test_amounts_are_rounded_half_even(amount: str | None, currency: str | None, expected: Money | None) -> None:
    assert money(None if amount is None else Decimal(amount), currency) == expected


@pytest.mark.parametrize(("amount", "currency"), [("1", "euro"), ("1", "€"), ("1e500", "EUR")])
def test_amounts_that_cannot_be_are_an_error(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"currency code|proportion"):
        money(Decimal(amount), currency)


@given(anything)
def test_parsed_text_can_always_be_stored(value: Any) -> None:
    kept = jsontext.parse(json.dumps(value, default=str))
    assert b"\\u0000" not in json.dumps(kept, ensure_ascii=False, default=str).encode("utf-8")


def test_text_that_no_database_holds_is_cleaned() -> None:
    said = '{"a\\u0000b": ["x\\ud83d", "\\ud83d\\ude00", "back\\\\u0000slash", 1.10]}'
    assert jsontext.parse(said) == {"ab": ["x", "\U0001f600", "back\\u0000slash", Decimal("1.10")]}
