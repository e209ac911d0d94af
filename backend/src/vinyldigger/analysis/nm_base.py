"""The Near Mint value of a release, from which the value of every grade follows.

Sources in order: Discogs' suggestion grid (one base), the project's own observations of Discogs asking prices
(median of log prices, recency-weighted), the sibling pressings of the master as a weak prior.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.inputs import ValueObservation
from vinyldigger.analysis.tables import ValueTable
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.release import PriceSuggestions
from vinyldigger.core.domain.words import Reason

_EUR = "EUR"


class Base(NamedTuple):
    """NM value in the buyer's currency. ``spread``: relative half-width of its range (0.2 = ± 20 %).

    ``weight``: how many observations of today it is worth (suggestions: none needed).
    """

    value: float
    basis: str  # "suggested", "asked" or "siblings"
    spread: float
    weight: float = 0.0
    reasons: tuple[Reason, ...] = ()


def suggested_base(suggestions: PriceSuggestions | None, table: ValueTable, purse: Purse) -> Base | None:
    """The one number behind a suggestion grid: the median of its prices taken back to NM."""
    if suggestions is None:
        return None
    bases = []
    for grade, money in suggestions.by_grade.items():
        amount, share = purse.take(money), table.discogs.get(grade)
        if amount and share:
            bases.append(float(amount) / float(share))
    return Base(median(bases), "suggested", 0.15) if bases else None


def asked_base(observations: Sequence[ValueObservation], today: date, table: ValueTable, purse: Purse) -> Base | None:
    """From asking prices seen on Discogs, each taken back to NM; None with fewer than the least number."""
    seen = []
    for observation in observations:
        share = share_of(observation.media, observation.sleeve, table, table.discogs)
        amount = purse.take(Money(observation.price, _EUR))
        if amount and share and observation.day <= today:
            age = (today - observation.day).days
            seen.append((math.log(float(amount) / share), 0.5 ** (age / table.half_life_days)))
    if len(seen) < table.least_observations:
        return None
    middle = _weighted_median(seen)
    off = _weighted_median([(abs(logged - middle), weight) for logged, weight in seen])
    return Base(math.exp(middle), "asked", min(0.6, max(0.15, 1.48 * off)), sum(weight for _, weight in seen))


def _weighted_median(values: Sequence[tuple[float, float]]) -> float:
    """The value at which half of the weight lies on either side; between two, their mean."""
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    passed = 0.0
    for place, (value, weight) in enumerate(ordered):
        passed += weight
        if math.isclose(passed, half, rel_tol=1e-12) and place + 1 < len(ordered):
            return (value + ordered[place + 1][0]) / 2
        if passed > half:
            return value
    return ordered[-1][0]


def capped(base: Base, floor: float | None, for_sale: int | None, siblings: Sequence[float], table: ValueTable) -> Base:
    """Brought down to what can be: 17 times the floor of a common record, 12 times its siblings' median."""
    if floor and for_sale is not None and for_sale >= table.floor_cap_for_sale and base.value > table.floor_cap * floor:
        reason = Reason("value_capped_by_floor", {"times": table.floor_cap, "for_sale": for_sale})
        base = base._replace(value=table.floor_cap * floor, spread=0.5, reasons=(*base.reasons, reason))
    if siblings and base.value > table.sibling_cap * median(siblings):
        reason = Reason("value_capped_by_siblings", {"times": table.sibling_cap, "siblings": len(siblings)})
        limit = table.sibling_cap * median(siblings)
        base = base._replace(value=limit, spread=0.5, reasons=(*base.reasons, reason))
    return base


def sibling_base(siblings: Sequence[float]) -> Base | None:
    """A weak prior from the other pressings of the master: their median, with a wide range."""
    if not siblings:
        return None
    reason = Reason("value_from_siblings", {"siblings": len(siblings)})
    return Base(median(siblings), "siblings", 0.6, 0.0, (reason,))


def share_of(media: Grade, sleeve: Grade | None, table: ValueTable, shares: Mapping[Grade, Fraction]) -> float:
    """What a copy is worth against NM/NM: the media grade's share times exp(0.13 × steps of sleeve above media).

    At most three steps count; Generic and No Cover count as Poor; unknown and Not Graded count as the record itself
    (they widen the range instead). A better record in the same sleeve is never worth less: Mint and NM lie closer
    than one sleeve step, so of the grades between record and sleeve the dearest counts when the sleeve is the worse,
    the cheapest when it is the better.
    """
    step, sleeve_step = media.step, _sleeve_step(media, sleeve)
    if step is None or sleeve_step is None:
        return 0.0
    low, high = min(step, sleeve_step), max(step, sleeve_step)
    between = [
        float(share) * math.exp(table.sleeve_step * _clamped(sleeve_step - grade.step, table.sleeve_steps_most))
        for grade, share in shares.items()
        if grade.step is not None and low <= grade.step <= high
    ]
    return max(between) if sleeve_step <= step else min(between)


def _sleeve_step(media: Grade, sleeve: Grade | None) -> int | None:
    if sleeve is None or sleeve is Grade.NOT_GRADED:
        return media.step
    return 0 if sleeve in (Grade.GENERIC, Grade.NO_COVER) else sleeve.step


def _clamped(steps: int, most: int) -> int:
    return max(-most, min(most, steps))


def rounded(value: float, purse: Purse) -> Decimal:
    """A computed value as an amount of the buyer's currency."""
    return purse.round(Decimal(repr(value)))
