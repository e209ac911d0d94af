"""From eBay's JSON to the collector's vocabulary. Pure: what is not said stays None.

eBay's condition is its own scale and never becomes a grade; what sellers write in item specifics goes on as text.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vinyldigger.core.domain.grade import GradeSource
from vinyldigger.core.domain.listing import BuyingOption, Destination, Listing, ListingKind, Quote, TaxCollector
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import Seller
from vinyldigger.marketplaces.decoding import money
from vinyldigger.marketplaces.ebay import wire
from vinyldigger.marketplaces.ebay.vocabulary import ASPECTS, NOT_APPLICABLE

MARKETPLACE = "ebay"
_VARIATIONS = "SELLER_DEFINED_VARIATIONS"
_PREFIX = 3  # characters of a postal code that stand for its region


@dataclass(frozen=True, slots=True)
class Reading:
    """Under what conditions an item was read: they decide prices, links and ids."""

    site: str
    destination: Destination
    fetched_at: datetime
    hash_key: bytes = field(repr=False)
    affiliate: bool = False


def listing(body: wire.ItemBody, reading: Reading) -> Listing:
    """One offer."""
    option = buying_option(body.buying_options)
    return Listing(
        marketplace=MARKETPLACE,
        site=reading.site,
        external_id=body.item_id,
        kind=ListingKind.LISTING,
        title=body.title,
        url=(reading.affiliate and body.item_affiliate_web_url) or body.item_web_url,
        fetched_at=reading.fetched_at,
        price=None if option is BuyingOption.AUCTION else own_price(body.price),
        buying_option=option,
        bid=own_price(body.current_bid_price),
        bids=body.bid_count,
        ends_at=body.item_end_date,
        seller=_seller(body.seller, reading.hash_key),
        ships_from=(body.item_location and body.item_location.country) or None,
        grade_source=GradeSource.CONDITION if body.condition else GradeSource.UNKNOWN,
        condition_text=body.condition,
        comments="\n".join(filter(None, [body.condition_description, body.short_description])),
        aspects=_aspects(body),
        quote=_quote(body.shipping_options, reading),
        image_url=_image(body.image),
        quantity=next((row.estimated_available_quantity for row in body.estimated_availabilities), None),
        is_variation=body.item_group_type == _VARIATIONS or _of_group(body),
        accepts_offers="BEST_OFFER" in body.buying_options,
        available=_is_live(body, reading.fetched_at),
    )


def buying_option(options: Sequence[str]) -> BuyingOption:
    """An auction with Buy It Now lists both until the first bid. Unknown options count as a fixed price."""
    if "AUCTION" in options:
        return BuyingOption.AUCTION_OR_FIXED if "FIXED_PRICE" in options else BuyingOption.AUCTION
    return BuyingOption.BEST_OFFER if "BEST_OFFER" in options else BuyingOption.FIXED_PRICE


def own_price(price: wire.Price | None) -> Money | None:
    """The seller's own amount: eBay converts into the site's currency and keeps the original beside it."""
    if price is None:
        return None
    return money(price.converted_from_value, price.converted_from_currency) or money(price.value, price.currency)


def seller_id(username: str, key: bytes) -> str:
    """What stands for a seller whose name must not be kept: the same name always gives the same."""
    return hmac.new(key, username.encode(), "sha256").hexdigest()


def warning(said: wire.ApiError) -> str:
    """``"12012:price,priceCurrency"``: the number, and the parameters that were ignored."""
    named = ",".join(parameter.name for parameter in said.parameters if parameter.name)
    return f"{said.error_id}:{named}" if named else str(said.error_id)


def _seller(row: wire.SellerRow | None, key: bytes) -> Seller | None:
    """Nobody without a name. New sellers have "0.0" per cent, which is no reputation, bad or good."""
    if row is None or not row.username:
        return None
    return Seller(
        marketplace=MARKETPLACE,
        external_id=seller_id(row.username, key),
        name=row.username,
        positive_percent=(row.feedback_percentage or None) if row.feedback_score else None,
        ratings=row.feedback_score,
    )


def _aspects(body: wire.ItemBody) -> dict[str, tuple[str, ...]]:
    """Item specifics by lower-case English name; "Does not apply" says nothing."""
    found: dict[str, tuple[str, ...]] = {}
    for aspect in body.localized_aspects:
        name = aspect.name.strip().casefold()
        if aspect.value and aspect.value.strip().casefold() not in NOT_APPLICABLE:
            name = ASPECTS.get(name, name)
            found[name] = (*found.get(name, ()), aspect.value.strip())
    if body.gtin and body.gtin.strip().casefold() not in NOT_APPLICABLE:
        found["gtin"] = (body.gtin,)
    if body.lot_size:
        found["lot size"] = (str(body.lot_size),)
    return found


def _quote(options: Sequence[wire.ShippingOption], reading: Reading) -> Quote | None:
    """The cheapest way that has a price; the first listed need not be it."""
    priced = [(cost, option) for option in options if (cost := own_price(option.shipping_cost))]
    if not priced:
        return None
    currency = priced[0][0].currency
    cost, chosen = min((entry for entry in priced if entry[0].currency == currency), key=lambda entry: entry[0].amount)
    charges = own_price(chosen.import_charges)
    postal = reading.destination.postal_code
    return Quote(
        country=reading.destination.country,
        shipping=cost,
        fetched_at=reading.fetched_at,
        import_charges=charges,
        tax_collector=TaxCollector.MARKETPLACE if charges else None,
        postal_prefix=postal[:_PREFIX] if postal else None,
    )


def _image(image: wire.ImageRow | None) -> str | None:
    """The picture in a useful size: summaries link 225 pixels."""
    return image.image_url.replace("/s-l225.", "/s-l500.") if image and image.image_url else None


def _of_group(body: wire.ItemBody) -> bool:
    return bool(body.primary_item_group and body.primary_item_group.get("itemGroupType") == _VARIATIONS)


def _is_live(body: wire.ItemBody, now: datetime) -> bool:
    """Ended auctions and sold-out offers are still answered for a while."""
    if body.item_end_date is not None and body.item_end_date <= now:
        return False
    statuses = [row.estimated_availability_status for row in body.estimated_availabilities]
    return not statuses or any(status != "OUT_OF_STOCK" for status in statuses)
