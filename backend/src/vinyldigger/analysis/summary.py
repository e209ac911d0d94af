"""A search at a glance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from statistics import median

from vinyldigger.analysis.figures import Purse
from vinyldigger.analysis.outputs import PriceDistribution, Summary
from vinyldigger.analysis.ownership import Ownership
from vinyldigger.analysis.scored import Scored
from vinyldigger.analysis.standing import Standing
from vinyldigger.core.domain.grade import Grade

_CLASSES = {7: "mint", 6: "near_mint", 5: "very_good_plus", 4: "very_good"}


def summarise(standings: Sequence[Standing], included: Sequence[Scored], purse: Purse, complete: bool) -> Summary:
    """Counts of an analysis and the spread of its asking prices."""
    offers = [scored.standing for scored in included]
    by_seller = Counter(map(attrgetter("seller_key"), offers))
    by_seller.pop(None, None)
    marketplaces = Counter(map(attrgetter("marketplace"), offers))
    holdings: Counter[tuple[bool, bool]] = Counter()
    for (wanted, owned), count in Counter(map(attrgetter("wanted", "owned"), offers)).items():
        holdings[wanted is not Ownership.NONE, owned is not Ownership.NONE] += count
    return Summary(
        listings=len(standings),
        included=len(included),
        excluded=count_codes(map(attrgetter("excluded_by"), standings)),
        records=len({*map(attrgetter("record_id"), offers)} - {None}),
        sellers=len(by_seller),
        multi_item_sellers=sum(count > 1 for count in by_seller.values()),
        wantlist_matches=holdings[True, True] + holdings[True, False],
        collection_duplicates=holdings[True, True] + holdings[False, True],
        discoveries=holdings[False, False],
        by_marketplace=dict(sorted(marketplaces.items())),
        distributions=distributions(offers, purse),
        complete=complete,
    )


def count_codes(codes: Iterable[str | None]) -> dict[str, int]:
    """How often each rule kept an offer out, most frequent first."""
    counts = {code: count for code, count in Counter(codes).items() if code is not None}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def distributions(offers: Iterable[Standing], purse: Purse) -> tuple[PriceDistribution, ...]:
    """Asking prices by marketplace and condition class, in the buyer's currency; lower bounds left out."""
    by_grade: dict[tuple[str, Grade | None], list[Decimal]] = defaultdict(list)
    for standing in offers:
        if standing.item is not None and not standing.is_lower_bound:
            by_grade[standing.marketplace, standing.media].append(standing.item)
    prices: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for (marketplace, media), found in by_grade.items():
        prices[marketplace, condition_class(media)] += found
    for found in prices.values():
        found.sort()
    return tuple(
        PriceDistribution(
            marketplace, condition, len(found), purse.money(found[0]), purse.money(purse.round(median(found))),
            purse.money(found[-1]),
        )
        for (marketplace, condition), found in sorted(prices.items())
    )  # fmt: skip


def condition_class(media: Grade | None) -> str:
    """Condition in five classes and ``unknown``."""
    if media is None or media.step is None:
        return "unknown"
    return _CLASSES.get(media.step, "good_or_worse")
