"""Each labelled pair and title judged by weights that are fitted to other artists."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tools.fit_matching import claimed, fit_catalogue, fit_offers
from tools.matching_data import Labelled, Wanted
from tools.matching_examples import Examples
from tools.matching_measures import LIKELY, ToldPair, ToldTitle

from vinyldigger.analysis.match import MatchLevel
from vinyldigger.analysis.matching import claims
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.weights import MatchWeights

_WIDE = LIKELY / 2


def judged_pairs(labelled: Sequence[Labelled], fold: Callable[[Labelled], int], examples: Examples) -> list[ToldPair]:
    """Pairs of shop records, fold by fold."""
    threshold, told = examples.catalogue.weights.threshold, []
    for own in sorted(set(map(fold, labelled))):
        apart = fit_offers([pair for pair in labelled if fold(pair) != own], examples)
        asked = [pair for pair in labelled if fold(pair) == own]
        usual, wide = (claimed(asked, examples.compare, apart, least) for least in (threshold, _WIDE))
        told += [ToldPair(pair, said, likely) for (pair, said), (_, likely) in zip(usual, wide, strict=True)]
    return told


def judged_titles(wanted: Sequence[Wanted], fold: Callable[[Wanted], int], examples: Examples) -> list[ToldTitle]:
    """Titles as sellers write them, fold by fold."""
    told, product = [], examples.catalogue
    for own in sorted(set(map(fold, wanted))):
        apart = fit_catalogue([item for item in wanted if fold(item) != own], product)
        weights = MatchWeights(apart, product.weights.offers, product.weights.threshold)
        catalogue = Catalogue(product.releases, product.vocabulary, weights)
        told += told_titles([item for item in wanted if fold(item) == own], catalogue)
    return told


def told_titles(wanted: Sequence[Wanted], catalogue: Catalogue) -> list[ToldTitle]:
    """What the catalogue says of titles."""
    found = dict(claims([item.parsed for item in wanted], catalogue, catalogue.weights.threshold))
    told = []
    for item in wanted:
        claim, true = found.get(item.parsed.key), catalogue.by_id.get(item.release_id)
        made = catalogue.releases[claim.place] if claim else None
        pressing = made.external_id if made and claim and claim.level is MatchLevel.RELEASE else None
        told.append(ToldTitle(item, true.record_id if true else None, made.record_id if made else None, pressing))
    return told
