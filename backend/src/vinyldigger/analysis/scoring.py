"""Values and scores of the judged offers of one analysis."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from vinyldigger.analysis.auctions import max_good_bid
from vinyldigger.analysis.costs import FairValue
from vinyldigger.analysis.deals import Facts, score
from vinyldigger.analysis.judging import Judged
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.outputs import AnalysedListing
from vinyldigger.analysis.parsed import Flag
from vinyldigger.analysis.ranking import Ranking
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.sellers import reputation
from vinyldigger.analysis.tables import Tables
from vinyldigger.analysis.valuation import Values
from vinyldigger.analysis.wanting import Shelf
from vinyldigger.core.domain.listing import BuyingOption
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.want import Want


class Scorer:
    """Scores offers one by one against what all of them together show. ``included`` grows as they are analysed."""

    def __init__(self, judged: Judged, tables: Tables) -> None:
        self._judged = judged
        self._inp = judged.inp
        self._tables = tables
        self._purse = judged.door.purse
        self.values = Values(judged.inp, tables, self._purse)
        self.included: list[Scored] = []
        self._shelf = Shelf(judged.inp.owned, judged.releases.values())
        self._ranking = Ranking(offer for offer in judged.offers if judged.against[offer.key] is None)
        self._records_of_seller = self._stock()
        self._reputations: dict[str, int | None] = {}
        self._limit = self._purse.take(judged.inp.rules.max_price)
        self._searched = bool(
            judged.inp.rules.query or judged.inp.rules.anchor_release or judged.inp.rules.anchor_master
        )

    def analysed(self, offer: Offer) -> AnalysedListing:
        """One offer with its value, and its score when it is in."""
        against = self._judged.against[offer.key]
        value = self.values.of_match(offer.match, offer.media, offer.sleeve)
        want, _ = self._judged.wants.satisfied(offer)
        owned, wanted = self._shelf.level(offer.match), self._judged.wants.level(offer)
        deal = None
        if against is None:
            deal = score(self._facts(offer, value, want), self._tables.deals)
            load = self._judged.door.load(offer.listing, offer.parsed, offer.release)
            upgrade = self._shelf.is_upgrade(offer)
            self.included.append(Scored(offer, load, value, deal, want, wanted, owned, upgrade, self._searched))
        return AnalysedListing(
            key=offer.key,
            parsed=offer.parsed,
            match=offer.match,
            landed=offer.landed,
            fair_value=value,
            score=deal,
            excluded_by=against,
            collection_level=owned,
            wantlist_level=wanted,
            want_key=want.key if want else None,
            max_good_bid=self._max_good_bid(offer, value) if against is None else None,
        )

    def _facts(self, offer: Offer, value: FairValue, want: Want | None) -> Facts:
        seller = offer.listing.seller
        market = self._inp.markets.get(offer.release_id or "")
        return Facts(
            landed=offer.landed,
            value=value,
            media=offer.media,
            sleeve=offer.sleeve,
            reputation=self._reputation(offer),
            ratings=seller.ratings if seller else None,
            tier=want.tier if want else None,
            searched=self._searched,
            limit=self._limit_for(want),
            rank=self._ranking.rank(offer) if value.value is None else None,
            more_at_seller=max(0, len(self._records_of_seller.get(offer.seller_key or "", ())) - 1),
            risks=offer.parsed.risks,
            unofficial=Flag.UNOFFICIAL in offer.parsed.flags
            or (offer.release is not None and offer.release.is_unofficial)
            or (market is not None and market.blocked_from_sale),
            match_confidence=offer.match.confidence if offer.match else 0.0,
        )

    def _reputation(self, offer: Offer) -> int | None:
        key = offer.seller_key or ""
        if key not in self._reputations:
            self._reputations[key] = reputation(offer.listing.seller)
        return self._reputations[key]

    def _limit_for(self, want: Want | None) -> Decimal | None:
        own = self._purse.take(want.max_landed) if want else None
        limits = [limit for limit in (own, self._limit) if limit is not None]
        return min(limits) if limits else None

    def _stock(self) -> dict[str, set[str]]:
        """Records of each seller among the included offers."""
        stock: dict[str, set[str]] = defaultdict(set)
        for offer in self._judged.offers:
            if self._judged.against[offer.key] is None and offer.seller_key and offer.record_id:
                stock[offer.seller_key].add(offer.record_id)
        return stock

    def _max_good_bid(self, offer: Offer, value: FairValue) -> Money | None:
        if offer.listing.buying_option is not BuyingOption.AUCTION or value.value is None:
            return None
        load = self._judged.door.load(offer.listing, offer.parsed, offer.release)
        return max_good_bid(offer.listing, load, value.value, self._judged.door)
