"""Which rule of a search keeps an offer out: the first that applies, in one fixed order, or none.

What cannot be told (an unstated grade, an unknown year) never keeps an offer out, except where the demand is about
the seller: an unrated seller does not meet a minimum rating, an unknown origin is not in a list of countries.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from vinyldigger.analysis.article import origin
from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.inputs import AnalysisInput, SearchRules
from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.parsed import Flag
from vinyldigger.analysis.relevance import QueryRule
from vinyldigger.analysis.text import words
from vinyldigger.analysis.wanting import WantIndex, below
from vinyldigger.core.domain.format import Format, Medium, ReleaseType
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.words import Reason

_NOT_VINYL = (Medium.CD, Medium.CASSETTE, Medium.DIGITAL, Medium.VIDEO)
_INCHES = {"7": 7, "10": 10, "12": 12}
_NOT_ALBUMS = (ReleaseType.SINGLE, ReleaseType.MAXI, ReleaseType.EP)


class Rules:
    """The rules of one search for one user."""

    def __init__(self, inp: AnalysisInput, wants: WantIndex, purse: Purse) -> None:
        self._rules: SearchRules = inp.rules
        self._now: datetime = inp.now
        self._destination = inp.destination.country
        self._blocked = inp.blocked_sellers
        self._wants = wants
        self._query = QueryRule(inp.rules.query)
        self._excluded = [(word, " ".join(words(word))) for word in inp.rules.exclude_words if words(word)]
        self._min_price = purse.take(inp.rules.min_price)
        self._max_price = purse.take(inp.rules.max_price)
        self._order = tuple(self._demanded())

    def _demanded(self) -> Iterable[Callable[[Offer], Reason | None]]:
        """The rules that this search and user have, in their order."""
        rules = self._rules
        ratings = (rules.min_seller_rating, rules.min_seller_ratings)
        for rule, demand in (
            (self._gone, True), (self._seller_blocked, self._blocked), (self._kind, True), (self._word, self._excluded),
            (self._anchor, rules.anchor_release is not None or rules.anchor_master is not None),
            (self._relevant, rules.query), (self._format, rules.formats),
            (self._year, rules.year_from is not None or rules.year_to is not None),
            (self._buying, rules.buying_options), (self._media, rules.min_media), (self._sleeve, rules.min_sleeve),
            (self._place, rules.ships_from), (self._seller_rating, ratings != (None, None)), (self._shipped, True),
            (self._price, self._min_price is not None or self._max_price is not None),
            (self._wanted, rules.wants_only),
        ):  # fmt: skip
            if demand:
                yield rule

    def first_against(self, offer: Offer) -> Reason | None:
        """The first rule that keeps the offer out; None when it is in."""
        for rule in self._order:
            reason = rule(offer)
            if reason is not None:
                return reason
        return None

    def _gone(self, offer: Offer) -> Reason | None:
        ended = offer.listing.ends_at is not None and offer.listing.ends_at <= self._now
        if ended or not offer.listing.available or offer.listing.quantity == 0:
            return Reason("no_longer_available")
        return None

    def _seller_blocked(self, offer: Offer) -> Reason | None:
        return Reason("seller_blocked") if offer.seller_key in self._blocked else None

    def _kind(self, offer: Offer) -> Reason | None:
        if Flag.NOT_A_RECORD in offer.parsed.flags or offer.format.medium in _NOT_VINYL:
            return Reason("not_a_record")
        return Reason("several_records") if Flag.LOT in offer.parsed.flags else None

    def _word(self, offer: Offer) -> Reason | None:
        title = f" {' '.join(words(offer.listing.title))} "
        found = next((word for word, folded in self._excluded if f" {folded} " in title), None)
        return None if found is None else Reason("excluded_word", {"word": found})

    def _anchor(self, offer: Offer) -> Reason | None:
        rules, match = self._rules, offer.match
        if match is None or match.level is MatchLevel.TITLE:
            return Reason("another_record")
        if rules.anchor_release is not None and match.release_external_id is not None:
            return None if match.release_external_id == rules.anchor_release else Reason("another_pressing")
        if rules.anchor_master is not None:
            return None if match.master_id == rules.anchor_master else Reason("another_record")
        return None if match.record_id == f"r{rules.anchor_release}" else Reason("pressing_not_confirmed")

    def _relevant(self, offer: Offer) -> Reason | None:
        return self._query.problem(offer)

    def _format(self, offer: Offer) -> Reason | None:
        form = offer.release.format if offer.release else offer.format
        answers = [_is_format(form, wanted) for wanted in sorted(self._rules.formats)]
        return Reason("other_format") if all(answer is False for answer in answers) else None

    def _year(self, offer: Offer) -> Reason | None:
        year = offer.release.year if offer.release else offer.parsed.year
        if year is None:
            return None
        too_early = self._rules.year_from is not None and year < self._rules.year_from
        too_late = self._rules.year_to is not None and year > self._rules.year_to
        return Reason("other_year", {"year": year}) if too_early or too_late else None

    def _buying(self, offer: Offer) -> Reason | None:
        wanted, option = self._rules.buying_options, offer.listing.buying_option
        return Reason("other_buying_option", {"option": option.value}) if option not in wanted else None

    def _media(self, offer: Offer) -> Reason | None:
        return below(offer.media, self._rules.min_media, "media_below")

    def _sleeve(self, offer: Offer) -> Reason | None:
        return below(offer.sleeve, self._rules.min_sleeve, "sleeve_below")

    def _place(self, offer: Offer) -> Reason | None:
        country = origin(offer.listing)
        if offer.is_floor or country in self._rules.ships_from:
            return None
        return Reason("ships_from_elsewhere", {"country": country}) if country else Reason("origin_unknown")

    def _seller_rating(self, offer: Offer) -> Reason | None:
        least, count = self._rules.min_seller_rating, self._rules.min_seller_ratings
        if offer.is_floor:
            return None
        seller = offer.listing.seller
        if seller is None or not seller.ratings or seller.positive_percent is None:
            return Reason("seller_unrated")
        if least is not None and seller.positive_percent < least:
            params = {"percent": str(seller.positive_percent), "minimum": str(least)}
            return Reason("seller_rating_below", params)
        if count is not None and seller.ratings < count:
            return Reason("seller_few_ratings", {"ratings": seller.ratings, "minimum": count})
        return None

    def _shipped(self, offer: Offer) -> Reason | None:
        """A seller who refuses this buyer, or has policies for other countries and none for this one."""
        if offer.listing.quote is not None and offer.listing.quote.refused:
            return Reason("not_shipped_here")
        policies = offer.listing.seller.policies if offer.listing.seller else ()
        shipping = offer.landed.parts[1].reason
        guessed = shipping is not None and shipping.code == "usual_shipping"
        if not guessed or not policies or any(policy.country == self._destination for policy in policies):
            return None
        return Reason("not_shipped_here")

    def _price(self, offer: Offer) -> Reason | None:
        item = offer.landed.parts[0].amount
        if self._min_price is not None and item is not None and item.amount < self._min_price:
            return _at("below_min_price", item)
        sure = offer.landed.total or offer.landed.low
        if self._max_price is not None and sure.amount > self._max_price:
            return _at("above_max_price", sure)
        return None

    def _wanted(self, offer: Offer) -> Reason | None:
        want, against = self._wants.satisfied(offer)
        return None if want is not None else against or Reason("not_wanted")


def _at(code: str, price: Money) -> Reason:
    """A reason with the price that a limit leaves out."""
    return Reason(code, {"amount": str(price.amount), "currency": price.currency})


def _is_format(form: Format, wanted: str) -> bool | None:
    """Whether a form is what is asked for; None when it cannot be told."""
    if wanted in _INCHES:
        return None if form.inches is None else form.inches == _INCHES[wanted]
    if wanted in ("ep", "box"):
        return None if form.type is None else form.type.value == wanted
    if form.type in _NOT_ALBUMS:
        return False
    return None if form.inches is None else form.inches in (10, 12)
