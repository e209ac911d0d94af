"""item_summary/search."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Depends, Request

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.catalogue.catalogue import fold
from vinyldigger.sandbox.ebay import filters, shapes
from vinyldigger.sandbox.ebay.aspects import aspects_of
from vinyldigger.sandbox.ebay.auth import BearerDep
from vinyldigger.sandbox.ebay.filters import Filters, asked_price
from vinyldigger.sandbox.ebay.items import CDS, MUSIC, VINYL, Item, Shelf
from vinyldigger.sandbox.ebay.wire import Context, EbayError, Json

router = APIRouter()
_GROUPS = re.compile(r"\(([^)]*)\)")
_SORTS = ("price", "-price", "newlyListed", "endingSoonest", "distance")
_MOST_ITEMS = 10_000
_LARGEST_PAGE = 200
_REFINEMENTS = ("ASPECT_REFINEMENTS", "BUYING_OPTION_REFINEMENTS", "CATEGORY_REFINEMENTS", "CONDITION_REFINEMENTS")
_FIELDGROUPS = frozenset({*_REFINEMENTS, "MATCHING_ITEMS", "EXTENDED", "FULL"})
_TAG = 900  # seconds for which Best Match keeps its order


def search_context(request: Request) -> Context:
    """The context of a search; an unknown site is a 409 here."""
    return Context.of(request, EbayError(409, 12019))


@router.get("/buy/browse/v1/item_summary/search")
async def search(request: Request, _bearer: BearerDep, context: Annotated[Context, Depends(search_context)]) -> Json:
    """A page of items. Much of what is wrong in a request is a warning, and ignored."""
    params = request.query_params
    limit, offset = _paging(params)
    category = _category(params)
    asked = filters.parse(params.getlist("filter"), context)
    if "aspect_filter" in params:
        filters.parse_aspects(params["aspect_filter"], category, asked)
    groups = _fieldgroups(params, asked)
    shelf: Shelf = request.app.state.shelf
    items = [one for one in shelf.on_show(context.now) if _is_found(one, params, category, context)]
    items = [one for one in items if asked.passes(one, context.now)]
    rows = [(item, variation) for item in _ordered(items, params, asked, context) for variation in item.variations]
    body: Json = {"warnings": asked.warnings} if asked.warnings else {}
    body |= _page(request, context, rows, limit, offset, groups)
    if groups & {*_REFINEMENTS, "FULL"}:
        body["refinement"] = _refinement(request, context, items, category, groups)
    return body


def _paging(params: Any) -> tuple[int, int]:
    limit, offset = params.get("limit", "50"), params.get("offset", "0")
    if not limit.lstrip("-").isdecimal():
        raise EbayError(400, 12007, limit=limit)
    if not 1 <= int(limit) <= _LARGEST_PAGE:
        raise EbayError(400, 12006, limit=limit)
    if not offset.lstrip("-").isdecimal():
        raise EbayError(400, 12005, offset=offset)
    if int(offset) < 0:
        raise EbayError(400, 12004, offset=offset)
    if int(offset) >= _MOST_ITEMS:
        raise EbayError(400, 12029, offset=offset)
    if int(offset) % int(limit):
        raise EbayError(400, 12515, offset=offset)
    return int(limit), int(offset)


def _category(params: Any) -> str:
    if not any(params.get(name) for name in ("q", "category_ids", "epid", "gtin", "charity_ids")):
        raise EbayError(400, 12001)
    ids = [one for one in params.get("category_ids", "").split(",") if one]
    if len(ids) > 1:
        raise EbayError(400, 12030)
    if ids == [MUSIC] and not params.get("q"):
        raise EbayError(409, 12013)
    return ids[0] if ids else ""


def _fieldgroups(params: Any, asked: Filters) -> set[str]:
    groups = {one for one in params.get("fieldgroups", "MATCHING_ITEMS").split(",") if one}
    if not groups <= _FIELDGROUPS:
        asked.warn(12016, fieldgroups=params["fieldgroups"])
    return (groups & _FIELDGROUPS) or {"MATCHING_ITEMS"}


def _is_found(item: Item, params: Any, category: str, context: Context) -> bool:
    if context.site != item.offer.seller.place.site and not item.is_abroad:
        return False
    if category and category not in (item.category, MUSIC):
        return False
    if "charity_ids" in params or params.get("epid", item.epid) != item.epid:
        return False
    if "gtin" in params:  # UPC only, and few items carry one
        return item.offer.id % 2 == 1 and len(params["gtin"]) == 12 and f" {params['gtin']} " in item.text
    return _matches(params.get("q", ""), item.text)


def _matches(query: str, text: str) -> bool:
    """Spaces are AND, ``(a, b)`` is OR."""
    for group in _GROUPS.findall(query):
        if not any(_has_words(choice, text) for choice in group.split(",")):
            return False
    return _has_words(_GROUPS.sub(" ", query), text)


def _has_words(words: str, text: str) -> bool:
    return all(f" {word} " in text for word in fold(words).split())


def _ordered(items: list[Item], params: Any, asked: Filters, context: Context) -> list[Item]:
    sort = params.get("sort", "")
    if sort and sort.split(" ")[0] not in _SORTS:
        asked.warn(12008, sort=sort)
        sort = ""
    tag = int(context.now // _TAG)
    keys: dict[str, Callable[[Item], Any]] = {
        "price": lambda item: _total(item, context),
        "-price": lambda item: -_total(item, context),
        "newlyListed": lambda item: -item.offer.born,
        "endingSoonest": lambda item: item.offer.dies,
    }
    return sorted(items, key=keys.get(sort, lambda item: (item.offer.id ^ tag) * 2_654_435_761 & 0xFFFFFFFF))


def _total(item: Item, context: Context) -> float:
    price = asked_price(item, context.now) + (shapes.shipping_cost(item, context.buyer) or 0.0)
    return rates.convert(price, item.offer.currency, context.currency)


def _page(
    request: Request, context: Context, rows: list[tuple[Item, int]], limit: int, offset: int, groups: set[str]
) -> Json:
    """The page with its neighbours. ``total`` drifts a little, as an estimate does."""
    reachable = rows[:_MOST_ITEMS]
    drift = (int(context.now) // 7 + offset) % 3 if len(rows) > limit else 0
    body: Json = {"href": _address(request, context, limit, offset), "total": len(rows) + drift}
    if offset + limit < len(reachable):
        body["next"] = _address(request, context, limit, offset + limit)
    if offset:
        body["prev"] = _address(request, context, limit, max(0, offset - limit))
    body |= {"limit": limit, "offset": offset}
    page = reachable[offset : offset + limit]
    if page and groups & {"MATCHING_ITEMS", "EXTENDED", "FULL"}:
        extended = "EXTENDED" in groups
        body["itemSummaries"] = [shapes.summary(item, context, variation, extended) for item, variation in page]
    return body


def _address(request: Request, context: Context, limit: int, offset: int, **more: str) -> str:
    kept = [(k, v) for k, v in request.query_params.multi_items() if k not in ("limit", "offset", *more)]
    query = urlencode([*kept, ("limit", str(limit)), ("offset", str(offset)), *more.items()], quote_via=quote)
    return f"{context.api}/buy/browse/v1/item_summary/search?{query}"


def _refinement(request: Request, context: Context, items: list[Item], category: str, groups: set[str]) -> Json:
    def href(**more: str) -> str:
        return _address(request, context, 50, 0, **more)

    body: Json = {"dominantCategoryId": VINYL}
    if groups & {"CATEGORY_REFINEMENTS", "FULL"}:
        names = {VINYL: "Vinyl Records", CDS: "CDs"}
        body["categoryDistributions"] = [
            {
                "categoryId": one,
                "categoryName": names[one],
                "matchCount": count,
                "refinementHref": href(category_ids=one),
            }
            for one, count in Counter(item.category for item in items).items()
        ]
    if groups & {"CONDITION_REFINEMENTS", "FULL"}:
        counts = Counter((item.condition or "Not Specified", item.condition_id or "") for item in items)
        body["conditionDistributions"] = [
            {
                "condition": text,
                "conditionId": one,
                "matchCount": count,
                "refinementHref": href(filter=f"conditionIds:{{{one}}}"),
            }
            for (text, one), count in counts.items()
        ]  # fmt: skip
    if groups & {"BUYING_OPTION_REFINEMENTS", "FULL"}:
        options = Counter(option for item in items for option in item.options_at(context.now))
        body["buyingOptionDistributions"] = [
            {"buyingOption": one, "matchCount": count, "refinementHref": href(filter=f"buyingOptions:{{{one}}}")}
            for one, count in options.items()
        ]
    if groups & {"ASPECT_REFINEMENTS", "FULL"}:
        body["aspectDistributions"] = _aspects(items, category or VINYL, href)
    return body


def _aspects(items: Iterable[Item], category: str, href: Callable[..., str]) -> list[Json]:
    counts: dict[str, Counter[str]] = {}
    for item in items:
        for name, value in aspects_of(item.offer, item.kind).items():
            counts.setdefault(name, Counter())[value] += 1
    return [
        {
            "localizedAspectName": name,
            "aspectValueDistributions": [
                {
                    "localizedAspectValue": value,
                    "matchCount": count,
                    "refinementHref": href(aspect_filter=f"categoryId:{category},{name}:{{{value}}}"),
                }
                for value, count in values.most_common(12)
            ],
        }
        for name, values in counts.items()
    ]
