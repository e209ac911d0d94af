"""What the engine said, as rows of the tables that keep it. A column of JSON is given the engine's own values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.costs import DealScore, SellerScore
from vinyldigger.analysis.match import Match
from vinyldigger.analysis.outputs import AnalysedListing, Recommendation, Summary
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import Release
from vinyldigger.models.environments import Environment
from vinyldigger.services.stored import to_json

Values = dict[str, Any]
Records = Mapping[str | None, UUID | str | None]  # our ids by the engine's


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose analysis it is."""

    user_id: UUID
    search_id: UUID
    run_id: UUID | None
    environment: Environment
    currency: str


def record_row(owner: Owner, each: AnalysedListing, match: Match, release: Release | None) -> Values:
    """The record an offer is: named by the catalogue where it is there, else as the listing names it."""
    parsed = each.parsed
    numbers = [label.catalogue_number for label in release.labels if label.catalogue_number] if release else []
    return {
        "id": uuid7(),
        "environment": owner.environment,
        "record_key": match.record_id,
        "level": match.level,
        "artist": ", ".join(release.artists) if release else parsed.artist or "",
        "title": release.title if release else parsed.title or "",
        "year": release.year if release else parsed.year,
        "format": release.format_text or None if release else None,
        "catalogue_number": next(iter(numbers or parsed.catalogue_numbers), None),
        "master_id": match.master_id,
        "confidence": round(match.confidence),
    }


def match_row(match: Match, record: UUID | str | None, listing: UUID, now: datetime) -> Values:
    """Why an offer is a record."""
    return {
        "id": uuid7(),
        "item_match_id": record,
        "listing_id": listing,
        "confidence": round(match.confidence),
        "level": match.certainty or "low",
        "claim": match.level,
        "release_external_id": match.release_external_id,
        "evidence": match.evidence,
        "engine_version": ENGINE_VERSION,
        "matched_at": now,
    }


def result_row(
    each: AnalysedListing, ends_at: datetime | None, records: Mapping[str | None, UUID | str | None]
) -> Values:
    """What an offer means to its search; without the row's id."""
    match, landed, fair = each.match, each.landed, each.fair_value
    return {
        "collection_level": each.collection_level,
        "wantlist_level": each.wantlist_level,
        "want_id": each.want_key,
        "item_match_id": match and records[match.record_id],
        "match_confidence": match and round(match.confidence),
        **score_columns(each.score),
        "landed_total": _cents(landed.total if landed else None),
        "landed_currency": landed and landed.currency,
        "landed_cost": landed,
        "fair_amount": _cents(fair.value),
        "fair_currency": fair.value and fair.value.currency,
        "fair_value": fair,
        "max_good_bid": _cents(each.max_good_bid),
        "ends_at": ends_at,
        "excluded_by": each.excluded_by and each.excluded_by.code,
        "excluded_params": each.excluded_by.params if each.excluded_by else {},
        "engine_version": ENGINE_VERSION,
    }


def score_columns(score: DealScore | None) -> Values:
    """A score as columns of a result; none where the offer is kept out."""
    return {
        "deal_score": score and score.score,
        "score_parts": score.parts if score else (),
        "score_confidence": score and score.confidence,
        "warnings": score.warnings if score else (),
    }


def _cents(money: Money | None) -> Decimal | None:
    return money.rounded().amount if money else None


def seller_row(owner: Owner, score: SellerScore, seller_id: str) -> Values:
    """A seller in one analysis."""
    return {
        "id": uuid7(),
        "user_id": owner.user_id,
        "seller_id": seller_id,
        "rank": score.rank,
        "total_items": score.items,
        "wanted_items": score.wants,
        "duplicate_items": score.duplicates,
        "currency": owner.currency,
        "goods_total": _cents(score.goods),
        "estimated_shipping": _cents(score.estimated_shipping),
        "landed_total": None,
        "overall_score": score.overall,
        "reputation_score": score.reputation,
        "location_score": score.location,
        "price_score": score.price,
        "depth_score": score.depth,
        "shipping_score": score.shipping,
        "parts": score.reasons,
    }


def summary_row(owner: Owner, summary: Summary, fingerprint: str, catalogue: str, now: datetime) -> Values:
    """A search at a glance. ``fingerprint``: of all it rests on; ``catalogue``: of what offers were matched against."""
    return {
        "user_id": owner.user_id,
        "status": "complete" if summary.complete else "partial",
        "currency": owner.currency,
        "total_items": summary.listings,
        "total_sellers": summary.sellers,
        "multi_item_sellers": summary.multi_item_sellers,
        "wantlist_matches": summary.wantlist_matches,
        "collection_duplicates": summary.collection_duplicates,
        "new_discoveries": summary.discoveries,
        "price_distribution": [to_json(each) for each in summary.distributions],
        "platform_coverage": dict(summary.by_marketplace),
        "summary": {
            "included": summary.included,
            "excluded": dict(summary.excluded),
            "records": summary.records,
            "fingerprint": fingerprint,
            "catalogue": catalogue,
        },
        "engine_version": ENGINE_VERSION,
        "completed_at": now,
    }


def advice_row(
    owner: Owner,
    advice: Recommendation,
    seller_id: str | None,
    record: UUID | str | None,
    listing_ids: list[str],
    now: datetime,
) -> Values:
    """A piece of advice."""
    return {
        "id": uuid7(),
        "user_id": owner.user_id,
        "search_id": owner.search_id,
        "seller_id": seller_id,
        "item_match_id": record,
        "deal_key": advice.deal_key,
        "type": advice.type,
        "score": advice.score,
        "level": advice.level,
        "total_items": len(advice.listing_keys),
        "wanted_items": advice.wants,
        "currency": owner.currency,
        "goods": _cents(advice.goods),
        "shipping": _cents(advice.shipping),
        "taxes": _cents(advice.taxes),
        "landed_total": _cents(advice.landed),
        "savings": _cents(advice.savings),
        "savings_against": advice.savings_against,
        "title": advice.title,
        "reasons": advice.reasons,
        "details": {},
        "item_ids": listing_ids,
        "engine_version": ENGINE_VERSION,
        "first_seen_at": now,
        "last_seen_at": now,
    }
