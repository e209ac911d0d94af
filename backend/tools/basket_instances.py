"""Generated shopping problems of a given size, the same for the same seed."""

from __future__ import annotations

import random
from decimal import Decimal
from enum import StrEnum

from vinyldigger.analysis.basket_types import BasketOffer, BasketSeller, BasketWant, Problem
from vinyldigger.analysis.postage import Load, Postage, PostageStep
from vinyldigger.analysis.tables import TaxRegime
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.want import Tier

_GRADES = (Grade.M, Grade.NM, Grade.VG_PLUS, Grade.VG_PLUS, Grade.VG, Grade.G_PLUS)
_PENALTIES = {Tier.MUST: Decimal(200), Tier.NICE: Decimal(60), Tier.EVENTUALLY: Decimal(25)}


class Kind(StrEnum):
    """What makes an instance hard."""

    STRAIGHT = "first + extra shipping"
    STEPS = "steps and tax thresholds"
    CAPPED = "at most 10 parcels"


def instance(
    kind: Kind, seed: int, regime: TaxRegime, wants: int = 100, offers: int = 5000, sellers: int = 300
) -> Problem:
    """A want list of records worth 8 to 80, offered by sellers of very different size, home and abroad."""
    rng = random.Random(f"{kind}:{seed}")
    tiers = [rng.choice(tuple(Tier)) for _ in range(wants)]
    worth = [rng.lognormvariate(3.0, 0.6) for _ in range(wants)]
    sizes = [rng.paretovariate(1.2) for _ in range(sellers)]
    found: dict[tuple[int, int], BasketOffer] = {}
    while len(found) < min(offers, wants * sellers):
        want = rng.randrange(wants)
        seller = rng.choices(range(sellers), sizes)[0]
        found[want, seller] = _offer(rng, want, seller, worth[want])
    return Problem(
        currency="EUR",
        wants=tuple(
            BasketWant(f"w{place}", f"record {place}", tier, _PENALTIES[tier]) for place, tier in enumerate(tiers)
        ),
        offers=tuple(found[key] for key in sorted(found)),
        sellers={f"s{place}": _seller(rng, place, kind, regime) for place in range(sellers)},
        max_parcels=10 if kind is Kind.CAPPED else None,
    )


def _offer(rng: random.Random, want: int, seller: int, worth: float) -> BasketOffer:
    grade = rng.choice(_GRADES)
    price = max(1.0, worth * rng.lognormvariate(-0.1 * (6 - (grade.step or 0)), 0.4))
    discs = 2 if rng.random() < 0.15 else 1
    return BasketOffer(
        f"l{want}-{seller}", f"w{want}", f"s{seller}", _cents(price), Load(discs, 230 * discs, 12, True), grade
    )


def _seller(rng: random.Random, place: int, kind: Kind, regime: TaxRegime) -> BasketSeller:
    first = rng.uniform(3.5, 20)
    extra = first * rng.uniform(0.05, 0.5)
    straight = Postage("seller_policy", first=_cents(first), extra=_cents(extra))
    if kind is not Kind.STEPS:
        return BasketSeller(f"s{place}", None, straight)
    steps = tuple(
        PostageStep(_cents(first + extra * 2 * number), None, grams)
        for number, grams in enumerate((500, 1000, 2000, 5000, 10000, 30000))
    )
    free_over = _cents(rng.uniform(60, 200)) if rng.random() < 0.15 else None
    min_order = _cents(rng.uniform(10, 30)) if rng.random() < 0.1 else None
    postage = straight if rng.random() < 0.5 else Postage("seller_policy", steps=steps)
    postage = Postage(
        postage.source, postage.first, postage.extra, postage.steps, free_over, min_order=min_order
    )  # fmt: skip
    return BasketSeller(f"s{place}", None, postage, regime if rng.random() < 0.4 else None)


def _cents(amount: float) -> Decimal:
    return Decimal(f"{amount:.2f}")
