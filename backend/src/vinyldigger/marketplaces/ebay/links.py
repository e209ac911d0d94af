"""What pasted eBay addresses and ids point to."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, unquote, urlsplit

from vinyldigger.marketplaces.addresses import split_address
from vinyldigger.marketplaces.contract import Link
from vinyldigger.marketplaces.ebay.mapping import seller_id
from vinyldigger.marketplaces.ebay.vocabulary import SITES

_ITEM = re.compile(r"/itm/(?:[^/]+/)?(\d{9,15})")
_OLD_ITEM = re.compile(r"/ws/ebayisapi\.dll", re.IGNORECASE)
_SELLER = re.compile(r"/(?:usr|str)/([^/]+)")
_RESTFUL = re.compile(r"v1\|\d+\|\d+")
_MARKED = re.compile(r"ebay[\s:#]*(\d{9,15})", re.IGNORECASE)
_BY_HOST = {site.host: site.id for site in SITES.values()}


def parse(text: str, web: str, hash_key: bytes) -> Link | None:
    """The item or seller an address names. Sellers' names become their hash at once."""
    text = text.strip()
    if _RESTFUL.fullmatch(text):
        return Link("ebay", "listing", text)
    if marked := _MARKED.fullmatch(text):
        return _item(marked[1], "", "")
    parts = split_address(text)
    if parts is None:
        return None
    own = parts.netloc == urlsplit(web).netloc
    site = _site(parts.hostname or "")
    if site is None and not own:
        return None
    asked = parse_qs(parts.query)
    if number := _number(parts.path, asked):
        return _item(number, asked.get("var", [""])[0], site or "")
    if named := _SELLER.search(parts.path):
        return Link("ebay", "seller", seller_id(unquote(named[1]), hash_key), site or "")
    return None


def _item(number: str, variation: str, site: str) -> Link:
    """An item by the number in its page's address. Without a variation eBay has to be asked whether there are any."""
    if variation.isdecimal():
        return Link("ebay", "listing", f"v1|{number}|{variation}", site)
    return Link("ebay", "listing", number, site, known_as=f"v1|{number}|0")


def _number(path: str, asked: dict[str, list[str]]) -> str | None:
    if found := _ITEM.search(path):
        return found[1]
    if _OLD_ITEM.fullmatch(path) and asked.get("item", [""])[0].isdecimal():
        return asked["item"][0]
    return None


def _site(host: str) -> str | None:
    """``www.ebay.co.uk``, ``m.ebay.de``, ``benl.ebay.be`` -> the site's id; None for other hosts."""
    return next((site for name, site in _BY_HOST.items() if host == name or host.endswith(f".{name}")), None)
