"""Examples for fitting: labelled data as choices among candidates, with the product's own features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tools.matching_data import Labelled, Shops, Wanted

from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_choice import is_ruled_out
from vinyldigger.analysis.matching_evidence import album_features, pressing_features
from vinyldigger.analysis.matching_index import Index
from vinyldigger.analysis.matching_pairs import Compared, compare
from vinyldigger.analysis.matching_profile import of_listing
from vinyldigger.analysis.parsed import Flag
from vinyldigger.analysis.vocabulary import Vocabulary

Features = Mapping[str, float]
OTHER_ALBUM = 0.9  # weight of each title's twin whose album is not in the catalogue
OTHER_PRESSING = 0.35  # weight of each title's twin whose pressing is not in the catalogue
UNKNOWN_TITLES = 3.0  # weight of a title that is in no catalogue: in a marketplace most are, in the data few
MOST_ALBUMS = 8
UNLIKE = 0.5  # of a title missing: two records of which nobody says more are two albums
UNLABELLED = 0.2  # weight of such a pair


@dataclass(frozen=True, slots=True)
class Choice:
    """Candidates of one listing; ``right`` is the place of the right one, None where it is not among them."""

    options: Sequence[Features]
    right: int | None
    weight: float = 1.0


def album_choices(wanted: Sequence[Wanted], catalogue: Catalogue) -> Iterator[Choice]:
    """A title and the likeliest albums of the catalogue."""
    for item in wanted:
        if item.parsed.flags & {Flag.LOT, Flag.NOT_A_RECORD}:
            continue
        options = _albums(item, catalogue)
        release = catalogue.by_id.get(item.release_id)
        right = release.record_id if release else None
        records = list(options)
        if not records:
            continue
        place = records.index(right) if right in options else None
        yield Choice(list(options.values()), place, 1.0 if right else UNKNOWN_TITLES)
        others = [features for record, features in options.items() if record != right]
        if others and right in options:
            yield Choice(others, None, OTHER_ALBUM)


def _albums(item: Wanted, catalogue: Catalogue) -> dict[str, Features]:
    """Features of the best pressing of each candidate album."""
    profile = of_listing(item.parsed)
    best: dict[str, tuple[float, Features]] = {}
    for place in catalogue.index.candidates(profile):
        features = album_features(profile, catalogue.profiles[place], catalogue.index.weight)
        record = catalogue.releases[place].record_id
        missing = sum(value for name, value in features.items() if name not in {"bias", "specificity"})
        if record not in best or missing < best[record][0]:
            best[record] = missing, features
    likeliest = sorted(best, key=lambda record: (best[record][0], record))[:MOST_ALBUMS]
    return {record: best[record][1] for record in likeliest}


def pressing_choices(wanted: Sequence[Wanted], catalogue: Catalogue) -> Iterator[Choice]:
    """A title and the pressings of its album; twice, the second time without the right one."""
    for item in wanted:
        release = catalogue.by_id.get(item.release_id)
        if release is None:
            continue
        profile = of_listing(item.parsed)
        compared = {
            catalogue.releases[place].external_id: pressing_features(
                profile, catalogue.profiles[place], catalogue.vocabulary.within
            )
            for place in catalogue.by_master[release.record_id]
        }
        options = {key: features for key, features in compared.items() if not is_ruled_out(features)}
        if item.release_id in options:
            yield Choice(list(options.values()), list(options).index(item.release_id))
        others = [features for key, features in options.items() if key != item.release_id]
        if others:
            yield Choice(others, None, OTHER_PRESSING)


def offer_choices(pairs: Sequence[Labelled], shops: Shops, known: Vocabulary) -> tuple[list[Choice], list[Choice]]:
    """Pairs of shop records: as albums (one pair a choice), and as pressings (a record's candidates in one shop)."""
    compared = {
        (pair.one, pair.other): made for pair, made in zip(pairs, compare_pairs(pairs, shops, known), strict=True)
    }
    albums = [
        Choice([made.album], 0 if pair.same_master else None, 1.0 if pair.same_master is not None else UNLABELLED)
        for pair in pairs
        if (made := compared[pair.one, pair.other]) and (pair.same_master is not None or _is_unlike(made))
    ]
    rivals: dict[tuple[str, str], list[Labelled]] = defaultdict(list)
    for pair in pairs:
        rivals[pair.one, shops.sources[pair.other]].append(pair)
        rivals[pair.other, shops.sources[pair.one]].append(pair)
    pressings = []
    for group in rivals.values():
        possible = [pair for pair in group if not is_ruled_out(compared[pair.one, pair.other].pressing)]
        right = [place for place, pair in enumerate(possible) if pair.same_release]
        options = [compared[pair.one, pair.other].pressing for pair in possible]
        if options:
            pressings.append(Choice(options, right[0] if right else None, 0.5))
    return albums, pressings


def _is_unlike(made: Compared) -> bool:
    return max(made.album.get("title_missing", 0.0), made.album.get("title_missing_cut", 0.0)) > UNLIKE


def compare_pairs(pairs: Sequence[Labelled], shops: Shops, known: Vocabulary) -> list[Compared]:
    """The product's features of each pair, words weighed among all records."""
    keys = sorted(shops.records)
    places = {key: place for place, key in enumerate(keys)}
    profiles = [of_listing(shops.records[key]) for key in keys]
    weight: Callable[[str], float] = Index(profiles, known.common).weight
    return [compare(places[pair.one], places[pair.other], profiles, weight, known.within) for pair in pairs]
