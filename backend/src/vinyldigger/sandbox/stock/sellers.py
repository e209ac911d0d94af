"""300 sellers: where they are, how they are rated, how honestly they grade, what they ask for sending."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.stock.places import PLACES, Place, zone

SELLERS = 300
WATCHED_SELLERS = (
    "plattenkiste-berlin", "northside-wax", "disques-du-canal", "groove-yard-columbus", "sakura-records-tokyo",
)  # fmt: skip
LARGE_SELLER = "record-warehouse-utrecht"  # more listings than a stranger can page through
_NAMED = dict(zip((*WATCHED_SELLERS, LARGE_SELLER), ("DE", "GB", "FR", "US", "JP", "NL"), strict=True))
_HEAD = (
    "groove", "wax", "needle", "spindle", "deadwax", "b-side", "run-out", "blue", "midnight", "corner", "analog",
    "platter", "crackle", "loft", "cellar", "echo", "tonearm", "matrix", "gatefold", "turntable",
)  # fmt: skip
_TAIL = {
    "en": ("records", "vinyl", "lounge", "exchange", "hut", "shop", "traders"),
    "de": ("platten", "schallplatten", "kiste", "laden", "keller"),
    "fr": ("disques", "vinyles", "sillon", "galette"),
    "it": ("dischi", "vinile", "solco", "giradischi"),
    "es": ("discos", "vinilo", "surco", "tienda"),
}
_DOLLARS = {"home": (3.5, 6.5), "near": (9.0, 17.0), "far": (14.0, 28.0)}


@dataclass(frozen=True, slots=True)
class Seller:
    """One seller. Money is in ``place.currency``; ``optimism``: by how many steps they grade too high, on average."""

    number: int
    username: str
    place: Place
    town: str
    postal_code: str
    positive: float  # percent
    ratings: int
    optimism: float
    on_discogs: bool
    on_ebay: bool
    is_business: bool
    ships: dict[str, float]  # first record, by zone; a missing zone is not served
    each_further: float
    min_order: float

    def shipping_to(self, country: str) -> float | None:
        """What one record costs to send there, in the seller's currency; None when not served."""
        return self.ships.get(zone(self.place.code, country))


def make_sellers(seed: int) -> tuple[Seller, ...]:
    """The sellers of a seed; the named ones come first and are the same people in every seed."""
    rng = Random(f"{seed} sellers")
    codes = list(PLACES)
    weights = [PLACES[code].weight for code in codes]
    named = list(_NAMED.items())
    sellers = []
    for number in range(SELLERS):
        name, code = named[number] if number < len(named) else ("", rng.choices(codes, weights)[0])
        sellers.append(_seller(number, name, PLACES[code], rng))
    return tuple(sellers)


def _seller(number: int, name: str, place: Place, rng: Random) -> Seller:
    town, postal_code = rng.choice(place.towns)
    tail = rng.choice(_TAIL[place.language])
    ratings = 0 if not name and rng.random() < 0.03 else int(10 ** rng.uniform(0.8, 4.3)) + (800 if name else 0)
    on_both = bool(name) or rng.random() < 0.12
    return Seller(
        number=number,
        username=name or f"{rng.choice(_HEAD)}_{tail}_{number}",
        place=place,
        town=town,
        postal_code=postal_code,
        positive=0.0 if ratings == 0 else round(100 - min(12.0, rng.expovariate(1.6)), 1),
        ratings=ratings,
        optimism=0.0 if name else max(0.0, rng.gauss(0.25, 0.5)),
        on_discogs=on_both or number % 2 == 0,
        on_ebay=number >= len(_NAMED) and (on_both or number % 2 == 1),
        is_business=bool(name) or rng.random() < 0.4,
        ships=_shipping(place, bool(name), rng),
        each_further=_round(rng.uniform(0.5, 3.5), place.currency),
        min_order=0.0 if rng.random() < 0.75 else _round(rng.choice((5, 8, 10, 15, 20)), place.currency),
    )


def _shipping(place: Place, is_named: bool, rng: Random) -> dict[str, float]:
    served = ["home"]
    if is_named or rng.random() < 0.85:
        served.append("near")
    if is_named or rng.random() < 0.6:
        served.append("far")
    prices = {name: _round(rng.uniform(*_DOLLARS[name]), place.currency) for name in served}
    if rng.random() < 0.12:
        prices["home"] = 0.0
    return prices


def _round(dollars: float, currency: str) -> float:
    amount = rates.convert(dollars, "USD", currency)
    return float(round(amount, -1)) if currency == "JPY" else round(amount * 2) / 2
