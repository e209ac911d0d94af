"""The shopping problem of a want list: which of the analysed offers could fill it, and how their sellers send."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from vinyldigger.analysis.article import origin
from vinyldigger.analysis.basket_types import BasketOffer, BasketOptions, BasketSeller, BasketWant, Problem
from vinyldigger.analysis.costs import CostPart, PartKind
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.outputs import Analysis
from vinyldigger.analysis.tables import Tables
from vinyldigger.analysis.wanting import WantIndex, is_worn
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.money import Money
from vinyldigger.core.domain.want import Want
from vinyldigger.core.domain.words import Reason

_ZERO = Decimal(0)


def problem(inp: AnalysisInput, analysis: Analysis, options: BasketOptions, tables: Tables) -> Problem:
    """From an analysis: every included offer that satisfies a want, unless its price or shipping is unknown.

    Lower bounds (floors, auctions, variations) are no offers, nor are worn-out copies that no rule admits. What cannot
    be bought is in ``left_out`` with why.
    """
    door = Door(inp.destination, inp.rates, inp.now, tables, inp.shipping_corrections)
    wants = [want for want in inp.wants if not options.want_keys or want.key in options.want_keys]
    index = WantIndex(wants, {release.external_id: release.record_id for release in inp.releases}, door.purse)
    stock: dict[str, list[tuple[Offer, list[Want]]]] = defaultdict(list)
    left_out: dict[str, Reason] = {}
    for offer in _offers(inp, analysis, options, door):
        satisfied = [want for want in index.about(offer) if index.problem(want, offer) is None]
        if not options.listing_keys:  # who names the offers has seen their grades
            satisfied = [want for want in satisfied if not is_worn(offer.media, want)]
        against = _unbuyable(offer) if satisfied else None
        if against is not None:
            left_out[offer.key] = against
        elif satisfied and offer.seller_key is not None:
            stock[offer.seller_key].append((offer, satisfied))
    sellers = {key: _seller([offer for offer, _ in found], door) for key, found in stock.items()}
    offers = [
        _basket_offer(offer, want, sellers[key])
        for key, found in stock.items()
        for offer, satisfied in found
        for want in satisfied
    ]
    return Problem(
        currency=door.purse.currency,
        wants=tuple(_want(want, options, door, tables) for want in sorted(wants, key=lambda want: want.key)),
        offers=tuple(sorted(offers, key=lambda offer: (offer.want_key, offer.listing_key))),
        sellers=sellers,
        fixed_cost=door.purse.take(options.fixed_cost) or _ZERO,
        budget=door.purse.take(options.budget),
        max_parcels=options.max_parcels,
        mailers=door.mailers,
        left_out=left_out,
    )


def _offers(inp: AnalysisInput, analysis: Analysis, options: BasketOptions, door: Door) -> Iterable[Offer]:
    releases = {release.external_id: release for release in inp.releases}
    listings: Mapping[str, Listing] = {listing.key: listing for listing in inp.listings}
    for key in sorted(analysis.listings):
        analysed, listing = analysis.listings[key], listings.get(key)
        if listing is None or analysed.landed is None or analysed.excluded_by is not None:
            continue
        if options.listing_keys and key not in options.listing_keys:
            continue
        match = analysed.match
        known = match is not None and match.level is MatchLevel.RELEASE
        release = releases.get(match.release_external_id or "") if match is not None and known else None
        article = door.article(listing, analysed.parsed, release)
        yield Offer.of(listing, analysed.parsed, match, release, article, analysed.landed)


def _unbuyable(offer: Offer) -> Reason | None:
    if offer.is_lower_bound:
        return Reason("lower_bound")
    if offer.listing.seller is None:
        return Reason("seller_unknown")
    return Reason("cost_unknown") if offer.landed.total is None else None


def _seller(offers: Sequence[Offer], door: Door) -> BasketSeller:
    """How a seller sends: by policy or correction; else by the quotes of single items; else at usual prices.

    Taxes go by the tables, unless the marketplace has quoted them (or included them) for everything on offer.
    """
    seller, sent_from = offers[0].listing.seller, origin(offers[0].listing)
    assert seller is not None  # buyable offers have one
    known = [found for found in door.postages(seller, sent_from) if found.source != "usual_shipping"]
    postage = known[0] if known else None
    quoted = any(_why(offer, PartKind.SHIPPING) == "quoted_shipping" for offer in offers)
    if postage is None and not quoted and sent_from is not None:
        postage = door.usual(sent_from)
    taxed = sent_from is None or door.is_taxed(sent_from)
    told = all(_why(offer, PartKind.VAT) in ("tax_included", "import_charges_quoted") for offer in offers)
    regime = door.regime if taxed and not told else None
    factor = door.purse.factor(regime.currency) if regime else None
    return BasketSeller(seller.key, seller.name, postage, regime, factor or Decimal(1), bool(regime) or not known)


def _part(offer: Offer, kind: PartKind) -> CostPart:
    return next(part for part in offer.landed.parts if part.kind is kind)


def _why(offer: Offer, kind: PartKind) -> str | None:
    reason = _part(offer, kind).reason
    return reason.code if reason else None


def _basket_offer(offer: Offer, want: Want, seller: BasketSeller) -> BasketOffer:
    quoted_charges = seller.regime is None and _why(offer, PartKind.VAT) == "import_charges_quoted"
    return BasketOffer(
        listing_key=offer.key,
        want_key=want.key,
        seller_key=seller.key,
        price=_amount(offer, PartKind.ITEM),
        load=offer.article.load,
        media=offer.media,
        quoted=_amount(offer, PartKind.SHIPPING) if seller.postage is None else _ZERO,
        charges=_amount(offer, PartKind.VAT) if quoted_charges else _ZERO,
    )


def _amount(offer: Offer, kind: PartKind) -> Decimal:
    amount = _part(offer, kind).amount
    assert amount is not None  # buyable offers have a total
    return amount.amount


def _want(want: Want, options: BasketOptions, door: Door, tables: Tables) -> BasketWant:
    penalty = _penalty(want, options, door, tables)
    return BasketWant(want.key, f"{want.artist} – {want.title}", want.tier, penalty)


def _penalty(want: Want, options: BasketOptions, door: Door, tables: Tables) -> Decimal:
    """What an open want counts for: the user's figure for its tier, else the table's (in euro)."""
    given = (options.penalties or {}).get(want.tier)
    amount = door.purse.take(given) if given is not None else None
    if amount is not None:
        return amount
    standard = tables.deals.penalties[want.tier]
    converted = door.purse.take(Money(standard, "EUR"))
    return converted if converted is not None else standard
