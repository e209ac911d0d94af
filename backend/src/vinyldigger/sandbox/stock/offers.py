"""One copy on offer: its condition, its price then and now."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from vinyldigger.core.domain.grade import Grade
from vinyldigger.sandbox import rates
from vinyldigger.sandbox.catalogue.pressings import Pressing
from vinyldigger.sandbox.stock.sellers import Seller

DAY = 86_400
_GRADES = (Grade.M, Grade.NM, Grade.VG_PLUS, Grade.VG, Grade.G_PLUS, Grade.G, Grade.F, Grade.P)
_NEW = (18, 46, 26, 7, 2, 1, 0, 0)
_OLD = (1, 12, 33, 31, 12, 6, 3, 2)
_MEDIA_FACTOR = dict(zip(_GRADES, (1.15, 1.0, 0.75, 0.5, 0.28, 0.17, 0.1, 0.06), strict=True))
_LOWEST_STEP = 0.72


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy for sale between ``born`` and ``dies`` (seconds since 1970).

    ``media``/``sleeve``: what the seller says. ``first_price`` in the seller's currency; ``oddity``: "bargain",
    "absurd" or "".
    """

    id: int
    slot: int
    pressing: Pressing
    seller: Seller
    born: float
    dies: float
    media: Grade
    sleeve: Grade
    first_price: float
    step_days: int
    oddity: str

    @property
    def currency(self) -> str:
        """The seller's currency."""
        return self.seller.place.currency

    def price_at(self, now: float) -> float:
        """The asking price: sellers come down by some percent every few weeks, then hold."""
        steps = int((now - self.born) // (self.step_days * DAY))
        factor = max(_LOWEST_STEP, 0.955**steps)
        return priced(self.first_price * factor, self.currency)

    def rng(self, purpose: str) -> Random:
        """The same random numbers for the same copy and purpose, always."""
        return Random(f"{purpose} {self.id}")


def priced(amount: float, currency: str) -> float:
    """An amount as sellers write prices: 24.99, 24.50, 25.00; whole tens of yen."""
    if currency == "JPY":
        return float(max(300, round(amount / 10) * 10))
    whole, part = divmod(max(1.0, amount), 1)
    return whole + (0.99 if part > 0.66 else 0.5 if part > 0.33 else 0.0)


def make_offer(offer_id: int, slot: int, pressing: Pressing, seller: Seller, born: float, dies: float) -> Offer:
    """A copy with condition and price drawn for it."""
    rng = Random(f"offer {offer_id}")
    weights = _NEW if pressing.year >= 2000 else _OLD
    real = _GRADES.index(rng.choices(_GRADES, weights)[0])
    told = max(0, real - round(max(0.0, rng.gauss(seller.optimism, 0.4))))
    media, sleeve = _GRADES[told], _sleeve(told, pressing, rng)
    oddity = rng.choices(("", "bargain", "absurd"), (94, 3.5, 2.5))[0]
    factor = {"": 1.0, "bargain": rng.uniform(0.3, 0.6), "absurd": rng.uniform(3, 14)}[oddity]
    value = pressing.value * _MEDIA_FACTOR[media] * rng.lognormvariate(0, 0.24) * factor
    if sleeve in (Grade.GENERIC, Grade.NO_COVER):
        value *= 0.6
    return Offer(
        id=offer_id,
        slot=slot,
        pressing=pressing,
        seller=seller,
        born=born,
        dies=dies,
        media=media,
        sleeve=sleeve,
        first_price=rates.convert(max(1.2, value), "USD", seller.place.currency),
        step_days=rng.randint(6, 45),
        oddity=oddity,
    )


def _sleeve(media: int, pressing: Pressing, rng: Random) -> Grade:
    if pressing.kind == "single" and rng.random() < 0.35:
        return Grade.GENERIC
    if rng.random() < 0.03:
        return rng.choice((Grade.GENERIC, Grade.NOT_GRADED, Grade.NO_COVER))
    return _GRADES[min(7, max(0, media + rng.choice((-1, 0, 0, 0, 1, 1, 2))))]
