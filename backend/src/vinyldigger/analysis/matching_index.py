"""Candidates without comparing all with all: inverted indexes of barcodes, catalogue numbers and rare words."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Mapping, Sequence

from vinyldigger.analysis.matching_profile import Profile
from vinyldigger.analysis.matching_spelling import SHORTEST, Spelling

_MOST_POSTINGS = 600  # entries looked at for the words of one listing, rarest words first
_LEAST_WORDS, _MOST_OF_FIRST_WORDS = 2, 4000  # so many words are looked at however common, unless very common
_MOST_CANDIDATES = 24
_LEAST_SHARE = 0.5  # of the best candidate's word weight that keeps a candidate
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
        self._total = len(profiles) + _BACKGROUND
        self._common = common
        self._weights: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """How much a word tells: log of its rarity among the profiles and a background of other records."""
        known = self._weights.get(word)
        if known is None:
            background = _BACKGROUND * _COMMON_SHARE if word in self._common else 1.0
            known = math.log(self._total / (len(self._words.get(word, ())) + background))
            self._weights[word] = known
        return known

    def candidates(self, profile: Profile, own: int = -1) -> list[int]:
        """Places of profiles that may be the same record, likeliest first; ``own`` is the profile's own place."""
        found = self._by_words(profile.words | profile.joins)
        found.pop(own, None)
        best = max(found.values(), default=0.0)
        if best < _ENOUGH * sum(map(self.weight, profile.names)):
            for place, weight in self._by_words(self._corrected(profile)).items():
                found[place] = found.get(place, 0.0) + weight
            found.pop(own, None)
            best = max(found.values(), default=0.0)
        kept = [place for place, weight in found.items() if weight >= _LEAST_SHARE * best]
        kept.sort(key=lambda place: (-found[place], place))
        return list(dict.fromkeys([*self._by_identifier(profile), *kept[:_MOST_CANDIDATES]]))

    def _by_words(self, words: Iterable[str]) -> dict[int, float]:
        """Places that have some of the words, with the weight of those; rarest words first, as far as that goes."""
        found: dict[int, float] = {}
        known = sorted((len(places), word, places) for word in words if (places := self._words.get(word)) is not None)
        looked_at = 0
        for used, (length, word, places) in enumerate(known):
            if used and looked_at + length > (_MOST_POSTINGS if used >= _LEAST_WORDS else _MOST_OF_FIRST_WORDS):
                break
            looked_at += length
            weight = self.weight(word)
            for place in places:
                found[place] = found.get(place, 0.0) + weight
        return found

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


def _postings(keys: Iterable[Iterable[str]]) -> Mapping[str, array[int]]:
    found: dict[str, array[int]] = {}
    for place, own in enumerate(keys):
        for key in own:
            postings = found.get(key)
            if postings is None:
                postings = found[key] = array("l")
            postings.append(place)
    return found
