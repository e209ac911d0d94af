"""How rows are shown: prices that may no longer be shown are left out, pictures go through our own proxy.

Each function answers plain values that the API's schema of the same name reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from vinyldigger.core import clock
from vinyldigger.core.config import get_settings
from vinyldigger.core.domain.grade import GradeSource
from vinyldigger.core.domain.listing import BuyingOption, ListingKind
from vinyldigger.marketplaces.registry import MARKETPLACES
from vinyldigger.models.results import HoldingLevel
from vinyldigger.models.sellers import Seller, UserSeller
from vinyldigger.services.images import signed_path
from vinyldigger.services.offers import money_of
from vinyldigger.services.repositories.shown_prices import Freshness

View = dict[str, Any]
Row = Mapping[Any, Any]


def is_stale(marketplace: str, fetched_at: datetime) -> bool:
    """Whether a marketplace's terms forbid to show a figure of that age."""
    entry = MARKETPLACES.get(marketplace)
    if entry is None or not entry.hides_old_figures:
        return False
    return fetched_at < _fresh_since()


def freshness() -> Freshness:
    """The same as conditions of a statement."""
    ageing = [name for name, entry in MARKETPLACES.items() if entry.hides_old_figures]
    return Freshness(ageing, _fresh_since())


def _fresh_since() -> datetime:
    return clock.now() - timedelta(hours=get_settings().freshness.figures_hours)


def result(row: Row) -> View:
    """A row of repositories/result_views as a result."""
    stale = is_stale(row["marketplace"], row["fetched_at"])
    seen = row["last_viewed_at"]
    return {
        "id": row["id"],
        "search_id": row["search_id"],
        "listing": listing(row),
        "match": match(row),
        "landed": None if stale else row["landed_cost"],
        "fair_value": row["fair_value"],
        "score": score(row, hide_reasons=stale),
        "excluded_by": row["excluded_by"] and {"code": row["excluded_by"], "params": row["excluded_params"]},
        "collection_level": row["collection_level"],
        "wantlist_level": row["wantlist_level"],
        "is_in_collection": row["collection_level"] != HoldingLevel.NONE,
        "is_in_wantlist": row["wantlist_level"] != HoldingLevel.NONE,
        "max_good_bid": money_of(row["max_good_bid"], row["landed_currency"]),
        "mark": row["mark"],
        "is_new": seen is None or row["created_at"] > seen,
        "created_at": row["created_at"],
    }


def listing(row: Row) -> View:
    """The offer's part of a row."""
    stale = is_stale(row["marketplace"], row["fetched_at"])
    lower_bound = (
        row["kind"] == ListingKind.RELEASE_FLOOR or row["buying_option"] == BuyingOption.AUCTION or row["is_variation"]
    )
    same = ("marketplace", "site", "kind", "title", "url", "fetched_at", "first_seen_at", "last_seen_at", "ended_at",
            "buying_option", "accepts_offers", "bids", "ends_at", "condition_text", "ships_from")  # fmt: skip
    return {
        **{name: row[name] for name in same},
        "id": row["listing_id"],
        "image_url": signed_path(row["image_url"] or row["thumb_url"]),
        "price": None if stale else money_of(row["price"], row["currency"]),
        "bid": None if stale else money_of(row["bid"], row["currency"]),
        "stale": stale,
        "ended_reason": row["end_reason"],
        "quantity": None if stale else row["quantity"],
        "for_sale": None if stale else row["for_sale"],
        "is_lower_bound": lower_bound,
        "media": grade(row, "media", stale),
        "sleeve": grade(row, "sleeve", stale),
        "seller": seller(row),
    }


def grade(row: Row, part: str, stale: bool) -> View:
    """A condition: as the engine read it, else as the marketplace's field says."""
    if stale:
        return {"grade": None, "source": GradeSource.UNKNOWN, "words": "", "notes": []}
    stated = {"grade": row[f"{part}_grade"], "source": row["grade_source"], "words": "", "notes": []}
    return row[part] or stated


def seller(row: Row) -> View | None:
    """The seller's part of a row."""
    if row["seller_id"] is None:
        return None
    return {
        "id": row["seller_id"],
        "marketplace": row["marketplace"],
        "name": row["seller_name"],
        "country": row["seller_country"],
        "positive_percent": row["positive_percent"],
        "ratings": row["ratings"],
        "status": row["seller_status"],
    }


def seller_brief(seller: Seller | None, view: UserSeller | None) -> View | None:
    """A seller in short, with the user's view of it."""
    if seller is None:
        return None
    same = ("id", "marketplace", "name", "country", "positive_percent", "ratings")
    return {**{name: getattr(seller, name) for name in same}, "status": view.status if view else None}


def match(row: Row) -> View | None:
    """The record's part of a row."""
    if row["match_id"] is None:
        return None
    confidence = row["match_confidence"] or 0
    return {
        "record": {
            "id": row["match_id"],
            "level": row["claim"] or row["match_level"],
            "artist": row["record_artist"] or None,
            "title": row["record_title"] or None,
            "year": row["record_year"],
            "release_id": row["release_id"],
            "release_external_id": row["release_external_id"],
            "master_id": row["master_id"],
            "image_url": signed_path(row["thumb_url"]),
        },
        "confidence": confidence,
        "certainty": certainty(confidence),
        "confirmed_by_user": row["confirmed"],
        "evidence": row.get("evidence") or [],
    }


def certainty(confidence: int) -> str | None:
    """Confidence in words."""
    for word, floor in (("exact", 95), ("high", 85), ("medium", 70), ("low", 50)):
        if confidence >= floor:
            return word
    return None


def score(row: Row, *, hide_reasons: bool) -> View | None:
    """The score's part of a row; its parts name prices, so they go when prices do."""
    if row["deal_score"] is None:
        return None
    return {
        "score": row["deal_score"],
        "level": level(row["deal_score"]),
        "confidence": row["score_confidence"] or 0,
        "parts": [] if hide_reasons else row["score_parts"],
        "warnings": row["warnings"],
    }


def level(points: Any) -> str:
    """A score in words."""
    for word, floor in (("excellent", 90), ("very_good", 80), ("good", 70), ("fair", 60)):
        if points >= floor:
            return word
    return "poor"
