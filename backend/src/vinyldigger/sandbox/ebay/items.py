"""A copy as an eBay item: title, options, bids, condition, who it is sent to. No JSON here."""

from __future__ import annotations

from dataclasses import dataclass

from vinyldigger.core.domain.grade import Grade
from vinyldigger.sandbox.catalogue.catalogue import fold
from vinyldigger.sandbox.ebay.titles import kind_of, title_of
from vinyldigger.sandbox.ebay.wire import Buyer
from vinyldigger.sandbox.stock.comments import comment
from vinyldigger.sandbox.stock.offers import Offer, priced
from vinyldigger.sandbox.stock.places import EUROPEAN_UNION
from vinyldigger.sandbox.world import World, is_auction

VINYL, CDS, MUSIC = "176985", "176984", "11233"
_PRODUCTS = 20_000_000_000  # where product ids begin
LINGERS = 90  # seconds an ended auction is still found
_CONDITIONS = {  # id: texts by language
    "1000": {"en": "New", "de": "Neu", "fr": "Neuf", "it": "Nuovo", "es": "Nuevo"},
    "2750": {"en": "Like New", "de": "Neuwertig", "fr": "Comme neuf", "it": "Come nuovo", "es": "Como nuevo"},
    "3000": {"en": "Used", "de": "Gebraucht", "fr": "Occasion", "it": "Usato", "es": "De segunda mano"},
    "4000": {"en": "Very Good", "de": "Sehr gut", "fr": "Très bon état", "it": "Ottime condizioni", "es": "Muy bueno"},
    "5000": {"en": "Good", "de": "Gut", "fr": "Bon état", "it": "Buone condizioni", "es": "Buen estado"},
    "6000": {"en": "Acceptable", "de": "Akzeptabel", "fr": "Acceptable", "it": "Accettabile", "es": "Aceptable"},
}


@dataclass(frozen=True, slots=True)
class Item:
    """One eBay item. ``text``: what search looks in, folded, with a space at both ends."""

    offer: Offer
    kind: str
    title: str
    text: str
    is_auction: bool

    @property
    def category(self) -> str:
        """CDs stand among the records more often than not."""
        return CDS if self.kind == "cd" and self.offer.id % 4 == 0 else VINYL

    @property
    def epid(self) -> str | None:
        """The catalogue product half of the items are tied to."""
        if self.kind not in ("record", "cd") or self.offer.id % 2 == 0:
            return None
        return str(_PRODUCTS + self.offer.pressing.id)

    @property
    def variations(self) -> tuple[int, ...]:
        """Variation ids; (0,) for an ordinary item."""
        if self.is_auction or self.kind != "record" or self.offer.id % 67:
            return (0,)
        return tuple(610_000_000_000 + self.offer.slot * 10 + number for number in range(1, 4))

    @property
    def is_pickup_only(self) -> bool:
        """Whether it cannot be sent."""
        return self.offer.id % 41 == 0

    @property
    def is_calculated(self) -> bool:
        """Whether sending is priced by the postal code."""
        return self.offer.id % 11 == 0

    @property
    def is_abroad(self) -> bool:
        """Whether other sites show it."""
        return "far" in self.offer.seller.ships and self.offer.id % 10 != 0

    @property
    def condition_id(self) -> str | None:
        """The coarse condition; media scale or new/used as the seller's tool likes; sometimes none."""
        if self.offer.id % 71 == 0:
            return None
        if self.offer.media is Grade.M:
            return "1000"
        if self.offer.id % 3:
            return "3000"
        return {Grade.NM: "2750", Grade.VG_PLUS: "4000", Grade.VG: "5000"}.get(self.offer.media, "6000")

    @property
    def condition(self) -> str | None:
        """Its text in the seller's language."""
        found = self.condition_id
        return None if found is None else _CONDITIONS[found][self.offer.seller.place.language]

    @property
    def words(self) -> str:
        """The condition description: where sellers write defects."""
        return comment(self.offer) if self.kind in ("record", "sleeve", "cd") else ""

    def price_at(self, now: float, variation: int = 0) -> float:
        """The fixed price; further variations cost more."""
        step = max(0, variation % 10 - 1)
        return priced(self.offer.price_at(now) * (1 + 0.3 * step), self.offer.currency)

    def bids_at(self, now: float) -> tuple[int, float]:
        """Number of bids and current bid of an auction, rising towards its end."""
        rng, offer = self.offer.rng("bids"), self.offer
        start = priced(offer.first_price * rng.choice((0.1, 0.3, 0.6)), offer.currency)
        most, final = rng.choice((0, 0, 1, 3, 6, 11, 19)), offer.first_price * rng.uniform(0.45, 1.05)
        passed = min(1.0, max(0.0, (now - offer.born) / (offer.dies - offer.born)))
        bids = int(most * passed**1.4 + 0.2)
        return (bids, max(start, final * passed**1.8)) if bids else (0, start)

    def options_at(self, now: float) -> list[str]:
        """Buying options; an auction with a fixed price loses that with its first bid."""
        if self.is_auction:
            has_fixed = self.offer.id % 4 == 0 and self.bids_at(now)[0] == 0
            return ["FIXED_PRICE", "AUCTION"] if has_fixed else ["AUCTION"]
        return ["FIXED_PRICE", "BEST_OFFER"] if self.offer.id % 3 == 0 else ["FIXED_PRICE"]

    def shipping_to(self, buyer: Buyer) -> float | None:
        """Sending one to a buyer in the seller's currency; None when it is not sent there."""
        return None if self.is_pickup_only else self.offer.seller.shipping_to(buyer.country)

    def import_charges(self, buyer: Buyer, price: float) -> float | None:
        """What eBay's shipping programme collects for a border it takes the parcel across; None for none."""
        origin = self.offer.seller.place.code
        crosses = (buyer.country in EUROPEAN_UNION) != (origin in EUROPEAN_UNION)
        if not crosses or self.offer.id % 2:
            return None
        return round(price * 0.21, 2)


class Shelf:
    """eBay's items at a moment, with their titles made once per copy."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._items: dict[int, Item] = {}

    def on_show(self, now: float) -> list[Item]:
        """All items search can find, ended auctions that linger included."""
        stock, found = self._world.ebay, []
        for place in stock.places:
            offer = stock.at(place, now)
            if offer is None and is_auction(place):
                offer = stock.at(place, now - LINGERS)
            if offer is not None:
                found.append(self._item(offer))
        return found

    def by_id(self, legacy_id: int) -> Item | None:
        """An item by its number, ended or not."""
        offer = self._world.ebay.by_id(legacy_id)
        return None if offer is None else self._item(offer)

    def is_on_show(self, item: Item, now: float, lingers: float) -> bool:
        """Whether an item is still there, or ended at most ``lingers`` seconds ago."""
        stock = self._world.ebay
        return stock.is_on_sale(item.offer, now) or (
            item.offer.dies <= now < item.offer.dies + lingers and not stock.vanished(item.offer.id)
        )

    def _item(self, offer: Offer) -> Item:
        known = self._items.get(offer.slot)
        if known is not None and known.offer.id == offer.id:
            return known
        kind = kind_of(offer)
        title = title_of(offer, kind)
        code = offer.pressing.barcode if kind in ("record", "cd") and offer.id % 2 else None
        item = Item(offer, kind, title, f" {fold(title)} {code or ''} ", is_auction(offer.slot))
        self._items[offer.slot] = item
        return item
