"""What listings say and which records they are: the part of an analysis that needs nothing but texts and catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from vinyldigger.analysis import matching, titles
from vinyldigger.analysis.inputs import Identified
from vinyldigger.analysis.match import Match, Override
from vinyldigger.analysis.parsed import Flag, ParsedListing
from vinyldigger.analysis.tables import Tables
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.release import Release

_NEVER_MATCHED = frozenset({Flag.LOT, Flag.NOT_A_RECORD})


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of listings before: read, matched, and the user's word. ``parsed`` of other offers than those to be
    identified: they stand as they stood, and a new one may be the same record as one of them.
    """

    parsed: Mapping[str, ParsedListing]
    matches: Mapping[str, Match]
    overrides: Sequence[Override]


def identify(
    listings: Iterable[Listing], told: Told, catalogue: Callable[[], matching.Catalogue], tables: Tables
) -> Identified:
    """Read and match listings. ``catalogue`` is asked for only if there is anything to match."""
    latest = latest_of(listings)
    parsed = {key: told.parsed.get(key) or titles.parse(one, tables.vocabulary) for key, one in latest.items()}
    others = [told.parsed[key] for key in sorted(told.parsed.keys() - parsed.keys())]
    read = [*parsed.values(), *others]
    if not told.overrides and not any(_to_be_matched(each, told.matches) for each in read):
        return Identified(parsed, dict(told.matches))  # nothing new: the catalogue need not even be indexed
    return Identified(parsed, matching.match(read, catalogue(), told.overrides, told.matches))


def latest_of(listings: Iterable[Listing]) -> dict[str, Listing]:
    """Each listing once, as read last, by its key and in the order of keys."""
    latest: dict[str, Listing] = {}
    for listing in listings:
        key = listing.key
        known = latest.setdefault(key, listing)
        if known is not listing and _reading(known) <= _reading(listing):
            latest[key] = listing
    return {key: latest[key] for key in sorted(latest)}


def _reading(listing: Listing) -> tuple[datetime, str]:
    """When it was read; of two readings at once either may be the later, but always the same one."""
    return listing.fetched_at, repr(listing.price)


def catalogue_of(releases: Iterable[Release], tables: Tables) -> matching.Catalogue:
    """Releases indexed to match listings against."""
    return matching.Catalogue(fullest_of(releases).values(), tables.vocabulary, tables.match_weights)


def fullest_of(releases: Iterable[Release]) -> dict[str, Release]:
    """Each release once, the full reading before a basic one, by its id and in the order of ids."""
    fullest: dict[str, Release] = {}
    for release in sorted(releases, key=lambda release: release.is_full):
        fullest[release.external_id] = release
    return {key: fullest[key] for key in sorted(fullest)}


def _to_be_matched(read: ParsedListing, known: Mapping[str, Match]) -> bool:
    return read.key not in known and not read.flags & _NEVER_MATCHED
