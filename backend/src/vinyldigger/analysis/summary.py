"""A search at a glance."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from vinyldigger.analysis.judging import Judged
from vinyldigger.analysis.outputs import Ownership, PriceDistribution, Summary
from vinyldigger.analysis.scored import Scored
from vinyldigger.core.domain.grade import Grade
from vinyldigger.core.domain.words import Reason

_CLASSES = {7: "mint", 6: "near_mint", 5: "very_good_plus", 4: "very_good"}


def summarise(judged: Judged, included: Sequence[Scored], complete: bool) -> Summary:
    """Counts of an analysis and the spread of its asking prices."""
    by_seller = Counter(scored.offer.seller_key for scored in included if scored.offer.seller_key)
    marketplaces = Counter(scored.offer.listing.marketplace for scored in included)
    return Summary(
        listings=len(judged.offers),
        included=len(included),
        excluded=count_reasons(judged.against.values()),
        records=len({scored.offer.record_id for scored in included if scored.offer.record_id}),
        sellers=len(by_seller),
        multi_item_sellers=sum(count > 1 for count in by_seller.values()),
        wantlist_matches=sum(scored.wanted is not Ownership.NONE for scored in included),
        collection_duplicates=sum(scored.is_owned for scored in included),
        discoveries=sum(scored.wanted is Ownership.NONE and not scored.is_owned for scored in included),
        by_marketplace=dict(sorted(marketplaces.items())),
        distributions=distributions(judged, included),
        complete=complete,
    )


def count_reasons(reasons: Iterable[Reason | None]) -> dict[str, int]:
    """How often each rule kept an offer out, most frequent first."""
    counts = Counter(reason.code for reason in reasons if reason is not None)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def distributions(judged: Judged, included: Iterable[Scored]) -> tuple[PriceDistribution, ...]:
    """Asking prices by marketplace and condition class, in the buyer's currency; lower bounds left out."""
    purse = judged.door.purse
    prices: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for scored in included:
        item = scored.offer.landed.parts[0].amount
        if item is not None and not scored.offer.is_lower_bound:
            prices[scored.offer.listing.marketplace, condition_class(scored.offer.media)].append(item.amount)
    return tuple(
        PriceDistribution(
            marketplace, condition, len(found), purse.money(min(found)), purse.money(purse.round(median(found))),
            purse.money(max(found)),
        )
        for (marketplace, condition), found in sorted(prices.items())
    )  # fmt: skip


def condition_class(media: Grade | None) -> str:
    """Condition in five classes and ``unknown``."""
    if media is None or media.step is None:
        return "unknown"
    return _CLASSES.get(media.step, "good_or_worse")
