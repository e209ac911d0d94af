"""Items as the Browse API writes them: ItemSummary and Item."""

from __future__ import annotations

from html import escape

from vinyldigger.sandbox.ebay.aspects import aspects_of
from vinyldigger.sandbox.ebay.items import CDS, MUSIC, VINYL, Item
from vinyldigger.sandbox.ebay.wire import Buyer, Context, Json, item_href, item_id, moment
from vinyldigger.sandbox.stock.places import EUROPEAN_UNION

_CATEGORY_NAMES = {VINYL: "Vinyl Records", CDS: "CDs", MUSIC: "Music"}
_DAY = 86_400
COMPACT = (
    "itemId", "bidCount", "currentBidPrice", "estimatedAvailabilities", "gtin", "itemAffiliateWebUrl",
    "itemCreationDate", "itemWebUrl", "legacyItemId", "minimumPriceToBid", "price", "priorityListing",
    "reservePriceMet", "sellerItemRevision", "shippingOptions", "taxes", "topRatedBuyingExperience",
    "uniqueBidderCount", "eligibleForInlineCheckout",
)  # fmt: skip


def summary(item: Item, context: Context, variation: int, extended: bool) -> Json:
    """An item in search results; what it has not is absent, never null."""
    offer, restful = item.offer, item_id(item.offer.id, variation)
    album = offer.pressing.album.number
    body: Json = {
        "itemId": restful,
        "title": item.title,
        "leafCategoryIds": [item.category],
        "categories": [{"categoryId": one, "categoryName": _CATEGORY_NAMES[one]} for one in (item.category, MUSIC)],
        **_prices(item, context, variation),
        "itemHref": item_href(context, restful),
        "seller": _seller(item, context),
        **_condition(item),
        "thumbnailImages": [context.cover(album, 600)],
        "image": context.cover(album, 150),
        "shippingOptions": _summary_shipping(item, context),
        "buyingOptions": item.options_at(context.now),
        **_links(item, context),
        "itemLocation": _location(item, extended),
        "adultOnly": False,
        "legacyItemId": str(offer.id),
        "availableCoupons": False,
        "itemCreationDate": moment(offer.born),
        "topRatedBuyingExperience": offer.seller.positive > 99.5 and offer.seller.is_business,
        "priorityListing": offer.id % 9 == 0,
        "listingMarketplaceId": offer.seller.place.site,
    }
    if item.epid is not None:
        body["epid"] = item.epid
    if variation:
        group = f"{context.api}/buy/browse/v1/item/get_items_by_item_group?item_group_id={offer.id}"
        body |= {"itemGroupHref": group, "itemGroupType": "SELLER_DEFINED_VARIATIONS"}
    if extended and item.words:
        body["shortDescription"] = item.words
    if not body["shippingOptions"]:
        del body["shippingOptions"]
    return body


def _prices(item: Item, context: Context, variation: int) -> Json:
    currency, now = item.offer.currency, context.now
    body: Json = {}
    if "FIXED_PRICE" in item.options_at(now):
        body["price"] = context.money(item.price_at(now, variation), currency)
    if item.is_auction:
        bids, bid = item.bids_at(now)
        body |= {"currentBidPrice": context.money(bid, currency), "bidCount": bids}
        body["itemEndDate"] = moment(item.offer.dies)
    return body


def _condition(item: Item) -> Json:
    if item.condition_id is None:
        return {}
    return {"condition": item.condition, "conditionId": item.condition_id}


def _seller(item: Item, context: Context) -> Json:
    seller = item.offer.seller
    body: Json = {
        "username": seller.username,
        "feedbackPercentage": f"{seller.positive:.1f}",
        "feedbackScore": seller.ratings,
    }
    if context.site != "EBAY_US":
        body["sellerAccountType"] = "BUSINESS" if seller.is_business else "INDIVIDUAL"
    return body


def _location(item: Item, with_city: bool) -> Json:
    seller = item.offer.seller
    body: Json = {"country": seller.place.code}
    if item.offer.id % 2:
        body["postalCode"] = seller.postal_code[:3] + "*" * max(0, len(seller.postal_code) - 3)
    return body | {"city": seller.town} if with_city else body


def _links(item: Item, context: Context) -> Json:
    address = f"{context.web}/itm/{item.offer.id}"
    body: Json = {"itemWebUrl": f"{address}?hash=item{item.offer.id:x}:g:sample"}
    if context.buyer.campaign:
        body["itemAffiliateWebUrl"] = f"{address}?mkevt=1&mkcid=1&campid={context.buyer.campaign}&toolid=10049"
    return body


def shipping_cost(item: Item, buyer: Buyer) -> float | None:
    """What sending costs as far as the answer tells it; None when it does not."""
    cost = item.shipping_to(buyer)
    return None if cost is None or (item.is_calculated and not buyer.postal_code) else cost


def _summary_shipping(item: Item, context: Context) -> list[Json]:
    if item.shipping_to(context.buyer) is None:
        return []
    cost = shipping_cost(item, context.buyer)
    body: Json = {"shippingCostType": "CALCULATED" if item.is_calculated else "FIXED"}
    if cost is not None:
        body["shippingCost"] = context.money(cost, item.offer.currency)
    return [body]


