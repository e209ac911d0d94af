"""Whether an offer has to do with the words of a search."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from vinyldigger.analysis.offer import Offer
from vinyldigger.analysis.text import ean13, fold_catalogue_number, words
from vinyldigger.core.domain.words import Reason

_NOISE = frozenset(words(
    "the a an and of in on by for with der die das und le la les et el los y de di il vinyl record records album lp ep "
    "single 12 10 7 inch rpm 33 45 disc first press pressing original reissue"
))  # fmt: skip
_SAME_WORD = 84  # rapidfuzz ratio from which two words are one with a typing error
_SHORT = 4  # words up to this length have to be the same
_MAY_MISS_ONE_FROM = 4


class QueryRule:
    """Judges offers against one query. Every word that counts has to be there; of four or more, one may be missing."""

    def __init__(self, query: str) -> None:
        every = tuple(dict.fromkeys(words(query)))
        self._wanted = tuple(word for word in every if word not in _NOISE) or every
        self._catalogue_number = fold_catalogue_number(query)
        self._barcode = ean13(query)

    def problem(self, offer: Offer) -> Reason | None:
        """Why an offer does not belong; None when it does."""
        if not self._wanted or self._same_identifier(offer):
            return None
        said = _said(offer)
        missing = [word for word in self._wanted if word not in said and not _nearly(word, said)]
        allowed = 1 if len(self._wanted) >= _MAY_MISS_ONE_FROM else 0
        if len(missing) <= allowed:
            return None
        return Reason("unrelated_to_query", {"missing": " ".join(missing)})

    def _same_identifier(self, offer: Offer) -> bool:
        if self._barcode and self._barcode in offer.parsed.barcodes:
            return True
        numbers = {fold_catalogue_number(number) for number in offer.parsed.catalogue_numbers}
        if offer.release:
            numbers |= {fold_catalogue_number(credit.catalogue_number or "") for credit in offer.release.labels}
        return bool(self._catalogue_number) and self._catalogue_number in numbers


def _said(offer: Offer) -> set[str]:
    said = set(words(offer.listing.title))
    for text in (offer.parsed.artist, offer.parsed.title, offer.parsed.label):
        if text:
            said.update(words(text))
    if offer.release:
        for text in (*offer.release.artists, offer.release.title, *(credit.name for credit in offer.release.labels)):
            said.update(words(text))
    return said


def _nearly(word: str, said: set[str]) -> bool:
    if len(word) <= _SHORT or word.isdigit():
        return False
    return process.extractOne(word, said, scorer=fuzz.ratio, score_cutoff=_SAME_WORD) is not None
