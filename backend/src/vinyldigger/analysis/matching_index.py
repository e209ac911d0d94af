"""Candidates without comparing all with all: inverted indexes of barcodes, catalogue numbers and rare words."""

from __future__ import annotations

import math
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence

from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.analysis.matching_spelling import SHORTEST, Spelling

_MOST_POSTINGS = 300  # entries looked at for the words of one listing, rarest words first
_LEAST_WORDS, _MOST_OF_FIRST_WORDS = 2, 4000  # so many words are looked at however common, unless very common
_MOST_CANDIDATES = 24
_LEAST_SHARE = 0.5  # of the best candidate's word weight that keeps a candidate
_ENDING_SHARE = 0.2  # of it that words not looked at yet must weigh to be looked at
_CAUTION = 1.0 - 1e-9  # sums of the same weights in another order differ in the last digits
_ENOUGH = 0.7  # of a profile's names found in one place: below, spelling errors are looked for
_MOST_OF_ONE_CODE = 50  # a "number" on more entries than this tells nothing
_BACKGROUND = 10_000  # entries every catalogue is thought to have besides its own, so that few entries mislead little
_COMMON_SHARE = 0.02  # of those that have a word known to be common in titles; any other word is on one


class Index:
    """Profiles by what they may be found by. ``common``: words that are in many titles ("greatest", "love")."""

    def __init__(self, profiles: Sequence[Profile], common: frozenset[str]) -> None:
        self.profiles = profiles
        self._words = _postings((profile.words | profile.joins) for profile in profiles)
        self._codes = _postings(profile.numbers for profile in profiles)
        self._barcodes = _postings(profile.barcodes for profile in profiles)
        self._spelling = Spelling({word for profile in profiles for word in profile.names})
        total = len(profiles) + _BACKGROUND
        often = _BACKGROUND * _COMMON_SHARE
        weights = _Weights(math.log(total))
        for word in {*self._words, *common}:
            background = often if word in common else 1.0
            weights[word] = math.log(total / (len(self._words.get(word, ())) + background))
        #: How much a word tells: log of its rarity among the profiles and a background of other records.
        self.weight: Callable[[str], float] = weights.__getitem__

    def candidates(self, profile: Profile, own: int = -1) -> list[int]:
        """Places of profiles that may be the same record, likeliest first; ``own`` is the profile's own place."""
        enough = _ENOUGH * sum(map(self.weight, profile.names))
        found, best = self._by_words(profile.words | profile.joins, own, enough)
        if best < enough:
            for place, weight in self._by_words(self._corrected(profile), own, math.inf)[0].items():
                found[place] = found.get(place, 0.0) + weight
            best = max(found.values(), default=0.0)
        least = _LEAST_SHARE * best
        kept = sorted([(-weight, place) for place, weight in found.items() if weight >= least])
        places = [place for _, place in kept[:_MOST_CANDIDATES]]
        return list(dict.fromkeys([*self._by_identifier(profile), *places]))

    def _by_words(self, words: Iterable[str], own: int, enough: float) -> tuple[dict[int, float], float]:
        """Places that have some of the words, with the weight of those, and the most weight of any.

        Rarest words first, as far as that goes: it ends where the words that are left tell little. Once a place weighs
        ``enough``, those that the words left could not make a candidate are let go.
        """
        known = sorted([(len(places), word, places) for word in words if (places := self._words.get(word)) is not None])
        weights = [self.weight(word) for _, word, _ in known]
        found: dict[int, float] = {}
        best, looked_at, left = 0.0, 0, sum(weights)
        for used, ((length, _, places), weight) in enumerate(zip(known, weights, strict=True)):
            if used and looked_at + length > (_MOST_POSTINGS if used >= _LEAST_WORDS else _MOST_OF_FIRST_WORDS):
                break
            if used >= _LEAST_WORDS and left < _ENDING_SHARE * best:
                break
            looked_at += length
            least = _LEAST_SHARE * best * _CAUTION
            if best >= enough and left < least:
                found = {place: so_far for place, so_far in found.items() if so_far + left >= least}
                best = _added(found, places, weight, best)
            else:
                for place in places:
                    if place != own:
                        so_far = found[place] = found.get(place, 0.0) + weight
                        if so_far > best:
                            best = so_far
            left -= weight
        return found, best

    def _corrected(self, profile: Profile) -> set[str]:
        """What words that no profile has may be meant to be."""
        unknown = [word for word in profile.names if len(word) >= SHORTEST and word not in self._words]
        return {near for word in unknown for near in self._spelling.near(word)}

    def _by_identifier(self, profile: Profile) -> Iterable[int]:
        for barcode in profile.barcodes:
            yield from self._barcodes.get(barcode, ())
        for code in profile.codes:
            postings = self._codes.get(code, ())
            if len(postings) <= _MOST_OF_ONE_CODE:
                yield from postings


class _Weights(dict[str, float]):
    """Weights by word; words that are on no profile weigh most."""

    def __init__(self, rarest: float) -> None:
        super().__init__()
        self._rarest = rarest

    def __missing__(self, word: str) -> float:
        return self._rarest


def _added(found: dict[int, float], places: array[int], weight: float, best: float) -> float:
    """The most weight of any place, once the places found that have a word got its weight. ``places``: ascending."""
    for place in found:
        at = bisect_left(places, place)
        if at < len(places) and places[at] == place:
            found[place] += weight
    return max(best, max(found.values()))


def _postings(keys: Iterable[Iterable[str]]) -> Mapping[str, array[int]]:
    found: dict[str, array[int]] = {}
    for place, own in enumerate(keys):
        for key in own:
            postings = found.get(key)
            if postings is None:
                postings = found[key] = array("l")
            postings.append(place)
    return found
