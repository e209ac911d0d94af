"""A search at a glance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
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
    by_seller = Counter(scored.standing.seller_key for scored in included if scored.standing.seller_key)
    marketplaces = Counter(scored.standing.marketplace for scored in included)
    return Summary(
        listings=len(standings),
        included=len(included),
        excluded=count_codes(standing.excluded_by for standing in standings),
        records=len({scored.standing.record_id for scored in included if scored.standing.record_id}),
        sellers=len(by_seller),
        multi_item_sellers=sum(count > 1 for count in by_seller.values()),
        wantlist_matches=sum(scored.standing.wanted is not Ownership.NONE for scored in included),
        collection_duplicates=sum(scored.is_owned for scored in included),
        discoveries=sum(scored.standing.wanted is Ownership.NONE and not scored.is_owned for scored in included),
        by_marketplace=dict(sorted(marketplaces.items())),
        distributions=distributions(included, purse),
        complete=complete,
    )


def count_codes(codes: Iterable[str | None]) -> dict[str, int]:
    """How often each rule kept an offer out, most frequent first."""
    counts = Counter(code for code in codes if code is not None)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def distributions(included: Iterable[Scored], purse: Purse) -> tuple[PriceDistribution, ...]:
    """Asking prices by marketplace and condition class, in the buyer's currency; lower bounds left out."""
    prices: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for scored in included:
        standing = scored.standing
        if standing.item is not None and not standing.is_lower_bound:
            prices[standing.marketplace, condition_class(standing.media)].append(standing.item)
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
