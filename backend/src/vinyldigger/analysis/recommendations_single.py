"""Advice about one offer: best price, condition value, high-value discovery."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial

from vinyldigger.analysis.deals import warnings
from vinyldigger.analysis.outputs import RecommendationType
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.recommendations import Finding, Saying, Scene, bill_of, door_price, money_params
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.standing import Standing
from vinyldigger.core.domain.words import Reason

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_SEVERAL = 2


def best_prices(scene: Scene) -> Iterable[Finding]:
    """The best landed offer of each record, where it saves against its value, the next offer or the user's limit."""
    for offers in scene.good_records:
        best = offers[0]
        if _savings(offers) or _has_limit(best):
            yield Finding(RecommendationType.BEST_PRICE, [best], best.score, partial(_best_price, offers, scene))


def _has_limit(scored: Scored) -> bool:
    return scored.want is not None and scored.want.max_landed is not None


def _best_price(offers: Sequence[Scored], scene: Scene) -> Saying:
    best, savings = offers[0], _savings(offers)
    reasons = [*_saves(offers, savings, scene), *([Reason("within_your_limit")] if _has_limit(best) else [])]
    title = Reason("best_price", best.standing.details.names)
    return Saying(bill_of(best), savings[0] if savings else None, title, [*reasons, *_about(best, scene)])


def best_pressing_prices(scene: Scene) -> Iterable[Finding]:
    """The best landed offer of each confirmed pressing, where an album is offered in several."""
    for best in scene.good:
        copies = _copies_of_pressing(best, scene)
        if copies and _savings(copies):
            say = partial(_best_price_of_pressing, copies, scene)
            yield Finding(RecommendationType.BEST_PRICE, [best], best.score, say)


def _best_price_of_pressing(copies: Sequence[Scored], scene: Scene) -> Saying:
    best, savings = copies[0], _savings(copies)
    details = best.standing.details
    title = Reason("best_price_of_pressing", {**details.names, **(details.pressing or {})})
    return Saying(bill_of(best), savings[0], title, [*_saves(copies, savings, scene), *_about(best, scene)])


def _copies_of_pressing(scored: Scored, scene: Scene) -> list[Scored]:
    """The offers of an offer's confirmed pressing, where that is the cheapest of them; none where the album is offered
    in no other pressing, or for the pressing that is the cheapest of its album.
    """
    release_id = scored.standing.release_id
    offers = scene.records.get(scored.standing.record_id, ())
    if release_id is None or not offers or offers[0].standing.release_id == release_id:
        return []
    copies = [each for each in offers if each.standing.release_id == release_id]
    if copies[0] is not scored or not _is_told_apart(scored):
        return []
    others = (each for each in offers if each.standing.release_id not in (None, release_id))
    return copies if any(map(_is_told_apart, others)) else []


def _is_told_apart(scored: Scored) -> bool:
    """Whether anything is known that tells its pressing from the others of the album."""
    return bool(scored.standing.details.pressing)


def _savings(offers: Sequence[Scored]) -> list[tuple[Decimal, str]]:
    """What the first offer saves, against its fair value (first choice) and against the next offer."""
    best, price = offers[0], door_price(offers[0])
    found: list[tuple[Decimal, str]] = []
    fair = best.standing.fair
    if fair is not None and fair > price:
        found.append((fair - price, "fair_value"))
    if len(offers) > 1 and door_price(offers[1]) > price:
        found.append((door_price(offers[1]) - price, "next_offer"))
    return found


def _saves(offers: Sequence[Scored], savings: Iterable[tuple[Decimal, str]], scene: Scene) -> Iterable[Reason]:
    currency = scene.door.purse.currency
    for saved, against in savings:
        if against == "fair_value":
            basis = offers[0].standing.details.basis
            yield Reason("saves_against_value", money_params(saved, currency, basis=basis))
        else:
            yield Reason("saves_against_next", money_params(saved, currency, offers=len(offers)))


def _about(scored: Scored, scene: Scene) -> list[Reason]:
    """What else speaks for or against an offer: want, upgrade, the user's favourite seller, warnings."""
    reasons = []
    if scored.want is not None:
        reasons.append(Reason("on_want_list", {"tier": scored.want.tier.value}))
    if scored.standing.is_upgrade:
        reasons.append(Reason("upgrade"))
    if scored.standing.seller_key in scene.inp.favourite_sellers:
        reasons.append(Reason("favourite_seller"))
    return [*reasons, *warnings(scored.standing, scene.table)]


