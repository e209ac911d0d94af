"""Standings as the JSON they are kept in, and back.

Written by hand, as lists in the order of the fields, since a search reads thousands of them at once. The key, the
marketplace and the seller are known from the listing and left out. Other fields need another engine version.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from vinyldigger.analysis.article import Article
from vinyldigger.analysis.costs import Certain
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.postage import Load
from vinyldigger.analysis.ranking import Place, Rank, Stood
from vinyldigger.analysis.standing import Standing
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Quote, TaxCollector
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import LabelCredit
from vinyldigger.core.domain.seller import Seller
from vinyldigger.core.domain.words import Reason

Stored = list[Any]

_LABELS = Standing._fields.index("labels") - 4  # without key, marketplace, seller and article
_GRADES: Mapping[str | None, Grade | None] = {None: None, **{grade.value: grade for grade in Grade}}
_OWNERSHIP = {level.value: level for level in Ownership}
_CERTAIN = {certain.value: certain for certain in Certain}
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # a quote's age is no part of a standing


def to_stored(stood: Stood, digest: str) -> Stored:
    """How an offer stands, under the digest of what that rests on."""
    standing, (rank, more) = stood.standing, stood.place
    own: list[Any] = list(standing[4:])
    own[_LABELS] = [[label.name, label.catalogue_number] for label in standing.labels]
    return [digest, stood.score, rank and [*rank], more, _stored_article(standing.article), own]


def digest_of(stored: Stored) -> str:
    """The digest a standing was kept under."""
    digest: str = stored[0]
    return digest


def from_stored(stored: Stored, key: str, seller: Seller | None, seller_key: str | None) -> Stood:
    """What :func:`to_stored` kept of the offer with this key."""
    _, score, rank, more, article, own = stored
    return Stood(
        _standing(key, seller_key, _article(article, seller), *own),
        Place(Rank(*rank) if rank else None, more),
        None if score is None else Decimal(score),
    )


def _standing(
    key: str, seller_key: str | None, article: Article,
    is_lower_bound: bool, excluded_by: str | None, record_id: str | None, release_id: str | None, match_confidence: int,
    artists: list[str], title: str, pressing: dict[str, Any] | None, labels: list[list[str]],
    sought: dict[str, Any] | None, media: str | None, sleeve: str | None, risks: list[dict[str, Any]],
    unofficial: bool, reputation: int | None, item: str | None, shipping: str | None, taxes: str | None,
    total: str | None, payable: str | None, certain: str, fair: str | None, basis: str | None, sure: int,
    want_key: str | None, wanted: str, owned: str, is_upgrade: bool, is_converted: bool,
) -> Standing:  # fmt: skip
    return Standing(
        key, key.partition(":")[0], seller_key, article, is_lower_bound, excluded_by, record_id, release_id,
        match_confidence, tuple(artists), title, pressing, tuple([LabelCredit(*label) for label in labels]),
        _reason(sought) if sought else None, _GRADES[media], _GRADES[sleeve],
        tuple(map(_reason, risks)) if risks else (), unofficial, reputation,
        None if item is None else Decimal(item), None if shipping is None else Decimal(shipping),
        None if taxes is None else Decimal(taxes), None if total is None else Decimal(total),
        None if payable is None else Decimal(payable), _CERTAIN[certain], None if fair is None else Decimal(fair),
        basis, sure, want_key, _OWNERSHIP[wanted], _OWNERSHIP[owned], is_upgrade, is_converted,
    )  # fmt: skip


def _stored_article(article: Article) -> list[Any]:
    asked, quote = article.asked, article.quote
    kept = quote and [
        quote.country, quote.shipping and [quote.shipping.amount, quote.shipping.currency],
        quote.import_charges and [quote.import_charges.amount, quote.import_charges.currency],
        quote.tax_collector, quote.postal_prefix,
    ]  # fmt: skip
    return [
        asked and asked.amount,
        asked and asked.currency,
        article.is_lower_bound,
        article.origin,
        kept,
        *article.load,
    ]


def _article(stored: list[Any], seller: Seller | None) -> Article:
    amount, currency, is_lower_bound, origin, quote, discs, grams, inches, sure = stored
    asked = None if amount is None else Money(Decimal(amount), currency)
    return Article(asked, is_lower_bound, seller, origin, quote and _quote(*quote), Load(discs, grams, inches, sure))


def _quote(
    country: str, shipping: list[str] | None, charges: list[str] | None, collector: str | None, prefix: str | None
) -> Quote:
    taker = TaxCollector(collector) if collector else None
    return Quote(country, _money(shipping), _NO_TIME, _money(charges), taker, prefix)


def _money(stored: list[str] | None) -> Money | None:
    return Money(Decimal(stored[0]), stored[1]) if stored else None


def _reason(stored: dict[str, Any]) -> Reason:
    return Reason(stored["code"], stored["params"])