def full(item: Item, context: Context, variation: int) -> Json:
    """An item in full, as getItem answers it."""
    offer, album = item.offer, item.offer.pressing.album.number
    aspects = aspects_of(offer, item.kind)
    body: Json = {
        "itemId": item_id(offer.id, variation),
        "sellerItemRevision": str(1 + int((context.now - offer.born) // (offer.step_days * _DAY))),
        "title": item.title,
        **_prices(item, context, variation),
        "categoryId": item.category,
        "categoryPath": f"Music|{_CATEGORY_NAMES[item.category]}",
        "categoryIdPath": f"{MUSIC}|{item.category}",
        **_condition(item),
        "itemLocation": _location(item, True),
        "image": context.cover(album, 600),
        "itemCreationDate": moment(offer.born),
        "seller": _seller(item, context) | {"userId": f"sample{offer.seller.number:06d}"},
        "estimatedAvailabilities": [_availability(item, context)],
        "shippingOptions": _full_shipping(item, context),
        "shipToLocations": _ship_to(item),
        "returnTerms": _returns(item),
        "topRatedBuyingExperience": offer.seller.positive > 99.5 and offer.seller.is_business,
        "buyingOptions": item.options_at(context.now),
        **_links(item, context),
        "description": f"<div><h1>{escape(item.title)}</h1><p>{escape(item.words)}</p></div>",
        "paymentMethods": [{"paymentMethodType": "CREDIT_CARD", "paymentMethodBrands": []}],
        "enabledForGuestCheckout": True,
        "eligibleForInlineCheckout": True,
        "lotSize": 5 if item.kind == "lot" and offer.id % 2 else 0,
        "legacyItemId": str(offer.id),
        "priorityListing": offer.id % 9 == 0,
        "adultOnly": False,
        "listingMarketplaceId": offer.seller.place.site,
    }
    return _without_empty(body | _extras(item, context, aspects))


def _extras(item: Item, context: Context, aspects: dict[str, str]) -> Json:
    body: Json = {
        "localizedAspects": [{"type": "STRING", "name": name, "value": value} for name, value in aspects.items()],
        "conditionDescription": item.words,
        "shortDescription": item.words,
        "epid": item.epid or "",
        "gtin": aspects.get("UPC") or aspects.get("EAN") or "",
    }
    if item.is_auction:
        bids, bid = item.bids_at(context.now)
        body["minimumPriceToBid"] = context.money(bid + 0.5 if bids else bid, item.offer.currency)
        body["uniqueBidderCount"] = min(bids, 4)
    if item.variations != (0,):
        group = f"{context.api}/buy/browse/v1/item/get_items_by_item_group?item_group_id={item.offer.id}"
        body["primaryItemGroup"] = {
            "itemGroupId": str(item.offer.id), "itemGroupType": "SELLER_DEFINED_VARIATIONS", "itemGroupHref": group,
            "itemGroupTitle": item.title,
        }  # fmt: skip
    return body


def _availability(item: Item, context: Context) -> Json:
    is_gone = context.now >= item.offer.dies
    return {
        "deliveryOptions": ["SELLER_ARRANGED_LOCAL_PICKUP" if item.is_pickup_only else "SHIP_TO_HOME"],
        "estimatedAvailabilityStatus": "OUT_OF_STOCK" if is_gone else "IN_STOCK",
        "estimatedAvailableQuantity": 0 if is_gone else 1,
        "estimatedSoldQuantity": 1 if is_gone else 0,
    }


def _full_shipping(item: Item, context: Context) -> list[Json]:
    if item.shipping_to(context.buyer) is None:
        return []
    cost, currency = shipping_cost(item, context.buyer), item.offer.currency
    body: Json = {
        "shippingServiceCode": "Economy Shipping",
        "type": "Economy Shipping",
        "quantityUsedForEstimate": 1,
        "minEstimatedDeliveryDate": moment(context.now + 4 * _DAY),
        "maxEstimatedDeliveryDate": moment(context.now + 12 * _DAY),
        "shippingCostType": "CALCULATED" if item.is_calculated else "FIXED",
        "shipToLocationUsedForEstimate": {"country": context.buyer.country},
    }
    if cost is not None:
        body["shippingCost"] = context.money(cost, currency)
        body["additionalShippingCostPerUnit"] = context.money(item.offer.seller.each_further, currency)
    charges = item.import_charges(context.buyer, item.price_at(context.now))
    if charges is not None:
        body["importCharges"] = context.money(charges, currency)
    return [body]


def _ship_to(item: Item) -> Json:
    ships, home = item.offer.seller.ships, item.offer.seller.place
    if item.is_pickup_only:
        return {}
    if "far" in ships:
        regions = [{"regionName": "Worldwide", "regionType": "WORLDWIDE", "regionId": "WORLDWIDE"}]
    else:
        regions = [{"regionName": home.name, "regionType": "COUNTRY", "regionId": home.code}]
        if "near" in ships and home.code in EUROPEAN_UNION:
            regions.append({"regionName": "Europe", "regionType": "WORLD_REGION", "regionId": "EUROPE"})
    return {"regionIncluded": regions, "regionExcluded": []}


def _returns(item: Item) -> Json:
    if not item.offer.seller.is_business:
        return {"returnsAccepted": False}
    return {
        "returnsAccepted": True,
        "refundMethod": "MONEY_BACK",
        "returnShippingCostPayer": "BUYER",
        "returnPeriod": {"value": 30, "unit": "CALENDAR_DAY"},
    }


def _without_empty(body: Json) -> Json:
    return {name: value for name, value in body.items() if value not in ("", [], {})}