def condition_values(scene: Scene) -> Iterable[Finding]:
    """A better copy whose premium over the cheapest is below what the better grade is worth."""
    gains: dict[str | None, tuple[Decimal, Scored] | None] = {}
    for best in scene.good:
        record = best.standing.record_id
        if record not in gains:
            gains[record] = _most_gained(scene.records.get(record, ()), scene)
        most = gains[record]
        if most is not None and most[1] is best:
            say = partial(_condition_value, scene.records[record][0], best, most[0], scene)
            yield Finding(RecommendationType.CONDITION_VALUE, [best], best.score, say)


def _condition_value(cheap: Scored, best: Scored, gain: Decimal, scene: Scene) -> Saying:
    premium = door_price(best) - door_price(cheap)
    currency = scene.door.purse.currency
    grades = {"from": cheap.standing.media, "to": best.standing.media}
    step = Reason(
        "better_grade_for",
        money_params(premium, currency, **{name: grade and grade.value for name, grade in grades.items()}),
    )
    worth = Reason("grade_is_worth", money_params(premium + gain, currency))
    title = Reason("condition_value", best.standing.details.names)
    return Saying(bill_of(best), (gain, "grade_step"), title, [step, worth, *_about(best, scene)])


def _most_gained(offers: Sequence[Scored], scene: Scene) -> tuple[Decimal, Scored] | None:
    """The copy that gains most by its grade over the cheapest of its record, and how much that is.

    Only within one pressing (or among copies whose pressing nobody knows).
    """
    if len(offers) < _SEVERAL or (low := offers[0].standing).media is None:
        return None
    others = [scored for scored in offers if scored.standing.release_id == low.release_id]
    better = [(gain, scored) for scored in others if (gain := _gain(offers[0], scored, scene)) > 0]
    return max(better, key=lambda pair: (pair[0], pair[1].standing.key), default=None)


def _gain(cheap: Scored, better: Scored, scene: Scene) -> Decimal:
    """What the better grade is worth beyond its premium; zero or less when it is no better buy.

    With a value the step is the difference of
    the two values; without, the grid's ratio of the two grades is applied to what the cheaper copy costs unsent.
    """
    low, high = cheap.standing, better.standing
    if not _is_step_up(low, high):
        return _ZERO
    premium = door_price(better) - door_price(cheap)
    if low.fair is not None and high.fair is not None:
        return (high.fair - low.fair) * scene.table.recommend["premium_share"] - premium
    shares = [scene.shares.get(standing.media) if standing.media else None for standing in (low, high)]
    if low.fair is not None or high.fair is not None or low.item is None or not (shares[0] and shares[1]):
        return _ZERO
    ratio = shares[1] / shares[0]
    worth = low.item * ratio.numerator / ratio.denominator - low.item
    return worth.quantize(_CENT) * scene.table.recommend["premium_share"] - premium


def _is_step_up(low: Standing, high: Standing) -> bool:
    """Whether both grades are known and the second is better."""
    if low.media is None or high.media is None:
        return False
    worse, better = low.media.step, high.media.step
    return worse is not None and better is not None and better > worse


def discoveries(scene: Scene) -> Iterable[Finding]:
    """Not asked for, rare or wanted by many, and clearly under its value."""
    most = scene.table.recommend["discovery_ratio"]
    for scored in scene.good:
        standing = scored.standing
        ratio = standing.ratio
        if ratio is None or ratio > most or standing.wanted is not Ownership.NONE or scored.is_owned:
            continue
        sought = standing.details.sought
        if sought is not None:
            say = partial(_discovery, scored, sought, scene)
            yield Finding(RecommendationType.HIGH_VALUE_DISCOVERY, [scored], scored.score, say)


def _discovery(scored: Scored, sought: Reason, scene: Scene) -> Saying:
    fair, details = scored.standing.fair, scored.standing.details
    assert fair is not None  # there is a ratio
    saved = fair - door_price(scored)
    worth = Reason("saves_against_value", money_params(saved, scene.door.purse.currency, basis=details.basis))
    title = Reason("high_value_discovery", details.names)
    return Saying(bill_of(scored), (saved, "fair_value"), title, [sought, worth, *_about(scored, scene)])
