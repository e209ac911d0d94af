"""One search, whole: offers read, matched, priced, judged, scored; sellers compared; advice given; a summary.

The names of what goes in and out are importable from here.
"""

from __future__ import annotations

from vinyldigger.analysis.assessing import Assessed, Assessor
from vinyldigger.analysis.costs import DealScore
from vinyldigger.analysis.inputs import AnalysisInput, SearchRules, ValueObservation
from vinyldigger.analysis.judging import Judged, judge
from vinyldigger.analysis.outputs import (
    AnalysedListing,
    Analysis,
    Preview,
    PriceDistribution,
    Recommendation,
    RecommendationType,
    Summary,
)
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.quiet import no_cycle_search
from vinyldigger.analysis.recommendations import Scene, recommend
from vinyldigger.analysis.recommendations_bundle import multi_items
from vinyldigger.analysis.recommendations_completion import completions
from vinyldigger.analysis.recommendations_single import best_pressing_prices, best_prices, condition_values, discoveries
from vinyldigger.analysis.scoring import Scorer
from vinyldigger.analysis.sellers import SellerContext, score_sellers
from vinyldigger.analysis.summary import count_codes, summarise
from vinyldigger.analysis.tables import Tables

__all__ = [
    "AnalysedListing", "Analysis", "AnalysisInput", "Ownership", "Preview", "PriceDistribution", "Recommendation",
    "RecommendationType", "SearchRules", "Summary", "Tables", "ValueObservation", "analyse", "preview",
]  # fmt: skip

_ADVISERS = (best_prices, best_pressing_prices, multi_items, condition_values, discoveries, completions)
_LEAST_INCLUDED = 2  # with fewer offers in, a search gets its summary only


def analyse(inp: AnalysisInput, tables: Tables) -> Analysis:
    """The whole answer to one search. The order of what is given makes no difference; bad listings raise nothing."""
    with no_cycle_search():
        return _analyse(inp, tables)


def _analyse(inp: AnalysisInput, tables: Tables) -> Analysis:
    judged = judge(inp, tables)
    assessor = Assessor(judged, tables)
    assessed = {offer.key: assessor.assess(offer) for offer in judged.offers}
    standings = {key: stood.standing for key, stood in inp.stood.items()}
    standings |= {key: each.standing for key, each in assessed.items()}
    everyone = [standings[key] for key in sorted(standings)]
    door = judged.door
    scorer = Scorer(everyone, inp, door.purse, tables.deals)
    included = scorer.included
    complete = len(included) >= _LEAST_INCLUDED
    context = SellerContext(door, tables, inp.rules.ships_from, bool(inp.wants))
    return Analysis(
        listings={key: _analysed(each, scorer.scores.get(key)) for key, each in assessed.items()},
        sellers=score_sellers(included, context) if complete else (),
        recommendations=recommend(Scene.of(inp, included, door, tables), _ADVISERS) if complete else (),
        summary=summarise(everyone, included, door.purse, complete),
        moved={key: found for key, found in scorer.scores.items() if key not in assessed},
        stood=scorer.stood,
    )


def _analysed(each: Assessed, score: DealScore | None) -> AnalysedListing:
    offer, standing = each.offer, each.standing
    return AnalysedListing(
        key=offer.key,
        parsed=offer.parsed,
        match=offer.match,
        landed=offer.landed,
        fair_value=each.value,
        score=score,
        excluded_by=each.against,
        collection_level=standing.owned,
        wantlist_level=standing.wanted,
        want_key=standing.want_key,
        max_good_bid=each.max_good_bid,
    )


def preview(inp: AnalysisInput, tables: Tables) -> Preview:
    """What the rules would keep of the given listings, without scores."""
    judged: Judged = judge(inp, tables)
    reasons = {offer.key: judged.against[offer.key] for offer in judged.offers}
    kept = sum(reason is None for reason in reasons.values())
    priced = (offer for offer in judged.offers if offer.landed.parts[0].amount is not None)
    prices = {offer.key: offer.landed.total or offer.landed.low for offer in priced}
    excluded = count_codes(reason.code for reason in reasons.values() if reason is not None)
    return Preview(len(reasons), kept, excluded, reasons, prices)
