"""Every recorded body decodes, and what we claim to read of it is all there again when it is written back."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, RootModel

from vinyldigger.core.domain.listing import Destination, Listing
from vinyldigger.core.domain.money import Money
from vinyldigger.marketplaces.decoding import decode_items
from vinyldigger.marketplaces.discogs import mapping, wire
from vinyldigger.marketplaces.ebay import mapping as ebay_mapping
from vinyldigger.marketplaces.ebay import wire as ebay_wire

BACKEND = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED_DIR") or BACKEND.parents[1] / "shared")
SAMPLES = SHARED / "reference" / "samples"
NOW = datetime(2026, 11, 23, tzinfo=UTC)
DESTINATION = Destination("DE", "EUR")
READING = ebay_mapping.Reading("EBAY_US", DESTINATION, NOW, b"key")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="no recorded bodies: SHARED_DIR is not there (CI demands it)"),
]

Read = Callable[[Any], Any]
Case = tuple[type[BaseModel], Read]


def body_of(path: Path) -> Any:
    """A recorded body; those of 2014 lie in an envelope."""
    whole = json.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    if isinstance(whole, dict) and {"status", "headers", "body"} <= whole.keys():
        body = whole["body"]
        return json.loads(body, parse_float=Decimal) if isinstance(body, str) else body
    return whole


RELEASE: Case = (wire.ReleaseBody, lambda found: mapping.release(found, NOW))
SEARCH: Case = (wire.SearchRow, lambda found: mapping.search_row(found, NOW))
VERSION: Case = (wire.VersionRow, lambda found: mapping.version(found, "1", None, NOW))
LISTING: Case = (wire.ListingBody, lambda found: mapping.listing(found, DESTINATION, NOW, quoted=True))
COPY: Case = (wire.CollectionRow, lambda found: mapping.collection_entry(found, {1: "Uncategorized"}, NOW))
WANT: Case = (wire.WantRow, lambda found: mapping.want(found, NOW))
ITEM: Case = (ebay_wire.ItemBody, lambda found: ebay_mapping.listing(found, READING))

# What a body's name says of it. None: a kind of answer that we never ask for.
DISCOGS: list[tuple[str, str | None, Case | None]] = [
    ("*get_oauth_identity*", None, (wire.IdentityBody, lambda found: found.username)),
    ("*-get-oauth-identity*", None, (wire.IdentityBody, lambda found: found.username)),
    ("*identity_pete*", None, (wire.IdentityBody, lambda found: found.username)),
    ("*get_profile*", None, (wire.UserBody, mapping.seller)),
    ("user-profile*", None, (wire.UserBody, mapping.seller)),
    ("*collection-value*", None, (wire.ValueBody, mapping.collection_value)),
    ("price-suggestions*", None, (wire.Suggestions, lambda found: mapping.suggestions("1", found.root, NOW))),
    ("*get_inventory*", "listings", LISTING),
    ("inventory-*", "listings", LISTING),
    ("listing-create*", None, None),
    ("listing-*", None, LISTING),
    ("*search*", "results", SEARCH),
    ("*versions*", "versions", VERSION),
    ("*master*", None, (wire.MasterBody, lambda found: found.artists)),
    ("wants-*", "wants", WANT),
    ("*post-*", None, None),
    ("*put-*", None, None),
    ("*collection-fields*", None, None),
    ("collection-add*", None, None),
    ("*collection-folders-0-releases*", "releases", COPY),
    ("collection-folder0*", "releases", COPY),
    ("*collection_items*", "releases", COPY),
    ("*collection-release*", "releases", COPY),
    ("*collection-folders-4739258*", None, (wire.FolderRow, lambda found: found.name)),
    ("*collection*folders*", "folders", (wire.FolderRow, lambda found: found.name)),
    ("*rating*", None, None),
    ("release-stats-quirk*", None, None),
    ("*artist*", None, None),
    ("*label*", None, None),
    ("*release*", None, RELEASE),
]
EBAY: list[tuple[str, str | None, Case | None]] = [
    ("search-*", "itemSummaries", ITEM),
    ("getitem-*", None, ITEM),
    ("taxonomy-*", None, None),
    ("*oas3*", None, None),
]
ERRORS = ("error-*", "*invalid_token*")


def bodies() -> Iterator[Any]:
    """Every recorded body with what reads it; one that nothing speaks for fails."""
    for folder, table in (("discogs", DISCOGS), ("ebay", EBAY)):
        for path in sorted((SAMPLES / folder).glob("*.json")):
            if any(path.match(pattern) for pattern in ERRORS):
                continue
            found = next((row for row in table if path.match(row[0])), None)
            assert found is not None, f"{path.name}: a recorded body that nothing speaks for"
            if found[2] is not None:
                yield pytest.param(path, found[1], found[2], id=path.stem)


@pytest.mark.parametrize(("path", "rows", "case"), list(bodies()))
def test_a_recorded_body_decodes_and_loses_nothing_we_read(path: Path, rows: str | None, case: Case) -> None:
    model, read = case
    body = body_of(path)
    items = body[rows] if rows else [body]
    found, skipped = decode_items(model, items, read)
    assert skipped == 0
    assert len(found) == len([item for item in items if item.get("type") not in ("master", "artist", "label")])
    for item in items:
        assert losses(item, model.model_validate(item)) == []


def losses(said: Any, kept: Any, where: str = "") -> list[str]:
    """Where a decoded value no longer says what the recorded one said."""
    if isinstance(kept, RootModel):
        kept = kept.root
    if isinstance(kept, BaseModel):
        found = []
        for name, info in type(kept).model_fields.items():
            alias = info.alias or name
            if alias in said:
                found += losses(said[alias], getattr(kept, name), f"{where}.{alias}")
        return found
    if isinstance(kept, dict):
        return [loss for key, inner in kept.items() for loss in losses(said[key], inner, f"{where}.{key}")]
    if isinstance(kept, tuple) and isinstance(said, list):
        if len(kept) != len(said):
            return [f"{where}: {len(said)} became {len(kept)}"]
        pairs = zip(said, kept, strict=True)
        return [loss for place, (left, right) in enumerate(pairs) for loss in losses(left, right, f"{where}[{place}]")]
    return [] if same(said, kept) else [f"{where}: {said!r} became {kept!r}"]


def same(said: Any, kept: Any) -> bool:
    """Whether a scalar was kept: numbers by value, moments by instant, nothing as None or ""."""
    if said in (None, "", {}, []):
        return kept in (None, "", (), {})
    if isinstance(kept, datetime):
        return datetime.fromisoformat(str(said)) == kept
    if isinstance(kept, bool) or isinstance(said, bool):
        return said is kept
    if isinstance(kept, int | Decimal):
        try:
            return Decimal(str(said)) == kept
        except InvalidOperation:
            return False
    return str(said) == str(kept)


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("discogs/error-*.json")), ids=lambda path: path.stem)
def test_recorded_refusals_are_read_by_status_never_by_text(path: Path) -> None:
    """They differ in wording and even in their quoting; all that is common is that they are objects."""
    assert set(body_of(path)) == {"message"}


def test_recorded_prices_are_exact() -> None:
    page = body_of(SAMPLES / "discogs" / "inventory-own-page1-of-4.json")
    found, _ = decode_items(wire.ListingBody, page["listings"], LISTING[1])
    for item, raw in zip(found, page["listings"], strict=True):
        assert isinstance(item, Listing)
        assert (
            item.price
            == Money(Decimal(str(raw["original_price"]["value"])), raw["original_price"]["curr_abbr"]).rounded()
        )
        assert item.seller is not None
        assert item.ships_from == "US"
        assert item.media_grade is not None


def test_recorded_vinyl_listings_have_a_medium() -> None:
    page = body_of(SAMPLES / "discogs" / "inventory-own-page1-of-4.json")
    found, _ = decode_items(wire.ListingBody, page["listings"], LISTING[1])
    assert all(item.format is not None and item.format.medium is not None for item in found)


def test_the_recorded_budget_of_ebay_is_none() -> None:
    """Its answers carry no rate-limit headers: the ledger is ours, corrected through Analytics."""
    headers = (SAMPLES / "ebay" / "headers-search-2023.txt").read_text(encoding="utf-8").lower()
    assert "ratelimit" not in headers
    assert "etag" not in headers


def test_recorded_headers_of_discogs_offer_no_validators() -> None:
    """So there is nothing to make conditional requests with."""
    for path in (SAMPLES / "discogs").glob("headers-*.txt"):
        assert "etag:" not in path.read_text(encoding="utf-8").lower()
