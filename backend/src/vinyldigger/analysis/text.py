"""Text as it is compared: folded words, catalogue numbers and barcodes.

Two spellings of one name fold to the same words: case, accents, full-width forms, "&/and/+", possessives, dotted
initials and Roman numerals do not count. Scripts other than Latin keep their letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

_SPECIAL = str.maketrans({
    "ß": "ss", "ẞ": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ð": "d", "Ð": "d",
    "þ": "th", "Þ": "th", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "ı": "i", "ħ": "h", "Ħ": "h",
})  # fmt: skip
_TYPOGRAPHIC = str.maketrans({
    "’": "'", "‘": "'", "´": "'", "`": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "×": "x", "⅓": " 1/3", "•": " - ", "·": ".",
    "\u200b": "", "\u200c": "", "\u200d": "", "\u200e": "", "\u200f": "", "\u2060": "", "\ufeff": "", "\xad": "",
    "\u202a": "", "\u202b": "", "\u202c": "", "\u202d": "", "\u202e": "", "\u2066": "", "\u2067": "", "\u2069": "",
    "\0": " ",
})  # fmt: skip
ELIDED = "l|dell|all|nell|sull"  # articles before a vowel: "l'amour", "dell'arte"
_INITIALS = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_ELISION = re.compile(rf"\b(?:{ELIDED})'(?=[^\W\d_])")
_POSSESSIVE = re.compile(r"'s\b")
_WORD = re.compile(r"[^\W_]+")
_PRONOUNS = frozenset({"i", "you", "he", "she", "it", "we", "they", "who", "what", "that", "there", "y"})
_VERB_ENDINGS = frozenset({"ll", "re", "ve", "d"})
_NUMBERS = {
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12",
    "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17", "xviii": "18", "xix": "19",
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10",
}  # fmt: skip
_ORDINAL = {**_NUMBERS, "i": "1", "v": "5", "x": "10"}
UNSETTLED = _VERB_ENDINGS | {"s", "t", "m", *_ORDINAL}  # what may read otherwise than it is written
_NUMBERED = frozenset({
    "vol", "vols", "volume", "part", "parts", "pt", "act", "chapter", "book", "episode", "teil", "folge", "tome",
    "partie", "parte", "deel", "series",
})  # fmt: skip
_YEAR_DIGITS = 4
_YEAR, _SPAN_END = re.compile(r"(?:19|20)\d\d"), re.compile(r"(?:19|20)?\d\d?")
_DIGIT, _ZEROS = re.compile(r"\d"), re.compile(r"(?<!\d)0+(?=\d)")
_FOREIGN, _MOST_MISREADINGS = re.compile(r"[^\x00-\x7f]+"), 2
_WINDOWS = {bytes((code,)).decode("cp1252", "ignore") or chr(code): code for code in range(0x80, 0x100)}
_DEBRIS, _LEAST_DEBRIS, _DEBRIS_SHARE = "ÃãÂâåæç¼½¾ªº²³¹µšžœ", 8, 0.4
_GTIN_LENGTHS = (8, 12, 13, 14)


def plain(text: str) -> str:
    """The text with typographic quotes, dashes and invisible marks made plain, and full-width letters narrow."""
    if text.isascii():
        return text.replace("`", "'").replace("\0", " ")  # the only ones of the table: five times as fast
    text = text.translate(_TYPOGRAPHIC)
    return text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_TYPOGRAPHIC)


def mend(text: str) -> str:
    """UTF-8 that was read as Windows-1252, once or twice, put right: "BjÃ¶rk" is Björk. Anything else stays."""
    for _ in range(_MOST_MISREADINGS):
        if text.isascii():
            break
        text = _FOREIGN.sub(_reread, text)
    return text


def _reread(run: re.Match[str]) -> str:
    try:
        return bytes(_WINDOWS[letter] for letter in run.group()).decode("utf-8")
    except (KeyError, UnicodeError):
        return run.group()


def is_garbled(text: str) -> bool:
    """Whether a text is UTF-8 misread beyond mending: mostly the letters that such misreading leaves."""
    left = sum(map(text.count, _DEBRIS))
    return left >= _LEAST_DEBRIS and left > _DEBRIS_SHARE * sum(not letter.isspace() for letter in text)


def fold(text: str) -> str:
    """Lower case without accents: "Motörhead" and "MOTORHEAD" are one. Japanese, Cyrillic or Greek letters stay."""
    text = plain(text).lower()
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_SPECIAL))
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """The folded words of a text: "Booker T. & the M.G.'s" is bookert, the, mg; "Vol. II" and "vol two" are vol, 2."""
    if text.isascii() and text.isalnum():  # one plain word
        word = text.lower()
        return (_NUMBERS.get(word, word),)
    folded = fold(text)
    if "." in folded:
        folded = _INITIALS.sub(lambda initials: initials.group().replace(".", ""), folded)
    if "'" in folded:
        folded = _POSSESSIVE.sub("", _ELISION.sub(r"\g<0> ", folded)).replace("'", "")
    written = _WORD.findall(folded)
    if UNSETTLED.isdisjoint(written):
        return tuple(written)
    found: list[str] = []
    for word in written:
        if found and is_ending(found[-1], word):
            found[-1] += word if word != "s" else ""
        else:
            found.append(numeral(found[-1], word) if found else _NUMBERS.get(word, word))
    return tuple(found)


def numeral(before: str, word: str) -> str:
    """A Roman or English number as digits; a letter only where things are numbered: "Vol. V", "Part I"."""
    return _ORDINAL.get(word, word) if before in _NUMBERED else _NUMBERS.get(word, word)


def is_ending(before: str, word: str) -> bool:
    """Whether a word is what is left of a short form whose apostrophe was lost: "don t", "i m", "we ll", "it s"."""
    if word == "s":
        return True
    if word == "t":
        return before.endswith("n")
    return (word == "m" and before == "i") or (word in _VERB_ENDINGS and before in _PRONOUNS)


def without_years(named: tuple[str, ...]) -> tuple[str, ...]:
    """Words of a title without a span of years ("1982-1985", "2002 - 16"), which half of the sellers leave out."""
    spans = {
        place
        for place, (word, following) in enumerate(pairwise(named))
        if len(word) == _YEAR_DIGITS and _YEAR.fullmatch(word) and _SPAN_END.fullmatch(following)
    }
    if not spans:
        return named
    return tuple(word for place, word in enumerate(named) if not {place, place - 1} & spans) or named


def ordinal(word: str) -> int | None:
    """A small number as written after "Vol." or "Part": digits, Roman or an English word; None for anything else."""
    number = _ORDINAL.get(word, word)
    return int(number) if number.isascii() and number.isdigit() and len(number) <= 3 else None


@lru_cache(maxsize=65536)
def fold_catalogue_number(text: str) -> str:
    """A catalogue number for comparison: "BLP-4003", "blp 4003" and "BLP.04003" are one. Empty when it has no digit.

    Spaces, hyphens, dots, slashes and the leading zeros of each group of digits do not count.
    """
    return without_zeros("".join(_WORD.findall(fold(text))).upper()) if _DIGIT.search(text) else ""


def without_zeros(number: str) -> str:
    """A number without the zeros that lead a group of digits; of zeros alone one stays."""
    return _ZEROS.sub("", number) if "0" in number else number


def ean13(text: str) -> str | None:
    """A barcode as EAN-13 when its check digit holds; None when it is no valid GTIN.

    EAN-8, UPC-A (12 digits, an EAN-13 with a leading 0), EAN-13 and GTIN-14 with a leading 0; spaces, hyphens and
    dots inside do not count. Check digit: GS1 General Specifications, weights 3 and 1 from the right.
    """
    digits = re.sub(r"[\s.\-]", "", plain(text))
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in _GTIN_LENGTHS or not digits.strip("0"):
        return None
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(digits)))
    full = digits.zfill(14)
    return full[1:] if total % 10 == 0 and full[0] == "0" else None
