"""The grammar of ``filter=name:value,name:{a|b},name:[lo..hi]`` and ``aspect_filter``."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.ebay.aspects import aspects_of
from vinyldigger.sandbox.ebay.items import Item
from vinyldigger.sandbox.ebay.wire import Buyer, Context, EbayError, Json, error_body
from vinyldigger.sandbox.stock.places import EUROPEAN, EUROPEAN_UNION

_PART = re.compile(r"(\w+):(\{[^}]*\}|\[[^\]]*\]|[^,]*)(?:,|$)")
_MOST_SELLERS = 250
_POSTAL = re.compile(r"^[A-Za-z0-9][A-Za-z0-9 -]{2,9}$")
BUYING_OPTIONS = frozenset({"FIXED_PRICE", "AUCTION", "BEST_OFFER", "CLASSIFIED_AD"})
_CONDITION_GROUPS: dict[str, set[str | None]] = {
    "NEW": {"1000"},
    "USED": {"2750", "3000", "4000", "5000", "6000"},
    "UNSPECIFIED": {None},
}
_REGIONS: dict[str, frozenset[str] | None] = {
    "WORLDWIDE": None,
    "EUROPEAN_UNION": EUROPEAN_UNION,
    "CONTINENTAL_EUROPE": EUROPEAN - {"GB", "IE"},
    "UK_AND_IRELAND": frozenset({"GB", "IE"}),
    "NORTH_AMERICA": frozenset({"US", "CA"}),
    "ASIA": frozenset({"JP"}),
}
_ACCOUNT_TYPE_SITES = frozenset(
    {"EBAY_GB", "EBAY_DE", "EBAY_FR", "EBAY_IT", "EBAY_ES", "EBAY_AT", "EBAY_BE", "EBAY_NL", "EBAY_PL", "EBAY_IE"}
)
Test = Callable[[Item], bool]


@dataclass(slots=True)
class Filters:
    """What a ``filter`` asks: tests an item must pass, warnings about what was ignored."""

    options: frozenset[str] = frozenset({"FIXED_PRICE"})
    buyer: Buyer | None = None  # where the filter says it is sent to
    tests: list[Test] = field(default_factory=list)
    warnings: list[Json] = field(default_factory=list)

    def passes(self, item: Item, now: float) -> bool:
        """Whether an item passes all of it."""
        return bool(self.options.intersection(item.options_at(now))) and all(test(item) for test in self.tests)

    def warn(self, error_id: int, **parameters: str) -> None:
        """Note something that was ignored."""
        self.warnings.append(error_body(error_id, **parameters))


def parse(texts: list[str], context: Context) -> Filters:
    """Read the ``filter`` parameters of a search. Raises what is a 400, warns of what is ignored."""
    given: dict[str, str] = {}
    result = Filters()
    for text in texts:
        for part in _PART.finditer(text.strip()):
            given[part.group(1)] = part.group(2)
        if _PART.sub("", text.strip()).strip():
            result.warn(12002, filter=text)
    if "itemLocationCountry" in given and "itemLocationRegion" in given:
        raise EbayError(400, 12517)
    for name, value in given.items():
        reader = _READERS.get(name)
        if reader is None:
            result.warn(12002, filter=name)
        else:
            reader(result, value, given, context)
    return result


def values_of(text: str) -> list[str]:
    """``{a|b}`` or a bare value as a list."""
    inner = text[1:-1] if text.startswith("{") else text
    return [value.strip() for value in inner.split("|") if value.strip()]


def bounds_of(text: str) -> tuple[str, str]:
    """``[lo..hi]``, ``[lo]``, ``[..hi]`` as two texts, "" for an open end; a bare value is a lower bound."""
    low, dots, high = text.strip("[]").partition("..")
    return (low, high) if dots else (low, "")


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _between(value: float, low: float | None, high: float | None) -> bool:
    return (low is None or value >= low) and (high is None or value <= high)


def _price(result: Filters, value: str, given: dict[str, str], context: Context) -> None:
    low, high = (_number(bound) for bound in bounds_of(value))
    currency = given.get("priceCurrency")
    if currency is None or (low is None and high is None):
        result.warn(12012, filter="price")
        return

    def test(item: Item) -> bool:
        price = asked_price(item, context.now)
        return _between(rates.convert(price, item.offer.currency, currency), low, high)

    result.tests.append(test)


def asked_price(item: Item, now: float) -> float:
    """What the price filter and sorting look at: the fixed price, or an auction's current bid."""
    if item.is_auction and "FIXED_PRICE" not in item.options_at(now):
        return item.bids_at(now)[1]
    return item.price_at(now)


def _currency(result: Filters, _value: str, given: dict[str, str], _context: Context) -> None:
    if "price" not in given:
        result.warn(12012, filter="priceCurrency")


