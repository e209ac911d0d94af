"""Short ways to make the engine's values in tests; what a test does not name is ordinary."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from vinyldigger.analysis.article import Article
from vinyldigger.analysis.costs import FairValue, LandedCost
from vinyldigger.analysis.engine import Analysis, AnalysisInput, SearchRules, analyse
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.standing import Details, Made, Standing
from vinyldigger.core.domain.format import Format, Medium, ReleaseType
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import BuyingOption, Destination, Listing, ListingKind, Quote, TaxCollector
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import LabelCredit, PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller, ShippingPolicy
from vinyldigger.core.domain.want import Want
from vinyldigger.services.tables import load_tables

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TABLES = load_tables()
RATES = Rates(date(2026, 11, 19), {"GBP": Decimal("0.80"), "USD": Decimal("1.25"), "JPY": Decimal("160"),
                                   "AUD": Decimal("1.60"), "CAD": Decimal("1.50"), "CHF": Decimal("0.95"),
                                   "NOK": Decimal("12"), "SEK": Decimal("11")})  # fmt: skip
BERLIN = Destination("DE", "EUR", "10115")


def eur(amount: str | int | Decimal) -> Money:
    return Money.of(amount, "EUR")


def policy(first: str = "5", extra: str | None = "1", country: str = "DE", **others: Any) -> ShippingPolicy:
    return ShippingPolicy(country, eur(first), None if extra is None else eur(extra), **others)


def seller(name: str = "ann", country: str | None = "DE", percent: str | None = "99.5", ratings: int | None = 1000,
           policies: Sequence[ShippingPolicy] = (), marketplace: str = "discogs") -> Seller:  # fmt: skip
    positive = None if percent is None else Decimal(percent)
    return Seller(marketplace, name, name.title(), country, positive, ratings, None, tuple(policies))


def release(key: str = "1", artist: str = "Miles Davis", title: str = "Kind Of Blue", **others: Any) -> Release:
    given: dict[str, Any] = {
        "master_id": f"9{key}", "have": 500, "want": 100, "data_quality": "Correct", "year": 1959, "is_full": True,
        "labels": (LabelCredit("Columbia", f"CL {1350 + int(key)}"),), "format_quantity": 1,
        "format": Format(Medium.VINYL, 1, 12, 33, ReleaseType.ALBUM),
    }  # fmt: skip
    return Release(key, title, (artist,), **{**given, **others})


def listing(key: str = "a", price: Money | str | None = "20", **others: Any) -> Listing:
    """A Discogs listing of release 1, VG+/VG+, by Ann in Germany, sent for 5 EUR."""
    given: dict[str, Any] = {
        "seller": seller(policies=[policy()]), "media_grade": Grade.VG_PLUS, "sleeve_grade": Grade.VG_PLUS,
        "release_external_id": "1", "title": "Miles Davis - Kind Of Blue (LP, Album)", "fetched_at": NOW,
        "marketplace": "discogs", "site": "", "kind": ListingKind.LISTING, "url": "https://example.org/",
        "format": Format(Medium.VINYL, 1, 12, 33, ReleaseType.ALBUM),
    }  # fmt: skip
    given |= others
    if "ships_from" not in given and given["seller"] is not None:
        given["ships_from"] = given["seller"].country
    return Listing(external_id=key, price=eur(price) if isinstance(price, str) else price, **given)


def auction(key: str = "a", bid: str | None = "10", **others: Any) -> Listing:
    return listing(key, None, bid=None if bid is None else eur(bid), buying_option=BuyingOption.AUCTION, **others)


def floor(release_id: str = "1", price: str = "8") -> Listing:
    return listing(f"floor:{release_id}", price, kind=ListingKind.RELEASE_FLOOR, seller=None, ships_from=None,
                   media_grade=None, sleeve_grade=None, release_external_id=release_id, format=None)  # fmt: skip


def quote(shipping: str | None = "7", country: str = "DE", charges: str | None = None,
          collector: TaxCollector | None = None) -> Quote:  # fmt: skip
    return Quote(country, (shipping and eur(shipping)) or None, NOW, (charges and eur(charges)) or None, collector)


def want(key: str = "w1", release_id: str | None = "1", **others: Any) -> Want:
    given: dict[str, Any] = {"master_id": f"9{release_id}" if release_id else None}
    return Want(key, "Miles Davis", "Kind Of Blue", release_id, **{**given, **others})


def suggestions(release_id: str = "1", nm: str = "40") -> PriceSuggestions:
    return PriceSuggestions(release_id, {Grade.NM: eur(nm)}, NOW)


def market(release_id: str = "1", floor: str | None = "10", for_sale: int | None = 50) -> ReleaseMarket:
    return ReleaseMarket(release_id, (floor and eur(floor)) or None, for_sale, NOW)


def given(listings: Sequence[Listing] = (), releases: Sequence[Release] | None = None, **others: Any) -> AnalysisInput:
    base: dict[str, Any] = {"destination": BERLIN, "rules": SearchRules(), "rates": RATES, "now": NOW}
    return AnalysisInput(listings, [release()] if releases is None else releases, **{**base, **others})


def analysed(*listings: Listing, **others: Any) -> Analysis:
    return analyse(given(listings, **others), TABLES)


def door(destination: Destination = BERLIN, corrections: Mapping[str, ShippingPolicy] | None = None,
         now: datetime = NOW, rates: Rates = RATES) -> Door:  # fmt: skip
    return Door(destination, rates, now, TABLES, corrections)


def landed(item: Listing, destination: Destination = BERLIN, **others: Any) -> LandedCost:
    return door(destination, **others).landed(item)


def value(amount: str | None = "40", confidence: int = 90, basis: str | None = "suggested") -> FairValue:
    money = None if amount is None else eur(amount)
    return FairValue(money, money, money, confidence, basis)


def standing_of(article: Article, **others: Any) -> Standing:
    """How an offer of an article stands; named fields of the standing or its details are as given."""
    details = {name: others.pop(name) for name in Details._fields if name in others}
    told = Details(article, **details)
    return Standing(
        **{"key": "a", "marketplace": "discogs", "seller_key": None, "load": article.load} | others,
        late=Made(told),
    )
