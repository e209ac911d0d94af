"""The market's figures of a release, worked out from what stands on the shelf."""

from __future__ import annotations

from collections.abc import Iterable

from vinyldigger.sandbox import rates
from vinyldigger.sandbox.catalogue.pressings import Pressing
from vinyldigger.sandbox.discogs.access import Caller
from vinyldigger.sandbox.discogs.wire import CURRENCIES, DiscogsError
from vinyldigger.sandbox.world import World


def currency_of(caller: Caller, asked: str | None) -> str:
    """The currency of an answer: as asked, else the member's, else US dollars."""
    if asked is not None:
        if asked not in CURRENCIES:
            raise DiscogsError(422, f"Invalid currency: expected one of {', '.join(sorted(CURRENCIES))}.")
        return asked
    return caller.member.currency if caller.member else "USD"


def figures(world: World, pressings: Iterable[Pressing], currency: str) -> tuple[int, float | None]:
    """Copies for sale and the lowest price without shipping, in a currency; None when nothing is for sale."""
    now, count, lowest = world.seconds(), 0, None
    for pressing in pressings:
        for offer in world.discogs.on_sale(world.discogs.of_release(pressing.id), now):
            price = rates.convert(offer.price_at(now), offer.currency, currency)
            count, lowest = count + 1, price if lowest is None else min(lowest, price)
    return count, lowest
