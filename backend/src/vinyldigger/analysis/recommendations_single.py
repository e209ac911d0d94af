"""Advice about one offer: best price, condition value, high-value discovery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from vinyldigger.analysis.deals import warnings
from vinyldigger.analysis.outputs import Recommendation, RecommendationType
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.recommendations import Scene, advise, bill_of, by_score, door_price, money_params
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.standing import Standing
from vinyldigger.core.domain.words import Reason

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_SEVERAL = 2


def best_prices(scene: Scene) -> Iterable[Recommendation]:
    """The best landed offer of each record, where it saves against its value, the next offer or the user's limit."""
    for offers in scene.records:
        best = offers[0]
        if best.score < scene.least_score:
            break
        savings, reasons = _savings(offers, scene)
        limit = best.want is not None and best.want.max_landed is not None
        if limit:
            reasons.append(Reason("within_your_limit"))
        if not (savings or limit):
            continue
        yield advise(
            RecommendationType.BEST_PRICE, [best], bill_of(best), best.score, savings,
            Reason("best_price", best.standing.names), [*reasons, *_about(best, scene)], scene,
        )  # fmt: skip


def best_pressing_prices(scene: Scene) -> Iterable[Recommendation]:
    """The best landed offer of each confirmed pressing, where an album is offered in several."""
    for copies in sorted(_dearer_pressings(scene), key=lambda copies: by_score(copies[0])):
        best = copies[0]
        if best.score < scene.least_score:
            break
        savings, reasons = _savings(copies, scene)
        if not savings:
            continue
        yield advise(
            RecommendationType.BEST_PRICE, [best], bill_of(best), best.score, savings,
            Reason("best_price_of_pressing", {**best.standing.names, **(best.standing.pressing or {})}),
            [*reasons, *_about(best, scene)], scene,
        )  # fmt: skip


def _dearer_pressings(scene: Scene) -> Iterable[list[Scored]]:
    """The offers of each confirmed pressing, cheapest first, but for the pressing that is the cheapest of its album."""
    for offers in scene.records:
        pressings: dict[str, list[Scored]] = defaultdict(list)
        for scored in offers:
            if scored.standing.release_id is not None and scored.standing.pressing:
                pressings[scored.standing.release_id].append(scored)
        if len(pressings) >= _SEVERAL:
            yield from (copies for copies in pressings.values() if copies[0] is not offers[0])


def _savings(offers: Sequence[Scored], scene: Scene) -> tuple[tuple[Decimal, str] | None, list[Reason]]:
    """What the first offer saves against its fair value (first choice) and against the next offer."""
    best, price, currency = offers[0], door_price(offers[0]), scene.door.purse.currency
    found: list[tuple[Decimal, str]] = []
    reasons = []
    fair = best.standing.fair
    if fair is not None and fair > price:
        found.append((fair - price, "fair_value"))
        reasons.append(Reason("saves_against_value", money_params(fair - price, currency, basis=best.standing.basis)))
    if len(offers) > 1 and door_price(offers[1]) > price:
        over_next = door_price(offers[1]) - price
        found.append((over_next, "next_offer"))
        reasons.append(Reason("saves_against_next", money_params(over_next, currency, offers=len(offers))))
    return (found[0] if found else None), reasons


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


def condition_values(scene: Scene) -> Iterable[Recommendation]:
    """A better copy whose premium over the cheapest is below what the better grade is worth."""
    for cheap, best, gain in sorted(_better_copies(scene), key=lambda found: by_score(found[1])):
        premium = door_price(best) - door_price(cheap)
        currency = scene.door.purse.currency
        grades = {"from": cheap.standing.media, "to": best.standing.media}
        step = Reason(
            "better_grade_for",
            money_params(premium, currency, **{name: grade and grade.value for name, grade in grades.items()}),
        )
        worth = Reason("grade_is_worth", money_params(premium + gain, currency))
        yield advise(
            RecommendationType.CONDITION_VALUE, [best], bill_of(best), best.score, (gain, "grade_step"),
            Reason("condition_value", best.standing.names), [step, worth, *_about(best, scene)], scene,
        )  # fmt: skip


def _better_copies(scene: Scene) -> Iterable[tuple[Scored, Scored, Decimal]]:
    """Of each record: the cheapest copy, the one that gains most over it by its grade, and how much that is."""
    for cheap, *others in scene.records:
        better = [(gain, scored) for scored in others if (gain := _gain(cheap, scored, scene)) > 0]
        if not better:
            continue
        gain, best = max(better, key=lambda pair: (pair[0], pair[1].standing.key))
        if best.score >= scene.least_score:
            yield cheap, best, gain


def _gain(cheap: Scored, better: Scored, scene: Scene) -> Decimal:
    """What the better grade is worth beyond its premium; zero or less when it is no better buy.

    Only within one pressing (or among copies whose pressing nobody knows). With a value the step is the difference of
    the two values; without, the grid's ratio of the two grades is applied to what the cheaper copy costs unsent.
    """
    low, high = cheap.standing, better.standing
    if low.release_id != high.release_id or not _is_step_up(low, high):
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


def discoveries(scene: Scene) -> Iterable[Recommendation]:
    """Not asked for, rare or wanted by many, and clearly under its value."""
    most = scene.table.recommend["discovery_ratio"]
    for scored in scene.buyable:
        standing = scored.standing
        if scored.score < scene.least_score:
            break
        if standing.sought is None or standing.wanted is not Ownership.NONE or scored.is_owned:
            continue
        ratio = standing.ratio
        if ratio is None or ratio > most:
            continue
        assert standing.fair is not None  # there is a ratio
        saved = standing.fair - door_price(scored)
        worth = Reason("saves_against_value", money_params(saved, scene.door.purse.currency, basis=standing.basis))
        yield advise(
            RecommendationType.HIGH_VALUE_DISCOVERY, [scored], bill_of(scored), scored.score, (saved, "fair_value"),
            Reason("high_value_discovery", standing.names), [standing.sought, worth, *_about(scored, scene)], scene,
        )  # fmt: skip
