"""eBay's JSON as it comes (Browse v1, Analytics v1 beta, token endpoint). Only what we read."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from vinyldigger.marketplaces.wire_types import Absent, Amount, Listed, Moment, Percent, Text, Texts, Whole, Wire


class CamelWire(Wire):
    """eBay writes its names in camel case."""

    model_config = ConfigDict(alias_generator=to_camel)


class Parameter(CamelWire):
    """A named detail of an error."""

    name: Text = ""
    value: Text = ""


class ApiError(CamelWire):
    """An error or warning. ``parameters`` name what was wrong or ignored."""

    error_id: int
    message: Text = ""
    parameters: Annotated[tuple[Parameter, ...], Listed] = ()


class ErrorBody(CamelWire):
    """The body of a refusal."""

    errors: Annotated[tuple[ApiError, ...], Listed] = ()


class SearchBody(CamelWire):
    """``/item_summary/search``. No match: ``itemSummaries`` is absent. ``total`` is an estimate: follow ``next``."""

    total: Whole = None
    limit: int = 0
    offset: int = 0
    next: Text = ""
    item_summaries: Annotated[tuple[Any, ...], Listed] = ()
    warnings: Annotated[tuple[ApiError, ...], Listed] = ()


class GroupBody(CamelWire):
    """``/item/get_items_by_item_group``: the variations of one listing."""

    items: Annotated[tuple[Any, ...], Listed] = ()


class Price(CamelWire):
    """An amount in the site's currency, and the seller's own where that differs."""

    value: Amount = None
    currency: Text = ""
    converted_from_value: Amount = None
    converted_from_currency: Text = ""


class SellerRow(CamelWire):
    """``feedbackPercentage`` is text, "0.0" for the new. In the sandbox only the score is there."""

    username: Text = ""
    feedback_percentage: Percent = None
    feedback_score: Whole = None


class Location(CamelWire):
    """``country`` is ISO alpha-2."""

    country: Text = ""


class ImageRow(CamelWire):
    """A picture."""

    image_url: Text = ""


class ShippingOption(CamelWire):
    """A CALCULATED option may have no cost."""

    shipping_cost: Annotated[Price | None, Absent] = None
    import_charges: Annotated[Price | None, Absent] = None


class Aspect(CamelWire):
    """An item specific as the seller wrote it, localised."""

    name: str
    value: Text = ""


class Availability(CamelWire):
    """How many are left."""

    estimated_availability_status: Text = ""
    estimated_available_quantity: Whole = None


class ItemBody(CamelWire):
    """An ItemSummary, and getItem's Item, which adds aspects, condition words and availability."""

    item_id: str
    title: str
    price: Annotated[Price | None, Absent] = None
    current_bid_price: Annotated[Price | None, Absent] = None
    bid_count: Whole = None
    item_end_date: Moment = None
    buying_options: Texts = ()
    condition: Text = ""
    seller: Annotated[SellerRow | None, Absent] = None
    item_location: Annotated[Location | None, Absent] = None
    shipping_options: Annotated[tuple[ShippingOption, ...], Listed] = ()
    image: Annotated[ImageRow | None, Absent] = None
    item_web_url: Text = ""
    item_affiliate_web_url: Text = ""
    item_group_type: Text = ""
    primary_item_group: Annotated[dict[str, Any] | None, Absent] = None
    short_description: Text = ""
    condition_description: Text = ""
    localized_aspects: Annotated[tuple[Aspect, ...], Listed] = ()
    gtin: Text = ""
    lot_size: Whole = None
    estimated_availabilities: Annotated[tuple[Availability, ...], Listed] = ()


class TokenBody(Wire):
    """Answer of the token endpoint. A refresh brings no new refresh token."""

    access_token: str
    expires_in: int
    refresh_token: Text = ""


class Rate(CamelWire):
    """One budget."""

    count: Whole = None
    limit: Whole = None
    remaining: Whole = None


class RateResource(CamelWire):
    """The budgets of one resource, such as ``buy.browse``."""

    name: Text = ""
    rates: Annotated[tuple[Rate, ...], Listed] = ()


class RateGroup(CamelWire):
    """The resources of one API."""

    resources: Annotated[tuple[RateResource, ...], Listed] = ()


class RateLimitsBody(CamelWire):
    """Analytics' answer."""

    rate_limits: Annotated[tuple[RateGroup, ...], Listed] = ()
