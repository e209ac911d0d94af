"""What a copy in its condition is worth, with a range, a confidence and the word for its basis.

Asking prices are not sales: without a suggestion grid the basis is "asked" and the confidence at most medium.
A floor alone is "from", not a value. eBay prices never come in: observations are of Discogs listings only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial

from vinyldigger.analysis import nm_base
from vinyldigger.analysis.costs import FairValue
from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.inputs import AnalysisInput, ValueObservation
from vinyldigger.analysis.match import Match, MatchLevel
from vinyldigger.analysis.nm_base import Base
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.tables import Tables, ValueTable
from vinyldigger.core.domain.format import ReleaseType
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.listing import Listing, ListingKind
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import Release, ReleaseMarket
from vinyldigger.core.domain.words import Reason

_MARKETPLACE = "discogs"  # the only source whose prices may form a value
_PRESSINGS_ALIKE = 2.0  # pressings' bases within this factor: the pressing does not matter
_SLEEVE_DOUBT = 5  # points of confidence that an unknown sleeve costs
_SLEEVELESS = (Grade.GENERIC, Grade.NO_COVER)


def shares_of(table: ValueTable, goldmine: bool) -> Mapping[Grade, Fraction]:
    """What each grade of a record is worth against Near Mint, by the buyer's table."""
    return table.goldmine if goldmine else table.discogs


class Values:
    """Fair values of the releases of one analysis; each release and condition is worked out once."""

    def __init__(self, inp: AnalysisInput, tables: Tables, purse: Purse | None = None) -> None:
        self._inp = inp
        self._table = tables.values
        self._purse = purse or Purse(inp.destination.currency, inp.rates)
        self._shares = shares_of(self._table, inp.goldmine)
        self._share = cache(partial(nm_base.share_of, table=self._table, shares=self._shares))
        self._releases = {release.external_id: release for release in inp.releases}
        self._pressings: dict[str, list[str]] = defaultdict(list)
        for release in inp.releases:
            self._pressings[release.record_id].append(release.external_id)
        self._own: dict[str, Base | None] = {}
        self._bases: dict[str, Base | None] = {}
        self._values: dict[tuple[str, Grade | None, Grade | None], FairValue] = {}

    def of_match(self, match: Match | None, media: Grade | None, sleeve: Grade | None) -> FairValue:
        """The value of an offer: of its pressing; where that is not confirmed, of the album's pressings together."""
        if match is None or match.level is MatchLevel.TITLE:
            return _abstain(Reason("not_in_catalogue"))
        if match.release_external_id is not None:
            return self.of(match.release_external_id, media, sleeve)
        return self._of_album(match.record_id, media, sleeve)

    def of(self, release_external_id: str, media: Grade | None, sleeve: Grade | None) -> FairValue:
        """The value of one pressing in one condition. Abstains, with the reason, where the data is too thin."""
        key = (release_external_id, media, sleeve)
        if key not in self._values:
            base = self.base(release_external_id)
            self._values[key] = self._value(base, release_external_id, media, sleeve)
        return self._values[key]

    def grid(self, release_external_id: str) -> dict[Grade, FairValue]:
        """The value by media grade, the sleeve as good as the record."""
        return {grade: self.of(release_external_id, grade, grade) for grade in self._shares}

    def base(self, release_external_id: str) -> Base | None:
        """The NM base of a pressing after caps and prior; None without any source."""
        if release_external_id not in self._bases:
            self._bases[release_external_id] = self._find_base(release_external_id)
        return self._bases[release_external_id]

    def _find_base(self, release_id: str) -> Base | None:
        siblings = self._siblings(release_id)
        own = self._own_base(release_id)
        if own is None:
            return nm_base.sibling_base(siblings)
        market = self._inp.markets.get(release_id)
        floor = self._purse.take(market.lowest_price) if market else None
        for_sale = market.num_for_sale if market else None
        return nm_base.capped(own, float(floor) if floor else None, for_sale, siblings, self._table)

    def _own_base(self, release_id: str) -> Base | None:
        if release_id not in self._own:
            today = self._inp.now.date()
            seen = self._inp.observations.get(release_id, ())
            self._own[release_id] = nm_base.suggested_base(
                self._inp.suggestions.get(release_id), self._table, self._purse
            ) or nm_base.asked_base(seen, today, self._table, self._purse)
        return self._own[release_id]

    def _siblings(self, release_id: str) -> list[float]:
        release = self._releases.get(release_id)
        if release is None or release.master_id is None:
            return []
        others = (self._own_base(other) for other in self._pressings[release.record_id] if other != release_id)
        return [base.value for base in others if base is not None]

    def _value(self, base: Base | None, release_id: str, media: Grade | None, sleeve: Grade | None) -> FairValue:
        market = self._inp.markets.get(release_id)
        floor_amount = self._purse.take(market.lowest_price) if market else None
        floor = None if floor_amount is None else self._purse.money(floor_amount)
        if base is None:
            basis = "from" if floor else None
            reason = Reason("only_a_floor" if floor else "not_enough_data")
            return FairValue(None, floor, None, 0, basis, floor=floor, reasons=(reason,))
        release = self._releases.get(release_id)
        confidence, doubts = self._confidence(base, release, market)
        sleeve = _judged_sleeve(release, media, sleeve)
        basis = "suggested" if base.basis == "suggested" else "asked"
        nm, doubts = self._money(base.value), base.reasons + doubts
        if media is None or media.step is None:
            low, high = self._range(base, self._share(Grade.G_PLUS, sleeve), self._share(Grade.NM, sleeve))
            return FairValue(None, low, high, 0, basis, nm, floor, (Reason("grade_unknown"), *doubts))
        share = self._share(media, sleeve)
        value = self._money(base.value * share)
        if sleeve is None or sleeve is Grade.NOT_GRADED:
            low, high = self._range(base, self._share(media, Grade.P), share)
            sure = max(0, confidence - _SLEEVE_DOUBT)
            return FairValue(value, low, high, sure, basis, nm, floor, (Reason("sleeve_unknown"), *doubts))
        low, high = self._range(base, share, share)
        return FairValue(value, low, high, confidence, basis, nm, floor, doubts)

    def _range(self, base: Base, low_share: float, high_share: float) -> tuple[Money, Money]:
        """From the value at the low share to that at the high one, each widened by the base's own spread."""
        low = base.value * low_share * (1 - base.spread)
        return self._money(low), self._money(base.value * high_share * (1 + base.spread))

    def _money(self, amount: float) -> Money:
        return self._purse.money(nm_base.rounded(amount, self._purse))

    def _confidence(
        self, base: Base, release: Release | None, market: ReleaseMarket | None
    ) -> tuple[int, tuple[Reason, ...]]:
        have = release.have if release else None
        for_sale = market.num_for_sale if market else None
        doubts = []
        points = 100
        if have is None or have < 200:
            few = have is not None and have < 20
            points -= 45 if few else 20
            doubts.append(Reason("few_owners", {"owners": have}))
        if for_sale is None or for_sale < 20:
            points -= 25 if for_sale is not None and for_sale < 5 else 10
            doubts.append(Reason("few_for_sale", {"for_sale": for_sale}))
        if release is None or release.data_quality != "Correct":
            points -= 15
        if base.basis != "suggested":
            most = self._table.asked_confidence_most if base.basis == "asked" else 30
            points = min(points, most, 20 + int(10 * base.weight))
        return max(0, min(100, points)), tuple(doubts)

    def _of_album(self, record_id: str, media: Grade | None, sleeve: Grade | None) -> FairValue:
        """The pressing is not confirmed: a range over the album's pressings, a value only where they are alike."""
        pressings = self._pressings.get(record_id, [])
        found = [(base, self.of(pressing, media, sleeve)) for pressing in pressings if (base := self.base(pressing))]
        reason = Reason("pressing_unknown", {"pressings": len(pressings)})
        if not found:
            return _abstain(reason, Reason("not_enough_data"))
        lows = [value.low.amount for _, value in found if value.low is not None]
        highs = [value.high.amount for _, value in found if value.high is not None]
        low, high = self._purse.money(min(lows)), self._purse.money(max(highs))
        values = sorted(value.value.amount for _, value in found if value.value is not None)
        bases = [base.value for base, _ in found]
        basis = "suggested" if all(base.basis == "suggested" for base, _ in found) else "asked"
        if not values or max(bases) > _PRESSINGS_ALIKE * min(bases):
            return FairValue(None, low, high, 0, basis, reasons=(reason,))
        middle = self._purse.money(self._purse.round(_middle(values)))
        confidence = min(40, *(value.confidence for _, value in found))
        return FairValue(middle, low, high, confidence, basis, reasons=(reason,))


