"""The price at the buyer's door: item, shipping, import VAT and duty, handling, each with its honesty.

Shipping comes from the listing's own quote, else the seller's policy, else the user's correction of it, else the
dated table. Taxes go by the goods value of the whole parcel. Unknown is never zero: the total is then unknown too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis import postage, taxes
from vinyldigger.analysis.article import Article, Contents, asked, origin
from vinyldigger.analysis.costs import Certain, CostPart, LandedCost, PartKind
from vinyldigger.analysis.figures import Figure, Purse, exact, sum_of, unknown
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.postage import Load, Postage
from vinyldigger.analysis.tables import Tables
from vinyldigger.core.domain.format import Format
from vinyldigger.core.domain.listing import Destination, Listing, Quote, TaxCollector
from vinyldigger.core.domain.money import Money, Rates
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.seller import Seller, ShippingPolicy
from vinyldigger.core.domain.words import Reason

_ZERO = Decimal(0)
_NO_FORMAT = Format()
_LEAST_SURE_FIRST = (Certain.UNKNOWN, Certain.ESTIMATED, Certain.EXACT)


class Charges(NamedTuple):
    """What a parcel costs besides its goods, in the buyer's currency."""

    shipping: Decimal
    taxes: Decimal


class Door:
    """One buyer's door on one day: prices listings and parcels to it."""

    def __init__(
        self,
        destination: Destination,
        rates: Rates,
        now: datetime,
        tables: Tables,
        corrections: Mapping[str, ShippingPolicy] | None = None,
    ) -> None:
        self.destination = destination
        self.purse = Purse(destination.currency, rates)
        self._tables = tables
        self._corrections = corrections or {}
        self.regime = tables.taxes.regime(destination.country, now.date())
        self._postages: dict[tuple[str, str | None], tuple[Postage, ...]] = {}
        self._usual: dict[str, Postage | None] = {}
        self._nothing_due: tuple[CostPart, ...] = ()

    @property
    def mailers(self) -> Mapping[str, int]:
        """Grams of packing by kind of mailer."""
        return self._tables.shipping.mailer_grams

    def is_taxed(self, origin: str) -> bool:
        """Whether a parcel from a country crosses a tax border on its way here."""
        return not self._tables.taxes.same_area(origin, self.destination.country)

    def landed(
        self, listing: Listing, parsed: ParsedListing | None = None, release: Release | None = None
    ) -> LandedCost:
        """One listing sent alone."""
        return self.parcel([self.article(listing, parsed, release)])

    def article(self, listing: Listing, parsed: ParsedListing | None = None, release: Release | None = None) -> Article:
        """One listing as it goes into a parcel."""
        return Article(
            asked(listing), listing.is_lower_bound, listing.seller, origin(listing), listing.quote,
            self.load(listing, parsed, release),
        )  # fmt: skip

    def load(self, listing: Listing, parsed: ParsedListing | None = None, release: Release | None = None) -> Load:
        """Discs and grams of the record in a listing."""
        form = listing.format or (parsed.format if parsed else None) or _NO_FORMAT
        return postage.load_of(form, release, self._tables.shipping)

    def parcel(self, contents: Sequence[Article]) -> LandedCost:
        """Several articles of one seller sent together (not empty)."""
        goods = self._goods(contents)
        loads, quotes = [article.load for article in contents], [article.quote for article in contents]
        shipping = self._shipping(Contents(contents[0], loads, quotes, goods.amount or _ZERO))
        due = self._taxes(contents[0], goods, shipping)
        parts = (
            self.purse.part(PartKind.ITEM, goods),
            self.purse.part(PartKind.SHIPPING, shipping),
            *self._tax_parts(due),
        )
        return self._total(parts, contents)

    def _tax_parts(self, due: taxes.Taxes) -> tuple[CostPart, ...]:
        """The three taxes as parts; those of the commonest case, nothing due within one area, are made once."""
        if due is taxes.SAME_AREA and self._nothing_due:
            return self._nothing_due
        parts = (
            self.purse.part(PartKind.VAT, due.vat, due.collector),
            self.purse.part(PartKind.DUTY, due.duty, due.duty_collector),
            self.purse.part(PartKind.HANDLING, due.handling, due.collector),
        )
        if due is taxes.SAME_AREA:
            self._nothing_due = parts
        return parts

    def postages(self, seller: Seller | None, origin: str | None) -> tuple[Postage, ...]:
        """What is known about sending a parcel, best source first: policy, correction, dated table."""
        key = (seller.key if seller else "", origin)
        if key not in self._postages:
            self._postages[key] = tuple(self._sources(seller, origin))
        return self._postages[key]

    def grams(self, loads: Sequence[Load]) -> int:
        """Weight of a parcel with its packing."""
        return sum([load.grams for load in loads]) + postage.mailer_grams(loads, self.mailers)

    def _sources(self, seller: Seller | None, origin: str | None) -> Iterable[Postage]:
        if seller is not None:
            for policy in seller.policies:
                if policy.country == self.destination.country:
                    found = postage.of_policy(policy, "seller_policy", self.purse)
                    if found:
                        yield found
            correction = self._corrections.get(seller.key)
            corrected = postage.of_policy(correction, "your_correction", self.purse) if correction else None
            if corrected:
                yield corrected
        usual = self.usual(origin) if origin else None
        if usual:
            yield usual

    def usual(self, origin: str) -> Postage | None:
        """The dated table's prices from a country to this door."""
        if origin not in self._usual:
            self._usual[origin] = postage.of_table(
                self._tables.shipping, self._tables.taxes, origin, self.destination.country, self.purse
            )
        return self._usual[origin]

    def _goods(self, contents: Sequence[Article]) -> Figure:
        total = _ZERO
        for article in contents:
            amount = self.purse.take(article.asked)
            if amount is None:
                return unknown(self._why_no_price(article))
            total += amount
        return exact(total, None, contents[0].asked if len(contents) == 1 else None)

    def _why_no_price(self, article: Article) -> Reason:
        price = article.asked
        if price is None:
            return Reason("no_price")
        if self.purse.factor(price.currency) is None:
            return Reason("no_rate", {"currency": price.currency})
        return Reason("absurd_price", {"amount": str(price.amount), "currency": price.currency})

    def shipping(self, contents: Contents) -> Decimal | None:
        """What sending a parcel costs; None when unknown."""
        return self._shipping(contents).amount

    def charges(self, contents: Contents) -> Charges | None:
        """What comes to the goods of a parcel, as :meth:`parcel` says it with reasons; None where a part is unknown."""
        shipping = self._shipping(contents)
        due = self._taxes(contents.first, exact(contents.goods), shipping)
        amounts = [figure.amount for figure in (shipping, due.vat, due.duty, due.handling)]
        known = [self.purse.round(amount) for amount in amounts if amount is not None]
        return Charges(known[0], sum(known[1:], _ZERO)) if len(known) == len(amounts) else None

    def _shipping(self, contents: Contents) -> Figure:
        first, loads, quotes, goods = contents
        quoted = self._quoted(first.quote)
        if quoted and len(loads) == 1:
            return quoted
        for found in self.postages(first.seller, first.origin):
            figure = self._by_postage(found, loads, goods)
            if figure and found.source == "usual_shipping" and quoted:
                return self._may_combine(tuple(quotes), figure)
            if figure:
                return figure
        return unknown(Reason("shipping_unknown"), self._worst_shipping(loads))

    def _may_combine(self, quotes: Sequence[Quote | None], usual: Figure) -> Figure:
        """Quotes are for one item each: together they are the most, the dearest of them the least."""
        each = [quoted.amount for quoted in map(self._quoted, quotes) if quoted and quoted.amount is not None]
        if len(each) < len(quotes) or usual.amount is None:
            return usual
        low, high = max(each), sum(each, _ZERO)
        return Figure(Certain.ESTIMATED, low, min(high, max(low, usual.amount)), high, Reason("may_combine"))

    def _quoted(self, quote: Quote | None) -> Figure | None:
        if quote is None or quote.country != self.destination.country:
            return None
        amount = self.purse.take(quote.shipping)
        if amount is None:
            return None
        near = not quote.postal_prefix or (self.destination.postal_code or "").startswith(quote.postal_prefix)
        certain = Certain.EXACT if near else Certain.ESTIMATED
        return Figure(certain, amount, amount, amount, Reason("quoted_shipping"), quote.shipping)

    def _by_postage(self, found: Postage, loads: Sequence[Load], goods: Decimal) -> Figure | None:
        discs = sum([load.discs for load in loads])
        grams = self.grams(loads)
        amount = found.cost(discs, grams, goods)
        if amount is None:
            return None
        if found.source == "usual_shipping":
            table = self._tables.shipping
            reason = Reason("usual_shipping", {"grams": grams, "dated": table.dated.isoformat()})
            return Figure(Certain.ESTIMATED, amount * table.low_factor, amount, amount * table.high_factor, reason)
        reason = Reason(found.source, {"discs": discs})
        if found.by_weight or not all(load.sure for load in loads):
            more = found.cost(discs + 1, grams + loads[0].grams, goods)
            return Figure(Certain.ESTIMATED, amount, amount, max(amount, more or amount), reason)
        return exact(amount, reason)

    def _worst_shipping(self, loads: Sequence[Load]) -> Decimal | None:
        """The dearest usual price from anywhere: the upper guess where the origin is unknown."""
        grams, table = self.grams(loads), self._tables.shipping
        origins = [self.usual(country) for country in table.origins if not country.startswith("*")]
        prices = [found.cost(1, grams, _ZERO) for found in origins if found]
        known = [price for price in prices if price is not None]
        return max(known) * table.high_factor if known else None

    def _taxes(self, first: Article, goods: Figure, shipping: Figure) -> taxes.Taxes:
        quote = first.quote if first.quote and first.quote.country == self.destination.country else None
        charges = self.purse.take(quote.import_charges) if quote else None
        sent_from, table = first.origin, self._tables.taxes
        if quote and charges is not None:
            paid = exact(_ZERO, Reason("in_import_charges"))
            quoted = exact(charges, Reason("import_charges_quoted"), quote.import_charges)
            collector = quote.tax_collector or TaxCollector.MARKETPLACE
            return taxes.Taxes(quoted, paid, paid, collector, collector)
        if sent_from and table.same_area(sent_from, self.destination.country):
            return taxes.SAME_AREA
        if quote and quote.tax_collector is TaxCollector.INCLUDED:
            return taxes.INCLUDED
        if goods.amount is None:
            return taxes.no_goods_value(goods.reason or Reason("no_price"))
        regime = self.regime
        if regime is None:
            reason = Reason("taxes_unknown", {"country": self.destination.country})
            factor = self.purse.factor(table.unknown.currency)
            return taxes.unknown_taxes(table.unknown, goods.amount, shipping, factor, reason)
        factor = self.purse.factor(regime.currency)
        if not sent_from:
            return taxes.unknown_taxes(regime, goods.amount, shipping, factor, Reason("origin_unknown"))
        return taxes.import_taxes(regime, goods.amount, shipping, factor)

    def _total(self, parts: tuple[CostPart, ...], contents: Sequence[Article]) -> LandedCost:
        purse, how_sure = self.purse, {part.certain for part in parts}
        certain = next(each for each in _LEAST_SURE_FIRST if each in how_sure)
        low = purse.money(sum([part.low.amount for part in parts], _ZERO))
        total: Money | None = low
        high: Money | None = low
        if certain is not Certain.EXACT:
            total, high = self._sum([part.amount for part in parts]), self._sum([part.high for part in parts])
        tables_used = certain is not Certain.EXACT  # a dated table, or a bracket in another currency: a rate was needed
        foreign = [article for article in contents if article.asked and article.asked.currency != purse.currency]
        return LandedCost(
            parts=parts,
            total=total,
            low=low,
            high=high,
            certain=certain,
            currency=purse.currency,
            rates_day=purse.day if foreign or tables_used else None,
            is_lower_bound=any(article.is_lower_bound for article in contents),
        )

    def _sum(self, amounts: Iterable[Money | None]) -> Money | None:
        total = sum_of(amounts)
        return None if total is None else self.purse.money(total)
