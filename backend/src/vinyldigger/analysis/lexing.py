"""A seller's text as tokens: words with their place, disc counts, sizes, and where one statement ends."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace

from vinyldigger.analysis.text import ELIDED, UNSETTLED, is_ending, is_garbled, mend, numeral, plain, words

MOST_CHARACTERS = 1000  # of a title that are read; more is no title
_INCH = r"(?:\"|''|-?\s?inch(?:es)?\b|-?\s?zoll\b|in\b|-in\b|\s?pollici\b|\s?pouces\b)"
_UNIT = "lps|lp|cds?|dvds?|vinyls?|records|albums|singles|45s|schallplatten|platten|discs?"
_NO_COUNT = r"0|1\s?(?:vinyl|disc|record)|(?:1[3-9]|[2-9]\d|\d{3})\s+lp\b"  # "Neu! 75 LP" is one record
_TOKEN = re.compile(
    rf"""
      (?=\d)(?<![\w.,])(?i:
        (?P<many>\d{{1,3}})\s?x\s?(?P<many_inch>7|8|10|12)\s?{_INCH}
      | (?<![^\W_]-)(?!{_NO_COUNT})(?P<count>\d{{1,3}})\s?(?P<times>x?)\s?(?P<unit>{_UNIT})(?![^\W_])
      | (?P<inch>5|6|7|8|9|10|12|16)\s?{_INCH}
      | (?P<grams>1[1-9]0|135|2[0-4]0)\s?-?(?:g|gr|gm|grams?|gramm|grammes?)(?![^\W_]|[+\-])
      )
    | (?P<word>
        (?=[^\W\d_]{{1,4}}['.])(?:
          (?<![^\W_])(?i:{ELIDED})'(?=[^\W\d_])
        | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_](?![^\W_]))?
        )
      | [^\W_]+(?:'[^\W_]+)*
      )
      (?:(?=[+\-])(?P<sign>(?:\+{{1,3}}(?:/?-(?![^\W_]))?|-{{1,2}})(?=$|[\s/,;:.!)\]|("])))?
    | (?P<stop>\s-+\s?|-+\s|-+$|[:;,/|()\[\]"~*={{}}]|(?<=[^\W\d_]{{4}})\.\s|!+|\?)
    """,
    re.VERBOSE,
)
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_JOINING = frozenset("-.&+'")
_TAG = re.compile(r"<[^<>]{0,200}>")


@dataclass(slots=True)
class Token:
    """One word or measure of a text. ``segment`` counts statements; ``sign``: "+", "++", "-", "x" written behind it."""

    kind: str  # "word", "many" (2x12"), "count" (2LP), "inch" (7"), "grams"
    word: str  # folded
    start: int
    end: int
    segment: int
    before: str = ""  # the separator in front of it
    bracketed: bool = False  # in brackets, or between dashes: "-COLOURED-"
    dashed: bool = False  # between dashes
    sign: str = ""
    number: int = 0
    unit: str = ""
    cut_off: bool = False  # in a bracket that is never closed: what follows was cut off
    added: bool = False  # behind a plus sign: "LP + 7\""
    compound: bool = False  # the second half of "ESP-Disk"


def clean(text: str) -> str:
    """Plain text of at most :data:`MOST_CHARACTERS`: entities and tags of HTML gone; empty when it is garbled."""
    text = plain(mend(text[: 4 * MOST_CHARACTERS]))
    if not text.isascii() and is_garbled(text):
        return ""
    if "&" in text or "<" in text:
        text = plain(_TAG.sub(" ", html.unescape(text)))
    return text[:MOST_CHARACTERS]


def lex(text: str, volume_words: Container[str] = ()) -> list[Token]:
    """Tokens of a cleaned text, in order. Words fold as :func:`vinyldigger.analysis.text.words` folds them.

    ``volume_words``: in "Vol. 2 LP" the number counts volumes, not discs.
    """
    tokens: list[Token] = []
    segment, depth, before, dashed, end = 0, 0, "", False, 0
    for found in _TOKEN.finditer(text):
        if found.lastgroup == "stop":
            stop = found.group()
            segment += 1
            before += stop.strip()
            if stop in _OPENING:
                depth += 1
            elif stop in _CLOSING:
                depth = max(0, depth - 1)
            elif "-" in stop:
                dashed = stop.endswith("-") and stop[0].isspace() and "-" in text[found.end() :]
            continue
        made = _token(found, segment, before, depth > 0 or dashed, dashed)
        if made is None:
            continue
        if tokens and made.word in UNSETTLED:
            if _is_short_form(tokens[-1], made):
                end = made.end
                continue
            if not before:
                made.word = numeral(tokens[-1].word, made.word)
        elif made.kind == "count" and tokens and not before and tokens[-1].word in volume_words and _is_apart(found):
            number, end = str(made.number), made.start + 1
            tokens.append(replace(tokens[-1], word=number, start=made.start, end=end, before=""))
            made = replace(made, kind="word", word=made.unit, start=made.end - len(made.unit), number=0, unit="")
        gap = text[end : made.start]
        made.added = "+" in gap
        made.compound = gap in _JOINING and bool(tokens)
        tokens.append(made)
        before, end = "", made.end
        if made.sign in {"-", "--"}:  # "-COLOURED-": unless it turns out to be a grade, the dash ends a statement
            segment += 1
            before, dashed = "-", False
    if depth:
        _cut_off(tokens, text)
    return tokens


def _is_short_form(last: Token, made: Token) -> bool:
    """Whether a word only ends the one before it ("don t"), which then takes it in."""
    if made.start != last.end + 1 or made.sign or not is_ending(last.word, made.word):
        return False
    last.word += made.word if made.word != "s" else ""
    last.end = made.end
    return True


def _is_apart(count: re.Match[str]) -> bool:
    """Whether a count stands apart from what it counts: "2 LP"."""
    return not count["times"] and " " in count.group()


def _cut_off(tokens: Sequence[Token], text: str) -> None:
    """Marks what stands in a bracket that is never closed, unless the bracket begins a name."""
    opened = max(text.rfind(sign) for sign in _OPENING)
    first = next((place for place, token in enumerate(tokens) if token.start > opened), 0)
    if first and (tokens[first].before in _OPENING or tokens[first - 1].bracketed):
        for token in tokens[first:]:
            token.cut_off = True


def _token(found: re.Match[str], segment: int, before: str, bracketed: bool, dashed: bool) -> Token | None:
    start, end = found.span()
    word, sign = found.group("word", "sign")
    if word:
        folded = "".join(words(word))
        return Token("word", folded, start, end, segment, before, bracketed, dashed, sign or "") if folded else None
    made = Token("", "", start, end, segment, before, bracketed, dashed)
    if many := found["many"]:
        made.kind, made.number, made.unit = "many", int(many), found["many_inch"]
    elif count := found["count"]:
        made.kind, made.number, made.unit = "count", int(count), found["unit"].lower()
        made.sign = found["times"].lower()
    elif inch := found["inch"]:
        made.kind, made.number = "inch", int(inch)
    else:
        made.kind, made.number = "grams", int(found["grams"])
    return made
