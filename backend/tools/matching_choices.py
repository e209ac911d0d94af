"""Examples for fitting: labelled data as choices among candidates, with the product's own features."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tools.matching_data import Labelled, Shops, Wanted
from tools.matching_regression import Choice

from vinyldigger.analysis.matching_catalogue import Catalogue
from vinyldigger.analysis.matching_choice import is_ruled_out
from vinyldigger.analysis.matching_evidence import album_features, log_odds, pressing_features, with_album
from vinyldigger.analysis.matching_pairs import Compared
from vinyldigger.analysis.matching_profile import of_listing
from vinyldigger.analysis.parsed import Flag

Features = Mapping[str, float]
OTHER_ALBUM = 0.9  # weight of each title's twin whose album is not in the catalogue
OTHER_PRESSING = 0.35  # weight of each title's twin whose pressing is not in the catalogue
UNKNOWN_TITLES = 3.0  # weight of a title that is in no catalogue: in a marketplace most are, in the data few
MOST_ALBUMS = 8
UNLIKE = 0.5  # of a title missing: two records of which nobody says more are two albums
UNLABELLED = 0.2  # weight of such a pair
LEAST_ALBUM = -3.0  # log-odds: two albums tell nothing of what two pressings of one share


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


def offer_albums(compared: Sequence[tuple[Labelled, Compared]]) -> list[Choice]:
    """Pairs of shop records as albums, one pair a choice."""
    return [
        Choice([made.album], 0 if pair.same_master else None, 1.0 if pair.same_master is not None else UNLABELLED)
        for pair, made in compared
        if pair.same_master is not None or _is_unlike(made)
    ]


def offer_pressings(
    compared: Sequence[tuple[Labelled, Compared]], shops: Shops, album: Mapping[str, float]
) -> list[Choice]:
    """Pairs of shop records as pressings: a record and its candidates of the same album in one other shop.

    ``album``: the weights that tell how likely it is the same album.
    """
    rivals: dict[tuple[str, str], list[tuple[Labelled, Features]]] = defaultdict(list)
    for pair, made in compared:
        odds = log_odds(made.album, album)
        if odds > LEAST_ALBUM and not is_ruled_out(made.pressing):
            features = with_album(made.pressing, odds)
            rivals[pair.one, shops.sources[pair.other]].append((pair, features))
            rivals[pair.other, shops.sources[pair.one]].append((pair, features))
    choices = []
    for group in rivals.values():
        right = [place for place, (pair, _) in enumerate(group) if pair.same_release]
        choices.append(Choice([features for _, features in group], right[0] if right else None, 0.5))
    return choices


def _is_unlike(made: Compared) -> bool:
    return max(made.album.get("title_missing", 0.0), made.album.get("title_missing_cut", 0.0)) > UNLIKE
