"""The documented calls of the Browse and Analytics APIs: paths, parameters, context headers, nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import quote

from vinyldigger.core.domain.listing import BuyingOption, Destination
from vinyldigger.core.domain.query import Query
from vinyldigger.marketplaces.ebay.vocabulary import VINYL, Site
from vinyldigger.marketplaces.transport import Request

PER_PAGE = 200  # the most eBay gives
REACHABLE = 10_000  # items of one query
_BROWSE = "/buy/browse/v1"
_LONGEST_TEXT = 100
_UPC_DIGITS = 12
_OPERATORS = re.compile(r"[()*]|(?<!\S)-+")
_OPTIONS = {
    BuyingOption.FIXED_PRICE: ("FIXED_PRICE",),
    BuyingOption.BEST_OFFER: ("BEST_OFFER",),
    BuyingOption.AUCTION: ("AUCTION",),
    BuyingOption.AUCTION_OR_FIXED: ("AUCTION", "FIXED_PRICE"),
}


def search(query: Query, site: Site, destination: Destination, offset: int, campaign: str | None) -> Request:
    """``/item_summary/search`` among vinyl records that are sent to the destination.

    Cheapest with shipping first: what lies behind the last page read can only be dearer.
    """
    asked: dict[str, str | int] = {
        "category_ids": VINYL,
        "filter": filters(query, site, destination),
        "sort": "price",
        "limit": PER_PAGE,
        "offset": offset,
        **_words(query),
    }
    return Request("search", f"{_BROWSE}/item_summary/search", asked, context(site, destination, campaign))


def item(item_id: str, site: Site, destination: Destination, campaign: str | None) -> Request:
    """``/item/{id}``; the pipes of the id must be percent-encoded."""
    return Request("item", f"{_BROWSE}/item/{quote(item_id, safe='')}", {}, context(site, destination, campaign))


def item_by_legacy_id(number: str, site: Site, destination: Destination, campaign: str | None) -> Request:
    """``/item/get_item_by_legacy_id``: the number in the address of an item's page."""
    return Request(
        "item_by_legacy_id",
        f"{_BROWSE}/item/get_item_by_legacy_id",
        {"legacy_item_id": number},
        context(site, destination, campaign),
    )


def item_group(number: str, site: Site, destination: Destination, campaign: str | None) -> Request:
    """``/item/get_items_by_item_group``: all variations of a listing."""
    return Request(
        "item_group",
        f"{_BROWSE}/item/get_items_by_item_group",
        {"item_group_id": number},
        context(site, destination, campaign),
    )


def rate_limit() -> Request:
    """Analytics: what is left of the Browse budget. Does not count on it."""
    return Request(
        "rate_limit",
        "/developer/analytics/v1_beta/rate_limit/",
        {"api_context": "buy", "api_name": "browse"},
        metered=False,
    )


def public_key(key_id: str) -> Request:
    """Notification API: the key with which eBay signed a notice. Does not count on the Browse budget."""
    return Request("public_key", f"/commerce/notification/v1/public_key/{quote(key_id, safe='')}", metered=False)


def token(form: Mapping[str, str]) -> Request:
    """The token endpoint."""
    return Request("token", "/identity/v1/oauth2/token", form=form, method="POST", metered=False)


def context(site: Site, destination: Destination, campaign: str | None) -> dict[str, str]:
    """Which site, and where the buyer is: decides currency, shipping cost and order by price."""
    place = f"country={destination.country}"
    if destination.postal_code:
        place += f",zip={destination.postal_code}"
    told = f"contextualLocation={quote(place, safe='')}"
    if campaign:
        told += f",affiliateCampaignId={campaign}"
    return {"X-EBAY-C-MARKETPLACE-ID": site.id, "X-EBAY-C-ENDUSERCTX": told, "Accept": "application/json"}


def filters(query: Query, site: Site, destination: Destination) -> str:
    """The ``filter`` parameter. What eBay cannot filter by is left to the engine.

    Prices only in the site's own currency: others are ignored with a warning. Places only when there is one: eBay
    takes a single country.
    """
    asked = [f"buyingOptions:{{{'|'.join(_buying_options(query))}}}", f"deliveryCountry:{destination.country}"]
    if destination.postal_code:
        asked.append(f"deliveryPostalCode:{destination.postal_code}")
    if len(query.ships_from) == 1:
        asked.append(f"itemLocationCountry:{query.ships_from[0]}")
    if (span := _span(query.min_price, query.max_price)) and query.currency == site.currency:
        asked += [f"price:{span}", f"priceCurrency:{site.currency}"]
    return ",".join(asked)


def _words(query: Query) -> dict[str, str]:
    """Text wins over a barcode: the two cannot be combined, and few sellers give barcodes."""
    text = query.text or " ".join(filter(None, [query.artist, query.title, query.catalogue_number]))
    if plain := _plain(text):
        return {"q": plain}
    barcode = "".join(filter(str.isdigit, query.barcode or ""))
    return {"gtin": barcode} if len(barcode) == _UPC_DIGITS else {"q": barcode}


def _plain(text: str) -> str:
    """Words that must all be there: without the signs that mean "or", "anything" and (undocumented) "not" to eBay.

    Too long a text ends with a whole word.
    """
    words = _OPERATORS.sub(" ", text).split()
    while len(asked := " ".join(words)) > _LONGEST_TEXT:
        if len(words) == 1:
            return asked[:_LONGEST_TEXT]
        words.pop()
    return asked


def _buying_options(query: Query) -> list[str]:
    """All that are asked for; auctions must be named, or eBay leaves them out."""
    options = query.buying_options or (BuyingOption.FIXED_PRICE, BuyingOption.AUCTION)
    return list(dict.fromkeys(name for option in options for name in _OPTIONS[option]))


def _span(low: Decimal | None, high: Decimal | None) -> str:
    """``[10..50]``, ``[10]`` for "at least", ``[..50]`` for "at most"; "" without bounds."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"[{low}]"
    return f"[{'' if low is None else low}..{high}]"
