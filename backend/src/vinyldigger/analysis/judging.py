"""From listings to judged offers: read, matched, priced to the door, and each with the rule that keeps it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from vinyldigger.analysis import matching, titles
from vinyldigger.analysis.inputs import AnalysisInput
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.match import Match, MatchLevel
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.parsed import Flag, ParsedListing
from vinyldigger.analysis.rules import Rules
from vinyldigger.analysis.tables import Tables
from vinyldigger.analysis.wanting import WantIndex
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.words import Reason

_NEVER_MATCHED = frozenset({Flag.LOT, Flag.NOT_A_RECORD})


@dataclass(frozen=True, slots=True)
class Judged:
    """All listings as offers, in the order of their keys. ``against``: by key, the first rule that keeps it out.

    ``records``: of the catalogue's releases, by release id.
    """

    inp: AnalysisInput
    offers: tuple[Offer, ...]
    against: Mapping[str, Reason | None]
    door: Door
    wants: WantIndex
    records: Mapping[str, str]


def judge(inp: AnalysisInput, tables: Tables) -> Judged:
    """Read, match, price and judge every listing."""
    listings = _latest(inp.listings)
    releases = {release.external_id: release for release in _fullest(inp.releases)}
    parsed = [inp.known_parsed.get(listing.key) or titles.parse(listing, tables.vocabulary) for listing in listings]
    matches = _match(inp, [*parsed, *_neighbours(inp)], releases.values(), tables)
    door = Door(inp.destination, inp.rates, inp.now, tables, inp.shipping_corrections)
    offers = tuple(
        _offer(listing, read, matches.get(listing.key), releases, door)
        for listing, read in zip(listings, parsed, strict=True)
    )
    records = {**inp.records, **{release.external_id: release.record_id for release in releases.values()}}
    wants = WantIndex(inp.wants, records, door.purse)
    rules = Rules(inp, wants, door.purse)
    against = {offer.key: rules.first_against(offer) for offer in offers}
    return Judged(inp, offers, against, door, wants, records)


def _neighbours(inp: AnalysisInput) -> list[ParsedListing]:
    """What was read of offers that stand as they stood: a new one may be the same record, not in the catalogue."""
    return [inp.known_parsed[key] for key in sorted(inp.stood.keys() & inp.known_parsed.keys())]


def _latest(listings: Iterable[Listing]) -> list[Listing]:
    """Each listing once, as read last, in the order of keys."""
    latest: dict[str, Listing] = {}
    for listing in sorted(listings, key=lambda listing: (listing.fetched_at, repr(listing.price))):
        latest[listing.key] = listing
    return [latest[key] for key in sorted(latest)]


def _fullest(releases: Iterable[Release]) -> list[Release]:
    """Each release once, the full reading before a basic one, in the order of ids."""
    fullest: dict[str, Release] = {}
    for release in sorted(releases, key=lambda release: release.is_full):
        fullest[release.external_id] = release
    return [fullest[key] for key in sorted(fullest)]


def _match(
    inp: AnalysisInput, parsed: Sequence[ParsedListing], releases: Iterable[Release], tables: Tables
) -> dict[str, Match]:
    if not inp.overrides and not any(_to_be_matched(read, inp) for read in parsed):
        return dict(inp.known_matches)  # nothing new: the catalogue need not even be indexed
    catalogue = matching.Catalogue(releases, tables.vocabulary, tables.match_weights)
    return matching.match(parsed, catalogue, inp.overrides, inp.known_matches)


def _to_be_matched(read: ParsedListing, inp: AnalysisInput) -> bool:
    return read.key not in inp.known_matches and not read.flags & _NEVER_MATCHED


def _offer(
    listing: Listing, parsed: ParsedListing, match: Match | None, releases: Mapping[str, Release], door: Door
) -> Offer:
    known = match is not None and match.level is MatchLevel.RELEASE
    release = releases.get(match.release_external_id or "") if match is not None and known else None
    article = door.article(listing, parsed, release)
    return Offer.of(listing, parsed, match, release, article, door.parcel([article]))
