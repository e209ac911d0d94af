"""How good an offer is for this user: a score of 0-100 as named parts that sum to it.

Always: a lower landed cost, a better grade, a better rating, a stronger want never lower the score, all else equal.
A price far under the value lowers the confidence, never the points. Without a fair value the price counts by its
place among comparable offers and its distance to the user's limit, and the score ends at "good". A lower bound (a
floor, a running auction, the cheapest of several variations) is at most a lead: "fair".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from vinyldigger.analysis.costs import Certain, DealScore, Level, ScorePart
from vinyldigger.analysis.ranking import MOST_COUNTED, Place
from vinyldigger.analysis.standing import Standing
from vinyldigger.analysis.tables import DealTable
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import Tier
from vinyldigger.core.domain.words import Param, Reason

_ZERO, _ONE = Decimal(0), Decimal(1)
_TENTH = Decimal("0.1")
_GAINED = tuple(_ONE - Decimal("0.5") ** count for count in range(MOST_COUNTED + 1))  # share of what is to be gained
_made_once = lru_cache(maxsize=256)  # few parts, each of very many scores
_COST_DOUBT = {Certain.ESTIMATED: "estimated", Certain.UNKNOWN: "unknown_cost"}


@dataclass(frozen=True, slots=True)
class Wish:
    """How much the user wants an offer. ``tier``: of the want it satisfies. ``searched``: the search names the record.

    ``limit``: the most the user would pay at the door, in their currency.
    """

    tier: Tier | None = None
    searched: bool = False
    limit: Decimal | None = None


def score(standing: Standing, place: Place, wish: Wish, table: DealTable) -> DealScore:
    """The score with its parts, its confidence and what to be warned of."""
    parts = [
        *_price(standing, place, wish, table),
        _seller(standing, table),
        _wanted(wish.tier, wish.searched, table),
        _condition(standing.media, standing.details.sleeve, table),
        _shipping(min(place.more_at_seller, MOST_COUNTED), table),
        *_risks(standing, table),
    ]
    parts += _limits(sum((part.points for part in parts), _ZERO), standing, table)
    total = sum((part.points for part in parts), _ZERO)
    return DealScore(total, Level.of(total), tuple(parts), _confidence(standing, table), warnings(standing, table))


def _part(name: str, most: Decimal, share: Decimal, reason: Reason) -> ScorePart:
    within = share if _ZERO <= share <= _ONE else max(_ZERO, min(_ONE, share))
    return ScorePart(name, (most * within).quantize(_TENTH), most, reason)


def price_share(ratio: Decimal, table: DealTable) -> Decimal:
    """1 where the price at the door is the best ratio of the value or less, 0 at the worst ratio or more."""
    return max(_ZERO, min(_ONE, (table.worst_ratio - ratio) / (table.worst_ratio - table.best_ratio)))


def _price(standing: Standing, place: Place, wish: Wish, table: DealTable) -> list[ScorePart]:
    most = table.points["price"]
    ratio = standing.ratio
    if ratio is not None:
        return [_part("price", most, price_share(ratio, table), _against_value(standing, ratio))]
    if standing.payable is None:
        return [_part("price", most, _ZERO, Reason("landed_unknown"))]
    parts = [found for found in (_ranked(place), _under_limit(standing.payable, wish)) if found is not None]
    if not parts:
        return [_part("price", most, _ZERO, Reason("price_not_comparable"))]
    return [_part(name, most / len(parts), share, reason) for name, share, reason in parts]


def _against_value(standing: Standing, ratio: Decimal) -> Reason:
    under = int(((_ONE - ratio) * 100).to_integral_value())
    code = "price_under_value" if under >= 0 else "price_over_value"
    return Reason(code, {"percent": abs(under), "basis": standing.details.basis, "worst_case": standing.total is None})


def _ranked(place: Place) -> tuple[str, Decimal, Reason] | None:
    rank = place.rank
    if rank is None:
        return None
    return "price_rank", rank.share, Reason("price_rank", {"place": rank.cheaper + 1, "offers": rank.offers})


def _under_limit(payable: Decimal, wish: Wish) -> tuple[str, Decimal, Reason] | None:
    if wish.limit is None or wish.limit <= 0:
        return None
    under = _ONE - payable / wish.limit
    reason = Reason("price_under_limit", {"percent": int((under * 100).to_integral_value())})
    return "price_limit", under * 2, reason


def _seller(standing: Standing, table: DealTable) -> ScorePart:
    most = table.points["seller"]
    seller = standing.details.article.seller
    if standing.reputation is None or seller is None:
        return _part("seller", most, _ZERO, Reason("seller_unrated"))
    reason = Reason("seller_reputation", {"score": standing.reputation, "ratings": seller.ratings})
    return _part("seller", most, Decimal(standing.reputation) / 100, reason)


@_made_once
def _wanted(tier: Tier | None, searched: bool, table: DealTable) -> ScorePart:
    most = table.points["wanted"]
    share = table.wanted["search"] if searched else _ZERO
    if tier is not None:
        share = max(share, table.wanted[tier.value])
        return _part("wanted", most, share, Reason("on_want_list", {"tier": tier.value}))
    return _part("wanted", most, share, Reason("searched_for" if searched else "not_asked_for"))


@_made_once
def _condition(media: Grade | None, sleeve: Grade | None, table: DealTable) -> ScorePart:
    most = table.points["condition"]
    fits = [table.media_fit.get(grade, _ZERO) if grade else _ZERO for grade in (media, sleeve)]
    share = fits[0] * (_ONE - table.sleeve_share) + fits[1] * table.sleeve_share
    if media is None:
        return _part("condition", most, share, Reason("grade_unknown"))
    params = {"media": media.value, "sleeve": sleeve.value if sleeve else None}
    return _part("condition", most, share, Reason("condition", params))


@_made_once
def _shipping(count: int, table: DealTable) -> ScorePart:
    """What else the seller has that one would take: each halves what is left to gain."""
    params: dict[str, Param] = {"count": count}
    if count == MOST_COUNTED:
        params["at_least"] = True
    return _part("shipping", table.points["shipping"], _GAINED[count], Reason("more_at_seller", params))


def _risks(standing: Standing, table: DealTable) -> list[ScorePart]:
    found = [(risk, table.risk_points["each"]) for risk in _told_risks(standing)]
    if standing.details.unofficial:
        found.insert(0, (Reason("unofficial"), table.risk_points["unofficial"]))
    parts, left = [], table.risk_points["most"]
    for reason, points in found:
        taken = min(points, left)
        left -= taken
        parts.append(ScorePart("risk", -taken, _ZERO, reason))
    return parts


def _told_risks(standing: Standing) -> tuple[Reason, ...]:
    """The risks read in the listing; that it is unofficial counts once, whoever says so."""
    if not standing.details.unofficial:
        return standing.details.risks
    return tuple(risk for risk in standing.details.risks if risk.code != "risk_unofficial")


def _limits(total: Decimal, standing: Standing, table: DealTable) -> list[ScorePart]:
    """What holds the score within its bounds, each a named part of its own."""
    parts = []
    if total < 0:
        parts.append(ScorePart("bound", -total, _ZERO, Reason("not_below_zero")))
    for applies, name, code in (
        (standing.is_lower_bound, "lower_bound", "capped_lower_bound"),
        (standing.fair is None, "no_value", "capped_without_value"),
    ):
        most = table.caps[name]
        if applies and total > most:
            parts.append(ScorePart("cap", most - total, _ZERO, Reason(code, {"most": str(most)})))
            total = most
    return parts


def _suspicion(standing: Standing, table: DealTable) -> tuple[Reason, ...]:
    ratio = standing.ratio
    if ratio is None or ratio >= table.suspicious_ratio or standing.is_lower_bound:
        return ()
    return (Reason("far_under_value", {"percent": int((_ONE - ratio) * 100)}),)


def warnings(standing: Standing, table: DealTable) -> tuple[Reason, ...]:
    """What the user should know before buying."""
    found = [*_suspicion(standing, table)]
    if standing.details.unofficial:
        found.append(Reason("unofficial"))
    found += _told_risks(standing)
    if standing.media is None:
        found.append(Reason("grade_unknown"))
    if standing.is_lower_bound:
        found.append(Reason("lower_bound"))
    if standing.details.certain is Certain.UNKNOWN:
        found.append(Reason("cost_unknown"))
    return tuple(found)


def _confidence(standing: Standing, table: DealTable) -> int:
    """Sure of the record, of its value and of its price: what is missing or suspicious is taken off."""
    off = table.confidence
    confidence = standing.match_confidence
    if standing.fair is None:
        confidence -= off["no_value"]
    else:
        confidence -= (100 - standing.details.sure) * off["no_value"] // 100
    doubt = _COST_DOUBT.get(standing.details.certain)
    confidence -= off[doubt] if doubt else 0
    for applies, name in (
        (bool(_suspicion(standing, table)), "suspicion"),
        (standing.media is None, "grade_unknown"),
        (standing.is_lower_bound, "lower_bound"),
    ):
        confidence -= off[name] if applies else 0
    return max(0, min(100, confidence))
