"""Advice about one offer: best price, condition value, high-value discovery."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from vinyldigger.analysis.deals import ratio_to_value
from vinyldigger.analysis.outputs import Ownership, Recommendation, RecommendationType
from vinyldigger.analysis.recommendations import Scene, advise, door_price, money_params
from vinyldigger.analysis.scored import Scored
from vinyldigger.core.domain.words import Param, Reason

_ZERO = Decimal(0)
_CENT = Decimal("0.01")
_SEVERAL = 2


def best_prices(scene: Scene) -> Iterable[Recommendation]:
    """The best landed offer of each record, where it saves against its value, the next offer or the user's limit."""
    for offers in scene.by_record.values():
        best = offers[0]
        savings, reasons = _savings(offers, scene)
        limit = best.want is not None and best.want.max_landed is not None
        if limit:
            reasons.append(Reason("within_your_limit"))
        if best.score.score < scene.table.recommend["least_score"] or not (savings or limit):
            continue
        yield advise(
            RecommendationType.BEST_PRICE, [best], best.offer.landed, best.score.score, savings,
            Reason("best_price", best.names), [*reasons, *_about(best, scene)],
        )  # fmt: skip


def best_pressing_prices(scene: Scene) -> Iterable[Recommendation]:
    """The best landed offer of each confirmed pressing, where an album is offered in several."""
    for offers in scene.by_record.values():
        pressings: dict[str, list[Scored]] = defaultdict(list)
        for scored in offers:
            if scored.offer.release_id is not None and scored.offer.release is not None:
                pressings[scored.offer.release_id].append(scored)
        if len(pressings) < _SEVERAL:
            continue
        for copies in pressings.values():
            best = copies[0]
            savings, reasons = _savings(copies, scene)
            if best is offers[0] or not savings or best.score.score < scene.table.recommend["least_score"]:
                continue
            yield advise(
                RecommendationType.BEST_PRICE, [best], best.offer.landed, best.score.score, savings,
                Reason("best_price_of_pressing", {**best.names, **_pressing(best)}), [*reasons, *_about(best, scene)],
            )  # fmt: skip


def _pressing(scored: Scored) -> dict[str, Param]:
    """What tells a pressing from its siblings; only what is known."""
    release = scored.offer.release
    assert release is not None  # only confirmed pressings come here
    number = next((credit.catalogue_number for credit in release.labels if credit.catalogue_number), None)
    known = {"country": release.country, "year": release.year, "number": number}
    return {name: value for name, value in known.items() if value is not None}


def _savings(offers: Sequence[Scored], scene: Scene) -> tuple[tuple[Decimal, str] | None, list[Reason]]:
    """What the first offer saves against its fair value (first choice) and against the next offer."""
    best, price, currency = offers[0], door_price(offers[0]), scene.door.purse.currency
    found: list[tuple[Decimal, str]] = []
    reasons = []
    value = best.value.value
    if value is not None and value.amount > price:
        found.append((value.amount - price, "fair_value"))
        reasons.append(
            Reason("saves_against_value", money_params(value.amount - price, currency, basis=best.value.basis))
        )
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
    if scored.is_upgrade:
        reasons.append(Reason("upgrade"))
    if scored.offer.seller_key in scene.inp.favourite_sellers:
        reasons.append(Reason("favourite_seller"))
    return [*reasons, *scored.score.warnings]


def condition_values(scene: Scene) -> Iterable[Recommendation]:
    """A better copy whose premium over the cheapest is below what the better grade is worth."""
    for offers in scene.by_record.values():
        cheap = offers[0]
        better = [(gain, scored) for scored in offers[1:] if (gain := _gain(cheap, scored, scene)) > 0]
        if not better:
            continue
        gain, best = max(better, key=lambda pair: (pair[0], pair[1].offer.key))
        if best.score.score < scene.table.recommend["least_score"]:
            continue
        premium = door_price(best) - door_price(cheap)
        currency = scene.door.purse.currency
        grades = {"from": cheap.offer.media, "to": best.offer.media}
        step = Reason(
            "better_grade_for",
            money_params(premium, currency, **{name: grade and grade.value for name, grade in grades.items()}),
        )
        worth = Reason("grade_is_worth", money_params(premium + gain, currency))
        yield advise(
            RecommendationType.CONDITION_VALUE, [best], best.offer.landed, best.score.score, (gain, "grade_step"),
            Reason("condition_value", best.names), [step, worth, *_about(best, scene)],
        )  # fmt: skip


def _gain(cheap: Scored, better: Scored, scene: Scene) -> Decimal:
    """What the better grade is worth beyond its premium; zero or less when it is no better buy.

    Only within one pressing (or among copies whose pressing nobody knows). With a value the step is the difference of
    the two values; without, the grid's ratio of the two grades is applied to what the cheaper copy costs unsent.
    """
    low, high = cheap.offer.media, better.offer.media
    if low is None or high is None or low.step is None or high.step is None or high.step <= low.step:
        return _ZERO
    if cheap.offer.release_id != better.offer.release_id:
        return _ZERO
    premium = door_price(better) - door_price(cheap)
    low_value, high_value = cheap.value.value, better.value.value
    if low_value and high_value:
        return (high_value.amount - low_value.amount) * scene.table.recommend["premium_share"] - premium
    shares = scene.values.share(low), scene.values.share(high)
    item = cheap.offer.landed.parts[0].amount
    if low_value or high_value or item is None or not (shares[0] and shares[1]):
        return _ZERO
    ratio = shares[1] / shares[0]
    worth = item.amount * ratio.numerator / ratio.denominator - item.amount
    return worth.quantize(_CENT) * scene.table.recommend["premium_share"] - premium


def discoveries(scene: Scene) -> Iterable[Recommendation]:
    """Not asked for, rare or wanted by many, and clearly under its value."""
    most = scene.table.recommend["discovery_ratio"]
    for scored in scene.buyable:
        ratio = ratio_to_value(scored.offer.landed, scored.value)
        if scored.wanted is not Ownership.NONE or scored.is_owned or ratio is None or ratio > most:
            continue
        why = _sought_after(scored, scene)
        if why is None or scored.score.score < scene.table.recommend["least_score"]:
            continue
        assert scored.value.value is not None  # there is a ratio
        saved = scored.value.value.amount - door_price(scored)
        worth = Reason("saves_against_value", money_params(saved, scene.door.purse.currency, basis=scored.value.basis))
        yield advise(
            RecommendationType.HIGH_VALUE_DISCOVERY, [scored], scored.offer.landed, scored.score.score,
            (saved, "fair_value"), Reason("high_value_discovery", scored.names), [why, worth, *_about(scored, scene)],
        )  # fmt: skip


def _sought_after(scored: Scored, scene: Scene) -> Reason | None:
    release = scored.offer.release
    if release is None:
        return None
    market = scene.inp.markets.get(release.external_id)
    if market and market.num_for_sale is not None and market.num_for_sale <= scene.table.recommend["rare_for_sale"]:
        return Reason("rare", {"for_sale": market.num_for_sale})
    want, have = release.want or 0, release.have or 0
    if want >= scene.table.recommend["discovery_want"] and want > have:
        return Reason("wanted_by_many", {"want": want, "have": have})
    return None
