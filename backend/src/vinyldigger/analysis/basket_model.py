"""The basket as a mixed-integer programme.

Yes-or-no for every offer (bought) and seller (used); where a policy or a tax goes in steps, one more for every step.
At most one offer per want and per listing; a want left open costs its penalty, so there is always a solution.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from vinyldigger.analysis.basket_types import BasketOffer, BasketSeller, Problem
from vinyldigger.analysis.milp import INFINITY, Programme
from vinyldigger.analysis.postage import Postage
from vinyldigger.analysis.tables import TaxBracket, TaxRegime

_CENT = 0.01

Terms = list[tuple[int, float]]


class TaxStep(NamedTuple):
    """One tax bracket as a straight line: ``fixed`` + ``on_goods`` × goods + ``on_shipping`` × shipping."""

    up_to: float
    fixed: float
    on_goods: float
    on_shipping: float


class Shipping(NamedTuple):
    """A parcel's shipping as a sum of variables, and the most it can come to."""

    terms: Terms
    most: float


@dataclass(frozen=True, slots=True)
class Weights:
    """What a variant counts beside money: cost per parcel, penalty by want, least number of wants to cover."""

    per_parcel: float
    penalties: Mapping[str, float]
    least_covered: int = 0


@dataclass(slots=True)
class BasketModel:
    """The programme and where its variables stand."""

    programme: Programme
    bought: dict[int, int] = field(default_factory=dict)  # place of the offer -> column
    used: dict[str, int] = field(default_factory=dict)  # seller -> column
    paid: Terms = field(default_factory=list)  # what counts against the budget


def build(problem: Problem, offers: Sequence[BasketOffer], weights: Weights) -> BasketModel:
    """The programme for some offers of a problem, in their order."""
    model = BasketModel(Programme())
    for place in range(len(offers)):
        model.bought[place] = model.programme.binary()
    _cover_wants(model, problem, offers, weights)
    by_seller: dict[str, list[int]] = defaultdict(list)
    for place, offer in enumerate(offers):
        by_seller[offer.seller_key].append(place)
    for key, places in by_seller.items():
        _Parcel(model, problem, problem.sellers[key], [offers[place] for place in places], places).add(weights)
    if problem.budget is not None:
        model.programme.row(model.paid, upper=float(problem.budget))
    if problem.max_parcels is not None:
        model.programme.row([(column, 1.0) for column in model.used.values()], upper=problem.max_parcels)
    return model


def _cover_wants(model: BasketModel, problem: Problem, offers: Sequence[BasketOffer], weights: Weights) -> None:
    by_want: dict[str, Terms] = defaultdict(list)
    by_listing: dict[str, Terms] = defaultdict(list)
    for place, offer in enumerate(offers):
        by_want[offer.want_key].append((model.bought[place], 1.0))
        by_listing[offer.listing_key].append((model.bought[place], 1.0))
    unmet: Terms = []
    for want in problem.wants:
        if want.key in by_want:
            column = model.programme.column(weights.penalties[want.key], 1.0)
            model.programme.row([*by_want[want.key], (column, 1.0)], 1.0, 1.0)
            unmet.append((column, 1.0))
    for terms in by_listing.values():
        if len(terms) > 1:
            model.programme.row(terms, upper=1.0)
    if weights.least_covered:
        model.programme.row(unmet, upper=len(unmet) - weights.least_covered)


