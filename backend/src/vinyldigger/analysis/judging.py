"""From listings to judged offers: read, matched, priced to the door, and each with the rule that keeps it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from vinyldigger.analysis.identifying import Told, catalogue_of, fullest_of, identify, latest_of
from vinyldigger.analysis.inputs import AnalysisInput, Identified
from vinyldigger.analysis.landed_cost import Door
from vinyldigger.analysis.match import Match, MatchLevel
from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.parsed import ParsedListing
from vinyldigger.analysis.rules import Rules
from vinyldigger.analysis.tables import Tables
from vinyldigger.analysis.wanting import WantIndex
from vinyldigger.core.domain.listing import Listing
from vinyldigger.core.domain.release import Release
from vinyldigger.core.domain.words import Reason


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
    listings = latest_of(inp.listings)
    releases = fullest_of(inp.releases)
    read, matches = inp.identified or _identified(inp, releases.values(), tables)
    door = Door(inp.destination, inp.rates, inp.now, tables, inp.shipping_corrections)
    offers = tuple(_offer(listing, read[key], matches.get(key), releases, door) for key, listing in listings.items())
    records = {**inp.records, **{release.external_id: release.record_id for release in releases.values()}}
    wants = WantIndex(inp.wants, records, door.purse)
    rules = Rules(inp, wants, door.purse)
    against = {offer.key: rules.first_against(offer) for offer in offers}
    return Judged(inp, offers, against, door, wants, records)


def _identified(inp: AnalysisInput, releases: Iterable[Release], tables: Tables) -> Identified:
    told = Told(inp.known_parsed, inp.known_matches, inp.overrides)
    return identify(inp.listings, told, lambda: catalogue_of(releases, tables), tables)


def _offer(
    listing: Listing, parsed: ParsedListing, match: Match | None, releases: Mapping[str, Release], door: Door
) -> Offer:
    known = match is not None and match.level is MatchLevel.RELEASE
    release = releases.get(match.release_external_id or "") if match is not None and known else None
    article = door.article(listing, parsed, release)
    return Offer.of(listing, parsed, match, release, article, door.parcel([article]))
