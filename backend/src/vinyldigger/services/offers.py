"""Offers between the collector's words and the database: how a listing becomes rows, and rows a listing again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy.ext.asyncio import AsyncSession
from uuid_utils.compat import uuid7

from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.listing import Listing, Quote
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.seller import Seller, ShippingPolicy
from vinyldigger.models.environments import Environment
from vinyldigger.models.listings import EndReason
from vinyldigger.models.listings import Listing as ListingRow
from vinyldigger.models.listings import ListingQuote as QuoteRow
from vinyldigger.models.sellers import Seller as SellerRow
from vinyldigger.services.repositories import listings as listing_rows
from vinyldigger.services.repositories import sellers as seller_rows
from vinyldigger.services.repositories.listings import ListingKey, StoredListing
from vinyldigger.services.stored import from_json, to_json

Values = dict[str, Any]

MAX_TITLE = 500
MAX_TEXT = 20_000


async def store_offers(
    session: AsyncSession, environment: Environment, offers: Sequence[Listing], now: datetime, *, in_full: bool = False
) -> list[StoredListing]:
    """Store offers with their sellers, prices and quotes: a constant number of statements, whatever their number.

    ``in_full``: each was read by its id. A search's short answer does not take away what that had said.
    """
    unique = list({offer.key: offer for offer in offers}.values())
    if not unique:
        return []
    if not in_full:
        known = await listing_rows.read_in_full(session, environment, [offer.external_id for offer in unique])
        unique = [_with_details(offer, known.get(_key(offer))) for offer in unique]
    sellers = {offer.seller.key: offer.seller for offer in unique if offer.seller}
    seller_ids = await seller_rows.upsert_sellers(
        session, [seller_values(seller, environment, now) for seller in sellers.values()]
    )
    read_at = now if in_full else None
    stored = await listing_rows.upsert_listings(
        session,
        [
            listing_values(offer, environment, now, _seller_id(offer, seller_ids)) | {"read_at": read_at}
            for offer in unique
        ],
    )
    ids = {row.key: row.id for row in stored}
    await listing_rows.note_prices(session, [row.id for row in stored], now)
    quoted = [(ids[_key(offer)], offer.quote) for offer in unique if offer.quote]
    await listing_rows.upsert_quotes(session, [quote_values(listing_id, quote) for listing_id, quote in quoted])
    return stored


def _key(offer: Listing) -> ListingKey:
    return offer.marketplace, offer.site, offer.external_id


def _with_details(offer: Listing, known: ListingRow | None) -> Listing:
    """A short answer completed by what the full reading said, as long as the seller has not renamed the offer."""
    if known is None or known.title != offer.title:
        return offer
    return replace(
        offer,
        comments=offer.comments or known.comments,
        condition_text=known.condition_text or offer.condition_text,
        aspects={name: tuple(values) for name, values in known.aspects.items()} | dict(offer.aspects),
        media_grade=offer.media_grade or known.media_grade,
        sleeve_grade=offer.sleeve_grade or known.sleeve_grade,
        grade_source=offer.grade_source if offer.media_grade else known.grade_source,
        format=offer.format or (from_json(Format, known.format) if known.format else None),
        release_external_id=offer.release_external_id or known.release_external_id,
    )


def _seller_id(offer: Listing, ids: Mapping[tuple[str, str], UUID]) -> UUID | None:
    return ids[offer.seller.marketplace, offer.seller.external_id] if offer.seller else None


def listing_values(offer: Listing, environment: Environment, now: datetime, seller_id: UUID | None) -> Values:
    """An offer as a row of ``listings``."""
    money = offer.price or offer.bid
    ended = None if offer.available else now
    return {
        "id": uuid7(),
        "environment": environment,
        "marketplace": offer.marketplace,
        "site": offer.site,
        "external_id": offer.external_id,
        "kind": offer.kind,
        "seller_id": seller_id,
        "title": _clean(offer.title, MAX_TITLE),
        "url": offer.url,
        "image_url": offer.image_url,
        "price": offer.price and offer.price.amount,
        "currency": money and money.currency,
        "buying_option": offer.buying_option,
        "bid": offer.bid and offer.bid.amount,
        "bids": offer.bids,
        "ends_at": offer.ends_at,
        "ships_from": offer.ships_from,
        "media_grade": offer.media_grade,
        "sleeve_grade": offer.sleeve_grade,
        "grade_source": offer.grade_source,
        "condition_text": _clean(offer.condition_text, MAX_TEXT),
        "comments": _clean(offer.comments, MAX_TEXT),
        "aspects": _clean_aspects(offer.aspects),
        "format": to_json(offer.format),
        "release_external_id": offer.release_external_id,
        "quantity": offer.quantity,
        "for_sale": offer.for_sale,
        "is_variation": offer.is_variation,
        "accepts_offers": offer.accepts_offers,
        "content_hash": content_hash(offer),
        "first_seen_at": offer.fetched_at,
        "last_seen_at": offer.fetched_at,
        "fetched_at": offer.fetched_at,
        "ended_at": ended,
        "end_reason": None if offer.available else EndReason.OUT_OF_STOCK,
    }


def content_hash(offer: Listing) -> str:
    """Changes exactly when something changes that the engine reads and matches by; price and bids do not count."""
    read = [
        offer.title,
        offer.condition_text,
        offer.comments,
        sorted((name, list(values)) for name, values in offer.aspects.items()),
        offer.media_grade,
        offer.sleeve_grade,
        offer.release_external_id,
        to_json(offer.format),
    ]
    return hashlib.sha256(orjson.dumps(read, default=str)).hexdigest()


def seller_values(seller: Seller, environment: Environment, now: datetime) -> Values:
    """A seller as a row of ``sellers``."""
    return {
        "id": uuid7(),
        "environment": environment,
        "marketplace": seller.marketplace,
        "external_id": seller.external_id,
        "name": seller.name,
        "country": seller.country,
        "positive_percent": seller.positive_percent,
        "ratings": seller.ratings,
        "min_order": seller.min_order and seller.min_order.amount,
        "min_order_currency": seller.min_order and seller.min_order.currency,
        "shipping_policies": [to_json(policy) for policy in seller.policies],
        "fetched_at": now,
    }


def quote_values(listing_id: UUID, quote: Quote, user_id: UUID | None = None) -> Values:
    """A quote as a row of ``listing_quotes``. ``user_id``: whose token it was fetched with."""
    return {
        "id": uuid7(),
        "listing_id": listing_id,
        "user_id": user_id,
        "country": quote.country,
        "postal_prefix": quote.postal_prefix,
        "shipping": quote.shipping and quote.shipping.amount,
        "shipping_currency": quote.shipping and quote.shipping.currency,
        "import_charges": quote.import_charges and quote.import_charges.amount,
        "import_currency": quote.import_charges and quote.import_charges.currency,
        "tax_collector": quote.tax_collector,
        "refused": quote.refused,
        "fetched_at": quote.fetched_at,
    }


def seller_of(row: SellerRow) -> Seller:
    """A row of ``sellers`` as a seller."""
    return Seller(
        marketplace=row.marketplace,
        external_id=row.external_id,
        name=row.name,
        country=row.country,
        positive_percent=row.positive_percent,
        ratings=row.ratings,
        min_order=money_of(row.min_order, row.min_order_currency),
        policies=tuple(from_json(ShippingPolicy, policy) for policy in row.shipping_policies),
    )


def listing_of(row: ListingRow, seller: Seller | None, quote: QuoteRow | None) -> Listing:
    """A row of ``listings`` as an offer, with its seller and the quote for one destination."""
    return Listing(
        marketplace=row.marketplace,
        site=row.site,
        external_id=row.external_id,
        kind=row.kind,
        title=row.title,
        url=row.url,
        fetched_at=row.fetched_at,
        price=money_of(row.price, row.currency),
        buying_option=row.buying_option,
        bid=money_of(row.bid, row.currency),
        bids=row.bids,
        ends_at=row.ends_at,
        seller=seller,
        ships_from=row.ships_from,
        media_grade=row.media_grade,
        sleeve_grade=row.sleeve_grade,
        grade_source=row.grade_source,
        condition_text=row.condition_text,
        comments=row.comments,
        aspects={name: tuple(values) for name, values in row.aspects.items()},
        format=from_json(Format, row.format) if row.format else None,
        release_external_id=row.release_external_id,
        quote=quote_of(quote) if quote else None,
        image_url=row.image_url,
        quantity=row.quantity,
        for_sale=row.for_sale,
        is_variation=row.is_variation,
        accepts_offers=row.accepts_offers,
        available=row.ended_at is None,
    )


def quote_of(row: QuoteRow) -> Quote:
    """A row of ``listing_quotes`` as a quote."""
    return Quote(
        country=row.country,
        shipping=money_of(row.shipping, row.shipping_currency),
        fetched_at=row.fetched_at,
        import_charges=money_of(row.import_charges, row.import_currency),
        tax_collector=row.tax_collector,
        postal_prefix=row.postal_prefix,
        refused=row.refused,
    )


def money_of(amount: Any, currency: str | None) -> Money | None:
    """Two columns as money; None when either is missing."""
    return None if amount is None or currency is None else Money(amount, currency)


def quote_for(quotes: Iterable[QuoteRow], postal_code: str | None) -> QuoteRow | None:
    """The quote that fits an address best: its own postal prefix, else one for the whole country, else the newest."""

    def fit(quote: QuoteRow) -> tuple[bool, bool, datetime]:
        near = quote.postal_prefix is not None and (postal_code or "").startswith(quote.postal_prefix)
        return near, quote.postal_prefix is None, quote.fetched_at

    return max(quotes, key=fit, default=None)


def _clean(text: str, longest: int) -> str:
    return text.replace("\x00", "")[:longest]


def _clean_aspects(aspects: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {_clean(name, 100): [_clean(value, 500) for value in values] for name, values in aspects.items()}
