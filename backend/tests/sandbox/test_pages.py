from __future__ import annotations

import httpx
import pytest
from defusedxml import ElementTree

from vinyldigger.sandbox.catalogue.albums import load_albums
from vinyldigger.sandbox.ebay.items import Shelf
from vinyldigger.sandbox.pages.covers import cover
from vinyldigger.sandbox.world import World


def test_every_cover_is_well_formed_and_always_the_same() -> None:
    for album in load_albums():
        drawn = cover(album, 600)
        ElementTree.fromstring(drawn)
        assert drawn == cover(album, 600)


def test_covers_differ() -> None:
    albums = load_albums()
    assert len({cover(album, 600) for album in albums}) == len(albums)


async def test_covers_are_served(http: httpx.AsyncClient) -> None:
    answer = await http.get("/images/covers/150/1.svg")
    assert answer.headers["content-type"] == "image/svg+xml"
    assert 'width="150"' in answer.text
    assert "Kind Of Blue" in answer.text
    for wrong in ("/images/covers/151/1.svg", "/images/covers/600/0.svg", "/images/covers/600/9999.svg"):
        assert (await http.get(wrong)).status_code == 404
    assert (await http.get("/images/avatars/7.svg")).status_code == 200
    assert (await http.get("/images/spacer.gif")).content.startswith(b"GIF89a")


async def test_addresses_in_answers_lead_to_pages(
    collector: httpx.AsyncClient, ebay: httpx.AsyncClient, http: httpx.AsyncClient
) -> None:
    listing = (await collector.get("/users/northside-wax/inventory?per_page=1")).json()["listings"][0]
    release = (await collector.get("/releases/990000100")).json()
    master = (await collector.get("/masters/980000001")).json()
    item = (await ebay.get("/buy/browse/v1/item_summary/search?q=kind+of+blue")).json()["itemSummaries"][0]
    for url in (listing["uri"], release["uri"], master["uri"], item["itemWebUrl"], release["thumb"]):
        assert (await http.get(url)).status_code == 200, url
    page = await http.get("/discogs-web/sell/release/990000100")
    assert "for sale" in page.text


@pytest.mark.parametrize(
    "path", ["/discogs-web/sell/item/1", "/discogs-web/release/x", "/discogs-web/master/1", "/ebay-web/itm/1"]
)
async def test_pages_of_what_is_gone(http: httpx.AsyncClient, path: str) -> None:
    assert (await http.get(path)).status_code == 404


async def test_text_is_escaped(http: httpx.AsyncClient, shelf: Shelf, world: World) -> None:
    quoted = next(one for one in shelf.on_show(world.seconds()) if "&" in one.title or "<" in one.title)
    page = await http.get(f"/ebay-web/itm/{quoted.offer.id}")
    assert quoted.title not in page.text
