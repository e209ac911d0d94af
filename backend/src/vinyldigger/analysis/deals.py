"""How good an offer is for this user: a score of 0-100 as named parts that sum to it.

Always: a lower landed cost, a better grade, a better rating, a stronger want never lower the score, all else equal.
A price far under the value lowers the confidence, never the points. Without a fair value the price counts by its
place among comparable offers and its distance to the user's limit, and the score ends at "good". A lower bound (a
floor, a running auction, the cheapest of several variations) is at most a lead: "fair".
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from vinyldigger.analysis.costs import Certain, DealScore, FairValue, LandedCost, Level, ScorePart
from vinyldigger.analysis.ranking import Rank
from vinyldigger.analysis.tables import DealTable
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import Tier
from vinyldigger.core.domain.words import Reason

_ZERO, _ONE = Decimal(0), Decimal(1)
_TENTH = Decimal("0.1")
_GAINED = tuple(_ONE - Decimal("0.5") ** count for count in range(21))  # share of what there is to gain


@dataclass(frozen=True, slots=True)
class Facts:
    """What the score looks at. ``reputation`` 0-100, None = unrated; ``limit`` the user's, in the buyer's currency."""

    landed: LandedCost
    value: FairValue
    media: Grade | None
    sleeve: Grade | None
    reputation: int | None
    ratings: int | None = None
    tier: Tier | None = None
    searched: bool = False
    limit: Decimal | None = None
    rank: Rank | None = None
    more_at_seller: int = 0
    risks: tuple[Reason, ...] = ()
    unofficial: bool = False
    match_confidence: float = 0.0


def score(facts: Facts, table: DealTable) -> DealScore:
    """The score with its parts, its confidence and what to be warned of."""
    parts = [
        *_price(facts, table),
        _seller(facts, table),
        _wanted(facts, table),
        _condition(facts, table),
        _shipping(facts, table),
        *_risks(facts, table),
    ]
    parts += _limits(sum((part.points for part in parts), _ZERO), facts, table)
    total = sum((part.points for part in parts), _ZERO)
    suspicion = _suspicion(facts, table)
    warnings = (*suspicion, *_warnings(facts))
    return DealScore(total, Level.of(total), tuple(parts), _confidence(facts, bool(suspicion), table), warnings)


def _part(name: str, most: Decimal, share: Decimal, reason: Reason) -> ScorePart:
    within = share if _ZERO <= share <= _ONE else max(_ZERO, min(_ONE, share))
    return ScorePart(name, (most * within).quantize(_TENTH), most, reason)


def price_share(ratio: Decimal, table: DealTable) -> Decimal:
    """1 where the price at the door is the best ratio of the value or less, 0 at the worst ratio or more."""
    return max(_ZERO, min(_ONE, (table.worst_ratio - ratio) / (table.worst_ratio - table.best_ratio)))


def ratio_to_value(landed: LandedCost, value: FairValue) -> Decimal | None:
    """Price at the door (the worst case where a part is unknown) against fair value; None without either."""
    payable = landed.total or landed.high
    if payable is None or value.value is None or value.value.amount <= 0:
        return None
    return payable.amount / value.value.amount


def _price(facts: Facts, table: DealTable) -> list[ScorePart]:
    most = table.points["price"]
    ratio = ratio_to_value(facts.landed, facts.value)
    if ratio is not None:
        return [_part("price", most, price_share(ratio, table), _against_value(facts, ratio))]
    if facts.landed.total is None and facts.landed.high is None:
        return [_part("price", most, _ZERO, Reason("landed_unknown"))]
    parts = [found for found in (_ranked(facts), _under_limit(facts)) if found is not None]
    if not parts:
        return [_part("price", most, _ZERO, Reason("price_not_comparable"))]
    return [_part(name, most / len(parts), share, reason) for name, share, reason in parts]


def _against_value(facts: Facts, ratio: Decimal) -> Reason:
    under = int(((_ONE - ratio) * 100).to_integral_value())
    worst = facts.landed.total is None
    code = "price_under_value" if under >= 0 else "price_over_value"
    return Reason(code, {"percent": abs(under), "basis": facts.value.basis, "worst_case": worst})


def _ranked(facts: Facts) -> tuple[str, Decimal, Reason] | None:
    rank = facts.rank
    if rank is None:
        return None
    return "price_rank", rank.share, Reason("price_rank", {"place": rank.cheaper + 1, "offers": rank.offers})


def _under_limit(facts: Facts) -> tuple[str, Decimal, Reason] | None:
    payable = facts.landed.total or facts.landed.high
    if facts.limit is None or facts.limit <= 0 or payable is None:
        return None
    under = _ONE - payable.amount / facts.limit
    reason = Reason("price_under_limit", {"percent": int((under * 100).to_integral_value())})
    return "price_limit", under * 2, reason


def _seller(facts: Facts, table: DealTable) -> ScorePart:
    most = table.points["seller"]
    if facts.reputation is None:
        return _part("seller", most, _ZERO, Reason("seller_unrated"))
    reason = Reason("seller_reputation", {"score": facts.reputation, "ratings": facts.ratings})
    return _part("seller", most, Decimal(facts.reputation) / 100, reason)


def _wanted(facts: Facts, table: DealTable) -> ScorePart:
    most = table.points["wanted"]
    searched = table.wanted["search"] if facts.searched else _ZERO
    if facts.tier is not None:
        share = max(searched, table.wanted[facts.tier.value])
        return _part("wanted", most, share, Reason("on_want_list", {"tier": facts.tier.value}))
    return _part("wanted", most, searched, Reason("searched_for" if facts.searched else "not_asked_for"))


def _condition(facts: Facts, table: DealTable) -> ScorePart:
    most = table.points["condition"]
    media = table.media_fit.get(facts.media, _ZERO) if facts.media else _ZERO
    sleeve = table.media_fit.get(facts.sleeve, _ZERO) if facts.sleeve else _ZERO
    share = media * (_ONE - table.sleeve_share) + sleeve * table.sleeve_share
    if facts.media is None:
        return _part("condition", most, share, Reason("grade_unknown"))
    params = {"media": facts.media.value, "sleeve": facts.sleeve.value if facts.sleeve else None}
    return _part("condition", most, share, Reason("condition", params))


def _shipping(facts: Facts, table: DealTable) -> ScorePart:
    """What else the seller has that one would take: each halves what is left to gain."""
    share = _GAINED[min(facts.more_at_seller, len(_GAINED) - 1)]
    return _part("shipping", table.points["shipping"], share, Reason("more_at_seller", {"count": facts.more_at_seller}))


def _risks(facts: Facts, table: DealTable) -> list[ScorePart]:
    found = [(risk, table.risk_points["each"]) for risk in _told_risks(facts)]
    if facts.unofficial:
        found.insert(0, (Reason("unofficial"), table.risk_points["unofficial"]))
    parts, left = [], table.risk_points["most"]
    for reason, points in found:
        taken = min(points, left)
        left -= taken
        parts.append(ScorePart("risk", -taken, _ZERO, reason))
    return parts


def _told_risks(facts: Facts) -> tuple[Reason, ...]:
    """The risks read in the listing; that it is unofficial counts once, whoever says so."""
    if not facts.unofficial:
        return facts.risks
    return tuple(risk for risk in facts.risks if risk.code != "risk_unofficial")


def _limits(total: Decimal, facts: Facts, table: DealTable) -> list[ScorePart]:
    """What holds the score within its bounds, each a named part of its own."""
    parts = []
    if total < 0:
        parts.append(ScorePart("bound", -total, _ZERO, Reason("not_below_zero")))
    for applies, name, code in (
        (facts.landed.is_lower_bound, "lower_bound", "capped_lower_bound"),
        (facts.value.value is None, "no_value", "capped_without_value"),
    ):
        most = table.caps[name]
        if applies and total > most:
            parts.append(ScorePart("cap", most - total, _ZERO, Reason(code, {"most": str(most)})))
            total = most
    return parts


def _suspicion(facts: Facts, table: DealTable) -> tuple[Reason, ...]:
    ratio = ratio_to_value(facts.landed, facts.value)
    if ratio is None or ratio >= table.suspicious_ratio or facts.landed.is_lower_bound:
        return ()
    return (Reason("far_under_value", {"percent": int((_ONE - ratio) * 100)}),)


def _warnings(facts: Facts) -> tuple[Reason, ...]:
    warnings = list(_told_risks(facts))
    if facts.unofficial:
        warnings.insert(0, Reason("unofficial"))
    if facts.media is None:
        warnings.append(Reason("grade_unknown"))
    if facts.landed.is_lower_bound:
        warnings.append(Reason("lower_bound"))
    if facts.landed.certain is Certain.UNKNOWN:
        warnings.append(Reason("cost_unknown"))
    return tuple(warnings)


def _confidence(facts: Facts, suspicious: bool, table: DealTable) -> int:
    """Sure of the record, of its value and of its price: what is missing or suspicious is taken off."""
    off = table.confidence
    confidence = int(facts.match_confidence)
    if facts.value.value is None:
        confidence -= off["no_value"]
    else:
        confidence -= (100 - facts.value.confidence) * off["no_value"] // 100
    confidence -= {Certain.EXACT: 0, Certain.ESTIMATED: off["estimated"], Certain.UNKNOWN: off["unknown_cost"]}[
        facts.landed.certain
    ]
    for applies, name in (
        (suspicious, "suspicion"),
        (facts.media is None, "grade_unknown"),
        (facts.landed.is_lower_bound, "lower_bound"),
    ):
        confidence -= off[name] if applies else 0
    return max(0, min(100, confidence))
