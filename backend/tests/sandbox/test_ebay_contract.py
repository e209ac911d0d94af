"""eBay's answers against eBay's own OpenAPI contract."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator

from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.world import World

pytestmark = pytest.mark.shared
Schema = dict[str, Any]


def closed(node: Any) -> Any:
    """The contract with every object closed, so that a misspelt field is found."""
    if isinstance(node, dict):
        node = {key: closed(value) for key, value in node.items()}
        if "properties" in node and node.get("type", "object") == "object":
            node["additionalProperties"] = False
    elif isinstance(node, list):
        node = [closed(one) for one in node]
    return node


@pytest.fixture(scope="module")
def contract(shared_dir: Path) -> Schema:
    text = (shared_dir / "reference/samples/ebay/buy_browse_v1_oas3.yaml").read_text(encoding="utf-8")
    schemas: Schema = closed(yaml.load(text, yaml.CSafeLoader)["components"]["schemas"])
    return schemas


def mistakes(contract: Schema, name: str, body: Any) -> list[str]:
    schema = {"components": {"schemas": contract}, "$ref": f"#/components/schemas/{name}"}
    return [f"{list(error.path)}: {error.message}" for error in Draft202012Validator(schema).iter_errors(body)]


@pytest.mark.parametrize(
    "params",
    [
        {"q": "kind of blue"},
        {"q": "beatles", "fieldgroups": "EXTENDED", "filter": "buyingOptions:{AUCTION|FIXED_PRICE}"},
        {"q": "pink floyd", "category_ids": "176985", "fieldgroups": "FULL", "offset": "50", "limit": "50"},
        {"q": "bowie", "sort": "nonsense"},
        {"q": "zzzqqq"},
    ],
    ids=["plain", "auctions", "refined", "warned", "empty"],
)
@pytest.mark.parametrize("site", ["EBAY_US", "EBAY_DE", "EBAY_GB"])
async def test_search(ebay: httpx.AsyncClient, contract: Schema, params: dict[str, str], site: str) -> None:
    headers = {
        "X-EBAY-C-MARKETPLACE-ID": site,
        "X-EBAY-C-ENDUSERCTX": "contextualLocation=country%3DDE,affiliateCampaignId=1",
    }
    answer = await ebay.get("/buy/browse/v1/item_summary/search", params=params, headers=headers)
    assert answer.status_code == 200
    assert mistakes(contract, "SearchPagedCollection", answer.json()) == []


async def test_items_of_every_kind(ebay: httpx.AsyncClient, contract: Schema, shelf: Shelf, world: World) -> None:
    items = shelf.on_show(world.seconds())
    kinds = {(one.kind, one.is_auction, one.variations != (0,)): one for one in items}
    assert len(kinds) >= 8
    for item in kinds.values():
        body = (await ebay.get(f"/buy/browse/v1/item/v1%7C{item.offer.id}%7C{item.variations[0]}")).json()
        assert mistakes(contract, "Item", body) == []


async def test_groups(ebay: httpx.AsyncClient, contract: Schema, shelf: Shelf, world: World) -> None:
    item = next(one for one in shelf.on_show(world.seconds()) if one.variations != (0,))
    params = {"item_group_id": str(item.offer.id)}
    body = (await ebay.get("/buy/browse/v1/item/get_items_by_item_group", params=params)).json()
    assert mistakes(contract, "ItemGroup", body) == []


async def test_errors(ebay: httpx.AsyncClient, contract: Schema) -> None:
    body = (await ebay.get("/buy/browse/v1/item/1")).json()
    assert [mistakes(contract, "Error", error) for error in body["errors"]] == [[]]


def test_the_contract_is_read_strictly(contract: Schema) -> None:
    assert mistakes(contract, "ItemSummary", {"itemID": "v1|1|0"})
    assert mistakes(contract, "ItemSummary", {"itemId": 1})
