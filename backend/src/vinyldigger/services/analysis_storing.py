"""From the engine's answer to rows: everything one analysis stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.analysis import ENGINE_VERSION
from vinyldigger.analysis.costs import SellerScore
from vinyldigger.analysis.match import Match
from vinyldigger.analysis.outputs import AnalysedListing, Analysis, Recommendation
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import Release
from vinyldigger.models.environments import Environment
from vinyldigger.services.analysis_loading import Loaded
from vinyldigger.services.repositories import analyses as rows
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import results as result_rows
from vinyldigger.services.stored import to_json

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose analysis it is."""

    user_id: UUID
    search_id: UUID
    run_id: UUID | None
    environment: Environment
    currency: str


async def store_analysis(
    session: AsyncSession, owner: Owner, loaded: Loaded, analysis: Analysis, now: datetime
) -> list[UUID]:
    """Store everything in a constant number of statements. Answers the ids of advice never given before."""
    records = await rows.upsert_records(session, _record_rows(owner, loaded, analysis))
    await rows.upsert_matches(session, _match_rows(loaded, analysis, records, now))
    unread = {
        loaded.listing_ids[key]: to_json(each.parsed)
        for key, each in analysis.listings.items()
        if key not in loaded.input.known_parsed
    }
    await listing_rows.note_parsed(session, unread, ENGINE_VERSION)
    ends = {listing.key: listing.ends_at for listing in loaded.input.listings}
    results = [_result_row(key, each, ends[key], loaded, records) for key, each in analysis.listings.items()]
    await result_rows.note_analysed(session, results)
    sellers = [_seller_row(owner, score, loaded) for score in analysis.sellers if score.seller_key in loaded.seller_ids]
    await rows.replace_analysis(session, owner.search_id, owner.run_id, _summary(owner, loaded, analysis, now), sellers)
    advice = [_advice_row(owner, each, loaded, records, now) for each in analysis.recommendations]
    return await rows.upsert_recommendations(session, owner.search_id, advice, now)


def _record_rows(owner: Owner, loaded: Loaded, analysis: Analysis) -> list[Values]:
    """One row a record: named by the catalogue where it is there, else as a listing names it."""
    releases = {release.external_id: release for release in loaded.input.releases}
    by_master = {release.master_id: release for release in reversed(loaded.input.releases) if release.master_id}
    counts = Counter(each.match.record_id for each in analysis.listings.values() if each.match)
    found: dict[str, Values] = {}
    for each in analysis.listings.values():
        match = each.match
        if match is None or (match.record_id in found and found[match.record_id]["confidence"] >= match.confidence):
            continue
        release = releases.get(match.release_external_id or "") or by_master.get(match.master_id or "")
        found[match.record_id] = {
            "id": uuid7(),
            "environment": owner.environment,
            "record_key": match.record_id,
            "level": match.level,
            **_names(each, release),
            "release_id": loaded.release_ids.get(match.release_external_id or ""),
            "master_id": match.master_id,
            "listing_count": counts[match.record_id],
            "confidence": round(match.confidence),
        }
    return list(found.values())


def _names(each: AnalysedListing, release: Release | None) -> Values:
    parsed = each.parsed
    numbers = [label.catalogue_number for label in release.labels if label.catalogue_number] if release else []
    return {
        "artist": ", ".join(release.artists) if release else parsed.artist or "",
        "title": release.title if release else parsed.title or "",
        "year": release.year if release else parsed.year,
        "format": release.format_text or None if release else None,
        "catalogue_number": next(iter(numbers or parsed.catalogue_numbers), None),
    }


def _match_rows(loaded: Loaded, analysis: Analysis, records: Mapping[str, UUID], now: datetime) -> list[Values]:
    """What was matched now. A user's own word is no shared knowledge and is left out."""
    spoken_of = {override.listing_key for override in loaded.input.overrides}
    return [
        {
            "id": uuid7(),
            "item_match_id": records[match.record_id],
            "listing_id": loaded.listing_ids[key],
            "confidence": round(match.confidence),
            "level": match.certainty or "low",
            "claim": match.level,
            "release_external_id": match.release_external_id,
            "evidence": [to_json(piece) for piece in match.evidence],
            "engine_version": ENGINE_VERSION,
            "matched_at": now,
        }
        for key, match in _matches(analysis).items()
        if key not in spoken_of and key not in loaded.input.known_matches
    ]


def _matches(analysis: Analysis) -> dict[str, Match]:
    return {key: each.match for key, each in analysis.listings.items() if each.match}


def _result_row(
    key: str, each: AnalysedListing, ends_at: datetime | None, loaded: Loaded, records: Mapping[str, UUID]
) -> Values:
    match, landed, score, fair = each.match, each.landed, each.score, each.fair_value
    total = landed.total if landed else None
    return {
        "id": loaded.result_ids[key],
        "collection_level": each.collection_level,
        "wantlist_level": each.wantlist_level,
        "want_id": each.want_key,
        "item_match_id": match and records[match.record_id],
        "match_confidence": match and round(match.confidence),
        "deal_score": score and score.score,
        "score_parts": [to_json(part) for part in score.parts] if score else [],
        "score_confidence": score and score.confidence,
        "warnings": [to_json(reason) for reason in score.warnings] if score else [],
        "landed_total": _cents(total),
        "landed_currency": landed and landed.currency,
        "landed_cost": to_json(landed),
        "fair_amount": _cents(fair.value),
        "fair_currency": fair.value and fair.value.currency,
        "fair_value": to_json(fair),
        "max_good_bid": _cents(each.max_good_bid),
        "ends_at": ends_at,
        "excluded_by": each.excluded_by and each.excluded_by.code,
        "excluded_params": dict(each.excluded_by.params) if each.excluded_by else {},
        "engine_version": ENGINE_VERSION,
    }


def _cents(money: Money | None) -> Decimal | None:
    return money.rounded().amount if money else None


def _seller_row(owner: Owner, score: SellerScore, loaded: Loaded) -> Values:
    return {
        "id": uuid7(),
        "user_id": owner.user_id,
        "seller_id": loaded.seller_ids[score.seller_key],
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
        "parts": [to_json(reason) for reason in score.reasons],
    }


def _summary(owner: Owner, loaded: Loaded, analysis: Analysis, now: datetime) -> Values:
    summary = analysis.summary
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
            "fingerprint": loaded.fingerprint,
            "catalogue": loaded.catalogue,
        },
        "engine_version": ENGINE_VERSION,
        "completed_at": now,
    }


def _advice_row(
    owner: Owner, advice: Recommendation, loaded: Loaded, records: Mapping[str, UUID], now: datetime
) -> Values:
    return {
        "id": uuid7(),
        "user_id": owner.user_id,
        "search_id": owner.search_id,
        "seller_id": loaded.seller_ids.get(advice.seller_key or ""),
        "item_match_id": records.get(advice.record_id or ""),
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
        "title": to_json(advice.title),
        "reasons": [to_json(reason) for reason in advice.reasons],
        "details": {},
        "item_ids": [str(loaded.listing_ids[key]) for key in advice.listing_keys],
        "engine_version": ENGINE_VERSION,
        "first_seen_at": now,
        "last_seen_at": now,
    }