class _Parcel:
    """The variables and rows of one seller's parcel."""

    def __init__(
        self,
        model: BasketModel,
        problem: Problem,
        seller: BasketSeller,
        offers: Sequence[BasketOffer],
        places: Sequence[int],
    ) -> None:
        self._model = model
        self._programme = model.programme
        self._problem = problem
        self._seller = seller
        self._offers = offers
        self._columns = [model.bought[place] for place in places]
        self._used = self._programme.binary()
        model.used[seller.key] = self._used
        self._goods = self._each(lambda offer: float(offer.price))
        self._discs = self._each(lambda offer: float(offer.load.discs))
        self._most_goods = most(offers, lambda offer: float(offer.price))
        self._most_discs = most(offers, lambda offer: float(offer.load.discs))

    def _each(self, measure: Callable[[BasketOffer], float]) -> Terms:
        return [(column, measure(offer)) for column, offer in zip(self._columns, self._offers, strict=True)]

    def add(self, weights: Weights) -> None:
        """All of the parcel into the programme."""
        for column in self._columns:
            self._programme.row([(column, 1.0), (self._used, -1.0)], upper=0.0)
        self._programme.charge(self._used, weights.per_parcel)
        postage = self._seller.postage
        if postage is not None and postage.min_order is not None:
            self._programme.row([*self._goods, (self._used, -float(postage.min_order))], lower=0.0)
        shipping = self._shipping(postage)
        self._pay(self._goods)
        self._pay(self._each(lambda offer: float(offer.charges)))
        self._pay(shipping.terms)
        self._taxes(shipping)

    def _pay(self, terms: Terms, share: float = 1.0) -> None:
        """Adds an expense to the objective and to what counts against the budget."""
        for column, amount in terms:
            self._programme.charge(column, share * amount)
            self._model.paid.append((column, share * amount))

    def _shipping(self, postage: Postage | None) -> Shipping:
        if postage is None:
            quoted = self._each(lambda offer: float(offer.quoted))
            return Shipping(quoted, most(self._offers, lambda offer: float(offer.quoted)))
        if postage.first is not None:
            return self._first_and_extra(postage)
        return self._steps(postage)

    def _first_and_extra(self, postage: Postage) -> Shipping:
        first, extra = float(postage.first or 0), float(postage.extra or 0)
        if first < extra:  # an empty parcel would pay: a parcel is sent only with something in it
            self._programme.row([*((column, 1.0) for column in self._columns), (self._used, -1.0)], lower=0.0)
        listed: Terms = [(self._used, first - extra), *((column, extra * discs) for column, discs in self._discs)]
        most_listed = max(0.0, first + extra * (self._most_discs - 1))
        free = self._free(postage)
        single = postage.extra is None
        if single:  # nothing is said about a second disc: only one-disc parcels, unless they go free
            spare = [(column, -self._most_discs) for column in free]
            self._programme.row([*self._discs, (self._used, -1.0), *spare], upper=0.0)
        capped = self._capped(postage, most_listed)
        if not free and not capped:
            return Shipping(listed, most_listed)
        shipping = self._programme.column(0.0)
        released: Terms = [(column, most_listed) for column in (*free, *capped)]
        self._programme.row([(shipping, 1.0), *((column, -amount) for column, amount in listed), *released], lower=0.0)
        for column in capped:
            self._programme.row([(shipping, 1.0), (column, -float(postage.cap or 0))], lower=0.0)
        return Shipping([(shipping, 1.0)], most_listed)

    def _free(self, postage: Postage) -> list[int]:
        """The choice of sending free, where so much can be bought."""
        if postage.free_over is None or float(postage.free_over) > self._most_goods:
            return []
        free = self._programme.binary()
        self._programme.row([(free, 1.0), (self._used, -1.0)], upper=0.0)
        self._programme.row([*self._goods, (free, -float(postage.free_over))], lower=0.0)
        return [free]

    def _capped(self, postage: Postage, most_listed: float) -> list[int]:
        """The choice of paying the most ever asked, where the listed price could be more."""
        if postage.cap is None or float(postage.cap) >= most_listed:
            return []
        capped = self._programme.binary()
        self._programme.row([(capped, 1.0), (self._used, -1.0)], upper=0.0)
        return [capped]

    def _steps(self, postage: Postage) -> Shipping:
        grams = self._grams() if postage.by_weight else []
        most_grams = most(self._offers, lambda offer: float(offer.load.grams)) + max(self._problem.mailers.values())
        choices: Terms = []
        for step in postage.steps:
            price = step.price if postage.cap is None else min(step.price, postage.cap)
            choices.append((self._programme.binary(), float(price)))
        chosen = [column for column, _ in choices]
        free = self._free(postage)
        self._programme.row([*((column, 1.0) for column in (*chosen, *free)), (self._used, -1.0)], 0.0, 0.0)
        items = [step.max_items for step in postage.steps]
        self._within(self._discs, self._most_discs, chosen, items, free)
        if grams:
            self._within(grams, most_grams, chosen, [step.max_grams for step in postage.steps], free)
        return Shipping(choices, max(price for _, price in choices))

    def _within(
        self, terms: Terms, everything: float, chosen: Sequence[int], limits: Sequence[int | None], free: Sequence[int]
    ) -> None:
        """The load stays within the limit of the chosen step (None, and sending free: no limit)."""
        allowed = [everything if limit is None else min(float(limit), everything) for limit in limits]
        bounds = [(column, -limit) for column, limit in zip(chosen, allowed, strict=True)]
        self._programme.row([*terms, *bounds, *((column, -everything) for column in free)], upper=0.0)

    def _grams(self) -> Terms:
        """Weight with packing: a single's mailer, and the difference to an LP's once something larger is in it."""
        grams = self._each(lambda offer: float(offer.load.grams))
        single, lp = self._problem.mailers["single"], self._problem.mailers["lp"]
        larger = [column for column, offer in zip(self._columns, self._offers, strict=True) if offer.load.inches != 7]
        if len(larger) == len(self._columns):
            return [*grams, (self._used, float(lp))]
        grams.append((self._used, float(single)))
        if larger:
            has_larger = self._programme.column(upper=1.0)
            for column in larger:
                self._programme.row([(has_larger, 1.0), (column, -1.0)], lower=0.0)
            grams.append((has_larger, float(lp - single)))
        return grams

    def _taxes(self, shipping: Shipping) -> None:
        if self._seller.regime is None:
            return
        steps = tax_steps(self._seller.regime, self._seller.factor, self._most_goods)
        on_goods, on_shipping = min(step.on_goods for step in steps), min(step.on_shipping for step in steps)
        self._pay(self._goods, on_goods)
        self._pay(shipping.terms, on_shipping)
        if len(steps) == 1:
            self._pay([(self._used, steps[0].fixed)])
            return
        chosen = [self._programme.binary() for _ in steps]
        self._programme.row([*((column, 1.0) for column in chosen), (self._used, -1.0)], 0.0, 0.0)
        below = [(column, -min(step.up_to, self._most_goods)) for column, step in zip(chosen, steps, strict=True)]
        self._programme.row([*self._goods, *below], upper=0.0)
        above = [(column, -(step.up_to + _CENT / 2)) for column, step in zip(chosen[1:], steps[:-1], strict=True)]
        self._programme.row([*self._goods, *above], lower=0.0)
        self._pay([(column, step.fixed) for column, step in zip(chosen, steps, strict=True)])
        self._rest(steps, chosen, shipping, on_goods, on_shipping)

    def _rest(
        self, steps: Sequence[TaxStep], chosen: Sequence[int], shipping: Shipping, on_goods: float, on_shipping: float
    ) -> None:
        """What a bracket takes beyond the share that all brackets take."""
        if all(step.on_goods == on_goods and step.on_shipping == on_shipping for step in steps):
            return
        rest = self._programme.column()
        self._pay([(rest, 1.0)])
        for column, step in zip(chosen, steps, strict=True):
            goods_share, shipping_share = step.on_goods - on_goods, step.on_shipping - on_shipping
            limit = goods_share * self._most_goods + shipping_share * shipping.most
            self._programme.row(
                [
                    (rest, 1.0),
                    *((place, -goods_share * amount) for place, amount in self._goods),
                    *((place, -shipping_share * amount) for place, amount in shipping.terms),
                    (column, -limit),
                ],
                lower=-limit,
            )


