"""A generated catalogue and offers of it, the same for the same seed: for measuring speed, not accuracy."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal

from vinyldigger.analysis.inputs import AnalysisInput, SearchRules
from vinyldigger.core.domain.format import Format, Medium, ReleaseType
from vinyldigger.core.domain.grade import Grade, GradeSource
from vinyldigger.core.domain.listing import Destination, Listing, ListingKind
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import LabelCredit, PriceSuggestions, Release, ReleaseMarket
from vinyldigger.core.domain.seller import Seller, ShippingPolicy
from vinyldigger.core.domain.want import Owned, Tier, Want

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfgklmnprstvz" for vowel in "aeio")
_COUNTRIES = ("US", "GB", "DE", "FR", "NL", "JP", "IT", "CA", "AU", "SE")
_CURRENCY = {"US": "USD", "GB": "GBP", "JP": "JPY", "CA": "CAD", "AU": "AUD", "SE": "SEK"}
_GRADES = (Grade.M, Grade.NM, Grade.VG_PLUS, Grade.VG, Grade.G_PLUS)


def market(listings: int, releases: int, rates: Rates, seed: int = 0) -> AnalysisInput:
    """One buyer in Germany, so many offers (half structured, half mere titles) and so many catalogue releases."""
    rng = random.Random(seed)
    catalogue = _catalogue(rng, releases)
    sellers = [_seller(rng, place) for place in range(max(20, listings // 30))]
    offers = [_listing(rng, place, rng.choice(catalogue), rng.choice(sellers)) for place in range(listings)]
    some = catalogue[: releases // 3]
    return AnalysisInput(
        listings=offers,
        releases=catalogue,
        destination=Destination("DE", "EUR"),
        rules=SearchRules(),
        rates=rates,
        now=NOW,
        wants=[_want(rng, release) for release in catalogue[::20]],
        owned=[Owned(release.external_id, release.master_id, Grade.VG) for release in catalogue[1::25]],
        markets={release.external_id: _market(rng, release) for release in some},
        suggestions={release.external_id: _suggestions(rng, release) for release in some},
    )


def _words(rng: random.Random, count: int) -> str:
    return " ".join("".join(rng.choices(_SYLLABLES, k=rng.randint(2, 4))).title() for _ in range(count))


def _catalogue(rng: random.Random, releases: int) -> list[Release]:
    found: list[Release] = []
    while len(found) < releases:
        artist, title, master = _words(rng, rng.randint(1, 2)), _words(rng, rng.randint(1, 4)), str(len(found))
        for _ in range(min(rng.choice((1, 1, 2, 3)), releases - len(found))):
            found.append(_release(rng, str(100_000 + len(found)), artist, title, master))
    return found


def _release(rng: random.Random, key: str, artist: str, title: str, master: str) -> Release:
    number = f"{rng.choice(('BLP', 'SD', 'CBS', 'ECM'))} {rng.randint(1000, 99999)}"
    return Release(
        external_id=key,
        title=title,
        artists=(artist,),
        master_id=master,
        labels=(LabelCredit(_words(rng, 1), number),),
        year=rng.randint(1955, 2024),
        country=rng.choice(("US", "UK", "Germany", "Japan")),
        format=Format(Medium.VINYL, 1, 12, 33, ReleaseType.ALBUM),
        format_quantity=1,
        have=rng.randint(5, 5000),
        want=rng.randint(5, 5000),
        data_quality="Correct",
        is_full=True,
    )


def _seller(rng: random.Random, place: int) -> Seller:
    country = rng.choice(_COUNTRIES)
    policy = ShippingPolicy("DE", Money(_cents(rng.uniform(4, 20)), "EUR"), Money(_cents(rng.uniform(0.5, 5)), "EUR"))
    percent = Decimal(rng.randint(950, 1000)) / 10
    policies = (policy,) if rng.random() < 0.6 else ()
    return Seller(
        "discogs", f"seller{place}", f"Seller {place}", country, percent, rng.randint(1, 20000), None, policies
    )


def _listing(rng: random.Random, place: int, release: Release, seller: Seller) -> Listing:
    structured = place % 2 == 0
    grade = rng.choice(_GRADES)
    number = release.labels[0].catalogue_number or ""
    name = f"{release.artists[0]} - {release.title}"
    said = "(LP, Album)" if structured else f"{number} LP Vinyl {release.year} {grade.short}/{grade.short}"
    country = seller.country or "DE"
    return Listing(
        marketplace="discogs" if structured else "ebay",
        site="" if structured else "EBAY_DE",
        external_id=str(place),
        kind=ListingKind.LISTING,
        title=f"{name} {said}",
        url=f"https://example.org/{place}",
        fetched_at=NOW,
        price=Money(_cents(rng.lognormvariate(3, 0.7)), _CURRENCY.get(country, "EUR")),
        seller=seller,
        ships_from=country,
        media_grade=grade if structured else None,
        sleeve_grade=grade if structured else None,
        grade_source=GradeSource.FIELD if structured else GradeSource.UNKNOWN,
        release_external_id=release.external_id if structured else None,
    )


def _want(rng: random.Random, release: Release) -> Want:
    tier = rng.choice(tuple(Tier))
    return Want(
        f"w{release.external_id}", release.artists[0], release.title, release.external_id, release.master_id, tier
    )


def _market(rng: random.Random, release: Release) -> ReleaseMarket:
    return ReleaseMarket(release.external_id, Money(_cents(rng.uniform(2, 20)), "EUR"), rng.randint(0, 200), NOW)


def _suggestions(rng: random.Random, release: Release) -> PriceSuggestions:
    base = _cents(rng.lognormvariate(3.2, 0.6))
    return PriceSuggestions(release.external_id, {Grade.NM: Money(base, "EUR")}, NOW)


def _cents(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")