def observation(listing: Listing, match: Match | None, parsed: ParsedListing, rates: Rates) -> ValueObservation | None:
    """What may be remembered of an offer: a graded Discogs listing of a confirmed pressing, never a lower bound."""
    usable = (
        listing.marketplace == _MARKETPLACE
        and listing.kind is ListingKind.LISTING
        and not listing.is_lower_bound
        and match is not None
        and match.level is MatchLevel.RELEASE
    )
    media, price = parsed.media.grade, Purse("EUR", rates).take(listing.price)
    if not usable or match is None or match.release_external_id is None or media is None or not price:
        return None
    return ValueObservation(match.release_external_id, media, parsed.sleeve.grade, price, listing.fetched_at.date())


def _abstain(*reasons: Reason) -> FairValue:
    return FairValue(None, None, None, 0, None, reasons=reasons)


def _middle(ordered: list[Decimal]) -> Decimal:
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def _judged_sleeve(release: Release | None, media: Grade | None, sleeve: Grade | None) -> Grade | None:
    """A single that never had a picture sleeve loses nothing without one: its sleeve counts like its record."""
    if sleeve not in _SLEEVELESS or release is None:
        return sleeve
    return media if _is_single(release) and not _has_picture_sleeve(release) else sleeve


def _is_single(release: Release) -> bool:
    return release.format.inches == 7 or release.format.type in (ReleaseType.SINGLE, ReleaseType.MAXI)


def _has_picture_sleeve(release: Release) -> bool:
    words: Iterable[str] = (*release.format.descriptions, release.format_text.lower())
    return any("picture sleeve" in word or "pic sleeve" in word for word in words)
