"""Which record a listing is: candidates, evidence, confidence, and groups of what the catalogue does not hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from vinyldigger.analysis.match import Evidence, Match, MatchLevel, Override
from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_choice import NEVER_MATCHED, Claim, choose
from vinyldigger.analysis.matching_groups import title_groups
from vinyldigger.analysis.matching_profile import Profile, of_listing
from vinyldigger.analysis.parsed import ParsedListing

__all__ = ["Catalogue", "match"]
_CERTAIN = 100.0


def match(
    parsed: Sequence[ParsedListing],
    catalogue: Catalogue,
    overrides: Sequence[Override] = (),
    known: Mapping[str, Match] | None = None,
) -> dict[str, Match]:
    """The record of each listing, by listing key; lots, things that are no record and unreadable titles have none.

    ``known``: matches of unchanged listings, kept as they are. An override always wins.
    """
    spoken: dict[str, list[Override]] = defaultdict(list)
    for override in overrides:
        spoken[override.listing_key].append(override)
    known = known or {}
    found: dict[str, Match] = {}
    ungrouped: list[Profile] = []
    anchors: dict[str, str] = {}
    for listing in sorted(parsed, key=lambda listing: listing.key):
        own = spoken.get(listing.key, [])
        if not own and listing.key in known:
            found[listing.key] = known[listing.key]
            if known[listing.key].level is MatchLevel.TITLE:
                anchors[listing.key] = known[listing.key].record_id
                ungrouped.append(of_listing(listing))
            continue
        made = _told(listing, catalogue, own)
        if made is None and not listing.flags & NEVER_MATCHED:
            profile = of_listing(listing)
            made = _chosen(profile, catalogue, own)
            if made is None and listing.title_words:
                ungrouped.append(profile)
        if made is not None:
            found[listing.key] = made
    grouped = title_groups(ungrouped, anchors, catalogue.vocabulary.common, catalogue.weights)
    return grouped | found


def claims(parsed: Iterable[ParsedListing], catalogue: Catalogue, threshold: float) -> Iterator[tuple[str, Claim]]:
    """What the catalogue's releases claim of each listing, at another threshold than the product's."""
    for listing in parsed:
        if not listing.flags & NEVER_MATCHED and (claim := choose(of_listing(listing), catalogue, (), threshold)):
            yield listing.key, claim


def _told(listing: ParsedListing, catalogue: Catalogue, overrides: Sequence[Override]) -> Match | None:
    """The record that the user or the marketplace says a listing is; None when nobody does."""
    confirmed = next((override for override in overrides if override.confirm), None)
    if confirmed is not None:
        return _confirmed(listing.key, confirmed, catalogue)
    stated = listing.release_external_id
    return _stated(listing.key, stated, catalogue) if stated and stated not in _rejected(overrides, catalogue) else None


def _chosen(profile: Profile, catalogue: Catalogue, overrides: Sequence[Override]) -> Match | None:
    """The catalogue's record of one listing by what it says; None when none is likely enough."""
    rejected = frozenset(_rejected(overrides, catalogue))
    claim = choose(profile, catalogue, rejected, catalogue.weights.threshold)
    return _claimed(profile, claim, catalogue) if claim else None


def _confirmed(key: str, override: Override, catalogue: Catalogue) -> Match:
    release = catalogue.by_id.get(override.release_external_id or "")
    master = override.master_id or (release.master_id if release else None)
    record = f"m{master}" if master else f"r{override.release_external_id}"
    level = MatchLevel.RELEASE if override.release_external_id else MatchLevel.MASTER
    evidence = (Evidence("confirmed_by_user", 0.0, None, override.release_external_id or override.master_id),)
    return Match(key, level, record, override.release_external_id, master, _CERTAIN, evidence, confirmed_by_user=True)


def _rejected(overrides: Sequence[Override], catalogue: Catalogue) -> Iterable[str]:
    """Ids of releases a user has rejected; a rejected master rejects all its pressings."""
    for override in overrides:
        if override.release_external_id:
            yield override.release_external_id
        elif override.master_id:
            yield from (
                catalogue.releases[place].external_id for place in catalogue.by_master[f"m{override.master_id}"]
            )


def _stated(key: str, release_id: str, catalogue: Catalogue) -> Match:
    release = catalogue.by_id.get(release_id)
    record = release.record_id if release else f"r{release_id}"
    master = release.master_id if release else None
    evidence = (Evidence("marketplace_release", 0.0, release_id, release_id),)
    return Match(key, MatchLevel.RELEASE, record, release_id, master, _CERTAIN, evidence)


def _claimed(profile: Profile, claim: Claim, catalogue: Catalogue) -> Match:
    release = catalogue.releases[claim.place]
    made = Match(
        profile.key, claim.level, release.record_id, release.external_id, release.master_id,
        round(100 * claim.probability, 2), claim.evidence(profile, catalogue),
    )  # fmt: skip
    return made if claim.level is MatchLevel.RELEASE else replace(made, release_external_id=None)
