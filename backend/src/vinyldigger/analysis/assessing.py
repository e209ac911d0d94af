"""What each offer is by itself: its value, whether it is wanted or owned, and its standing for the others."""

from __future__ import annotations

from dataclasses import dataclass

from vinyldigger.analysis.article import Article
from vinyldigger.analysis.auctions import max_good_bid
from vinyldigger.analysis.costs import FairValue, LandedCost
from vinyldigger.analysis.figures import amount_of, sum_of
from vinyldigger.analysis.judging import Judged
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.parsed import Flag
from vinyldigger.analysis.sellers import reputation
from vinyldigger.analysis.standing import Details, Made, Standing
from vinyldigger.analysis.tables import Tables
from vinyldigger.analysis.valuation import Values
from vinyldigger.analysis.wanting import Shelf
from vinyldigger.core.domain.listing import BuyingOption, Listing
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.words import Param, Reason

_WORTH_IN = "EUR"  # market figures and observations


@dataclass(frozen=True, slots=True)
class Assessed:
    """One offer, assessed. ``max_good_bid``: auctions that are in, the highest bid that would still be good."""

    offer: Offer
    against: Reason | None
    value: FairValue
    max_good_bid: Money | None
    standing: Standing


class Assessor:
    """Assesses the offers of one analysis, each by itself."""

    def __init__(self, judged: Judged, tables: Tables) -> None:
        self._judged = judged
        self._table = tables.deals
        self._values = Values(judged.inp, tables, judged.door.purse)
        self._shelf = Shelf(judged.inp.owned, judged.records)
        suggested = judged.inp.suggestions.values()
        self._has_foreign_suggestions = any(
            money.currency != judged.door.purse.currency for each in suggested for money in each.by_grade.values()
        )
        self._reputations: dict[str | None, int | None] = {None: None}

    def assess(self, offer: Offer) -> Assessed:
        """One of the judged offers."""
        against = self._judged.against[offer.key]
        value = self._values.of_match(offer.match, offer.media, offer.sleeve)
        standing = self._standing(offer, against, value)
        bid = self._max_good_bid(offer.listing, standing, value) if against is None else None
        return Assessed(offer, against, value, bid, standing)

    def _standing(self, offer: Offer, against: Reason | None, value: FairValue) -> Standing:
        judged, release, parts = self._judged, offer.release, offer.landed.parts
        want, _ = judged.wants.satisfied(offer)
        details = Details(
            article=offer.article,
            artists=release.artists if release else (offer.parsed.artist,) if offer.parsed.artist else (),
            title=release.title if release else offer.parsed.title or offer.listing.title,
            pressing=_pressing(release) if release else None,
            labels=release.labels if release else (),
            sought=self._sought(release) if release else None,
            sleeve=offer.sleeve,
            risks=offer.parsed.risks,
            unofficial=self._is_unofficial(offer),
            shipping=amount_of(parts[1].amount),
            taxes=sum_of(part.amount for part in parts[2:]),
            certain=offer.landed.certain,
            basis=value.basis,
            sure=value.confidence,
        )
        return Standing(
            key=offer.key,
            marketplace=offer.listing.marketplace,
            seller_key=offer.seller_key,
            load=offer.article.load,
            late=Made(details),
            is_lower_bound=offer.is_lower_bound,
            excluded_by=against.code if against else None,
            record_id=offer.record_id,
            release_id=offer.release_id,
            match_confidence=round(offer.match.confidence) if offer.match else 0,
            media=offer.media,
            reputation=self._reputation(offer),
            item=amount_of(parts[0].amount),
            total=amount_of(offer.landed.total),
            payable=amount_of(offer.payable),
            fair=amount_of(value.value),
            want_key=want.key if want else None,
            wanted=judged.wants.level(offer),
            owned=self._shelf.level(offer.record_id, offer.release_id),
            is_upgrade=self._shelf.is_upgrade(offer),
            is_converted=self._is_converted(offer.article, offer.landed, value),
        )

    def _is_unofficial(self, offer: Offer) -> bool:
        market = self._judged.inp.markets.get(offer.release_id or "")
        return (
            Flag.UNOFFICIAL in offer.parsed.flags
            or (offer.release is not None and offer.release.is_unofficial)
            or (market is not None and market.blocked_from_sale)
        )

    def _is_converted(self, article: Article, landed: LandedCost, value: FairValue) -> bool:
        """Whether exchange rates may have had a part: rather once too often than once too seldom."""
        own = self._judged.door.purse.currency
        return (
            landed.rates_day is not None
            or any(money.currency != own for money in article.amounts)
            or (value.basis is not None and (own != _WORTH_IN or self._has_foreign_suggestions))
        )

    def _sought(self, release: Release) -> Reason | None:
        """Why many look for a pressing: few are for sale, or more want it than have it."""
        market, table = self._judged.inp.markets.get(release.external_id), self._table.recommend
        if market and market.num_for_sale is not None and market.num_for_sale <= table["rare_for_sale"]:
            return Reason("rare", {"for_sale": market.num_for_sale})
        want, have = release.want or 0, release.have or 0
        if want >= table["discovery_want"] and want > have:
            return Reason("wanted_by_many", {"want": want, "have": have})
        return None

    def _reputation(self, offer: Offer) -> int | None:
        if offer.seller_key not in self._reputations:
            self._reputations[offer.seller_key] = reputation(offer.listing.seller)
        return self._reputations[offer.seller_key]

    def _max_good_bid(self, listing: Listing, standing: Standing, value: FairValue) -> Money | None:
        if listing.buying_option is not BuyingOption.AUCTION or value.value is None:
            return None
        return max_good_bid(standing.details.article, value.value, self._judged.door)


def _pressing(release: Release) -> dict[str, Param]:
    """What tells a pressing from its siblings; only what is known."""
    number = next((credit.catalogue_number for credit in release.labels if credit.catalogue_number), None)
    known = {"country": release.country, "year": release.year, "number": number}
    return {name: value for name, value in known.items() if value is not None}
