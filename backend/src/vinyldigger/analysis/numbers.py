"""Catalogue numbers and barcodes in a listing's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from vinyldigger.analysis.statements import Statements
from vinyldigger.analysis.text import ean13, without_zeros

_BARCODE = re.compile(r"\d(?<!\d\d)(?:[\s\-]?\d){11,12}(?!\d)")
_NUMBER = re.compile(
    r"""(?<![\w.])(?:
        [A-Z]{1,6}[-./ ]?(?:[A-Z]{1,4}[-./ ]?)?\d{2,}(?:[-./]?[A-Z\d]{1,6}){0,3}  # BLP-4003, SHVL 804
      | \d[A-Z]{1,3}[-./ ]?\d{2,}(?:[-./ ]\d{2,4}){0,3}(?:[-./]\w{1,4})?         # 1C 062-04 567
      | \d{1,4}(?:[-./ ]\d{2,4}){1,3}(?:[-./]?[A-Z]{1,2})?                       # 6360 177, 2-26045
    )(?![\w])""",
    re.VERBOSE,
)
_TWO_DIGITS = re.compile(r"\d\d")  # without them there is no number
_LONGEST_RUN = 4
_SURE_DIGITS = 4
_SHORTEST_CODE = 2


def barcodes_in(stated: Iterable[str], text: str) -> tuple[str, ...]:
    """Valid barcodes as EAN-13: those stated in fields, then runs of 12 or 13 digits in the text."""
    found = map(ean13, (*stated, *_BARCODE.findall(text)))
    return tuple(dict.fromkeys(filter(None, found)))


def catalogue_numbers_in(text: str, said: Statements) -> tuple[str, ...]:
    """What looks like a catalogue number in a title and is nothing else: capitals and digits, or digits with breaks.

    Its tokens are marked as speaking of the copy. In a title all in capitals a word and a number may be a band
    ("APOLLO 440"), and the first words of a title name the artist.
    """
    if not _TWO_DIGITS.search(text):
        return ()
    found = []
    for run in _NUMBER.finditer(text):
        written = run.group()
        short = " " in written and sum(c.isdigit() for c in written) < _SURE_DIGITS
        if (short and text == text.upper()) or ean13(written):
            continue
        places = [
            place for place, token in enumerate(said.tokens) if token.start < run.end() and run.start() < token.end
        ]
        if places and places[0] > 0 and not said.sure.intersection(places):
            found.append(written)
            said.sure.update(places)
            said.loose.update(places)
    return tuple(dict.fromkeys(found))


def code_runs(words: Sequence[str]) -> frozenset[str]:
    """Every run of up to four words that holds a digit, folded as a catalogue number.

    Whatever a seller puts between the parts of a number, one of these runs is that number.
    """
    raised = [word.upper() for word in words]
    coded = [place for place, word in enumerate(words) if not word.isalpha()]
    runs: list[str] = []
    before = -1
    for first in coded:  # of the words with a digit the first one in its runs
        for start in range(max(before + 1, first - _LONGEST_RUN + 1), first + 1):
            run = "".join(raised[start:first])
            for word in raised[first : start + _LONGEST_RUN]:
                run += word
                runs.append(run)
        before = first
    codes = {raised[place] for place in coded}  # "007", whose zeros are all there is
    codes.update(map(without_zeros, runs))
    return frozenset([code for code in codes if len(code) > _SHORTEST_CODE])
