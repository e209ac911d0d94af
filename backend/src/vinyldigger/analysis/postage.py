"""What one parcel costs to send: a seller's policy, the user's correction of it, or the dated table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.tables import ShippingTable, TaxTable
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.regions import REGIONS
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.seller import ShippingPolicy

_CONTINENTS = ("europe", "north_america", "south_america", "asia", "oceania", "africa")
_MOST_DISCS = 200  # more is a mistake in the data


@dataclass(frozen=True, slots=True)
class PostageStep:
    """Price of a parcel of at most so many discs and grams (None: no limit)."""

    price: Decimal
    max_items: int | None
    max_grams: int | None


@dataclass(frozen=True, slots=True)
class Postage:
    """A shipping policy in the buyer's currency. ``source``: code that says where it comes from."""

    source: str
    first: Decimal | None = None
    extra: Decimal | None = None
    steps: tuple[PostageStep, ...] = ()
    free_over: Decimal | None = None
    cap: Decimal | None = None
    min_order: Decimal | None = None

    def cost(self, discs: int, grams: int, goods: Decimal) -> Decimal | None:
        """Price of one parcel; None when the policy does not say. ``min_order`` is the caller's to check."""
        if self.free_over is not None and goods >= self.free_over:
            return Decimal(0)
        price = self._listed(discs, grams)
        if price is None:
            return None
        return price if self.cap is None else min(price, self.cap)

    def _listed(self, discs: int, grams: int) -> Decimal | None:
        if self.first is not None:
            if discs <= 1:
                return self.first
            return None if self.extra is None else self.first + self.extra * (discs - 1)
        for step in self.steps:
            if (step.max_items is None or discs <= step.max_items) and (
                step.max_grams is None or grams <= step.max_grams
            ):
                return step.price
        return None

    @property
    def by_weight(self) -> bool:
        """Whether grams decide the price."""
        return self.first is None and any(step.max_grams is not None for step in self.steps)


def of_policy(policy: ShippingPolicy, source: str, purse: Purse) -> Postage | None:
    """A policy in the buyer's currency; None when it says no price or one that cannot be (negative, no rate)."""
    given = [policy.first, policy.extra, policy.free_over, policy.cap, policy.min_order]
    given += [bracket.price for bracket in policy.brackets]
    if any(money is not None and purse.take(money) is None for money in given):
        return None
    steps = tuple(
        PostageStep(_known(purse, bracket.price), bracket.max_items, bracket.max_grams)
        for bracket in sorted(policy.brackets, key=lambda bracket: bracket.price.amount)
    )
    if policy.first is None and not steps:
        return None
    return Postage(
        source=source,
        first=purse.take(policy.first),
        extra=purse.take(policy.extra),
        steps=steps,
        free_over=purse.take(policy.free_over),
        cap=purse.take(policy.cap),
        min_order=purse.take(policy.min_order),
    )


def _known(purse: Purse, money: Money) -> Decimal:
    amount = purse.take(money)
    assert amount is not None  # of_policy has looked at every amount
    return amount


def of_table(table: ShippingTable, taxes: TaxTable, origin: str, destination: str, purse: Purse) -> Postage | None:
    """Usual prices from one country to another; None for a country the table and its continents do not know."""
    row = table.origins.get(origin) or table.origins.get(f"*{continent(origin)}")
    if row is None or purse.factor(row.currency) is None:
        return None
    distance = _distance(taxes, origin, destination)
    steps = row.steps.get(distance) or row.steps["world" if distance == "world" else "continent"]
    return Postage(
        source="usual_shipping",
        steps=tuple(PostageStep(_known(purse, Money(price, row.currency)), None, grams) for grams, price in steps),
    )


def _distance(taxes: TaxTable, origin: str, destination: str) -> str:
    if origin == destination:
        return "domestic"
    if taxes.same_area(origin, destination):
        return "area"
    home = continent(origin)
    return "continent" if home is not None and home == continent(destination) else "world"


@cache
def continent(country: str) -> str | None:
    """The continent of an ISO country; None when it is no country we know."""
    return next((name for name in _CONTINENTS if country in REGIONS[name]), None)


class Load(NamedTuple):
    """What a record adds to a parcel. ``sure``: the number of discs is stated, not supposed."""

    discs: int
    grams: int
    inches: int
    sure: bool


def load_of(form: Format, release: Release | None, table: ShippingTable) -> Load:
    """Discs and grams (without mailer) of a record, from the catalogue or else from its form."""
    stated = (release.format_quantity or release.format.discs if release else None) or form.discs
    discs = min(stated, _MOST_DISCS) if stated and stated > 0 else 1
    inches = form.inches or (release.format.inches if release else None) or 12
    grams = release.estimated_weight if release and release.estimated_weight and release.estimated_weight > 0 else None
    if grams is None:
        grams = discs * table.disc_grams.get(inches, table.disc_grams[12])
    return Load(discs, grams, inches, stated is not None)


def mailer_grams(loads: Sequence[Load], mailers: Mapping[str, int]) -> int:
    """Weight of the packing: a single's mailer only when nothing larger is in it."""
    return mailers["single" if all(load.inches == 7 for load in loads) else "lp"]
