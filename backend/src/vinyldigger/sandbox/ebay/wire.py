"""What all eBay answers have in common: errors and warnings, addresses, the site and buyer asked for, money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, quote, unquote

from fastapi import Request

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.stock.places import SITE_CURRENCY
from vinyldigger.sandbox.world import World

Json = dict[str, Any]
_SITE_COUNTRY = {site: site.removeprefix("EBAY_") for site in SITE_CURRENCY}
_MESSAGES = {
    1001: ("OAuth", "Invalid access token"),
    1002: ("OAuth", "Missing access token"),
    1100: ("ACCESS", "Access denied"),
    2001: ("ACCESS", "Too many requests."),
    11001: ("API_BROWSE", "The specified item Id was not found."),
    11003: ("API_BROWSE", "The specified legacy item Id was not found."),
    11006: ("API_BROWSE", "The legacy Id is invalid. Use get_items_by_item_group for an item with variations."),
    11005: ("API_BROWSE", "The specified item group Id was not found."),
    11011: ("API_BROWSE", "The specified marketplace Id is not supported."),
    11018: ("API_BROWSE", "The COMPACT fieldgroup must be used alone."),
    11501: ("API_BROWSE", "The fieldgroups value is invalid."),
    12000: ("API_BROWSE", "There was a problem with an eBay internal system or process."),
    12001: ("API_BROWSE", "The call must have a valid 'q', 'category_ids', 'epid' or 'gtin' query parameter."),
    12002: ("API_BROWSE", "The 'filter' value is invalid and was ignored."),
    12003: ("API_BROWSE", "The seller name is invalid."),
    12004: ("API_BROWSE", "The 'offset' value must be zero or greater."),
    12005: ("API_BROWSE", "The 'offset' value must be an integer."),
    12006: ("API_BROWSE", "The 'limit' value must be between 1 and 200."),
    12007: ("API_BROWSE", "The 'limit' value must be an integer."),
    12008: ("API_BROWSE", "The 'sort' value is invalid. For the valid values, refer to the API call documentation."),
    12009: ("API_BROWSE", "The 'category_ids' value is invalid."),
    12011: ("API_BROWSE", "The 'deliveryCountry' filter is needed with 'deliveryPostalCode'."),
    12012: ("API_BROWSE", "The 'price' filter needs both a price and a 'priceCurrency'."),
    12013: ("API_BROWSE", "The call must have a keyword with a top-level category."),
    12014: ("API_BROWSE", "The 'sellerAccountTypes' filter is not supported on this marketplace."),
    12015: ("API_BROWSE", "The 'deliveryPostalCode' value is invalid."),
    12016: ("API_BROWSE", "The 'fieldgroups' value is invalid."),
    12017: ("API_BROWSE", "The 'aspect_filter' category must equal 'category_ids'."),
    12018: ("API_BROWSE", "The 'aspect_filter' value is invalid and was ignored."),
    12019: ("API_BROWSE", "The specified marketplace Id is not supported."),
    12022: ("API_BROWSE", "The 'gtin' value is invalid."),
    12023: ("API_BROWSE", "The result set is too large."),
    12029: ("API_BROWSE", "The 'offset' value must be below 10,000."),
    12030: ("API_BROWSE", "Only one category can be given."),
    12032: ("API_BROWSE", "No more than 250 sellers can be given."),
    12034: ("API_BROWSE", "The 'buyingOptions' filter does not go with this 'sort'."),
    12515: ("API_BROWSE", "The 'offset' value must be zero or a multiple of the 'limit' value."),
    12516: ("API_BROWSE", "The keyword is too short for searchInDescription."),
    12517: ("API_BROWSE", "Only one item location filter can be given."),
    12518: ("API_BROWSE", "The 'itemLocationRegion' value is invalid."),
}


def error_body(error_id: int, long: str = "", **parameters: str) -> Json:
    """One error or warning as eBay writes it."""
    domain, message = _MESSAGES[error_id]
    category = "APPLICATION" if error_id == 12000 else "REQUEST"
    body: Json = {"errorId": error_id, "domain": domain, "category": category, "message": message}
    if long:
        body["longMessage"] = long
    if parameters:
        body["parameters"] = [{"name": name, "value": value} for name, value in parameters.items()]
    return body


class EbayError(Exception):
    """An answer that is not a success."""

    def __init__(self, status: int, error_id: int, long: str = "", **parameters: str) -> None:
        super().__init__(error_id)
        self.status = status
        self.body = {"errors": [error_body(error_id, long, **parameters)]}


@dataclass(frozen=True, slots=True)
class Buyer:
    """Where it is sent to; ``postal_code`` "" when not told. ``campaign``: the affiliate's, "" for none."""

    country: str
    postal_code: str
    campaign: str


@dataclass(frozen=True, slots=True)
class Context:
    """How a call looks at the market: site, its currency, the buyer, the moment, the addresses."""

    site: str
    currency: str
    buyer: Buyer
    now: float
    api: str
    web: str
    images: str

    @classmethod
    def of(cls, request: Request, wrong_site: EbayError) -> Context:
        """The context of a request. Raises ``wrong_site`` for a marketplace that is not served."""
        world: World = request.app.state.world
        site = request.headers.get("x-ebay-c-marketplace-id", "EBAY_US")
        if site not in SITE_CURRENCY:
            raise wrong_site
        origin = f"{request.url.scheme}://{request.url.netloc}"
        public = world.config.public_url.rstrip("/") or origin
        return cls(
            site, SITE_CURRENCY[site], _buyer(request, _SITE_COUNTRY[site]), world.seconds(),
            f"{origin}/ebay", f"{public}/ebay-web", f"{public}/images",
        )  # fmt: skip

    def money(self, amount: float, currency: str) -> Json:
        """An amount in the site's currency; a converted one says from what."""
        if currency == self.currency:
            return {"value": f"{amount:.2f}", "currency": currency}
        converted = rates.convert(amount, currency, self.currency)
        return {
            "value": f"{converted:.2f}",
            "currency": self.currency,
            "convertedFromValue": f"{amount:.2f}",
            "convertedFromCurrency": currency,
        }

    def cover(self, album: int, size: int) -> Json:
        """An image object."""
        return {"imageUrl": f"{self.images}/covers/{size}/{album}.svg"}


def _buyer(request: Request, home: str) -> Buyer:
    """Read ``contextualLocation=country%3DUS%2Czip%3D19406,affiliateCampaignId=…``."""
    parts = dict(part.partition("=")[::2] for part in request.headers.get("x-ebay-c-enduserctx", "").split(","))
    location = dict(pair.partition("=")[::2] for pair in unquote(parts.get("contextualLocation", "")).split(","))
    return Buyer(location.get("country") or home, location.get("zip", ""), parts.get("affiliateCampaignId", ""))


def moment(seconds: float) -> str:
    """A time as eBay writes it: ``2023-11-19T16:34:58.000Z``."""
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def item_id(legacy_id: int, variation: int = 0) -> str:
    """The RESTful id, with pipes."""
    return f"v1|{legacy_id}|{variation}"


def item_href(context: Context, restful_id: str) -> str:
    """The address of an item, pipes encoded."""
    return f"{context.api}/buy/browse/v1/item/{quote(restful_id, safe='')}"


def form(body: bytes) -> dict[str, str]:
    """The fields of a form body."""
    return dict(parse_qsl(body.decode()))