def most(offers: Sequence[BasketOffer], measure: Callable[[BasketOffer], float]) -> float:
    """The most that a parcel can hold of something: at most one offer of each want is bought."""
    by_want: dict[str, float] = {}
    for offer in offers:
        by_want[offer.want_key] = max(by_want.get(offer.want_key, 0.0), measure(offer))
    return sum(by_want.values())


def tax_steps(regime: TaxRegime, factor: Decimal, most_goods: float) -> list[TaxStep]:
    """The brackets that a parcel of at most so much goods can fall into, in the buyer's currency."""
    steps: list[TaxStep] = []
    for bracket in regime.brackets:
        steps.append(_tax_step(bracket, factor))
        if steps[-1].up_to >= most_goods:
            break
    return steps


def _tax_step(bracket: TaxBracket, factor: Decimal) -> TaxStep:
    vat, duty = float(bracket.vat.amount) / 100, float(bracket.duty_percent.amount) / 100
    flat, handling = float(bracket.duty_flat * factor), float(bracket.handling.amount * factor)
    return TaxStep(
        up_to=INFINITY if bracket.up_to is None else float(bracket.up_to * factor),
        fixed=flat * (1 + vat) + handling,
        on_goods=vat * (1 + duty) + duty,
        on_shipping=vat,
    )
