"""Solved plans as they are stored and shown: offers with their titles and addresses at the time of solving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from vinyldigger.analysis.basket_types import Check, Parcel, Plan, PlanItem, Unmet
from vinyldigger.core.domain.money import Money
from vinyldigger.services.basket_market import BasketMarket
from vinyldigger.services.images import signed_path
from vinyldigger.services.stored import to_json

Json = dict[str, Any]


def plan_as_json(plan: Plan, market: BasketMarket, result_ids: Mapping[UUID, UUID]) -> Json:
    """One plan. ``solved`` keeps the engine's own form, for checking it later."""
    return {
        "variant": plan.variant,
        "parcels": [_parcel(parcel, market, result_ids) for parcel in plan.parcels],
        "unmet": [_unmet(unmet, market) for unmet in plan.unmet],
        **_sums(plan),
        "covered": sum(len(parcel.items) for parcel in plan.parcels),
        "gap": plan.gap,
        "stopped_by_clock": plan.stopped_by_clock,
        "solved": to_json(plan),
    }


def _sums(part: Plan | Parcel) -> Json:
    return {
        "goods": _money(part.goods),
        "shipping": _money(part.shipping),
        "taxes": _money(part.taxes),
        "landed": _money(part.landed),
    }


def _money(money: Money) -> Json:
    rounded = money.rounded()
    return {"amount": str(rounded.amount), "currency": rounded.currency}


def _parcel(parcel: Parcel, market: BasketMarket, result_ids: Mapping[UUID, UUID]) -> Json:
    seller_id = market.loaded.seller_ids.get(parcel.seller_key)
    return {
        "seller_id": _text(seller_id),
        "seller_name": parcel.seller_name,
        "marketplace": parcel.seller_key.partition(":")[0],
        "items": [_item(item, market, result_ids) for item in parcel.items],
        **_sums(parcel),
        "grams": parcel.grams,
        "estimated": parcel.estimated,
    }


def _item(item: PlanItem, market: BasketMarket, result_ids: Mapping[UUID, UUID]) -> Json:
    listing = market.listings[item.listing_key]
    listing_id = market.loaded.listing_ids[item.listing_key]
    result_id = result_ids.get(listing_id)
    return {
        "listing_id": str(listing_id),
        "result_id": _text(result_id),
        "key": item.want_key,
        "marketplace": listing.marketplace,
        "title": listing.title,
        "url": listing.url,
        "image_url": signed_path(listing.image_url),
        "media_grade": listing.media_grade,
        "sleeve_grade": listing.sleeve_grade,
        "price": _money(item.price),
    }


def _unmet(unmet: Unmet, market: BasketMarket) -> Json:
    want = next(want for want in market.wished.wants if want.key == unmet.want_key)
    return {
        "key": unmet.want_key,
        "artist": want.artist,
        "title": want.title,
        "tier": unmet.tier,
        "reason": to_json(unmet.reason),
    }


def _text(value: UUID | None) -> str | None:
    return None if value is None else str(value)


def check_as_json(check: Check, market: BasketMarket, plan: Mapping[str, Any]) -> Json:
    """What became of a plan's items."""
    solved = {item["listing_key"]: item for parcel in plan["solved"]["parcels"] for item in parcel["items"]}
    shown = {item["key"]: item["listing_id"] for parcel in plan["parcels"] for item in parcel["items"]}
    ids = market.loaded.listing_ids
    return {
        "changes": [
            {
                "listing_id": shown[solved[change.listing_key]["want_key"]],
                "key": change.want_key,
                "kind": change.kind,
                "before": _money(change.before),
                "now": _money(change.now) if change.now else None,
                "other_listing_id": _text(ids.get(change.other_key or "")),
            }
            for change in check.changes
        ],
        "landed": _money(check.landed) if check.landed else None,
        "still_good": check.still_good,
    }
