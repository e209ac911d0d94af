"""Standings as the JSON they are kept in, and back.

Written by hand, as lists in the order of the fields, since a search reads thousands of them at once. The key, the
marketplace and the seller are known from the listing and left out. The details are a text within, read when they are
asked for. Other fields need another engine version.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, NamedTuple

import orjson

from vinyldigger.analysis.article import Article
from vinyldigger.analysis.costs import Certain
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.postage import Load
from vinyldigger.analysis.ranking import Place, Rank, Stood
from vinyldigger.analysis.standing import Details, Late, Standing
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Quote, TaxCollector
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import LabelCredit
from vinyldigger.core.domain.seller import Seller
from vinyldigger.core.domain.words import Reason

_GRADES: Mapping[str | None, Grade | None] = {None: None, **{grade.value: grade for grade in Grade}}
_OWNERSHIP = {level.value: level for level in Ownership}
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)  # a quote's age is no part of a standing


class Stored(NamedTuple):
    """A standing as it is kept, with the digest of what it rests on: as JSON a list in this order."""

    digest: str
    score: str | None
    rank: list[int] | None
    more_at_seller: int
    details: str
    load: list[Any]
    is_lower_bound: bool
    excluded_by: str | None
    record_id: str | None
    release_id: str | None
    match_confidence: int
    media: str | None
    reputation: int | None
    item: str | None
    total: str | None
    payable: str | None
    fair: str | None
    want_key: str | None
    wanted: str
    owned: str
    is_upgrade: bool
    is_converted: bool


def to_stored(stood: Stood, digest: str) -> list[Any]:
    """How an offer stands, under the digest of what that rests on."""
    standing, (rank, more) = stood.standing, stood.place
    late = standing.late
    details = late.text if isinstance(late, _KeptDetails) else _text_of(standing.details)
    return [digest, stood.score, rank and [*rank], more, details, [*standing.load], *standing[5:]]


def read_stored(text: str) -> Stored:
    """What the database keeps."""
    return Stored._make(orjson.loads(text))


def from_stored(stored: Stored, key: str, seller: Seller | None, seller_key: str | None) -> Stood:
    """What :func:`to_stored` kept of the offer with this key."""
    (
        _, score, rank, more, details, load, is_lower_bound, excluded_by, record_id, release_id, match_confidence,
        media, reputation, item, total, payable, fair, want_key, wanted, owned, is_upgrade, is_converted,
    ) = stored  # fmt: skip
    carried = Load._make(load)
    standing = Standing(
        key, key.partition(":")[0], seller_key, carried, _KeptDetails(details, carried, seller),
        is_lower_bound, excluded_by, record_id, release_id, match_confidence, _GRADES[media], reputation,
        None if item is None else Decimal(item), None if total is None else Decimal(total),
        None if payable is None else Decimal(payable), None if fair is None else Decimal(fair),
        want_key, _OWNERSHIP[wanted], _OWNERSHIP[owned], is_upgrade, is_converted,
    )  # fmt: skip
    return Stood(standing, Place(Rank._make(rank) if rank else None, more), None if score is None else Decimal(score))


class _KeptDetails(Late[Details]):
    """Details still as the text they are kept in."""

    __slots__ = ("load", "seller", "text")

    def __init__(self, text: str, load: Load, seller: Seller | None) -> None:
        self.text, self.load, self.seller = text, load, seller

    def _make(self) -> Details:
        return _details(self.text, self.load, self.seller)


def _text_of(details: Details) -> str:
    article, *others = details
    own: list[Any] = [*others]
    own[_LABELS] = [[label.name, label.catalogue_number] for label in details.labels]
    return orjson.dumps([_stored_article(article), *own], default=str).decode()


_LABELS = Details._fields.index("labels") - 1  # without the article


def _details(text: str, load: Load, seller: Seller | None) -> Details:
    (
        article, artists, title, pressing, labels, sought, sleeve, risks, unofficial, shipping, taxes, certain, basis,
        sure,
    ) = orjson.loads(text)  # fmt: skip
    return Details(
        _article(article, load, seller), tuple(artists), title, pressing, tuple(LabelCredit(*each) for each in labels),
        _reason(sought) if sought else None, _GRADES[sleeve], tuple(map(_reason, risks)), unofficial,
        None if shipping is None else Decimal(shipping), None if taxes is None else Decimal(taxes), Certain(certain),
        basis, sure,
    )  # fmt: skip


def _stored_article(article: Article) -> list[Any]:
    quote = article.quote
    kept = quote and [
        quote.country, _stored_money(quote.shipping), _stored_money(quote.import_charges), quote.tax_collector,
        quote.postal_prefix, quote.refused,
    ]  # fmt: skip
    return [_stored_money(article.asked), article.is_lower_bound, article.origin, kept]


def _article(stored: list[Any], load: Load, seller: Seller | None) -> Article:
    asked, is_lower_bound, origin, quote = stored
    return Article(_money(asked), is_lower_bound, seller, origin, quote and _quote(*quote), load)


def _quote(
    country: str,
    shipping: list[str] | None,
    charges: list[str] | None,
    collector: str | None,
    prefix: str | None,
    refused: bool,
) -> Quote:
    taker = TaxCollector(collector) if collector else None
    return Quote(country, _money(shipping), _NO_TIME, _money(charges), taker, prefix, refused)


def _stored_money(money: Money | None) -> list[Any] | None:
    return [money.amount, money.currency] if money else None


def _money(stored: list[str] | None) -> Money | None:
    return Money(Decimal(stored[0]), stored[1]) if stored else None


def _reason(stored: dict[str, Any]) -> Reason:
    return Reason(stored["code"], stored["params"])
