"""Catalogue facts and market figures between the collector's words and the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core import clock
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.release import LabelCredit, Release, ReleaseMarket
from vinyldigger.models.environments import Environment
from vinyldigger.models.releases import Release as ReleaseRow
from vinyldigger.models.releases import ReleaseMarket as MarketRow
from vinyldigger.services.offers import money_of
from vinyldigger.services.repositories import releases as release_rows
from vinyldigger.services.repositories import successions as succession_rows
from vinyldigger.services.stored import from_json, to_json

Values = dict[str, Any]


async def store_releases(
    session: AsyncSession, environment: Environment, releases: Sequence[Release], now: datetime
) -> dict[str, UUID]:
    """Store catalogue facts in one statement; answers our id by Discogs id. Basic facts never replace full ones."""
    unique = {release.external_id: release for release in sorted(releases, key=lambda release: release.is_full)}
    rows = [release_values(release, environment, now) for release in unique.values()]
    return await release_rows.upsert_releases(session, environment, rows)


async def store_asked(session: AsyncSession, environment: Environment, asked_id: str, release: Release) -> None:
    """Store a release asked for by id. Where another answered, the two have been merged: searches and wants follow."""
    now = clock.now()
    ids = await store_releases(session, environment, [release], now)
    known = await release_rows.releases_by_discogs_id(session, environment, [asked_id, release.external_id])
    rows = {row.discogs_id: row for row in known}
    if release.external_id != asked_id and asked_id in rows and release.external_id in ids:
        await succession_rows.note_merged(session, rows[asked_id].id, rows[release.external_id], now)


async def store_markets(session: AsyncSession, markets: Sequence[ReleaseMarket], ids: Mapping[str, UUID]) -> None:
    """Store market figures of releases we know; ``ids`` by Discogs id."""
    unique = {market.release_external_id: market for market in markets if market.release_external_id in ids}
    await release_rows.upsert_market(session, [market_values(market, ids[key]) for key, market in unique.items()])


def release_values(release: Release, environment: Environment, now: datetime) -> Values:
    """A release as a row of ``releases``."""
    fetched_at = release.fetched_at or now
    numbers = (label.catalogue_number for label in release.labels if label.catalogue_number)
    return {
        "id": uuid7(),
        "environment": environment,
        "discogs_id": release.external_id,
        "master_id": release.master_id,
        "title": release.title.replace("\x00", ""),
        "artists": list(release.artists),
        "normalised_artist": " ".join(release.artists).casefold(),
        "normalised_title": release.title.replace("\x00", "").casefold(),
        "labels": [{"name": label.name, "catalogue_number": label.catalogue_number} for label in release.labels],
        "catalogue_numbers": sorted({_folded(number) for number in numbers}),
        "barcodes": list(release.barcodes),
        "matrix": list(release.matrix),
        "year": release.year,
        "country": release.country,
        "format": to_json(release.format),
        "format_text": release.format_text,
        "format_quantity": release.format_quantity,
        "estimated_weight": release.estimated_weight,
        "genres": list(release.genres),
        "styles": list(release.styles),
        "thumb_url": release.thumb_url,
        "cover_url": release.cover_url,
        "have": release.have,
        "want": release.want,
        "data_quality": release.data_quality,
        "is_unofficial": release.is_unofficial,
        "basic_fetched_at": None if release.is_full else fetched_at,
        "full_fetched_at": fetched_at if release.is_full else None,
    }


def market_values(market: ReleaseMarket, release_id: UUID) -> Values:
    """Market figures as a row of ``release_market``. Without a price the currency is the one asked in: EUR."""
    return {
        "id": uuid7(),
        "release_id": release_id,
        "day": market.fetched_at.date(),
        "currency": market.lowest_price.currency if market.lowest_price else "EUR",
        "lowest_price": market.lowest_price and market.lowest_price.amount,
        "num_for_sale": market.num_for_sale,
        "blocked_from_sale": market.blocked_from_sale,
        "fetched_at": market.fetched_at,
    }


def release_of(row: ReleaseRow) -> Release:
    """A row of ``releases`` as a release."""
    return Release(
        external_id=row.discogs_id,
        title=row.title,
        artists=tuple(row.artists),
        master_id=row.master_id,
        labels=tuple(LabelCredit(label["name"], label.get("catalogue_number")) for label in row.labels),
        barcodes=tuple(row.barcodes),
        matrix=tuple(row.matrix),
        year=row.year,
        country=row.country,
        format=from_json(Format, row.format) if row.format else Format(),
        format_text=row.format_text,
        format_quantity=row.format_quantity,
        estimated_weight=row.estimated_weight,
        genres=tuple(row.genres),
        styles=tuple(row.styles),
        thumb_url=row.thumb_url,
        cover_url=row.cover_url,
        have=row.have,
        want=row.want,
        data_quality=row.data_quality,
        is_unofficial=row.is_unofficial,
        is_full=row.full_fetched_at is not None,
        fetched_at=row.full_fetched_at or row.basic_fetched_at,
    )


def market_of(row: MarketRow, discogs_id: str) -> ReleaseMarket:
    """A row of ``release_market`` as market figures."""
    return ReleaseMarket(
        release_external_id=discogs_id,
        lowest_price=money_of(row.lowest_price, row.currency),
        num_for_sale=row.num_for_sale,
        fetched_at=row.fetched_at,
        blocked_from_sale=row.blocked_from_sale,
    )


def _folded(number: str) -> str:
    """A catalogue number as it compares: letters and digits only."""
    return "".join(sign for sign in number.casefold() if sign.isalnum())