def _options(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    chosen = frozenset(values_of(value))
    if not chosen <= BUYING_OPTIONS:
        result.warn(12002, filter="buyingOptions")
        chosen &= BUYING_OPTIONS
    if chosen:
        result.options = chosen


def _conditions(result: Filters, value: str, given: dict[str, str], _context: Context) -> None:
    if "conditionIds" in given:
        return
    chosen = [_CONDITION_GROUPS[name] for name in values_of(value) if name in _CONDITION_GROUPS]
    if not chosen:
        result.warn(12002, filter="conditions")
        return
    allowed = {one for group in chosen for one in group}
    result.tests.append(lambda item: item.condition_id in allowed)


def _condition_ids(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    allowed = set(values_of(value))
    result.tests.append(lambda item: item.condition_id in allowed)


def _bids(result: Filters, value: str, _given: dict[str, str], context: Context) -> None:
    low, high = (_number(bound) for bound in bounds_of(value))
    result.tests.append(lambda item: item.is_auction and _between(item.bids_at(context.now)[0], low, high))


def _delivery_country(result: Filters, value: str, given: dict[str, str], _context: Context) -> None:
    result.buyer = Buyer(value, given.get("deliveryPostalCode", ""), "")
    buyer = result.buyer
    result.tests.append(lambda item: item.shipping_to(buyer) is not None)


def _delivery_postal(result: Filters, value: str, given: dict[str, str], _context: Context) -> None:
    if "deliveryCountry" not in given:
        result.warn(12011, filter="deliveryPostalCode")
    elif not _POSTAL.match(value):
        result.warn(12015, filter="deliveryPostalCode")


def _delivery_cost(result: Filters, value: str, _given: dict[str, str], context: Context) -> None:
    most = _number(value)
    if most is None:
        result.warn(12002, filter="maxDeliveryCost")
        return

    def test(item: Item) -> bool:
        cost = item.shipping_to(context.buyer)
        return cost is not None and rates.convert(cost, item.offer.currency, context.currency) <= most

    result.tests.append(test)


def _delivery_options(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    if "SHIP_TO_HOME" in values_of(value):
        result.tests.append(lambda item: not item.is_pickup_only)
    elif "SELLER_ARRANGED_LOCAL_PICKUP" in values_of(value):
        result.tests.append(lambda item: item.is_pickup_only)
    else:
        result.warn(12002, filter="deliveryOptions")


def _location(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    countries = set(values_of(value))
    result.tests.append(lambda item: item.offer.seller.place.code in countries)


def _region(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    if value not in _REGIONS:
        raise EbayError(400, 12518, validValues="|".join(_REGIONS))
    countries = _REGIONS[value]
    result.tests.append(lambda item: countries is None or item.offer.seller.place.code in countries)


def _sellers(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    names = _seller_names(value)
    result.tests.append(lambda item: item.offer.seller.username in names)


def _without_sellers(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    names = _seller_names(value)
    result.tests.append(lambda item: item.offer.seller.username not in names)


def _seller_names(value: str) -> set[str]:
    names = set(values_of(value))
    if len(names) > _MOST_SELLERS:
        raise EbayError(400, 12032)
    return names


def _account_types(result: Filters, value: str, _given: dict[str, str], context: Context) -> None:
    if context.site not in _ACCOUNT_TYPE_SITES:
        result.warn(12014, filter="sellerAccountTypes")
        return
    chosen = values_of(value)
    result.tests.append(lambda item: ("BUSINESS" if item.offer.seller.is_business else "INDIVIDUAL") in chosen)


def _without_categories(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
    excluded = set(values_of(value))
    result.tests.append(lambda item: item.category not in excluded)


def _time(moment_of: Callable[[Item], float]) -> Callable[[Filters, str, dict[str, str], Context], None]:
    def read(result: Filters, value: str, _given: dict[str, str], _context: Context) -> None:
        try:
            low, high = (_seconds(bound) for bound in bounds_of(value))
        except ValueError:
            result.warn(12002, filter="itemStartDate" if moment_of is _born else "itemEndDate")
            return
        result.tests.append(lambda item: _between(moment_of(item), low, high))

    return read


def _born(item: Item) -> float:
    return item.offer.born


def _dies(item: Item) -> float:
    return item.offer.dies


def _seconds(text: str) -> float | None:
    return datetime.fromisoformat(text).astimezone(UTC).timestamp() if text else None


def _nothing(_result: Filters, _value: str, _given: dict[str, str], _context: Context) -> None:
    """Accepted, and true of every sample item."""


_READERS: dict[str, Callable[[Filters, str, dict[str, str], Context], None]] = {
    "price": _price,
    "priceCurrency": _currency,
    "buyingOptions": _options,
    "conditions": _conditions,
    "conditionIds": _condition_ids,
    "bidCount": _bids,
    "deliveryCountry": _delivery_country,
    "deliveryPostalCode": _delivery_postal,
    "maxDeliveryCost": _delivery_cost,
    "deliveryOptions": _delivery_options,
    "itemLocationCountry": _location,
    "itemLocationRegion": _region,
    "sellers": _sellers,
    "excludeSellers": _without_sellers,
    "sellerAccountTypes": _account_types,
    "excludeCategoryIds": _without_categories,
    "itemStartDate": _time(_born),
    "itemEndDate": _time(_dies),
    "returnsAccepted": _nothing,
    "searchInDescription": _nothing,
    "charityOnly": _nothing,
    "priorityListing": _nothing,
    "qualifiedPrograms": _nothing,
    "guaranteedDeliveryInDays": _nothing,
    "paymentMethods": _nothing,
}


def parse_aspects(text: str, category: str, result: Filters) -> None:
    """Add ``categoryId:176985,Artist:{Miles Davis|…},…`` to a search's tests; what does not fit is a warning."""
    parts = [(match.group(1).strip(), match.group(2)) for match in _ASPECT.finditer(text)]
    wanted = dict(parts)
    if wanted.pop("categoryId", "") != category or not category:
        result.warn(12017, aspect_filter=text)
        return
    for name, value in wanted.items():
        _add_aspect(result, name, {one.replace("\0", "|") for one in values_of(value.replace("\\|", "\0"))})


_ASPECT = re.compile(r"([^:,{}]+):(\{[^}]*\}|[^,{}]+)(?:,|$)")


def _add_aspect(result: Filters, name: str, values: set[str]) -> None:
    def test(item: Item) -> bool:
        value = aspects_of(item.offer, item.kind).get(name)
        return ("!" in values) if value is None else value in values

    result.tests.append(test)
